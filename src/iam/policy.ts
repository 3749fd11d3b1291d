import { SERVICE_KINDS, type ServiceKind } from './service-kinds.ts';

/** Glob patterns of an action or resource element; `negated` for NotAction and NotResource. */
export interface Patterns {
  readonly patterns: readonly string[];
  readonly negated: boolean;
}

/**
 * Who a statement names. `everyone` = "*", {"AWS": "*"} or their lists. Account principals are bare ids or ARNs as written.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export interface Principals {
  readonly negated: boolean;
  readonly everyone: boolean;
  readonly aws: readonly string[];
  readonly services: readonly string[];
  readonly federated: readonly string[];
  readonly canonical: readonly string[];
}

/** One key of a Condition block. Operator and key are lower-case; `all` and `any` are ForAllValues and ForAnyValue. */
export interface Condition {
  readonly operator: string;
  readonly quantifier: '' | 'all' | 'any';
  readonly ifExists: boolean;
  readonly key: string;
  /** The key as written. */
  readonly name: string;
  readonly values: readonly string[];
}

/** `principals` and `resources` are absent where the statement has no such element. Actions are lower-case. */
export interface Statement {
  /** From 0. */
  readonly index: number;
  /** Sid, or `statement N` counted from 1. */
  readonly label: string;
  readonly effect: 'Allow' | 'Deny';
  readonly principals?: Principals;
  readonly actions: Patterns;
  readonly resources?: Patterns;
  readonly conditions: readonly Condition[];
}

/** A resource policy in one shape. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html */
export interface Policy {
  /** Version 2012-10-17: `${…}` in values are variables, not text. */
  readonly variables: boolean;
  readonly statements: readonly Statement[];
}

/** Policies whose actions and condition keys are all known, and the call that reads each: what `policy check` answers about. */
export const POLICY_KINDS = {
  kms: 'kms:GetKeyPolicy',
  s3: 's3:GetBucketPolicy',
  sqs: 'sqs:GetQueueAttributes',
  sns: 'sns:GetTopicAttributes',
  secretsmanager: 'secretsmanager:GetResourcePolicy',
} as const;
export type TableKind = keyof typeof POLICY_KINDS;
export type PolicyKind = TableKind | ServiceKind;

export const isTableKind = (kind: PolicyKind): kind is TableKind => Object.hasOwn(POLICY_KINDS, kind);

/** The call that reads a policy of a kind, as reasons name it. */
export const readingCall = (kind: PolicyKind): string =>
  isTableKind(kind) ? POLICY_KINDS[kind] : SERVICE_KINDS[kind].read;
