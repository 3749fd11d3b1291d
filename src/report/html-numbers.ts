import { byText } from '../model/order.ts';
import { type RuleInfo, SEVERITIES, type Severity } from '../model/rule.ts';
import type { BaselineChange, Run } from '../model/run.ts';
import { byType, COLUMNS, type Column, type Spread, spreadOf, total } from './custody.ts';
import { badgeOf } from './html-badge.ts';
import { barOf } from './html-bar.ts';
import type { Collected } from './html-collect.ts';
import { breakable, counted, figure, shown } from './text.ts';

const TYPES = 200;
const CHANGES = 200;
/** Types in the picture; the table has all. */
const DRAWN = 20;

const COLUMN_WORDS: Readonly<Record<Column, readonly [short: string, long: string]>> = {
  none: ['Not encrypted', 'no key at all'],
  'aws-owned': ['AWS owned', 'AWS’s own key, out of your sight'],
  'aws-managed': ['AWS managed', 'a key in your account that AWS runs'],
  'customer-managed': ['Customer managed', 'a key whose policy is yours'],
  'not-known': ['Not known', 'the key was not in sight'],
};

/** Verdicts and severities in figures. */
export function numbersView({ summary, baseline, rules: all }: Run, { trend }: Collected) {
  const { fail, unknown, pass, suppressed } = summary.findings;
  const parts = [
    ['fail', fail],
    ['unknown', unknown],
    ['pass', pass],
    ['suppressed', suppressed],
  ] as const;
  return {
    severities: SEVERITIES.map((severity) => ({
      ...badgeOf(severity),
      count: figure(summary.bySeverity[severity]),
      zero: summary.bySeverity[severity] === 0,
    })),
    bar: barOf(parts),
    verdicts: parts.map(([word, count]) => ({ word, count: figure(count) })),
    resources: counted(summary.resources, 'resource'),
    rules: counted(summary.rules, 'rule'),
    notApplicable: figure(summary.notApplicable),
    trend: baseline ? trendView(baseline.changes, all, trend) : [],
  };
}

/** By severity, what failed before and now. A change's severity is its rule's of today; "" where no rule has the id. */
function trendView(changes: readonly BaselineChange[], rules: readonly RuleInfo[], trend: Collected['trend']) {
  const severityOf = new Map(rules.map(({ id, severity }) => [id, severity]));
  const many = (severity: Severity | undefined, change: BaselineChange['change']): string =>
    figure(changes.filter((item) => item.change === change && severityOf.get(item.rule) === severity).length);
  const past = (severity: Severity | undefined) => ({
    fixed: many(severity, 'fixed'),
    gone: many(severity, 'gone'),
    unseen: many(severity, 'unseen'),
  });
  const lines = SEVERITIES.map((severity) => ({
    badge: badgeOf(severity),
    added: figure(trend[severity].new),
    unchanged: figure(trend[severity].unchanged),
    ...past(severity),
  }));
  const isStrange = changes.some(({ rule }) => !severityOf.has(rule));
  return isStrange ? [...lines, { badge: false, added: '0', unchanged: '0', ...past(undefined) }] : lines;
}

const cells = (spread: Spread) =>
  COLUMNS.map((column) => ({ kind: column, count: figure(spread[column]), zero: spread[column] === 0 }));
const partsOf = (spread: Spread) => COLUMNS.map((column) => [column, spread[column]] as const);
const bar = (spread: Spread) => barOf(partsOf(spread));

const lineOf = (name: string, spread: Spread) => ({
  name: breakable(name),
  cells: cells(spread),
  bar: bar(spread),
  total: figure(total(spread)),
});

/** The types of which there are most, each as long a bar as it has resources: where data lies, and under whose keys. */
function mapView(types: readonly { readonly type: string; readonly spread: Spread }[]) {
  const largest = [...types]
    .sort((a, b) => total(b.spread) - total(a.spread) || byText(a.type, b.type))
    .slice(0, DRAWN);
  const whole = Math.max(1, ...largest.map(({ spread }) => total(spread)));
  return largest.map(({ type, spread }) => ({
    name: breakable(shown(type, 80)),
    total: figure(total(spread)),
    words: partsOf(spread)
      .filter(([, count]) => count > 0)
      .map(([column, count]) => `${figure(count)} ${COLUMN_WORDS[column][0].toLowerCase()}`)
      .join(', '),
    bar: barOf(partsOf(spread), whole),
  }));
}

/** Who holds the keys of data at rest, per resource type. */
export function custodyView({ custody }: Run) {
  const types = byType(custody);
  const all = spreadOf(custody);
  return {
    any: total(all) > 0,
    map: mapView(types),
    columns: COLUMNS.map((column) => ({
      kind: column,
      word: COLUMN_WORDS[column][0],
      meaning: COLUMN_WORDS[column][1],
    })),
    types: types.slice(0, TYPES).map(({ type, spread }) => lineOf(shown(type, 80), spread)),
    more: types.length > TYPES ? figure(types.length - TYPES) : '',
    all: lineOf('All types', all),
  };
}

const CHANGE_WORDS = { fixed: 'passes now', gone: 'resource is gone', unseen: 'not seen this time' } as const;

/** What became of the findings of the baseline that fail no longer. */
export function baselineView({ baseline }: Run) {
  const changes = [...(baseline?.changes ?? [])].sort(
    (a, b) => byText(a.change, b.change) || byText(a.rule, b.rule) || byText(a.resource, b.resource),
  );
  const counts = (['fixed', 'gone', 'unseen'] as const).map((change) => ({
    word: CHANGE_WORDS[change],
    change,
    count: figure(changes.filter((item) => item.change === change).length),
  }));
  return {
    any: baseline !== undefined,
    counts,
    changes: changes.slice(0, CHANGES).map(({ change, rule, resource }) => ({
      word: CHANGE_WORDS[change],
      rule: shown(rule, 200),
      resource: breakable(shown(resource, 1_024)),
    })),
    more: changes.length > CHANGES ? figure(changes.length - CHANGES) : '',
  };
}
