import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { snapshotLines } from '../snapshot/order.ts';
import type { Store } from '../store.ts';
import type { Part } from './shard.ts';
import type { Done } from './work.ts';

const asLines = (lines: readonly string[]): string => `${lines.join('\n')}\n`;

/** Lines of a text, and its digest: that of what is in it, whatever packed it. */
export const doneWith = (text: string): Done => ({
  records: text.split('\n').length - 1,
  digest: createHash('sha256').update(text).digest('hex'),
});

/** Writes a part of a snapshot. */
export async function writePart(store: Store, key: string, { header, records }: Part): Promise<Done> {
  return writeLines(store, key, snapshotLines(header, records));
}

export async function writeLines(store: Store, key: string, lines: readonly string[]): Promise<Done> {
  const text = asLines(lines);
  await store.put(key, gzipSync(text));
  return doneWith(text);
}

/** What was written there; undefined = nothing was. */
export async function writtenAt(store: Store, key: string): Promise<Done | undefined> {
  const stored = await store.get(key);
  return stored && doneWith(gunzipSync(stored.body).toString('utf8'));
}

/** Files of the store as files of this machine, as long as the work takes; one that is not there is left out. */
export async function withFiles<T>(
  store: Store,
  keys: readonly string[],
  work: (files: readonly string[]) => Promise<T>,
): Promise<T> {
  const { path } = store;
  if (path) return work(keys.map(path));
  const folder = mkdtempSync(join(tmpdir(), 'sealscan-parts-'));
  try {
    const files: string[] = [];
    for (const [index, key] of keys.entries()) {
      const stored = await store.get(key);
      if (!stored) continue;
      const file = join(folder, `${index}${key.slice(key.indexOf('.'))}`);
      writeFileSync(file, stored.body, { mode: 0o600 });
      files.push(file);
    }
    return await work(files);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
