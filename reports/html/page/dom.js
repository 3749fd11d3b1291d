const SVG = 'http://www.w3.org/2000/svg';

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else if (value !== undefined && value !== false) node.setAttribute(name, value === true ? '' : value);
  }
  // strings become text nodes: nothing that stands in an account is ever read as markup
  node.append(...children.flat(Infinity).filter((child) => child !== undefined && child !== false && child !== ''));
  return node;
}

/** An element; `onclick` and the like are listeners, `true` is an attribute without a value. */
export const el = (name, attributes = {}, ...children) => fill(document.createElement(name), attributes, children);
const svg = (name, attributes = {}, ...children) => fill(document.createElementNS(SVG, name), attributes, children);

/** An id that wraps after its hyphens, slashes and colons, and not inside a word. */
export const id = (text) =>
  text.split(/(?<=[-/:._,])(?=[^-/:._,])/).flatMap((piece, n) => (n > 0 ? [el('wbr'), piece] : [piece]));

export const figure = (count) => String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
export const counted = (count, one, many = `${one}s`) => `${figure(count)} ${count === 1 ? one : many}`;

/** A table in a box of its own, which scrolls. */
export function table(label, heads, rows) {
  const cell = (content, n) =>
    n === 0 ? el('th', { scope: 'row' }, content) : el('td', { class: heads[n].class ?? false }, content);
  return el(
    'div',
    { class: 'scroll', role: 'region', 'aria-label': `${label}, table`, tabindex: '0' },
    el(
      'table',
      { class: 'grid' },
      el('caption', { class: 'unseen' }, label),
      el(
        'thead',
        {},
        el(
          'tr',
          {},
          heads.map((head) => el('th', { scope: 'col', class: head.class ?? false }, head.word)),
        ),
      ),
      el(
        'tbody',
        {},
        rows.map((row) => el('tr', {}, row.map(cell))),
      ),
    ),
  );
}

/** A bar of parts, drawn as SVG since the page allows itself no style attributes. */
export function bar(parts) {
  const whole = parts.reduce((sum, [, count]) => sum + count, 0) || 1;
  let before = 0;
  const rects = parts.map(([kind, count]) => {
    const x = `${(100 * before) / whole}%`;
    before += count;
    return count > 0 && svg('rect', { class: `bar-${kind}`, x, width: `${(100 * count) / whole}%`, height: '100%' });
  });
  return svg('svg', { class: 'bar', width: '100%', height: '10', 'aria-hidden': 'true', focusable: 'false' }, rects);
}

/** A button that puts a text on the clipboard and says so. */
export function copyButton(what, text) {
  const said = el('span', { class: 'said-copied', role: 'status' });
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      said.textContent = 'Copied';
    } catch {
      said.textContent = 'The browser forbids it: select the text instead';
    }
  };
  return el('p', { class: 'copy' }, el('button', { type: 'button', onclick: copy }, `Copy ${what}`), ' ', said);
}
