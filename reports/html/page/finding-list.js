import { csvOf, download } from './csv.js';
import { counted, el, figure, id } from './dom.js';
import { findingTools } from './finding-tools.js';
import { badge, newMark, placeText, resourceLink, verdictMark } from './marks.js';
import { linkTo, select } from './query.js';
import { ruleCard } from './rule-card.js';
import { findingOf } from './store.js';
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

/** A rule that is looked at alone is explained above its findings. */
function cardFor(store, { rule }) {
  const one = rule.length === 1 && store.book.rules.find(({ id: name }) => name === rule[0]);
  return one ? [ruleCard(one)] : [];
}

/**
 * The findings with their filters. One of these lives as long as the page.
 * @param go called with another query, which becomes the address
 */
export function findingList(store, search, go) {
  let shown;
  let numbers = new Uint32Array();
  const list = windowed({ label: 'List of findings', rowOf: (index) => rowOf(store, numbers[index]) });
  const csv = () => download('sealscan-findings.csv', csvOf(store, numbers));
  const tools = findingTools(store, { query: go, csv });
  const matches = el('p', { id: 'matches', role: 'status' });
  const card = el('div', {});
  const title = el('h2', { id: 'findings-title', tabindex: '-1' }, 'Findings');
  const said = (length) =>
    `${counted(length, 'finding')} of ${figure(store.size)}${length === 0 ? ': nothing fits these filters' : ''}`;
  return {
    view: el('section', { 'aria-labelledby': 'findings-title' }, title, card, tools.view, matches, list.box),
    print: list.print,
    redraw: list.redraw,
    show(query) {
      if (shown && linkTo(query) === linkTo(shown)) return;
      shown = query;
      const start = performance.now();
      tools.show(query);
      card.replaceChildren(...cardFor(store, query));
      numbers = select(store, query, search);
      matches.textContent = said(numbers.length);
      list.set(numbers.length);
      performance.measure('filter', { start });
    },
  };
}
