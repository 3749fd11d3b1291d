import { SUPPRESSED } from '../../../src/report/html-state.ts';
import { bar, el, figure, id, table } from './dom.js';
import { badge } from './marks.js';
import { linkTo } from './query.js';
import { severityOf, verdictOf } from './store.js';

/** Lines of a table; the search narrows what is behind them. */
const LINES = 1_000;
const KINDS = ['fail', 'unknown', 'pass', 'suppressed'];
const NOTHING = { fail: 0, unknown: 0, pass: 0, suppressed: 0, worst: 5 };

const kindOf = (state) => ((state & SUPPRESSED) !== 0 ? 'suppressed' : KINDS[verdictOf(state)]);

/**
 * Findings counted by group.
 * @param groupOf number of finding -> number of its group
 */
function countBy(store, size, groupOf) {
  const groups = Array.from({ length: size }, () => ({ ...NOTHING }));
  for (let at = 0; at < store.size; at++) {
    const state = store.state[at];
    const group = groups[groupOf(at)];
    const kind = kindOf(state);
    group[kind]++;
    if (kind === 'fail') group.worst = Math.min(group.worst, severityOf(state));
  }
  return groups;
}

const add = (a, b) => ({
  ...Object.fromEntries(KINDS.map((kind) => [kind, a[kind] + b[kind]])),
  worst: Math.min(a.worst, b.worst),
});

const worstFirst = (a, b) =>
  a.counts.worst - b.counts.worst ||
  b.counts.fail - a.counts.fail ||
  b.counts.unknown - a.counts.unknown ||
  (a.name < b.name ? -1 : 1);

const HEADS = [
  { word: 'Worst' },
  { word: 'Findings', class: 'bar-cell' },
  { word: 'Fail', class: 'num' },
  { word: 'Unknown', class: 'num' },
  { word: 'Pass', class: 'num' },
  { word: 'Suppressed', class: 'num' },
];

const stateWord = ({ fail, unknown, pass, suppressed }) =>
  fail > 0 ? '' : unknown > 0 ? 'not decided' : pass + suppressed > 0 ? 'nothing fails' : 'nothing to judge';

/** A count leads to its findings. */
const cell = (counts, kind, query) =>
  counts[kind] === 0
    ? el('span', { class: 'is-zero' }, '0')
    : el('a', { href: linkTo({ ...query, show: kind }) }, figure(counts[kind]));

const lineOf = ({ cells, counts, query }) => [
  ...cells,
  counts.worst < 5 ? badge(counts.worst) : el('span', { class: 'faint' }, stateWord(counts)),
  bar(KINDS.map((kind) => [kind, counts[kind]])),
  ...KINDS.map((kind) => cell(counts, kind, query)),
];

function groupView(title, lead, heads, lines, before = []) {
  const shown = [...lines].sort(worstFirst).slice(0, LINES);
  return el(
    'section',
    { 'aria-labelledby': 'group-title' },
    el('h2', { id: 'group-title', tabindex: '-1' }, title),
    el('p', { class: 'lead' }, lead),
    before,
    lines.length > 0 ? table(title, [...heads, ...HEADS], shown.map(lineOf)) : el('p', {}, 'There is nothing to show.'),
    lines.length > shown.length &&
      el('p', { class: 'more' }, `and ${figure(lines.length - shown.length)} more: search the findings for them`),
  );
}

const byRule = (store) => countBy(store, store.book.rules.length, (at) => store.rule[at]);

/** Every rule that was asked, with how its resources fare. */
export function rulesView(store) {
  const counts = byRule(store);
  const lines = store.book.rules.map((rule, number) => ({
    name: rule.id,
    counts: counts[number],
    query: { rule: [rule.id] },
    cells: [
      [
        el('a', { class: 'title', href: linkTo({ rule: [rule.id], show: 'all' }) }, rule.title),
        el('span', { class: 'rule-id' }, id(rule.id)),
      ],
    ],
  }));
  return groupView(
    'Rules',
    'Each leads to why it matters, how to mend it, and its resources.',
    [{ word: 'Rule' }],
    lines,
  );
}

/** Findings by the service whose rules they are of. */
export function servicesView(store) {
  const counts = byRule(store);
  const services = new Map();
  for (const [number, { service }] of store.book.rules.entries())
    services.set(service, add(services.get(service) ?? NOTHING, counts[number]));
  const lines = [...services].map(([name, sum]) => ({
    name,
    counts: sum,
    query: { service: [name] },
    cells: [el('a', { href: linkTo({ service: [name], show: 'all' }) }, name || 'none')],
  }));
  return groupView('Services', 'By the AWS service that a rule is about.', [{ word: 'Service' }], lines);
}

/** Findings by framework and control; a finding counts for each control that its rule assesses. */
export function controlsView(store, framework) {
  const counts = byRule(store);
  const frameworks = new Map();
  for (const [number, { controls }] of store.book.rules.entries())
    for (const [name, ids] of controls) {
      const known = frameworks.get(name) ?? new Map();
      frameworks.set(name, known);
      for (const control of ids) known.set(control, add(known.get(control) ?? NOTHING, counts[number]));
    }
  const names = [...frameworks.keys()].sort();
  const chosen = frameworks.has(framework) ? framework : names[0];
  const lines = [...(frameworks.get(chosen) ?? [])].map(([control, sum]) => ({
    name: control,
    counts: sum,
    query: { framework: [chosen], control: [control] },
    cells: [el('a', { href: linkTo({ framework: [chosen], control: [control], show: 'all' }) }, id(control))],
  }));
  const tabs = el(
    'ul',
    { class: 'chips' },
    names.map((name) =>
      el(
        'li',
        {},
        el(
          'a',
          {
            href: `#/controls?${new URLSearchParams({ framework: name })}`,
            'aria-current': name === chosen ? 'true' : false,
          },
          name,
        ),
      ),
    ),
  );
  return groupView(
    'Controls',
    'What the rules of this run say about the controls of a framework. A finding counts for each control that its rule assesses.',
    [{ word: chosen ? `Control of ${chosen}` : 'Control' }],
    lines,
    [tabs],
  );
}

/** Findings by account and region. */
export function placesView(store) {
  const { account, region } = store.resources;
  const places = new Map();
  const numbers = Uint32Array.from(account, (of, n) => {
    const key = `${of} ${region[n]}`;
    if (!places.has(key)) places.set(key, places.size);
    return places.get(key);
  });
  const counts = countBy(store, places.size, (at) => numbers[store.resource[at]]);
  const lines = [...places].map(([key, number]) => {
    const [of, at] = key.split(' ').map((text) => store.texts[Number(text)]);
    const query = { account: [of], region: [at] };
    return {
      name: `${of} ${at}`,
      counts: counts[number],
      query,
      cells: [
        el('a', { class: 'mono', href: linkTo({ account: [of], show: 'all' }) }, id(of)),
        el('a', { class: 'mono', href: linkTo({ ...query, show: 'all' }) }, id(at)),
      ],
    };
  });
  return groupView(
    'Accounts and regions',
    'Where findings are. What could not be read is under Coverage.',
    [{ word: 'Account' }, { word: 'Region' }],
    lines,
  );
}
