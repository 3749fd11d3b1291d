import { readFileSync, statSync } from 'node:fs';
import { InputError } from '../model/input-error.ts';

const SAID: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  EACCES: 'permission denied',
  EISDIR: 'it is a directory',
};

/** A file's text, or an InputError. @param maxBytes beyond which it is not even read */
export function readText(file: string, maxBytes = Number.POSITIVE_INFINITY): string {
  try {
    if (statSync(file).size > maxBytes) throw new InputError(`the file is larger than ${maxBytes} bytes`, { file });
    return readFileSync(file, 'utf8');
  } catch (cause) {
    if (cause instanceof InputError) throw cause;
    const { code = '' } = cause as { code?: string };
    throw new InputError(SAID[code] ?? `it cannot be read (${code})`, { file });
  }
}
