import { InputError } from '../model/input-error.ts';
import type { Store } from '../store.ts';
import { dayOf, planKey } from './keys.ts';
import type { Plan } from './plan.ts';
import { progressIn } from './status.ts';
import type { Done, Work } from './work.ts';

const NOT_READ = { operation: 'sealscan:collect', code: 'NotRead', message: 'nobody has read this shard yet' };

/** Judges an account from what the store holds: what nobody has read of it is unknown, and never absent. */
export async function reduceAsRead(account: string, plan: Plan, store: Store, work: Work): Promise<Done> {
  if (!work.shards.has(account))
    throw new InputError(`the plan reads no account ${account}`, { file: planKey(dayOf(plan)) });
  const { missing } = await progressIn(account, plan, store);
  for (const shard of missing) await work.giveUp(shard, NOT_READ);
  return work.reduceAccount(account);
}
