import { csvOf, download } from './csv.js';
import { counted, el, figure, id } from './dom.js';
import { badge, newMark, placeText, resourceLink, verdictMark } from './marks.js';
import { LISTS, linkTo, SHOWS, select } from './query.js';
import { ruleCard } from './rule-card.js';
import { findingOf, SEVERITIES } from './store.js';
import { windowed } from './window.js';

/** One finding in the list: the whole row leads to its resource. */
function rowOf(store, at) {
  const finding = findingOf(store, at);
  const { rule, severity, part, message, resource } = finding;
  return el(
    'li',
    { class: 'window-row' },
    el('div', { class: 'row-marks' }, badge(severity), verdictMark(finding), newMark(finding)),
    el(
      'div',
      { class: 'row-who' },
      el(
        'a',
        { class: 'row-name', href: resourceLink(resource.arn) },
        id(part === '' ? resource.name : `${resource.name} ${part}`),
      ),
      el('span', { class: 'row-place' }, `${resource.type} · ${placeText(resource)}`),
    ),
    el(
      'div',
      { class: 'row-what' },
      el('span', { class: 'row-title' }, rule.title),
      el('span', { class: 'row-message' }, id(message)),
    ),
  );
}

const distinct = (values) => [...new Set(values)].filter(Boolean).sort();

/** Values to choose from, by filter. */
function choicesOf({ book, texts, resources }) {
  const textsOf = (column) => distinct(Array.from(new Set(resources[column]), (number) => texts[number]));
  return {
    severity: SEVERITIES,
    service: distinct(book.rules.map(({ service }) => service)),
    account: textsOf('account'),
    region: textsOf('region'),
    category: distinct(book.rules.map(({ category }) => category)),
    framework: distinct(book.rules.flatMap(({ controls }) => controls.map(([framework]) => framework))),
  };
}

const SINCE = [
  ['', 'all'],
  ['new', 'new since the baseline'],
];

const CHOSEN = ['severity', 'service', 'account', 'region', 'category', 'framework'];

/** A filter with more options than this is typed into the search instead. */
const OPTIONS = 1_000;

/** @param onPick gets "" for all. The answer is the label and a way to show what is chosen. */
function picker(name, options, onPick) {
  const option = ([value, word]) => el('option', { value }, word);
  const select = el('select', { name, onchange: () => onPick(select.value) }, options.slice(0, OPTIONS).map(option));
  return {
    label: el('label', { class: 'picker' }, el('span', {}, name), select),
    show(value) {
      select.value = value;
      if (select.selectedIndex >= 0) return;
      select.append(option([value, value])); // an address may name what this report has not
      select.value = value;
    },
  };
}

/**
 * The findings with their filters. One of these lives as long as the page.
 * @param go called with another query, which becomes the address
 */
export function findingList(store, search, go) {
  const choices = choicesOf(store);
  const found = { query: undefined, numbers: new Uint32Array() };
  const list = windowed({ label: 'List of findings', rowOf: (index) => rowOf(store, found.numbers[index]) });
  const matches = el('p', { id: 'matches', role: 'status' });
  const set = (name, value) => go({ ...found.query, [name]: value });
  const many = (name) =>
    picker(name, [['', 'all'], ...choices[name].map((value) => [value, value])], (value) =>
      set(name, value ? [value] : []),
    );
  const pickers = {
    show: picker('show', SHOWS, (value) => set('show', value)),
    ...Object.fromEntries(CHOSEN.map((name) => [name, many(name)])),
    ...(store.book.baseline && { since: picker('since', SINCE, (value) => set('since', value)) }),
  };
  const chips = el('ul', { class: 'chips' });
  const card = el('div', {});
  const input = el('input', {
    type: 'search',
    id: 'filter',
    placeholder: 'name, id, rule, message …',
    autocomplete: 'off',
    spellcheck: 'false',
    oninput: () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => go({ ...found.query, q: input.value }), 120);
    },
  });
  let waiting = 0;
  const tools = el(
    'div',
    { class: 'tools', role: 'search', 'aria-label': 'Filter the findings' },
    el('p', { class: 'search' }, el('label', { for: 'filter' }, 'Search'), input),
    el(
      'div',
      { class: 'pickers' },
      Object.values(pickers).map(({ label }) => label),
    ),
    el(
      'div',
      { class: 'tool-buttons' },
      el('button', { type: 'button', onclick: () => go({ show: 'open', q: '', since: '' }) }, 'Clear filters'),
      el(
        'button',
        { type: 'button', onclick: () => download('sealscan-findings.csv', csvOf(store, found.numbers)) },
        'Download as CSV',
      ),
    ),
  );

  const drawPickers = (query) => {
    for (const [name, { show }] of Object.entries(pickers))
      show(typeof query[name] === 'string' ? query[name] : (query[name][0] ?? ''));
  };

  /** Filters that no picker shows: links set them, and they can be taken away. */
  const drawChips = (query) => {
    const unseen = LISTS.flatMap((name) =>
      query[name].slice(CHOSEN.includes(name) ? 1 : 0).map((value) => [name, value]),
    );
    const without = (name, value) => ({ ...query, [name]: query[name].filter((other) => other !== value) });
    chips.hidden = unseen.length === 0;
    chips.replaceChildren(
      ...unseen.map(([name, value]) =>
        el(
          'li',
          {},
          el(
            'a',
            { href: linkTo(without(name, value)) },
            `${name} `,
            id(value),
            el('span', { 'aria-hidden': 'true' }, ' ✕'),
            el('span', { class: 'unseen' }, ', take this filter away'),
          ),
        ),
      ),
    );
  };

  const drawCard = ({ rule }) => {
    const one = rule.length === 1 && store.book.rules.find(({ id: name }) => name === rule[0]);
    card.replaceChildren(...(one ? [ruleCard(one)] : []));
  };

  const view = el(
    'section',
    { class: 'view-findings', 'aria-labelledby': 'findings-title' },
    el('h2', { id: 'findings-title', tabindex: '-1' }, 'Findings'),
    card,
    tools,
    chips,
    matches,
    list.box,
  );

  return {
    view,
    print: list.print,
    redraw: list.redraw,
    show(query) {
      const isSame = found.query && linkTo(query) === linkTo(found.query);
      if (isSame) return;
      const start = performance.now();
      found.query = query;
      if (document.activeElement !== input) input.value = query.q;
      drawPickers(query);
      drawChips(query);
      drawCard(query);
      found.numbers = select(store, query, search);
      const { length } = found.numbers;
      matches.textContent = `${counted(length, 'finding')} of ${figure(store.size)}${length === 0 ? ': nothing fits these filters' : ''}`;
      list.set(length);
      performance.measure('filter', { start });
    },
  };
}
