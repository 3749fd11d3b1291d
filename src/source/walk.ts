import { type Dirent, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../model/input-error.ts';
import { byText } from '../model/order.ts';

/** What tools put into a folder: none of it is written by hand, and it may hold a hundred thousand files. */
const SKIPPED = /^(?:node_modules|\.git|\.terraform|asset\..*)$/;

/** Files under a folder, in order; symbolic links are not followed. */
export function filesUnder(folder: string, isWanted: (name: string) => boolean): string[] {
  return entriesOf(folder).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return SKIPPED.test(entry.name) ? [] : filesUnder(path, isWanted);
    return entry.isFile() && isWanted(entry.name) ? [path] : [];
  });
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => byText(a.name, b.name));
  } catch (cause) {
    throw new InputError(`the folder cannot be read (${(cause as { code?: string }).code ?? ''})`, { file: folder });
  }
}

/** In bytes. */
export const sizeOf = (file: string): number => lstatSync(file).size;
