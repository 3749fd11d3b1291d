import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Scratch } from './model/scratch.ts';
import { makeFolder } from './snapshot/folder.ts';
import { writeError } from './snapshot/write.ts';

/** Findings of a hundred thousand resources or so: smaller scans never touch the disk. */
const AFTER = 16_000_000;
const BLOCK = 65_536;

/** A scratch file in a folder, which is made when something does not fit into memory. */
export function scratchIn(folder: string, after = AFTER): Scratch {
  let file: number | undefined;
  let size = 0;
  return {
    after,
    append(bytes) {
      const start = size;
      try {
        file ??= openNameless(folder);
        size += writeAll(file, bytes, start);
      } catch (cause) {
        throw writeError(`a scratch file in ${folder}`, cause);
      }
      return { start, end: size };
    },
    read({ start, end }) {
      const block = Buffer.allocUnsafe(Math.min(BLOCK, end - start));
      const length = file === undefined ? 0 : readSync(file, block, 0, block.length, start);
      if (length === 0) throw new Error('the scratch file has been closed, or cut by somebody else');
      return block.subarray(0, length);
    },
    close() {
      if (file !== undefined) closeSync(file);
      file = undefined;
    },
  };
}

/** It loses its name before anything is in it, so that nobody finds it, and nothing stays behind however the process ends. */
function openNameless(folder: string): number {
  makeFolder(folder);
  const own = mkdtempSync(join(folder, '.scratch-')); // 0700
  try {
    return openSync(join(own, 'rows'), 'wx+', 0o600);
  } finally {
    rmSync(own, { recursive: true });
  }
}

function writeAll(file: number, bytes: Uint8Array, position: number): number {
  for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done, bytes.length - done, position + done);
  return bytes.length;
}
