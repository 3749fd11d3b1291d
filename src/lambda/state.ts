import { gunzipSync, gzipSync } from 'node:zlib';
import type { Finding } from '../model/finding.ts';
import { InputError } from '../model/input-error.ts';
import { isListing, type SnapshotRecord } from '../model/snapshot.ts';
import { checkHeader, checkRecord, parseLine } from '../snapshot/check.ts';
import { snapshotLines } from '../snapshot/order.ts';
import type { Store } from '../store.ts';
import type { EventNote } from './event.ts';
import type { News } from './news.ts';
import type { Held, Patch } from './patch.ts';

/** Why something was looked at: events, or the hour of a whole scan. */
export type Cause = { readonly events: readonly EventNote[] } | { readonly scan: true };

/** News of one commit. Receivers may get it twice, and tell by the number what is older. */
export interface Message {
  readonly sequence: number;
  /** When what it tells of was read, ISO 8601. */
  readonly takenAt: string;
  readonly cause: Cause;
  readonly news: readonly News[];
  /** Receivers that do not have it yet. */
  readonly left: readonly string[];
}

/**
 * All that changes between two whole scans, in one object, so that one conditional write decides who was first. The snapshot
 * and the findings of the last whole scan lie beside it and never change.
 */
export interface Head {
  readonly sealscan: 'state';
  readonly schemaVersion: '1.0';
  /** Grows by one with each commit that tells something. */
  readonly sequence: number;
  /** `takenAt` of the last whole scan. */
  readonly run?: string;
  /** Read again since then. */
  readonly patches: readonly Patch[];
  /** Findings that changed since then, by id; null = no longer open. */
  readonly told: Readonly<Record<string, Finding | null>>;
  readonly pending: readonly Message[];
}

const EMPTY: Head = { sealscan: 'state', schemaVersion: '1.0', sequence: 0, patches: [], told: {}, pending: [] };

const HEAD = 'state.json.gz';
const folderOf = (run: string): string => `runs/${run.replaceAll(':', '')}`;
const snapshotKey = (run: string): string => `${folderOf(run)}/snapshot.ndjson.gz`;
const openKey = (run: string): string => `${folderOf(run)}/open.ndjson.gz`;
export const reportKey = (run: string, file: string): string => `${folderOf(run)}/${file}`;

export interface Loaded {
  readonly head: Head;
  /** Of the stored head; undefined = there is none. */
  readonly tag: string | undefined;
}

export async function loadHead(store: Store): Promise<Loaded> {
  const stored = await store.get(HEAD);
  if (!stored) return { head: EMPTY, tag: undefined };
  const head = parseLine(textOf(stored.body), HEAD, 1) as unknown as Head;
  if (head.sealscan !== 'state' || head.schemaVersion.split('.')[0] !== '1')
    throw new InputError('this is no state that this sealscan can read', { file: HEAD });
  return { head, tag: stored.tag };
}

/** Writers that were first, before one gives up: each of them has got something done. */
const MOST_COLLISIONS = 20;

/**
 * Changes the state as it is at the time: `next` is asked again where another writer was first, and says undefined where there
 * is nothing to change.
 * @returns false = others were first each time
 */
export async function changeHead(
  store: Store,
  next: (head: Head) => Head | undefined | Promise<Head | undefined>,
): Promise<boolean> {
  for (let tries = 0; tries <= MOST_COLLISIONS; tries++) {
    const { head, tag } = await loadHead(store);
    const changed = await next(head);
    if (!changed || (await store.replace(HEAD, gzipSync(JSON.stringify(changed)), tag)) !== undefined) return true;
  }
  return false;
}

/** What a whole scan left. */
export interface Base {
  readonly snapshot: Held;
  /** Findings that were open, by id. */
  readonly open: ReadonlyMap<string, Finding>;
}

/** Never changes once it is written: a warm process reads it once. */
let warm: { readonly store: Store; readonly run: string; readonly base: Base } | undefined;

export async function loadBase(store: Store, run: string): Promise<Base> {
  if (warm?.store === store && warm.run === run) return warm.base;
  const [snapshot, open] = await Promise.all([snapshotKey(run), openKey(run)].map((key) => lines(store, key)));
  const base = { snapshot: readSnapshot(snapshot ?? [], snapshotKey(run)), open: readOpen(open ?? [], openKey(run)) };
  warm = { store, run, base };
  return base;
}

export async function storeBase(store: Store, run: string, { snapshot, open }: Base): Promise<void> {
  const put = (key: string, texts: readonly string[]) =>
    store.put(key, gzipSync(texts.map((line) => `${line}\n`).join('')));
  await put(snapshotKey(run), snapshotLines(snapshot.header, snapshot.records));
  await put(
    openKey(run),
    [...open.values()].map((finding) => JSON.stringify(finding)),
  );
}

async function lines(store: Store, key: string): Promise<readonly string[]> {
  const stored = await store.get(key);
  if (!stored) throw new InputError('the state names a scan whose files are not there', { file: key });
  return textOf(stored.body)
    .split('\n')
    .filter((line) => line !== '');
}

function readSnapshot([first = '', ...rest]: readonly string[], file: string): Held {
  const header = checkHeader(parseLine(first, file, 1), file);
  const records = rest.map(
    (line, index): SnapshotRecord => checkRecord(parseLine(line, file, index + 2), file, index + 2),
  );
  const listed = records.reduce((sum, record) => sum + (isListing(record) ? record.count : -1), 0);
  if (listed !== 0) throw new InputError('the snapshot is cut', { file });
  return { header, records };
}

const readOpen = (texts: readonly string[], file: string): ReadonlyMap<string, Finding> =>
  new Map(
    texts.map((line, index) => {
      const finding = parseLine(line, file, index + 1) as unknown as Finding;
      return [finding.id, finding];
    }),
  );

const textOf = (body: Buffer): string => gunzipSync(body).toString('utf8');
