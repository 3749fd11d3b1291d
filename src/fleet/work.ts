import { CallFailed } from '../collect/call.ts';
import type { AnswerError } from '../model/snapshot.ts';
import type { Shard } from './plan.ts';

/** What an engine is told of finished work: counts, and a digest that is the same whoever did it. */
export interface Done {
  readonly records: number;
  /** Hexadecimal SHA-256 of what was written. */
  readonly digest: string;
}

/**
 * The shard contract: what engines call, at least once and in any order that keeps an account's shards before its reducer,
 * and all reducers before the organization's. Each is idempotent, reads and writes the store alone, and throws where trying
 * again may help.
 */
export interface Work {
  /** Shards of every account that is read, account by account. */
  readonly shards: ReadonlyMap<string, readonly Shard[]>;
  /** Reads one shard into the store, unless it is there already. */
  collect(shard: Shard): Promise<Done>;
  /** A shard that could not be read: what it would have held is unknown in its account's report. See `failureOf`. */
  giveUp(shard: Shard, failure: AnswerError): Promise<Done>;
  /** Judges all regions of an account together. */
  reduceAccount(account: string): Promise<Done>;
  /** Settles what depended on other accounts, and rolls up. */
  reduceOrganization(): Promise<Done>;
}

/** What is kept of why a shard could not be read. */
export const failureOf = (cause: unknown): AnswerError =>
  cause instanceof CallFailed
    ? cause.error
    : { operation: 'sealscan:collect', code: (cause as Error).name, message: (cause as Error).message };
