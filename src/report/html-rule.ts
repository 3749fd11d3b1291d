import { byText } from '../model/order.ts';
import { badgeOf } from './html-badge.ts';
import { type Collected, type RuleRows, rowsOf } from './html-collect.ts';
import type { Row } from './html-row.ts';
import { httpsOnly } from './references.ts';
import { severityRank } from './severity.ts';
import { emptyTally, type RuleTally, tallyOf } from './tally.ts';
import { clip, figure, shown, visibleLines } from './text.ts';

const TEXT = 8_000;
const START = 3;
const SAFE_ID = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** A rule with its rows and counts. */
export interface Judged extends RuleRows {
  readonly counts: RuleTally;
}

export interface Groups {
  readonly failing: readonly Judged[];
  readonly undecided: readonly Judged[];
  readonly passing: readonly Judged[];
  readonly idle: readonly Judged[];
}

const none = (): RuleTally => tallyOf(emptyTally(), '');

const judgedAll = ({ rules, tally }: Collected): Judged[] =>
  [...rules.values()].map((rows) => ({ ...rows, counts: tally.rules.get(rows.rule.id) ?? none() }));

const worstFirst = (a: Judged, b: Judged): number =>
  severityRank(a.rule.severity) - severityRank(b.rule.severity) ||
  b.counts.fail - a.counts.fail ||
  b.counts.unknown - a.counts.unknown ||
  byText(a.rule.id, b.rule.id);

/** Failing rules, then those that only have unknowns, then those that pass, then those with nothing to judge. */
export function grouped(collected: Collected): Groups {
  const all = judgedAll(collected).sort(worstFirst);
  const undecided = all.filter(({ counts }) => counts.fail === 0 && counts.unknown > 0);
  const rest = all.filter(({ counts }) => counts.fail === 0 && counts.unknown === 0);
  return {
    failing: all.filter(({ counts }) => counts.fail > 0),
    undecided,
    passing: rest.filter(({ counts }) => counts.pass + counts.suppressed > 0),
    idle: rest.filter(({ counts }) => counts.pass + counts.suppressed === 0),
  };
}

const block = (text: string): string => visibleLines(clip(text, TEXT)).trim();
const paragraphs = (text: string): string[] =>
  block(text)
    .split(/\n\s*\n/)
    .filter((part) => part.trim() !== '');

/** Addresses of a rule: its own id where that is one, so that links to it last. */
const anchorOf = (id: string, index: number): string =>
  SAFE_ID.test(id) && id.length < 100 ? `rule-${id}` : `rule--${index}`;

function cappedRows(rows: readonly Row[], seen: number, most: number) {
  const items = rows.slice(0, Math.max(0, most));
  return { items, count: figure(seen), more: seen > items.length ? figure(seen - items.length) : '', any: seen > 0 };
}

/** What one section shows, with at most `most` rows. */
export function ruleView({ rule, fails, unknowns, counts }: Judged, index: number, most: number) {
  const failRows = cappedRows(rowsOf(fails), counts.fail, most);
  const unknownRows = cappedRows(rowsOf(unknowns), counts.unknown, most - failRows.items.length);
  const { cli, terraform, console: steps } = rule.remediation;
  return {
    anchor: anchorOf(rule.id, index),
    open: index === 0,
    id: shown(rule.id, 200),
    title: shown(rule.title, 300) || shown(rule.id, 200),
    badge: badgeOf(rule.severity),
    category: rule.category,
    service: shown(rule.service, 80),
    type: shown(rule.resource, 80),
    counts: {
      fail: figure(counts.fail),
      unknown: figure(counts.unknown),
      pass: figure(counts.pass),
      suppressed: counts.suppressed > 0 ? figure(counts.suppressed) : '',
    },
    failed: counts.fail > 0,
    unsure: counts.unknown > 0,
    rationale: paragraphs(rule.rationale),
    fixes: [
      { name: 'AWS CLI', text: block(cli) },
      { name: 'Terraform', text: block(terraform) },
      { name: 'Console', text: block(steps ?? '') },
    ].filter(({ text }) => text !== ''),
    controls: Object.entries(rule.controls)
      .sort(([a], [b]) => byText(a, b))
      .map(([framework, ids]) => ({ framework: shown(framework, 80), ids: ids.map((id) => shown(id, 80)).join(', ') })),
    references: httpsOnly(rule.references).map((url) => ({ url })),
    fails: failRows,
    unknowns: unknownRows,
    rows: failRows.items.length + unknownRows.items.length,
  };
}

/** The rules to look at first, with links to their sections. */
export const startView = (failing: readonly Judged[]) =>
  failing.slice(0, START).map(({ rule, counts }, index) => ({
    anchor: anchorOf(rule.id, index),
    title: shown(rule.title, 300) || shown(rule.id, 200),
    badge: badgeOf(rule.severity),
    fail: `${figure(counts.fail)} failing`,
  }));

/** A line of the list of passing rules. */
export const passingView = ({ rule, counts }: Judged) => ({
  id: shown(rule.id, 200),
  title: shown(rule.title, 300) || shown(rule.id, 200),
  badge: badgeOf(rule.severity),
  pass: figure(counts.pass),
  suppressed: counts.suppressed > 0 ? figure(counts.suppressed) : '',
});
