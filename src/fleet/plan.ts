import { GLOBAL_REGION } from '../model/scope.ts';

/** An account of a fleet run. */
export interface PlannedAccount {
  readonly id: string;
  readonly name: string;
  /** Names of the organizational units that it stands in, from the root down; empty where nobody asked Organizations. */
  readonly units: readonly string[];
  /** Why it is not read: `suspended`, `closed`, … Absent = it is. */
  readonly skipped?: string;
}

/** How the accounts are entered. The account of the planner's own credentials is read with them. */
export interface AssumedRole {
  readonly name: string;
  readonly externalId?: string;
  readonly tags?: Readonly<Record<string, string>>;
}

/** What is read of each account. */
export interface Asked {
  /** Empty = all. */
  readonly services: readonly string[];
  readonly deep: boolean;
  readonly iam: boolean;
  readonly secrets: boolean;
  readonly grants: boolean;
}

/** How what was read is judged: flags of `scan`, and the text of every file that they name. */
export interface Judging {
  readonly rule: readonly string[];
  readonly framework?: string;
  readonly formats: readonly string[];
  readonly sarifProfile: string;
  readonly sarifCategory: string;
  readonly config?: string;
  readonly suppressions?: string;
  /** Path below a folder of rules -> text. */
  readonly rules: Readonly<Record<string, string>>;
}

/** All that a fleet run needs to know, written once; whoever works on it reads it from the store. */
export interface Plan {
  readonly sealscan: 'plan';
  readonly schemaVersion: string;
  readonly tool: { readonly name: string; readonly version: string };
  /** ISO 8601: the time that all snapshots, rules and reports of the run know. Its day names the run in the store. */
  readonly takenAt: string;
  readonly partition: string;
  /** The account of the planner's credentials. */
  readonly home: string;
  /** The organization whose members they are, where it was asked: they trust each other. */
  readonly organization?: string;
  readonly accounts: readonly PlannedAccount[];
  /** What was asked for: names, `all`, or nothing for all that are enabled. */
  readonly wanted: readonly string[];
  /** Regions that shards are made of; one that an account has not enabled is left out when its shard is read. */
  readonly regions: readonly string[];
  readonly role?: AssumedRole;
  readonly asked: Asked;
  readonly judging: Judging;
}

/** One account × region, or `aws-global` for an account's global services. */
export interface Shard {
  readonly account: string;
  readonly region: string;
}

/** Names a shard wherever it travels: queue, log, error. */
export const shardName = ({ account, region }: Shard): string => `${account}/${region}`;

export const PLAN_VERSION = '1.0';

/** Shards of an account: its global services, and each region. */
export const shardsIn = (account: string, { regions }: Plan): readonly Shard[] =>
  [GLOBAL_REGION, ...regions].map((region) => ({ account, region }));

/** Those of every account that is read. */
export const shardsOf = (plan: Plan): ReadonlyMap<string, readonly Shard[]> =>
  new Map(plan.accounts.filter(({ skipped }) => skipped === undefined).map(({ id }) => [id, shardsIn(id, plan)]));
