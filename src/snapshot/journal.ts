import { appendFileSync, existsSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { isUnfinished } from '../model/classify.ts';
import { InputError } from '../model/input-error.ts';
import type { Scope } from '../model/scope.ts';
import { isListing, type Listing, type Observation, type SnapshotHeader } from '../model/snapshot.ts';
import { checkHeader, checkRecord, parseLine } from './check.ts';
import { makeFolder } from './folder.ts';
import { writeError } from './write.ts';

/** One type in one scope, as it was finished. */
export interface JournalGroup {
  readonly listing: Listing;
  readonly observations: readonly Observation[];
}

/** What is kept of a scan while it runs, so that an interrupted one can go on. */
export interface Journal {
  readonly header: SnapshotHeader;
  append(group: JournalGroup): void;
  /** A group that an earlier run finished. */
  done(type: string, scope: Scope): JournalGroup | undefined;
  /** Keeps one answer of a group that is not finished yet, written a moment later with others. */
  remember(key: string, value: unknown): void;
  /** What an earlier run was answered. */
  recall(key: string): unknown;
  /** The snapshot is written: the journal goes, unless a later run has something to add. False = it stays. */
  close(): boolean;
}

export const journalPath = (snapshot: string): string => `${snapshot}.journal`;

/** Starts a journal, or goes on with the one that is there. */
export function openJournal(snapshot: string, header: SnapshotHeader, resume: boolean): Journal {
  const path = journalPath(snapshot);
  const known = resume && existsSync(path) ? readJournal(path) : undefined;
  if (known && fingerprint(known.header) !== fingerprint(header)) {
    throw new InputError(
      'the interrupted run had another account, or other regions or services; repeat its command, or leave out --resume',
      { file: path },
    );
  }
  if (!known) {
    write(path, `${JSON.stringify(header)}\n`, (text) => {
      makeFolder(dirname(path));
      writeFileSync(path, text, { mode: 0o600 });
    });
  }
  const lines = appender((text) => write(path, text, (whole) => appendFileSync(path, whole)));
  const groups = known?.groups ?? new Map<string, JournalGroup>();
  let cut = false;
  return {
    header: known?.header ?? header,
    append: (group) => {
      cut ||= wasCut(group);
      lines.flush([group.listing, ...group.observations]);
    },
    done: (type, scope) => groups.get(key(type, scope)),
    remember: (answer, value) => lines.add({ answer, value }),
    recall: (answer) => known?.answers.get(answer),
    close: () => {
      lines.flush();
      if (!cut) rmSync(path, { force: true });
      return !cut;
    },
  };
}

/** How long answers may wait to be written, and how many: one write an answer would cost a tenth of the answer's own processor time. */
const WAIT_MS = 10;
const MOST_WAITING = 8; // all that a kill can cost beside what is in flight

const lineOf = (record: unknown): string => `${JSON.stringify(record)}\n`;

/** Lines that are written a moment after they came. A write that fails is told to whoever comes next. */
function appender(append: (text: string) => void): {
  add(record: unknown): void;
  flush(more?: readonly unknown[]): void;
} {
  let waiting: string[] = [];
  let timer: NodeJS.Timeout | undefined;
  let failed: { readonly cause: unknown } | undefined;
  const flush = (more: readonly unknown[] = []): void => {
    clearTimeout(timer);
    timer = undefined;
    const text = [...waiting, ...more.map(lineOf)].join('');
    waiting = [];
    if (failed) throw failed.cause;
    if (text !== '') append(text);
  };
  const later = (): void => {
    try {
      flush();
    } catch (cause) {
      failed = { cause };
    }
  };
  return {
    add: (record) => {
      if (failed) throw failed.cause;
      waiting.push(lineOf(record));
      if (waiting.length >= MOST_WAITING) later();
      else timer ??= setTimeout(later, WAIT_MS);
    },
    flush,
  };
}

function write(path: string, text: string, how: (text: string) => void): void {
  try {
    how(text);
  } catch (cause) {
    throw writeError(path, cause);
  }
}

/** What two runs must agree on to be parts of one snapshot. */
const fingerprint = ({ scopes, services, members }: SnapshotHeader): string =>
  JSON.stringify([scopes.map(({ account, region, status }) => [account, region, status]), services, members]);

const key = (type: string, { account, region }: Scope): string => `${type}|${account}|${region}`;

interface Known {
  readonly header: SnapshotHeader;
  readonly groups: Map<string, JournalGroup>;
  readonly answers: ReadonlyMap<string, unknown>;
}

function readJournal(path: string): Known | undefined {
  const bytes = readFileSync(path);
  const end = bytes.lastIndexOf('\n') + 1; // what follows was cut when the process died
  if (end === 0) return undefined;
  truncateSync(path, end);
  const whole = bytes.toString('utf8', 0, end - 1).split('\n');
  const header = checkHeader(parseLine(whole[0] ?? '', path, 1), path);
  const groups = new Map<string, JournalGroup>();
  const answers = new Map<string, unknown>();
  let current: { listing: Listing; observations: Observation[] } | undefined;
  const finish = (): void => {
    if (current && current.observations.length === current.listing.count && !wasCut(current))
      groups.set(key(current.listing.listing, current.listing.scope), current);
  };
  for (const [index, text] of whole.entries()) {
    if (index === 0) continue;
    const line = parseLine(text, path, index + 1);
    if (typeof line['answer'] === 'string') {
      answers.set(line['answer'], line['value']);
      continue;
    }
    const record = checkRecord(line, path, index + 1);
    if (isListing(record)) {
      finish();
      current = { listing: record, observations: [] };
    } else current?.observations.push(record);
  }
  finish();
  return { header, groups, answers };
}

/** A group in which the interruption, or the end of the credentials, left a mark is read again. */
export function wasCut({ listing, observations }: JournalGroup): boolean {
  const cut = (code: string | undefined): boolean => code !== undefined && isUnfinished(code);
  return (
    cut(listing.error?.code) ||
    observations.some(({ answers }) =>
      Object.values(answers).some((answer) => 'error' in answer && cut(answer.error.code)),
    )
  );
}
