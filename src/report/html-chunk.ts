import { hash } from 'node:crypto';
import type { Finding, FindingResource } from '../model/finding.ts';
import type { RuleInfo } from '../model/rule.ts';
import type { LinePlace, Run } from '../model/run.ts';
import { dictionary } from './html-block.ts';
import { identityOf } from './html-book.ts';
import { partsOf, type Row, rowOf } from './html-row.ts';
import { BY_WEIGHT, NEW, SAME_ID, SUPPRESSED, UNCHANGED } from './html-state.ts';
import { severityRank } from './severity.ts';
import { shown } from './text.ts';

/** A rule by its place in the book. */
export interface Numbered {
  readonly number: number;
  readonly rule: RuleInfo;
}

/**
 * A run of findings in columns. `rows` is what lists and filters need; `details` is unpacked when one is opened.
 * Numbers stand for entries of the chunk's own dictionary; reports/html/page/store.js reads them.
 */
export function chunkOf(findings: readonly Finding[], ruleOf: (finding: Finding) => Numbered, codeOf: Run['code']) {
  const texts = dictionary<string>((text) => text);
  const entries = dictionary<unknown>((entry) => JSON.stringify(entry));
  const resources = resourceColumns();
  const rows = {
    next: [] as number[],
    rule: [] as number[],
    state: [] as number[],
    part: [] as number[],
    message: [] as number[],
  };
  const details = {
    evidence: [] as number[],
    reasons: [] as number[],
    suppression: [] as number[],
    tags: [] as number[],
    code: [] as number[],
  };
  for (const finding of findings) {
    const { number, rule } = ruleOf(finding);
    const row = rowOf(finding);
    rows.next.push(resources.add(finding.resource, row, texts.numberOf));
    rows.rule.push(number);
    rows.state.push(stateOf(finding, row, rule));
    rows.part.push(texts.numberOf(row.part));
    rows.message.push(texts.numberOf(row.message));
    const more = { ...partsOf(finding), code: codeText(codeOf?.(finding.resource)) };
    for (const column of ['evidence', 'reasons', 'suppression', 'tags', 'code'] as const)
      details[column].push(entries.numberOf(more[column]));
  }
  return {
    rows: { texts: texts.entries, resources: resources.columns, findings: rows },
    details: { entries: entries.entries, findings: details },
  };
}

/** Where code made a resource; "" where nobody can tell. */
const codeText = (place: LinePlace | undefined): string => (place ? `${shown(place.path, 400)}:${place.line}` : '');

function stateOf(finding: Finding, row: Row, rule: RuleInfo): number {
  const { verdict, severity, suppression, baseline } = finding;
  return (
    BY_WEIGHT.indexOf(verdict) +
    severityRank(severity) * 4 +
    (suppression ? SUPPRESSED : 0) +
    (baseline === 'new' ? NEW : 0) +
    (baseline === 'unchanged' ? UNCHANGED : 0) +
    (finding.id === idOf(row, rule) ? SAME_ID : 0)
  );
}

/** What the page will make of it: of texts that were clipped or made visible comes another id. */
const idOf = ({ partition, account, region, arn, part }: Row, rule: RuleInfo): string =>
  hash('sha256', JSON.stringify(['v1', identityOf(rule), partition, account, region, arn, part]), 'hex');

/** Findings of a resource come together: a resource is named once, and each finding says whether it is about the next. */
function resourceColumns() {
  const columns = {
    stem: [] as number[],
    tail: [] as string[],
    name: [] as (string | 0)[],
    type: [] as number[],
    partition: [] as number[],
    account: [] as number[],
    region: [] as number[],
  };
  let last: FindingResource | undefined;
  const isLast = (one: FindingResource): boolean =>
    last !== undefined &&
    (last === one ||
      (last.id === one.id && last.type === one.type && last.account === one.account && last.region === one.region));
  return {
    columns,
    /** @returns 0 for the resource of the finding before, 1 for the next one */
    add(
      resource: FindingResource,
      { arn, name, type, partition, account, region }: Row,
      numberOf: (text: string) => number,
    ): 0 | 1 {
      if (isLast(resource)) return 0;
      last = resource;
      const cut = Math.max(arn.lastIndexOf('/'), arn.lastIndexOf(':')) + 1;
      const tail = arn.slice(cut);
      columns.stem.push(numberOf(arn.slice(0, cut)));
      columns.tail.push(tail);
      columns.name.push(name === tail ? 0 : name);
      columns.type.push(numberOf(type));
      columns.partition.push(numberOf(partition));
      columns.account.push(numberOf(account));
      columns.region.push(numberOf(region));
      return 1;
    },
  };
}
