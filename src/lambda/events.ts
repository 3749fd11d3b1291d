import type { Finding } from '../model/finding.ts';
import { GLOBAL_REGION } from '../model/scope.ts';
import { isListing, type SnapshotRecord } from '../model/snapshot.ts';
import { asStored } from '../snapshot/order.ts';
import type { Store } from '../store.ts';
import { type Due, dueOf, includes } from './concerns.ts';
import type { CloudTrailEvent, EventNote } from './event.ts';
import { judge, rulesAffected, type Standards } from './judge.ts';
import { missingTargets } from './missing.ts';
import { isOpen, type News, newsOf } from './news.ts';
import { type Held, nothingYet, type Patch, patched } from './patch.ts';
import { type Recollecting, recollect } from './recollect.ts';
import { type Base, changeHead, type Head, loadBase, loadHead } from './state.ts';
import { type Table, typesIn } from './table.ts';
import { type Differences, touchedBy } from './touched.ts';

export interface Checking extends Omit<Recollecting, 'takenAt'> {
  readonly store: Store;
  readonly table: Table;
  readonly standards: Standards;
  /** Names of those who get news. */
  readonly receivers: readonly string[];
  /** ISO 8601. */
  readonly now: () => string;
}

/** An event whose resources could not be read, and why. */
export interface Failed {
  readonly event: CloudTrailEvent;
  readonly cause: Error;
}

/**
 * Reads again what events may have changed, judges it, and commits what is new. News wait in the state until somebody sends
 * them, so that what was committed is never lost, and what was lost before it was committed comes with the event again.
 * @returns the events that are to come again
 */
export async function checkEvents(events: readonly CloudTrailEvent[], checking: Checking): Promise<readonly Failed[]> {
  const { head } = await loadHead(checking.store);
  const known = patched(await snapshotOf(head, events, checking), head.patches, checking.registry);
  const due = dueOf(events, checking.table, { known, patches: head.patches, run: head.run });
  const { patches, failed } = await readAll(due, head.run === undefined ? undefined : known, checking);
  const notes = events.map(noteOf);
  const next = (now: Head) => headWith(patches, now, events, notes, checking);
  if (patches.length > 0 && !(await changeHead(checking.store, next)))
    throw new Error('others wrote the state first each time: the events must come again');
  return failed;
}

const noteOf = ({ name, id, time, source, account, region }: CloudTrailEvent): EventNote => ({
  name,
  id,
  time,
  source,
  account,
  region,
});

/** What leads to what: a volume to the key that was made for it, a key by its alias. */
const MOST_ROUNDS = 3;

/** Reads what is due, then what it leads to and the snapshot, if there is one, has not seen yet. */
async function readAll(due: readonly Due[], known: Held | undefined, checking: Checking) {
  const { registry, standards } = checking;
  const all: Patch[] = [];
  const failed: Failed[] = [];
  let next = due;
  for (let round = 0; next.length > 0 && round <= MOST_ROUNDS; round++) {
    const read = await readAgain(next, checking);
    all.push(...read.patches);
    failed.push(...read.failed);
    const ids = new Set(read.patches.flatMap(({ observations }) => observations.map(({ id }) => id)));
    const events = [...new Set(next.flatMap((one) => one.events))];
    const concerns = known ? await missingTargets(patched(known, all, registry), ids, registry, standards.context) : [];
    next = concerns.map((concern) => ({ concern, events }));
  }
  return { patches: all, failed };
}

async function readAgain(due: readonly Due[], checking: Checking) {
  const patches: Patch[] = [];
  const failed: Failed[] = [];
  await Promise.all(
    due.map(async ({ concern, events }) => {
      const at = checking.now();
      try {
        for (const part of await recollect(concern, { ...checking, takenAt: at })) patches.push({ ...part, at });
      } catch (cause) {
        failed.push(...events.map((event) => ({ event, cause: cause as Error })));
      }
    }),
  );
  return { patches, failed };
}

async function baseOf(head: Head, { store }: Checking): Promise<Base | undefined> {
  return head.run === undefined ? undefined : loadBase(store, head.run);
}

