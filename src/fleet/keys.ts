import { PART, UNREAD_PART } from '../snapshot/parts.ts';
import type { Plan, Shard } from './plan.ts';

/** The run's day, which is what a run is called in the store. */
export const dayOf = ({ takenAt }: Pick<Plan, 'takenAt'>): string => takenAt.slice(0, 10);

/** Folders are `name=value`, as DuckDB and Athena read partitions: https://docs.aws.amazon.com/athena/latest/ug/partitions.html */
export const planKey = (day: string): string => `plans/date=${day}/plan.json`;
/** What engines that are driven by lists of work read. */
export const shardListKey = (day: string): string => `plans/date=${day}/shards.json`;
export const accountListKey = (day: string): string => `plans/date=${day}/accounts.json`;
export const accountParts = (day: string, account: string): string => `snapshots/date=${day}/account=${account}/`;
const shardFolder = (day: string, { account, region }: Shard): string =>
  `${accountParts(day, account)}region=${region}/`;
export const partKey = (day: string, shard: Shard): string => `${shardFolder(day, shard)}${PART}`;
export const unreadKey = (day: string, shard: Shard): string => `${shardFolder(day, shard)}${UNREAD_PART}`;
/** What an account's resources refer to in another account, kept with both. */
export const linksFolder = (day: string, account: string): string => `links/date=${day}/account=${account}/`;
export const linksTo = (day: string, account: string, to: string): string =>
  `${linksFolder(day, account)}to=${to}/links.json`;
export const linksFrom = (day: string, account: string, from: string): string =>
  `${linksFolder(day, account)}from=${from}/links.json`;
export const findingsKey = (day: string, { account, region }: Shard): string =>
  `findings/date=${day}/account=${account}/region=${region}/findings.ndjson.gz`;
export const summaryKey = (day: string, account: string): string =>
  `summaries/date=${day}/account=${account}/summary.json`;
export const reportsFolder = (day: string, account: string): string => `reports/date=${day}/account=${account}/`;
/** The counts of each day, for what is said of time. */
export const HISTORY = 'history/';
export const historyKey = (day: string): string => `${HISTORY}date=${day}/counts.json`;
