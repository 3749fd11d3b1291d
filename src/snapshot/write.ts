import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Pieces } from '../model/run.ts';
import { makeFolder } from './folder.ts';

/** A class since it is thrown: an output that could not be written. Exit code 3; what stood there before is intact. */
export class OutputError extends Error {
  override readonly name = 'OutputError';
}

/** Writes pieces to a file by a temporary one beside it and a rename, so that nobody ever sees half a document. */
export async function writeFileWhole(file: string, pieces: Pieces): Promise<void> {
  const temporary = join(dirname(file), `.${randomUUID()}.tmp`);
  try {
    makeFolder(dirname(file));
    const out = createWriteStream(temporary, { flags: 'wx', mode: 0o600 });
    const source = Readable.from(pieces, { objectMode: true });
    await (file.endsWith('.gz') ? pipeline(source, encode, createGzip(), out) : pipeline(source, encode, out));
    await rename(temporary, file);
  } catch (cause) {
    await rm(temporary, { force: true }).catch(() => {}); // what broke first is what to tell
    throw writeError(file, cause);
  }
}

async function* encode(pieces: AsyncIterable<string>): AsyncGenerator<Buffer> {
  for await (const piece of pieces) yield Buffer.from(piece, 'utf8');
}

interface WriteError extends Error {
  readonly code: string;
  readonly syscall?: string;
}

/** What a failed write is told as; anything else stays what it is. */
export const writeError = (file: string, cause: unknown): unknown =>
  isWriteError(cause) ? new OutputError(`${file} could not be written: ${said(cause)}`) : cause;

const isWriteError = (cause: unknown): cause is WriteError => typeof (cause as WriteError).syscall === 'string';

const SAID: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the quota of the disk is used up',
  EFBIG: 'it is larger than a file may be here',
  EACCES: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOTDIR: 'part of the path is a file',
  EISDIR: 'it is a directory',
  EEXIST: 'it is in the way',
};
const said = ({ code }: WriteError): string => SAID[code] ?? code;
