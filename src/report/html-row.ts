import type { Finding } from '../model/finding.ts';
import { byText } from '../model/order.ts';
import type { Severity } from '../model/rule.ts';
import { type Badge, badgeOf } from './html-badge.ts';
import { jsonText } from './json-text.ts';
import { shown } from './text.ts';
import { reasonText } from './words.ts';

const NAME = 256;
const ARN = 1_024;
const MESSAGE = 1_000;
const VALUE = 300;
const FACTS = 12;
const REASONS = 6;

interface Fact {
  readonly path: string;
  readonly value: string;
}

/** One finding as the page shows it: every text clipped and visible. */
export interface Row {
  readonly name: string;
  readonly arn: string;
  readonly type: string;
  readonly account: string;
  readonly region: string;
  readonly part: string;
  readonly message: string;
  readonly facts: readonly Fact[];
  readonly moreFacts: number;
  readonly reasons: readonly string[];
  readonly isNew: boolean;
  /** Present when it differs from the rule's. */
  readonly badge: Badge | null;
}

const valueText = (value: unknown): string =>
  typeof value === 'string' ? (value === '' ? '""' : value) : value === null ? 'empty' : jsonText(value);

const factsOf = (evidence: Finding['evidence']): Fact[] =>
  Object.entries(evidence)
    .sort(([a], [b]) => byText(a, b))
    .slice(0, FACTS)
    .map(([path, value]) => ({ path: shown(path, 120), value: shown(valueText(value), VALUE) }));

const distinct = (texts: readonly string[]): string[] => [...new Set(texts)].slice(0, REASONS);

/** A finding as a row of its rule. */
export function rowOf(finding: Finding, ruleSeverity: Severity): Row {
  const { resource, evidence, severity } = finding;
  return {
    name: shown(resource.name, NAME) || shown(resource.id, NAME),
    arn: shown(resource.id, ARN),
    type: shown(resource.type, 80),
    account: shown(resource.account, 64),
    region: shown(resource.region, 64),
    part: shown(finding.part, NAME),
    message: shown(finding.message, MESSAGE),
    facts: factsOf(evidence),
    moreFacts: Math.max(0, Object.keys(evidence).length - FACTS),
    reasons: distinct(finding.reasons.map(reasonText)),
    isNew: finding.baseline === 'new',
    badge: severity === ruleSeverity ? null : badgeOf(severity),
  };
}
