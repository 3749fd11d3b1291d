import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** What tools put into a folder: none of it is written by hand, and it may hold a hundred thousand files. */
const SKIPPED = /^(?:node_modules|\.git|\.terraform|asset\..*)$/;

/** Files under a folder, in order; symbolic links are not followed. */
export function filesUnder(folder: string, isWanted: (name: string) => boolean): string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return SKIPPED.test(entry.name) ? [] : filesUnder(path, isWanted);
    return entry.isFile() && isWanted(entry.name) ? [path] : [];
  });
}

/** In bytes. */
export const sizeOf = (file: string): number => lstatSync(file).size;
