import { hash } from 'node:crypto';
import type { Finding, FindingResource } from '../model/finding.ts';
import { newNumbers } from '../model/numbers.ts';
import type { RuleInfo } from '../model/rule.ts';
import type { LinePlace, Run } from '../model/run.ts';
import {
  evidencePairs,
  messageText,
  partText,
  type ResourceRow,
  reasonTexts,
  resourceRow,
  suppressionTexts,
  tagPairs,
} from './html-row.ts';
import { BY_WEIGHT, NEW, SAME_ID, SUPPRESSED, UNCHANGED } from './html-state.ts';
import { once } from './once.ts';
import { severityRank } from './severity.ts';
import { shown } from './text.ts';

/** A rule by its place in the book. */
export interface Numbered {
  readonly number: number;
  readonly rule: RuleInfo;
  /** Whether the page knows what ids of its findings are made of. */
  readonly isWhole: boolean;
}

/**
 * Findings in columns, one after the other. `rows` is what lists and filters need; `details` is unpacked when one is opened.
 * Numbers stand for entries of the chunk's own dictionary; reports/html/page/store.js reads them.
 */
export function newChunk(codeOf: Run['code']) {
  const texts = newNumbers<string>((text) => text);
  const entries = newNumbers<unknown>((entry) => JSON.stringify(entry));
  const resources = resourceColumns(texts.of);
  // most findings say by the same things what another one said: each is made fit to be shown once
  const part = once((text: string) => texts.of(partText(text)));
  const message = once((text: string) => texts.of(messageText(text)));
  const evidence = once((values: Finding['evidence']) => entries.of(evidencePairs(values)));
  const reasons = once((why: Finding['reasons']) => entries.of(reasonTexts(why)));
  const suppression = once((by: Finding['suppression']) => entries.of(suppressionTexts(by)));
  const tags = once((of: FindingResource['tags']) => entries.of(tagPairs(of)));
  const code = once((of: FindingResource | undefined) => entries.of(codeText(of && codeOf?.(of))));
  const rows: Columns<'next' | 'rule' | 'state' | 'part' | 'message'> = {
    next: [],
    rule: [],
    state: [],
    part: [],
    message: [],
  };
  const details: Columns<'evidence' | 'reasons' | 'suppression' | 'tags' | 'code'> = {
    evidence: [],
    reasons: [],
    suppression: [],
    tags: [],
    code: [],
  };
  return {
    rows: { texts: texts.things, resources: resources.columns, findings: rows },
    details: { entries: entries.things, findings: details },
    add(finding: Finding, rule: Numbered): void {
      const { next, shownAs } = resources.add(finding.resource);
      rows.next.push(next);
      rows.rule.push(rule.number);
      rows.state.push(stateOf(finding, shownAs, rule));
      rows.part.push(part(finding.part));
      rows.message.push(message(finding.message));
      details.evidence.push(evidence(finding.evidence));
      details.reasons.push(reasons(finding.reasons));
      details.suppression.push(suppression(finding.suppression));
      details.tags.push(tags(finding.resource.tags));
      details.code.push(code(codeOf && finding.resource));
    },
  };
}

type Columns<Name extends string> = Readonly<Record<Name, number[]>>;

/** Where code made a resource; "" where nobody can tell. */
const codeText = (place: LinePlace | undefined): string => (place ? `${shown(place.path, 400)}:${place.line}` : '');

/** A resource as the page shows it. */
interface Shown {
  readonly resource: FindingResource;
  readonly row: ResourceRow;
  /** Whether the ids of its findings are made of what they are about, which a mask's are not; told by the first of them. */
  hasOwnIds?: boolean;
}

function stateOf(finding: Finding, shownAs: Shown, { rule, isWhole }: Numbered): number {
  const { verdict, severity, suppression, baseline } = finding;
  return (
    BY_WEIGHT.indexOf(verdict) +
    severityRank(severity) * 4 +
    (suppression ? SUPPRESSED : 0) +
    (baseline === 'new' ? NEW : 0) +
    (baseline === 'unchanged' ? UNCHANGED : 0) +
    (isWhole && isShownWhole(finding, shownAs) && hasOwnIds(finding, shownAs, rule) ? SAME_ID : 0)
  );
}

/** Of texts that were clipped or made visible the page would make another id. */
const isShownWhole = ({ part }: Finding, { resource, row }: Shown): boolean =>
  row.arn === resource.id &&
  row.account === resource.account &&
  row.region === resource.region &&
  row.partition === resource.partition &&
  partText(part) === part;

function hasOwnIds(finding: Finding, shownAs: Shown, { identity }: RuleInfo): boolean {
  const { partition, account, region, id } = shownAs.resource;
  const made = (): string => JSON.stringify(['v1', identity, partition, account, region, id, finding.part]);
  shownAs.hasOwnIds ??= finding.id === hash('sha256', made(), 'hex');
  return shownAs.hasOwnIds;
}

/** Findings of a resource come together: a resource is named once, and each finding says whether it is about the next. */
function resourceColumns(numberOf: (text: string) => number) {
  const columns = {
    stem: [] as number[],
    tail: [] as string[],
    name: [] as (string | 0)[],
    type: [] as number[],
    partition: [] as number[],
    account: [] as number[],
    region: [] as number[],
  };
  let last: Shown | undefined;
  const isNext = (one: FindingResource): boolean =>
    last?.resource.id !== one.id ||
    last.resource.type !== one.type ||
    last.resource.account !== one.account ||
    last.resource.region !== one.region;
  const push = ({ arn, name, type, partition, account, region }: ResourceRow): void => {
    const cut = Math.max(arn.lastIndexOf('/'), arn.lastIndexOf(':')) + 1;
    const tail = arn.slice(cut);
    columns.stem.push(numberOf(arn.slice(0, cut)));
    columns.tail.push(tail);
    columns.name.push(name === tail ? 0 : name);
    columns.type.push(numberOf(type));
    columns.partition.push(numberOf(partition));
    columns.account.push(numberOf(account));
    columns.region.push(numberOf(region));
  };
  return {
    columns,
    /** `next` is 0 for the resource of the finding before, 1 for the next one. */
    add(resource: FindingResource): { readonly next: 0 | 1; readonly shownAs: Shown } {
      if (last?.resource === resource) return { next: 0, shownAs: last };
      const next = isNext(resource) ? 1 : 0;
      last = { resource, row: resourceRow(resource) };
      if (next === 1) push(last.row);
      return { next, shownAs: last };
    },
  };
}
