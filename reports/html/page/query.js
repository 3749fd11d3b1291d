import { SEVERITIES } from '../../../src/model/rule.ts';
import { NEW, SUPPRESSED } from '../../../src/report/html-state.ts';
import { severityOf, verdictOf } from './store.js';

/** What is shown where nothing else is asked for: what fails and what nobody knows. */
const SHOWN = {
  open: (verdict) => verdict < 2,
  fail: (verdict) => verdict === 0,
  unknown: (verdict) => verdict === 1,
  pass: (verdict) => verdict === 2,
  suppressed: () => false,
  all: () => true,
};
export const SHOWS = [
  ['open', 'Failing and unknown'],
  ['fail', 'Failing'],
  ['unknown', 'Unknown'],
  ['pass', 'Passing'],
  ['suppressed', 'Suppressed'],
  ['all', 'All'],
];

/** Filters with any number of values; a finding must fit one of each. */
export const LISTS = ['severity', 'service', 'category', 'rule', 'framework', 'control', 'account', 'region', 'type'];

/** A query from the part of the address behind `?`; what nobody knows in it is left out. */
export function parseQuery(text) {
  const given = new URLSearchParams(text);
  const show = given.get('show') ?? 'open';
  return {
    q: given.get('q') ?? '',
    show: Object.hasOwn(SHOWN, show) ? show : 'open',
    since: given.get('since') === 'new' ? 'new' : '',
    ...Object.fromEntries(LISTS.map((name) => [name, given.getAll(name)])),
  };
}

/** The same query is always the same text. */
function queryText(query) {
  const out = new URLSearchParams();
  if (query.show && query.show !== 'open') out.set('show', query.show);
  if (query.since) out.set('since', query.since);
  for (const name of LISTS) for (const value of query[name] ?? []) out.append(name, value);
  if (query.q) out.set('q', query.q);
  const text = out.toString();
  return text === '' ? '' : `?${text}`;
}

export const linkTo = (query) => `#/findings${queryText(query)}`;

const fits = (values, value) => values.length === 0 || values.includes(value);

/** A control is `framework control`; a framework alone stands for all of its controls. */
const fitsControls = ({ framework, control }, { controls }) =>
  (framework.length === 0 && control.length === 0) ||
  controls.some(
    ([name, ids]) => fits(framework, name) && (control.length === 0 || ids.some((id) => control.includes(id))),
  );

function rulesFor(query, rules) {
  return Uint8Array.from(rules, (rule) =>
    Number(
      fits(query.rule, rule.id) &&
        fits(query.service, rule.service) &&
        fits(query.category, rule.category) &&
        fitsControls(query, rule),
    ),
  );
}

/** Undefined where every resource fits. */
function resourcesFor(query, { numberOf, resources }) {
  const asked = ['account', 'region', 'type'].filter((name) => query[name].length > 0);
  if (asked.length === 0) return undefined;
  const found = new Uint8Array(resources.size).fill(1);
  for (const name of asked) {
    const wanted = new Set(query[name].map(numberOf));
    const column = resources[name];
    for (let n = 0; n < found.length; n++) if (!wanted.has(column[n])) found[n] = 0;
  }
  return found;
}

const RANKS = 32;

/** By state: its place in the list, worst first; RANKS where it is not shown. */
function ranksFor({ show, since, severity }) {
  return Uint8Array.from({ length: 512 }, (_, state) => {
    const isSuppressed = (state & SUPPRESSED) !== 0;
    const isShown = isSuppressed ? show === 'suppressed' || show === 'all' : SHOWN[show](verdictOf(state));
    const isFit = isShown && fits(severity, SEVERITIES[severityOf(state)]) && (since === '' || (state & NEW) !== 0);
    return isFit ? (isSuppressed ? 15 : verdictOf(state) * 5) + severityOf(state) : RANKS;
  });
}

/** Numbers of the findings that fit, worst first and then in the order of the report. */
export function select(store, query, search) {
  const { size, state, rule, resource } = store;
  const ranks = ranksFor(query);
  const rules = rulesFor(query, store.book.rules);
  const resources = resourcesFor(query, store);
  const words = query.q
    .toLowerCase()
    .split(/\s+/)
    .filter(Boolean)
    .map((word) => search.has(word));
  const found = new Uint8Array(size);
  const counts = new Uint32Array(RANKS + 1);
  const isFit = (at) =>
    rules[rule[at]] === 1 &&
    (resources === undefined || resources[resource[at]] === 1) &&
    (words.length === 0 || words.every((has) => has(at)));
  for (let at = 0; at < size; at++) {
    const rank = ranks[state[at] & 511]; // most are decided by this alone
    found[at] = rank < RANKS && isFit(at) ? rank : RANKS;
    counts[found[at]]++;
  }
  return placed(found, counts);
}

/** A counting sort keeps the order of the report inside each rank. */
function placed(ranks, counts) {
  const next = new Uint32Array(RANKS);
  for (let rank = 1; rank < RANKS; rank++) next[rank] = next[rank - 1] + counts[rank - 1];
  const sorted = new Uint32Array(ranks.length - counts[RANKS]);
  for (let at = 0; at < ranks.length; at++) if (ranks[at] < RANKS) sorted[next[ranks[at]]++] = at;
  return sorted;
}
