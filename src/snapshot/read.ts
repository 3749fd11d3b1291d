import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { InputError } from '../model/input-error.ts';
import { lineCutter } from '../model/lines.ts';
import { isListing, type SnapshotHeader, type SnapshotRecord, type SnapshotSource } from '../model/snapshot.ts';
import { checkHeader, checkRecord, parseLine } from './check.ts';
import { isFolder, joined, partFiles } from './parts.ts';

/** No AWS answer comes near this; a longer line is hostile or no snapshot. */
const MAX_LINE = 64 * 1024 * 1024;

/** Opens a snapshot: a file (`.ndjson`, `.ndjson.gz`), or a folder of parts. Throws InputError, now or while records are read. */
export async function openSnapshot(file: string): Promise<SnapshotSource> {
  if (isFolder(file)) return openParts(partFiles(file), file);
  const header = await headerOf(file);
  return { header, records: (wanted) => (wanted ? skim(file, wanted) : recordsOf(file, header)) };
}

/** Parts of one snapshot, which is called `name` where something is wrong with all of them. */
export const openParts = async (files: readonly string[], name: string): Promise<SnapshotSource> =>
  joined(await Promise.all(files.map(openSnapshot)), name);

/** A snapshot that is in memory already. */
export const snapshotOf = (header: SnapshotHeader, records: readonly SnapshotRecord[]): SnapshotSource => ({
  header,
  records: () => records,
});

async function headerOf(file: string): Promise<SnapshotHeader> {
  for await (const [text] of lineBatches(file)) {
    if (text !== undefined) return checkHeader(parseLine(text, file, 1), file);
  }
  throw new InputError('the snapshot is empty', { file });
}

async function* recordsOf(file: string, { members }: SnapshotHeader): AsyncGenerator<SnapshotRecord> {
  let line = 0;
  const unlisted = new Set(Object.keys(members).map((answer) => answer.split('/')[0]));
  const counts: Counts = new Map();
  const recordIn = (text: string): SnapshotRecord => {
    const record = checkRecord(parseLine(text, file, line), file, line);
    count(record, counts);
    if (isListing(record)) unlisted.delete(record.listing);
    return record;
  };
  for await (const batch of lineBatches(file)) {
    for (const text of batch) {
      line++;
      if (line !== 1 && text !== '') yield recordIn(text);
    }
  }
  const [lost] = unlisted;
  if (lost !== undefined)
    throw new InputError(`the snapshot is cut: the listing of ${lost} is not there`, { file, line });
  for (const [account, types] of counts)
    for (const [type, left] of types)
      if (left !== 0) throw new InputError(miscounted(`${type} of account ${account}`, left), { file, line });
}

/** Observations begin with their type, so a line that nobody wants need not be parsed; `recordsOf` checks all of them. */
async function* skim(file: string, wanted: ReadonlySet<string>): AsyncGenerator<SnapshotRecord> {
  let line = 0;
  for await (const batch of lineBatches(file)) {
    for (const text of batch) {
      line++;
      if (line === 1 || text === '' || isIdle(text, wanted)) continue;
      yield checkRecord(parseLine(text, file, line), file, line);
    }
  }
}

const TYPE_FIRST = '{"type":"';

function isIdle(text: string, wanted: ReadonlySet<string>): boolean {
  if (!text.startsWith(TYPE_FIRST) || text.includes('"error":{')) return false;
  return !wanted.has(text.slice(TYPE_FIRST.length, text.indexOf('"', TYPE_FIRST.length)));
}

/** Of each account and type, how many resources are listed and not there. */
type Counts = Map<string, Map<string, number>>;

function count(record: SnapshotRecord, counts: Counts): void {
  const { account } = record.scope;
  const ofAccount = counts.get(account) ?? new Map<string, number>();
  if (ofAccount.size === 0) counts.set(account, ofAccount);
  const [type, more] = isListing(record) ? ([record.listing, record.count] as const) : ([record.type, -1] as const);
  ofAccount.set(type, (ofAccount.get(type) ?? 0) + more);
}

const miscounted = (what: string, left: number): string =>
  left > 0
    ? `the snapshot is cut: ${left} resources ${what} are listed and not there`
    : `the snapshot is damaged: ${-left} resources ${what} are not in its listings`;

/** The whole lines of each piece of the file: a step of an async iterator a line would cost as much as parsing it. */
async function* lineBatches(file: string): AsyncGenerator<readonly string[]> {
  const raw = createReadStream(file, { highWaterMark: 1 << 16 });
  const stream = file.endsWith('.gz') ? raw.pipe(createGunzip()) : raw;
  raw.on('error', (cause) => stream.destroy(cause));
  const lines = lineCutter();
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      const ended = lines.cut(chunk);
      if (ended.length > 0) yield ended;
      if (lines.held() > MAX_LINE) throw new InputError(`a line is longer than ${MAX_LINE} bytes`, { file });
    }
  } catch (cause) {
    throw cause instanceof InputError
      ? cause
      : new InputError(`the snapshot cannot be read: ${reasonOf(cause)}`, { file });
  }
  if (lines.held() > 0) yield [lines.rest()];
}

const SAID: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  EACCES: 'permission denied',
};

const reasonOf = (cause: unknown): string => {
  const { code, message } = cause as { code?: string; message: string };
  return SAID[code ?? ''] ?? message;
};
