import type { Finding, FindingResource, Suppressed } from '../model/finding.ts';
import { byText } from '../model/order.ts';
import { jsonText } from './json-text.ts';
import { isProof } from './proof.ts';
import { shown } from './text.ts';
import { reasonText } from './words.ts';

const NAME = 256;
const ARN = 1_024;
const MESSAGE = 1_000;
const VALUE = 300;
/** Statements and a witness are the proof: they are read to their end. */
const PROOF = 4_000;
const FACTS = 12;
const REASONS = 6;
const TAGS = 20;

/** A resource as lists show it: every text clipped and visible. */
export interface ResourceRow {
  readonly name: string;
  readonly arn: string;
  readonly type: string;
  readonly partition: string;
  readonly account: string;
  readonly region: string;
}

/** One finding as lists show it. */
export interface Row extends ResourceRow {
  readonly part: string;
  readonly message: string;
}

export const rowOf = ({ resource, part, message }: Finding): Row => ({
  ...resourceRow(resource),
  part: partText(part),
  message: messageText(message),
});

export const resourceRow = (resource: FindingResource): ResourceRow => ({
  name: shown(resource.name, NAME) || shown(resource.id, NAME),
  arn: shown(resource.id, ARN),
  type: shown(resource.type, 80),
  partition: shown(resource.partition, 32),
  account: shown(resource.account, 64),
  region: shown(resource.region, 64),
});

export const partText = (part: string): string => shown(part, NAME);
export const messageText = (message: string): string => shown(message, MESSAGE);

type Pair = readonly [name: string, value: string];

/** What a finding's own page adds, as clipped and visible. */
export const tagPairs = (tags: FindingResource['tags']): readonly Pair[] =>
  pairsOf(tags, TAGS, (name, value) => [shown(name, 128), shown(value, 256)]);

export const evidencePairs = (evidence: Finding['evidence']): readonly Pair[] =>
  pairsOf(evidence, FACTS, (path, value) => [shown(path, 120), shown(valueText(value), isProof(path) ? PROOF : VALUE)]);

export const reasonTexts = (reasons: Finding['reasons']): readonly string[] =>
  [...new Set(reasons.map(reasonText))].slice(0, REASONS);

/** id, reason, expires; none where nobody accepted it. */
export const suppressionTexts = (suppression: Suppressed | undefined): readonly string[] =>
  suppression ? [shown(suppression.id, 200), shown(suppression.reason, 1_000), shown(suppression.expires, 64)] : [];

/** In order; the last pair says how many more there are. */
function pairsOf<T>(map: Readonly<Record<string, T>>, most: number, pairOf: (name: string, value: T) => Pair): Pair[] {
  const all = Object.entries(map).sort(([a], [b]) => byText(a, b));
  const pairs = all.slice(0, most).map(([name, value]) => pairOf(name, value));
  return all.length > most ? [...pairs, ['…', `and ${all.length - most} more in report.json`]] : pairs;
}

const valueText = (value: unknown): string =>
  typeof value === 'string' ? (value === '' ? '""' : value) : value === null ? 'empty' : jsonText(value);