async function snapshotOf(head: Head, events: readonly CloudTrailEvent[], checking: Checking): Promise<Held> {
  const base = await baseOf(head, checking);
  if (base) return base.snapshot;
  const scopes = [...events.map(({ scope }) => scope), ...head.patches.map(({ scope }) => scope)];
  const all = [...scopes, ...scopes.map((scope) => ({ ...scope, region: GLOBAL_REGION }))];
  const places = new Map(all.map((scope) => [`${scope.account}/${scope.region}`, scope]));
  return nothingYet([...places.values()], typesIn(checking.table), checking.now());
}

/** The state with what was read; undefined where that is as it was known. */
async function headWith(
  read: readonly Patch[],
  head: Head,
  events: readonly CloudTrailEvent[],
  notes: readonly EventNote[],
  checking: Checking,
): Promise<Head | undefined> {
  const { registry, receivers } = checking;
  const base = await baseOf(head, checking);
  const snapshot = await snapshotOf(head, events, checking);
  const fresh = read.filter((patch) => !head.patches.some((other) => isLater(other, patch) && includes(other, patch)));
  const patches = [
    ...head.patches.filter((other) => !fresh.some((patch) => !isLater(other, patch) && includes(patch, other))),
    ...fresh,
  ];
  const before = patched(snapshot, head.patches, registry);
  const after = patched(snapshot, patches, registry);
  const changed = differences(before, after);
  if (changed.types.size === 0) return undefined;
  const news = await judged({ before, after }, changed, fresh, toldIn(head, base), checking);
  return {
    ...head,
    patches,
    ...(news.length > 0 && {
      sequence: head.sequence + 1,
      told: { ...head.told, ...Object.fromEntries(news.map(toldOf)) },
      pending: [
        ...head.pending,
        { sequence: head.sequence + 1, takenAt: checking.now(), cause: { events: notes }, news, left: receivers },
      ],
    }),
  };
}

const isLater = (one: Patch, other: Patch): boolean => Date.parse(one.at) > Date.parse(other.at);

const toldIn =
  ({ told }: Head, base: Base | undefined) =>
  (id: string): Finding | undefined =>
    Object.hasOwn(told, id) ? (told[id] ?? undefined) : base?.open.get(id);

const toldOf = ({ finding, change }: News): readonly [string, Finding | null] => [
  finding.id,
  change !== 'gone' && isOpen(finding) ? finding : null,
];

/** What was not read again is the same object in both. */
function differences(before: Held, after: Held): Differences {
  const [was, is] = [new Set(before.records), new Set(after.records)];
  const lost = before.records.filter((record) => !is.has(record));
  const found = after.records.filter((record) => !was.has(record));
  const [lostTexts, foundTexts] = [new Set(lost.map(textOf)), new Set(found.map(textOf))];
  const changed = [
    ...lost.filter((record) => !foundTexts.has(textOf(record))),
    ...found.filter((record) => !lostTexts.has(textOf(record))),
  ];
  const isWhole = changed.every((record) => !isListing(record) || record.complete);
  return {
    types: new Set(changed.map((record) => (isListing(record) ? record.listing : record.type))),
    ids: isWhole ? new Set(changed.flatMap((record) => (isListing(record) ? [] : record.id))) : undefined,
  };
}

const textOf = (record: SnapshotRecord): string => JSON.stringify(asStored(record));

async function judged(
  { before, after }: { readonly before: Held; readonly after: Held },
  changed: Differences,
  fresh: readonly Patch[],
  told: (id: string) => Finding | undefined,
  { standards, registry, now }: Checking,
): Promise<readonly News[]> {
  const rules = rulesAffected(standards.rules, changed.types, registry);
  if (rules.length === 0) return [];
  const takenAt = now();
  const some = { ...standards, rules, only: touchedBy(changed, registry) };
  const findings = { before: await judge(before, takenAt, some), after: await judge(after, takenAt, some) };
  const concerned = new Set(fresh.flatMap(({ observations }) => observations.map(({ id }) => id)));
  return newsOf(findings, told, ({ resource }) => concerned.has(resource.id));
}
