import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { describeInputError, InputError } from '../../src/model/input-error.ts';
import type { SnapshotRecord, SnapshotSource } from '../../src/model/snapshot.ts';
import { snapshotLines } from '../../src/snapshot/order.ts';
import { openSnapshot } from '../../src/snapshot/read.ts';
import { alias, box, key, recordsOf, scopeIn, snapshot } from '../graph/world.ts';

/** A folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sealscan-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export const WORLD: SnapshotSource = snapshot(
  [
    key('k'),
    alias('data', 'k'),
    box('b', { Sealed: true, Key: 'k' }),
    box('a', { Sealed: false, Notes: ['ä\u2028"\\', 'line\nline'] }),
    box('a', { Sealed: false }, scopeIn('ap-south-1')),
  ],
  { scopes: [scopeIn(), scopeIn('ap-south-1')] },
);

export const worldLines = async (): Promise<string[]> => snapshotLines(WORLD.header, await recordsOf(WORLD));
export const withEnds = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');

export function written(content: string | Uint8Array, name = 'snapshot.ndjson'): string {
  const file = join(temporaryFolder(), name);
  writeFileSync(file, content);
  return file;
}

export async function readAll(file: string): Promise<SnapshotRecord[]> {
  return recordsOf(await openSnapshot(file));
}

/** What is said against a file, with its name left out. */
export async function complaintAbout(file: string): Promise<string> {
  try {
    await readAll(file);
  } catch (cause) {
    if (cause instanceof InputError) return describeInputError(cause).replace(file, 'FILE');
    throw cause;
  }
  throw new Error('the file was taken for a whole snapshot');
}
