import { whoAmI } from '../aws/discover.ts';
import type { Session } from '../aws/session.ts';
import { reduceAsRead } from '../fleet/gaps.ts';
import { dayOf, planKey } from '../fleet/keys.ts';
import { rollUpIn } from '../fleet/organization.ts';
import { type Plan, shardName, shardsOf } from '../fleet/plan.ts';
import { type AccountProgress, progressOf } from '../fleet/status.ts';
import { keepPlan, lastDay, lastPlan, readPlan } from '../fleet/stored-plan.ts';
import { workFor } from '../fleet/work-for.ts';
import { InputError } from '../model/input-error.ts';
import type { OrganizationRun } from '../model/organization.ts';
import { jsonText } from '../report/json-text.ts';
import { counted, visible } from '../report/text.ts';
import { bucketIn, openStore, type Store } from '../store.ts';
import { nowIn } from './clock.ts';
import { EXIT, type FailOn, parseFailOn } from './exit.ts';
import { type PlanFlags, planOf, refusePlan } from './fleet-plan.ts';
import { enqueueRun, type QueueFlags, queueIn, workForever, workOnQueue } from './fleet-queue.ts';
import { runPlan, tellRollUp, withSession } from './fleet-run.ts';
import { type Interrupt, listenForStop } from './interrupt.ts';
import type { Terminal } from './terminal.ts';

/** Where a run is kept. */
export interface StoreFlags {
  /** A folder, or `s3://BUCKET/PREFIX`. */
  readonly store: string;
  /** KMS key that seals what is written to a bucket. */
  readonly storeKey?: string | undefined;
  readonly profile?: string | undefined;
  readonly maxRps?: number | undefined;
  readonly maxAccountRps?: number | undefined;
  /** Day of the run, `YYYY-MM-DD`. */
  readonly date?: string | undefined;
}

interface Opened {
  readonly store: Store;
  readonly session: Session;
  readonly interrupt: Interrupt;
}

async function opened<T>(flags: StoreFlags, terminal: Terminal, work: (opened: Opened) => Promise<T>): Promise<T> {
  if (flags.storeKey !== undefined && bucketIn(flags.store) === undefined)
    throw new InputError('--store-key seals what is written to a bucket; a folder is sealed by the disk it lies on');
  const interrupt = listenForStop(terminal);
  try {
    return await withSession(flags, terminal, interrupt.signal, (session) =>
      work({ store: openStore(flags.store, session, flags.storeKey), session, interrupt }),
    );
  } finally {
    interrupt.off();
  }
}

async function planIn(store: Store, { date }: StoreFlags): Promise<Plan> {
  if (date !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(date))
    throw new InputError(`--date takes a day as YYYY-MM-DD, not '${date}'`);
  return readPlan(store, date ?? (await lastDay(store)));
}

/** Writes down which accounts, regions and rules a run has. */
export async function fleetPlanCommand(
  flags: PlanFlags & StoreFlags & QueueFlags,
  terminal: Terminal,
): Promise<number> {
  refusePlan(flags);
  return opened(flags, terminal, async ({ store, session }) => {
    const { plan, isNew } = await keepPlan(store, await planOf(flags, session, nowIn(terminal.env)));
    const shards = shardsOf(plan);
    const all = [...shards.values()].flat().length;
    const said = `${counted(shards.size, 'account')}, ${counted(all, 'shard')}`;
    await terminal.out(`${visible(`${isNew ? 'Planned' : 'Planned already'}: ${said} in ${planKey(dayOf(plan))}`)}\n`);
    const queue = queueIn(flags, terminal);
    if (queue !== undefined) await enqueueRun(plan, shards, queue, terminal);
    return EXIT.clean;
  });
}

export interface WorkFlags extends StoreFlags {
  readonly failOn: string;
  readonly allowIncomplete?: boolean | undefined;
}

export interface WorkerFlags extends WorkFlags, QueueFlags {
  readonly concurrency: number;
  readonly forever?: boolean | undefined;
}

/** Reads and judges all that is not done yet: here, or what a queue gives. */
export async function fleetWorkCommand(flags: WorkerFlags, terminal: Terminal): Promise<number> {
  const failOn = failOnIn(flags);
  const queue = queueIn(flags, terminal);
  if (flags.forever && (queue === undefined || flags.date !== undefined))
    throw new InputError('--forever waits for the next run of a queue: it takes --queue, and no --date');
  return opened(flags, terminal, async (at) => {
    const { store, session, interrupt } = at;
    if (queue !== undefined) return workFromQueue(queue, at, flags, failOn, terminal);
    const plan = await planIn(store, flags);
    await runPlan(workFor(plan, store, session), interrupt, terminal);
    return ended(store, flags, failOn, terminal);
  });
}

