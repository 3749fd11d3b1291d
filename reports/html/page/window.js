import { el } from './dom.js';

/** Browsers stop laying out somewhere above 16 million pixels: a longer list scrolls by more than a row a row. */
const TALLEST = 12_000_000;
/** Rows drawn above and below what is seen. */
const MARGIN = 4;
/** Rows on paper. */
const PRINTED = 1_000;

/**
 * A list of any length of which only the rows in sight are there. All rows are as high as the first.
 * @param options `label` of the region; `rowOf(index)` gives a `li`, which should hold a link
 */
export function windowed({ label, rowOf }) {
  const list = el('ol', { class: 'window-rows' });
  const runway = el('div', { class: 'runway' }, list);
  const box = el('div', { class: 'window', role: 'region', 'aria-label': label, tabindex: '0' }, runway);
  let count = 0;
  let height = 0;
  let sight = 0; // pixels of the box, measured when its size changes: to ask is to lay out
  let drawn = new Map();
  let isPrinting = false;

  const row = (index) => {
    const known = drawn.get(index);
    if (known) return known;
    const made = rowOf(index);
    made.setAttribute('aria-setsize', String(count));
    made.setAttribute('aria-posinset', String(index + 1));
    return made;
  };

  const put = (first, last) => {
    const next = new Map();
    for (let index = first; index < last; index++) next.set(index, row(index));
    const wasInside = list.contains(document.activeElement);
    for (const [index, item] of drawn) if (!next.has(index)) item.remove();
    // rows that stay are not touched: the focus may be in one of them
    let place = list.firstElementChild;
    for (const item of next.values()) {
      if (item === place) place = place.nextElementSibling;
      else list.insertBefore(item, place);
    }
    drawn = next;
    if (wasInside && !list.contains(document.activeElement)) box.focus({ preventScroll: true });
  };

  /** Pixels of the whole list, and how many of its own each of them stands for. */
  const scale = () => {
    const whole = count * height;
    return {
      whole: Math.min(whole, TALLEST),
      ratio: whole > TALLEST ? (whole - sight) / (TALLEST - sight) : 1,
    };
  };

  const draw = (scrolled = box.scrollTop) => {
    if (count === 0 || height === 0) return;
    const { ratio } = scale();
    const top = scrolled * ratio;
    const first = Math.max(0, Math.floor(top / height) - MARGIN);
    const last = Math.min(count, Math.ceil((top + sight) / height) + MARGIN);
    list.style.transform = `translateY(${scrolled - (top - first * height)}px)`;
    const shown = [...drawn.keys()];
    if (shown[0] !== first || shown.at(-1) !== last - 1) put(first, last);
  };

  const measure = () => {
    if (count === 0) return;
    list.style.transform = '';
    put(0, 1);
    sight = box.clientHeight;
    height = list.firstElementChild.getBoundingClientRect().height;
    runway.style.height = `${scale().whole}px`;
    draw();
  };

  const moves = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8, Home: -Infinity, End: Infinity };
  const move = (event) => {
    const from = Number(event.target.closest('li')?.getAttribute('aria-posinset')) - 1;
    const by = moves[event.key];
    if (from < 0 || by === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    show(Math.min(count - 1, Math.max(0, from + by)));
  };

  const show = (index) => {
    const { ratio } = scale();
    const top = index * height;
    if (top < box.scrollTop * ratio) box.scrollTop = top / ratio;
    else if (top + height > box.scrollTop * ratio + sight) box.scrollTop = (top + height - sight) / ratio;
    draw();
    drawn.get(index)?.querySelector('a')?.focus({ preventScroll: true });
  };

  let waiting = 0;
  box.addEventListener('scroll', () => {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(() => draw());
  });
  list.addEventListener('keydown', move);
  new ResizeObserver(() => {
    if (box.isConnected && box.clientWidth > 0 && !isPrinting) measure();
  }).observe(box);

  return {
    box,
    /** Shows a list of another length from its beginning. */
    set(length) {
      count = length;
      drawn = new Map();
      box.scrollTop = 0;
      box.hidden = count === 0;
      list.replaceChildren();
      if (!box.isConnected) return;
      if (height === 0) return measure();
      runway.style.height = `${scale().whole}px`;
      draw(0);
    },
    /** On paper nothing scrolls. */
    print() {
      isPrinting = true;
      list.style.transform = '';
      runway.style.height = 'auto';
      put(0, Math.min(count, PRINTED));
    },
    redraw() {
      isPrinting = false;
      measure();
    },
  };
}
