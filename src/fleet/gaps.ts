import type { Store } from '../store.ts';
import type { Plan } from './plan.ts';
import { progressIn } from './status.ts';
import type { Work } from './work.ts';

const NOT_READ = { operation: 'sealscan:collect', code: 'NotRead', message: 'nobody has read this shard yet' };

/** What is not read of an account before it is judged is unknown, and never absent. */
export async function fillGaps(account: string, plan: Plan, store: Store, work: Work): Promise<void> {
  const { missing } = await progressIn(account, plan, store);
  for (const shard of missing) await work.giveUp(shard, NOT_READ);
}