async function workFromQueue(
  url: string,
  { store, session, interrupt }: Opened,
  flags: WorkerFlags,
  failOn: FailOn,
  terminal: Terminal,
): Promise<number> {
  const hands = { concurrency: flags.concurrency, interrupt };
  await whoAmI(session.call, session.homeRegion); // a worker without credentials would find every shard unreadable
  if (flags.forever) {
    const workOn = (plan: Plan) => workFor(plan, store, session);
    return workForever(() => lastPlan(store), workOn, url, hands, terminal);
  }
  const plan = await planIn(store, flags);
  const outcome = await workOnQueue(plan, workFor(plan, store, session), url, hands, terminal);
  const code = outcome.failure === undefined ? await ended(store, flags, failOn, terminal) : EXIT.incomplete;
  return code === EXIT.clean && outcome.accounts.failed > 0 && !flags.allowIncomplete ? EXIT.incomplete : code;
}

/** Judges one account, or all of them and the organization, from what the store holds. */
export async function fleetReduceCommand(
  flags: WorkFlags & { readonly account?: string | undefined },
  terminal: Terminal,
): Promise<number> {
  const failOn = failOnIn(flags);
  return opened(flags, terminal, async ({ store, session }) => {
    const plan = await planIn(store, flags);
    const work = workFor(plan, store, session);
    const { account } = flags;
    for (const one of account === undefined ? work.shards.keys() : [account])
      await reduceAsRead(one, plan, store, work);
    if (account !== undefined) return EXIT.clean;
    await work.reduceOrganization();
    return ended(store, flags, failOn, terminal);
  });
}

function failOnIn({ failOn }: WorkFlags): FailOn {
  const parsed = parseFailOn(failOn);
  if (parsed.onlyNew) throw new InputError('--fail-on new: compares with the baseline of one account; a run has none');
  return parsed;
}

async function ended(store: Store, flags: WorkFlags, failOn: FailOn, terminal: Terminal): Promise<number> {
  const where = ['report.html', 'report.json'].map((file) => `${flags.store.replace(/\/$/, '')}/${file}`).join('  ');
  const run = (await rollUpIn(store)) as OrganizationRun;
  return tellRollUp(run, where, failOn, flags.allowIncomplete ?? false, terminal);
}

/** Compares the plan with the store. */
export async function fleetStatusCommand(
  flags: StoreFlags & { readonly format: 'text' | 'json' },
  terminal: Terminal,
): Promise<number> {
  return opened(flags, terminal, async ({ store }) => {
    const plan = await planIn(store, flags);
    const sums = { shards: 0, read: 0, unread: 0, missing: 0, accounts: 0, judged: 0 };
    const open: AccountProgress[] = [];
    for await (const account of progressOf(plan, store)) {
      sums.shards += account.shards;
      sums.read += account.read;
      sums.unread += account.unread.length;
      sums.missing += account.missing.length;
      sums.accounts++;
      sums.judged += Number(account.judged);
      if (account.read < account.shards || !account.judged) open.push(account);
    }
    const facts = { date: dayOf(plan), takenAt: plan.takenAt, ...sums, open };
    await terminal.out(flags.format === 'json' ? `${jsonText(facts)}\n` : statusText(facts));
    return EXIT.clean;
  });
}

const OPEN = 50;

interface Facts {
  readonly date: string;
  readonly shards: number;
  readonly read: number;
  readonly unread: number;
  readonly missing: number;
  readonly accounts: number;
  readonly judged: number;
  readonly open: readonly AccountProgress[];
}

function statusText({ date, shards, read, unread, missing, accounts, judged, open }: Facts): string {
  const rest = open.length > OPEN ? [`and ${counted(open.length - OPEN, 'more account')}; --format json has all`] : [];
  const lines = [
    `Run of ${date}: ${read} of ${counted(shards, 'shard')} read, ${unread} given up, ${missing} missing; ${judged} of ${counted(accounts, 'account')} judged`,
    ...open.slice(0, OPEN).map(openLine),
    ...rest,
  ];
  return lines.map((line) => `${visible(line)}\n`).join('');
}

const SOME = 3;

function openLine({ account, name, shards, read, unread, missing, judged }: AccountProgress): string {
  const list = (what: string, of: AccountProgress['missing']): string[] =>
    of.length === 0
      ? []
      : [
          `${what} ${of.slice(0, SOME).map(shardName).join(', ')}${of.length > SOME ? ` and ${of.length - SOME} more` : ''}`,
        ];
  const parts = [`${read} of ${shards} read`, ...list('given up:', unread), ...list('missing:', missing)];
  return `  ${account} ${name}: ${[...parts, ...(judged ? [] : ['not judged'])].join('; ')}`;
}
