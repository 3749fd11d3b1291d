import { openSession, type Session } from '../aws/session.ts';
import { collectors } from '../collectors/registry.ts';
import type { Standards } from '../fleet/account.ts';
import { reduceAsRead } from '../fleet/gaps.ts';
import { accountListKey, dayOf, planKey, shardListKey } from '../fleet/keys.ts';
import { makePlan } from '../fleet/make-plan.ts';
import { rollUpIn } from '../fleet/organization.ts';
import { type Plan, type Shard, shardName, shardsOf } from '../fleet/plan.ts';
import { doorsOf } from '../fleet/session.ts';
import { standardsOf } from '../fleet/standards.ts';
import { workOn } from '../fleet/stored.ts';
import { keepPlan, readPlan } from '../fleet/stored-plan.ts';
import type { Done, Work } from '../fleet/work.ts';
import { InputError } from '../model/input-error.ts';
import type { OrganizationRun } from '../model/organization.ts';
import { openStore, type Store } from '../store.ts';
import { type FleetSettings, fleetSettingsIn, requestIn } from './fleet-settings.ts';
import type { Env } from './settings.ts';
import { failureIn, type Step, StepFailed, stepIn } from './steps.ts';

/** What the state machine reads the rest of its work from: keys of lists in the store's bucket. */
export interface Planned {
  readonly date: string;
  readonly bucket: string;
  /** An array of `{account, region}`. */
  readonly shards: string;
  /** An array of `{account}`. */
  readonly accounts: string;
}

/** What is known at the end of a run. */
export type Outcome = Pick<OrganizationRun, 'complete' | 'states'>;

/** A step of a run, called by a state machine. Throws `StepFailed`, and `InputError` where trying again is of no use. */
export type FleetHandler = (event: unknown) => Promise<Planned | Done | Outcome>;

interface Place {
  readonly env: Env;
  readonly session: Session;
  readonly settings: FleetSettings;
  readonly store: Store;
}

/** A run that a process works on; its rules are loaded once. */
interface Run {
  readonly plan: Plan;
  readonly standards: () => Standards;
}

/** Opens the session once a process, and anew when its credentials ended. */
export function createFleet(env: Env): FleetHandler {
  let opened: Promise<Place> | undefined;
  return async (event) => {
    const step = stepIn(event);
    opened ??= open(env);
    try {
      return await take(step, await opened);
    } catch (cause) {
      if (cause instanceof InputError) throw cause;
      const failed = new StepFailed(cause);
      if (failed.name === 'CredentialsEnded') opened = undefined;
      throw failed;
    }
  };
}

async function open(env: Env): Promise<Place> {
  const settings = fleetSettingsIn(env);
  const session = await openSession({ env });
  return { env, session, settings, store: openStore(settings.store, session) };
}

async function take(step: Step, place: Place): Promise<Planned | Done | Outcome> {
  if ('plan' in step) return planned(step.plan.date, place);
  const { plan, standards } = await runOf(step.date, place.store);
  const doors = doorsOf(plan, place.session);
  const work = workOn({ plan, store: place.store, registry: collectors, doors, standards });
  if ('collect' in step) {
    const shard = known(step.collect, work, plan);
    return work.collect(shard).finally(() => doors.leave(shard.account)); // or a warm process would keep them all open
  }
  if ('giveUp' in step) return work.giveUp(known(step.giveUp, work, plan), failureIn(step.error));
  if ('reduceAccount' in step) return reduceAsRead(step.reduceAccount, plan, place.store, work);
  await work.reduceOrganization();
  const { complete, states } = (await rollUpIn(place.store)) as OrganizationRun;
  return { complete, states };
}

/** Loading the rules takes longer than judging a small account: a warm process does it once for each plan. */
let warm: { readonly key: string; readonly run: Run } | undefined;

async function runOf(date: string, store: Store): Promise<Run> {
  const plan = await readPlan(store, date);
  const key = JSON.stringify(plan);
  if (warm?.key !== key) warm = { key, run: runWith(plan) };
  return warm.run;
}

function runWith(plan: Plan): Run {
  let standards: Standards | undefined;
  return { plan, standards: () => (standards ??= standardsOf(plan)) };
}

function known(shard: Shard, { shards }: Work, plan: Plan): Shard {
  if (shards.get(shard.account)?.some(({ region }) => region === shard.region)) return shard;
  throw new InputError(`the plan has no shard ${shardName(shard)}`, { file: planKey(dayOf(plan)) });
}

/** @param date of a plan that is in the store; without it one is made of the day that it is */
async function planned(date: string | undefined, { env, session, settings, store }: Place): Promise<Planned> {
  const plan = date === undefined ? await planOfToday(env, session, store) : await readPlan(store, date);
  const shards = shardsOf(plan);
  const day = dayOf(plan);
  const write = (key: string, list: readonly object[]) => store.put(key, Buffer.from(JSON.stringify(list)));
  await write(shardListKey(day), [...shards.values()].flat());
  await write(
    accountListKey(day),
    [...shards.keys()].map((account) => ({ account })),
  );
  const { bucket, prefix } = settings;
  return {
    date: day,
    bucket,
    shards: `${prefix}${shardListKey(day)}`,
    accounts: `${prefix}${accountListKey(day)}`,
  };
}

async function planOfToday(env: Env, session: Session, store: Store): Promise<Plan> {
  const takenAt = new Date().toISOString().replace(/\.\d+Z$/, 'Z');
  const plan = await makePlan(await requestIn(env, store), session, takenAt);
  standardsOf(plan); // what people wrote is refused before anything is collected
  return (await keepPlan(store, plan)).plan;
}
