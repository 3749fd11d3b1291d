import { z } from 'zod';
import { InputError } from '../model/input-error.ts';
import { versionFault } from '../model/version.ts';
import type { Store } from '../store.ts';
import { dayOf, planKey } from './keys.ts';
import { PLAN_VERSION, type Plan } from './plan.ts';

const texts = z.array(z.string());
const schema = z.object({
  sealscan: z.literal('plan'),
  schemaVersion: z.string(),
  tool: z.object({ name: z.string(), version: z.string() }),
  takenAt: z.iso.datetime(),
  partition: z.string(),
  home: z.string(),
  organization: z.string().optional(),
  accounts: z.array(
    z.object({ id: z.string().regex(/^\d{12}$/), name: z.string(), units: texts, skipped: z.string().optional() }),
  ),
  wanted: texts,
  regions: z.array(z.string().regex(/^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$/)),
  role: z
    .object({ name: z.string(), externalId: z.string().optional(), tags: z.record(z.string(), z.string()).optional() })
    .optional(),
  asked: z.object({
    services: texts,
    deep: z.boolean(),
    iam: z.boolean(),
    secrets: z.boolean(),
    grants: z.boolean(),
  }),
  judging: z.object({
    rule: texts,
    framework: z.string().optional(),
    formats: texts,
    sarifProfile: z.string(),
    sarifCategory: z.string(),
    config: z.string().optional(),
    suppressions: z.string().optional(),
    rules: z.record(z.string(), z.string()),
  }),
});

/** The plan of a day. Throws an InputError when there is none, or it is broken. */
export async function readPlan(store: Store, day: string): Promise<Plan> {
  const file = planKey(day);
  const stored = await store.get(file);
  if (!stored) throw new InputError(`the store has no plan of ${day}; sealscan fleet plan makes one`, { file });
  let value: unknown;
  try {
    value = JSON.parse(stored.body.toString('utf8'));
  } catch {
    throw new InputError('not valid JSON; the plan is cut or damaged', { file });
  }
  const fault = versionFault('plan', (value as { schemaVersion?: unknown } | null)?.schemaVersion, PLAN_VERSION);
  if (fault !== undefined) throw new InputError(fault, { file });
  const read = schema.safeParse(value);
  if (read.success) return read.data as Plan;
  const [issue] = read.error.issues;
  throw new InputError(`the plan is damaged: ${issue?.path.join('.')}: ${issue?.message}`, { file });
}

async function days(store: Store): Promise<string[]> {
  const keys = await store.list('plans/');
  return keys.flatMap((key) => /^plans\/date=(\d{4}-\d{2}-\d{2})\//.exec(key)?.[1] ?? []).sort();
}

/** The last day that the store has a plan of. */
export async function lastDay(store: Store): Promise<string> {
  const last = (await days(store)).at(-1);
  if (last === undefined) throw new InputError('the store has no plan; sealscan fleet plan makes one');
  return last;
}

/** Undefined = there is none yet. */
export async function lastPlan(store: Store): Promise<Plan | undefined> {
  const last = (await days(store)).at(-1);
  return last === undefined ? undefined : readPlan(store, last);
}

/** What two plans must agree on to be one run. */
const asked = ({ takenAt: _, ...plan }: Plan): string => JSON.stringify(plan);

/**
 * Keeps a plan, unless the store has one of its day: that goes on if it asks for the same.
 * @returns the plan that holds
 */
export async function keepPlan(store: Store, plan: Plan): Promise<{ readonly plan: Plan; readonly isNew: boolean }> {
  const day = dayOf(plan);
  const body = Buffer.from(`${JSON.stringify(plan, null, 2)}\n`);
  if ((await store.replace(planKey(day), body, undefined)) !== undefined) return { plan, isNew: true };
  const known = await readPlan(store, day);
  if (asked(known) !== asked(plan))
    throw new InputError(
      'the run of this day asks for other accounts, regions, services, rules or files, or was planned by another version; repeat its command, or use another store',
      { file: planKey(day) },
    );
  return { plan: known, isNew: false };
}
