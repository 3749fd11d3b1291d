import { SEVERITIES } from '../../../src/model/rule.ts';
import { el, id } from './dom.js';
import { LISTS, linkTo, SHOWS } from './query.js';

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

/** A picker a filter. @param set called with the filter's name and its new value */
function pickersFor(store, set) {
  const choices = choicesOf(store);
  const many = (name) =>
    picker(name, [['', 'all'], ...choices[name].map((value) => [value, value])], (value) =>
      set(name, value ? [value] : []),
    );
  return {
    show: picker('show', SHOWS, (value) => set('show', value)),
    ...Object.fromEntries(CHOSEN.map((name) => [name, many(name)])),
    ...(store.book.baseline && { since: picker('since', SINCE, (value) => set('since', value)) }),
  };
}

/** A filter that no picker shows: a link set it, and a link takes it away. */
function chip(query, name, value) {
  const without = { ...query, [name]: query[name].filter((other) => other !== value) };
  const cross = [
    el('span', { 'aria-hidden': 'true' }, ' ✕'),
    el('span', { class: 'unseen' }, ', take this filter away'),
  ];
  return el('li', {}, el('a', { href: linkTo(without) }, `${name} `, id(value), cross));
}

const chipsOf = (query) =>
  LISTS.flatMap((name) => query[name].slice(CHOSEN.includes(name) ? 1 : 0).map((value) => chip(query, name, value)));

/** Typing is followed when it pauses. */
const PAUSE = 120;

function searchField(onText) {
  let waiting = 0;
  const follow = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => input.isConnected && onText(input.value), PAUSE);
  };
  const looks = { type: 'search', id: 'filter', placeholder: 'name, id, rule, message …' };
  const input = el('input', { ...looks, autocomplete: 'off', spellcheck: 'false', oninput: follow });
  return input;
}

/**
 * Search, pickers and what else filters the findings.
 * @param on `query(query)` when the reader asks for another one, `csv()` for the file
 */
export function findingTools(store, on) {
  let query;
  const set = (name, value) => on.query({ ...query, [name]: value });
  const pickers = pickersFor(store, set);
  const input = searchField((text) => set('q', text));
  const chips = el('ul', { class: 'chips' });
  const button = (word, onclick) => el('button', { type: 'button', onclick }, word);
  const labels = Object.values(pickers).map(({ label }) => label);
  const view = el(
    'div',
    { class: 'tools', role: 'search', 'aria-label': 'Filter the findings' },
    el('p', { class: 'search' }, el('label', { for: 'filter' }, 'Search'), input),
    el('div', { class: 'pickers' }, labels),
    el(
      'div',
      { class: 'tool-buttons' },
      button('Clear filters', () => on.query({})),
      button('Download as CSV', on.csv),
    ),
    chips,
  );
  return {
    view,
    show(next) {
      query = next;
      if (document.activeElement !== input) input.value = query.q;
      for (const [name, { show }] of Object.entries(pickers)) show([query[name]].flat()[0] ?? '');
      const items = chipsOf(query);
      chips.hidden = items.length === 0;
      chips.replaceChildren(...items);
    },
  };
}
