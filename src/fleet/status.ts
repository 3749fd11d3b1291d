import { PART, UNREAD_PART } from '../snapshot/parts.ts';
import type { Store } from '../store.ts';
import { accountParts, dayOf } from './keys.ts';
import { type Plan, type Shard, shardsIn, shardsOf } from './plan.ts';
import { readSummary } from './summary.ts';

/** How far an account of a run is. */
export interface AccountProgress {
  readonly account: string;
  readonly name: string;
  readonly shards: number;
  readonly read: number;
  /** Given up: what they would have held is unknown. */
  readonly unread: readonly Shard[];
  readonly missing: readonly Shard[];
  readonly judged: boolean;
}

/** Compares the plan with what is in the store, account by account. */
export async function* progressOf(plan: Plan, store: Store): AsyncGenerator<AccountProgress> {
  for (const account of shardsOf(plan).keys()) yield await progressIn(account, plan, store);
}

export async function progressIn(account: string, plan: Plan, store: Store): Promise<AccountProgress> {
  const day = dayOf(plan);
  const shards = shardsIn(account, plan);
  const keys = new Set(await store.list(accountParts(day, account)));
  const has = ({ region }: Shard, part: string): boolean =>
    keys.has(`${accountParts(day, account)}region=${region}/${part}`);
  const open = shards.filter((shard) => !has(shard, PART));
  return {
    account,
    name: plan.accounts.find(({ id }) => id === account)?.name ?? '',
    shards: shards.length,
    read: shards.length - open.length,
    unread: open.filter((shard) => has(shard, UNREAD_PART)),
    missing: open.filter((shard) => !has(shard, UNREAD_PART)),
    judged: (await readSummary(store, day, account)) !== undefined,
  };
}
