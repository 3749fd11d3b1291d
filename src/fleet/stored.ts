import { randomBytes } from 'node:crypto';
import type { Collector } from '../model/collector.ts';
import { DEFAULT_SECRET_WORDS } from '../model/secret-words.ts';
import { judgeWith } from '../secrets/judge.ts';
import type { Store } from '../store.ts';
import { judgeAccount, type Standards } from './account.ts';
import { dayOf, partKey, unreadKey } from './keys.ts';
import { rollUpOrganization } from './organization.ts';
import { writePart, writtenAt } from './parts.ts';
import { type Plan, shardsOf } from './plan.ts';
import type { Doors } from './session.ts';
import { readShard, unreadShard } from './shard.ts';
import type { Work } from './work.ts';

export interface StoredWork {
  readonly plan: Plan;
  readonly store: Store;
  readonly registry: readonly Collector[];
  /** Made when an account is first judged: who only collects needs no rules. */
  readonly standards: () => Standards;
  readonly doors: Doors;
}

/** The shard contract over a store. */
export function workOn({ plan, store, registry, standards, doors }: StoredWork): Work {
  const day = dayOf(plan);
  const words = DEFAULT_SECRET_WORDS;
  const judge = judgeWith({ salt: randomBytes(32), words }); // made anew for each process, and never written
  const reduce = (account: string) => judgeAccount(account, plan, standards(), store);
  return {
    shards: shardsOf(plan),
    async collect(shard) {
      const key = partKey(day, shard);
      const done = await writtenAt(store, key);
      if (done) return done;
      return doors.within(shard.account, async (entered) =>
        writePart(store, key, await readShard(shard, plan, registry, entered, judge)),
      );
    },
    giveUp: async (shard, failure) =>
      writePart(store, unreadKey(day, shard), await unreadShard(shard, plan, registry, failure)),
    async reduceAccount(account) {
      await doors.leave(account);
      return reduce(account);
    },
    reduceOrganization: () => rollUpOrganization(plan, registry, store, reduce),
  };
}
