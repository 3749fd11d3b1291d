import { setTimeout as pause } from 'node:timers/promises';
import pLimit from 'p-limit';
import { isUnfinished, reasonOf } from '../model/classify.ts';
import type { AnswerError } from '../model/snapshot.ts';
import type { Shard } from './plan.ts';
import { failureOf, type Work } from './work.ts';

export interface Here {
  /** Accounts that are read at once. */
  readonly accounts: number;
  /** Tries of a shard. */
  readonly attempts: number;
  /** Milliseconds before the second try, which double. */
  readonly pause: number;
  readonly signal?: AbortSignal;
  readonly onDone?: (done: { readonly account: string; readonly region?: string; readonly failed?: string }) => void;
}

/** A class since it is thrown: what is done is kept, and the rest is for the next run. */
export class RunEnded extends Error {
  override readonly name = 'RunEnded';
}

/** Runs a plan in this process: accounts side by side, each judged once its shards are read, and the organization last. */
export async function runHere(work: Work, here: Here): Promise<void> {
  const inTurn = pLimit(here.accounts);
  const judging = pLimit(1); // it computes, so that two at once would only take more memory
  await collectHere(work, here, inTurn, (account) =>
    judging(async () => {
      await work.reduceAccount(account);
      here.onDone?.({ account });
    }),
  );
  await work.reduceOrganization();
}

/** Reads all shards, and says when an account's are done. */
async function collectHere(
  work: Work,
  here: Here,
  inTurn: ReturnType<typeof pLimit>,
  onAccount: (account: string) => Promise<void>,
): Promise<void> {
  const accounts = [...work.shards].map(([account, shards]) =>
    inTurn(async () => {
      if (here.signal?.aborted) throw new RunEnded('the run was stopped');
      await allEnded(shards.map((shard) => collectOne(work, shard, here)));
      await onAccount(account);
    }),
  );
  await allEnded(accounts);
}

/** Throws what one of them threw after the last has ended: whoever hears of it closes the connections on which the others still wait. */
async function allEnded(works: readonly Promise<void>[]): Promise<void> {
  const failed = (await Promise.allSettled(works)).find(({ status }) => status === 'rejected');
  if (failed) throw (failed as PromiseRejectedResult).reason;
}

async function collectOne(work: Work, shard: Shard, here: Here): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await work.collect(shard);
      here.onDone?.(shard);
      return;
    } catch (cause) {
      const failure = failureOf(cause);
      if (here.signal?.aborted || isUnfinished(failure.code))
        throw new RunEnded(`${failure.operation}: ${failure.code}`);
      if (attempt >= here.attempts || isRefused(failure)) {
        await work.giveUp(shard, failure);
        here.onDone?.({ ...shard, failed: `${failure.operation}: ${failure.code}` });
        return;
      }
      await pause(here.pause * 2 ** (attempt - 1), undefined, { signal: here.signal }).catch(() => {});
    }
  }
}

/** Nobody named a role, or it leads elsewhere: see src/fleet/session.ts. */
const NO_WAY = /^(NoRoleNamed|OtherAccount)$/;

/** Asking again would only be refused again. */
export const isRefused = (failure: AnswerError): boolean =>
  NO_WAY.test(failure.code) || ['denied', 'scp'].includes(reasonOf(failure, '').class);
