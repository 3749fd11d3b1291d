import { listRegions, whoAmI } from '../aws/discover.ts';
import type { Session } from '../aws/session.ts';
import { CallFailed } from '../collect/call.ts';
import { isUnfinished } from '../model/classify.ts';
import type { Plan } from './plan.ts';
import type { Entered } from './shard.ts';

/** Enters accounts, each once as long as somebody works on it. */
export interface Doors {
  within<T>(account: string, work: (entered: Entered) => Promise<T>): Promise<T>;
  /** Closes the connections to an account. */
  leave(account: string): Promise<void>;
}

interface Open {
  readonly session: Session;
  readonly entered: Entered;
}

interface Door {
  readonly open: Promise<Open>;
  /** Who works behind it just now. */
  inside: number;
}

/** Accounts where nobody works any more and that stay open for the next shard: others may judge them, and nobody says so here. */
const IDLE = 8;

/** @param base the planner's credentials, or a worker's: they read their own account, and assume the role in others. */
export function doorsOf(plan: Plan, base: Session): Doors {
  const doors = new Map<string, Door>();
  const home = once(() => whoAmI(base.call, base.homeRegion));
  const close = async (session: Session): Promise<void> => {
    if (session !== base) await session.call.close();
  };
  const open = async (account: string): Promise<Open> => {
    const session = (await home()).account === account ? base : base.as(roleIn(account, plan));
    try {
      return { session, entered: await enter(account, session, plan) };
    } catch (cause) {
      doors.delete(account); // whoever comes next tries again
      await close(session);
      throw cause;
    }
  };
  const leave = async (account: string): Promise<void> => {
    const known = doors.get(account)?.open.catch(() => undefined);
    doors.delete(account);
    const found = await known;
    if (found) await close(found.session);
  };
  return {
    leave,
    async within(account, work) {
      const door = doors.get(account) ?? { open: open(account), inside: 0 };
      doors.delete(account);
      doors.set(account, door); // whoever was last used comes last
      door.inside++;
      try {
        return await work((await door.open).entered);
      } finally {
        door.inside--;
        const idle = [...doors].filter(([, { inside }]) => inside === 0);
        for (const [one] of idle.slice(0, -IDLE)) await leave(one);
      }
    },
  };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make().catch((cause: unknown) => {
      made = undefined;
      throw cause;
    });
    return made;
  };
}

function roleIn(account: string, { partition, role }: Plan) {
  const operation = 'sts:AssumeRole';
  if (!role)
    throw new CallFailed({
      operation,
      code: 'NoRoleNamed',
      message: 'the credentials are of another account, and no role was named to enter this one (--assume-role)',
    });
  return { arn: `arn:${partition}:iam::${account}:role/${role.name}`, externalId: role.externalId, tags: role.tags };
}

/** Who stands elsewhere than expected reads nothing: the report would name the wrong account. */
async function enter(account: string, { call, homeRegion }: Session, { regions }: Plan): Promise<Entered> {
  const identity = await whoAmI(call, homeRegion);
  if (identity.account !== account)
    throw new CallFailed({
      operation: 'sts:GetCallerIdentity',
      code: 'OtherAccount',
      message: `the role leads to account ${identity.account}`,
    });
  const known = await listRegions(call, homeRegion).catch((cause: unknown) => {
    if (!(cause instanceof CallFailed) || isUnfinished(cause.error.code)) throw cause;
    return regions.map((name) => ({ name, enabled: true })); // what is not enabled answers nothing, and is a gap
  });
  return { call, homeRegion, regions: known };
}
