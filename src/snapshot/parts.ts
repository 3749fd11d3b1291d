import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../model/input-error.ts';
import { byText } from '../model/order.ts';
import type { ScopeReport } from '../model/scope.ts';
import type { SnapshotHeader, SnapshotSource } from '../model/snapshot.ts';

/** What a part is called in its folder: one that was read, and one of which it is only known why it could not be. */
export const PART = 'snapshot.ndjson.gz';
export const UNREAD_PART = 'unread.ndjson.gz';

export const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

/** Files of a snapshot that is a folder of parts: of each folder in it the part that was read, or else why it was not. */
export function partFiles(folder: string): readonly string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const files = wholeOf(names.map((name) => join(folder, name)));
  if (files.length === 0) throw new InputError(`the folder holds no part of a snapshot (${PART})`, { file: folder });
  return files;
}

/** Of paths those of parts that hold, in order: what was read holds over what says why it was not. */
export function wholeOf(paths: readonly string[]): readonly string[] {
  const read = paths.filter((path) => path.endsWith(`/${PART}`));
  const folders = new Set(read.map((path) => path.slice(0, -PART.length)));
  const unread = paths.filter((path) => path.endsWith(`/${UNREAD_PART}`));
  return [...read, ...unread.filter((path) => !folders.has(path.slice(0, -UNREAD_PART.length)))].sort(byText);
}

/**
 * Snapshots of different scopes as one.
 * @param file names them in complaints
 */
export function joined(sources: readonly SnapshotSource[], file: string): SnapshotSource {
  const [first, ...others] = sources.map(({ header }) => header);
  if (!first) throw new InputError('the snapshot has no parts', { file });
  const other = others.find(({ takenAt }) => takenAt !== first.takenAt);
  if (other)
    throw new InputError(`the parts were taken at different times (${first.takenAt}, ${other.takenAt})`, { file });
  return {
    header: { ...first, scopes: scopesOf([first, ...others], file), members: membersOf([first, ...others]) },
    async *records(wanted) {
      for (const source of sources) yield* source.records(wanted);
    },
  };
}

const placeOf = ({ account, region }: ScopeReport): string => `${account} ${region}`;

function scopesOf(headers: readonly SnapshotHeader[], file: string): readonly ScopeReport[] {
  const scopes = headers.flatMap((header) => header.scopes).sort((a, b) => byText(placeOf(a), placeOf(b)));
  const twice = scopes.find(
    (scope, index) => index > 0 && placeOf(scope) === placeOf(scopes[index - 1] as ScopeReport),
  );
  if (twice) throw new InputError(`two parts hold ${twice.region} of account ${twice.account}`, { file });
  return scopes;
}

const membersOf = (headers: readonly SnapshotHeader[]): SnapshotHeader['members'] =>
  Object.fromEntries(headers.flatMap(({ members }) => Object.entries(members)));
