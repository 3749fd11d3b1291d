import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { hashedLines } from '../model/line-hash.ts';
import type { LinePlace } from '../model/run.ts';

/** A bigger file is no code that somebody wrote. */
const MAX_BYTES = 16_777_216;

/** The files that a report may point at: those under one root, as GitHub will look for them. */
export interface Repository {
  /** A file or folder as a path from the root, with `/`; "" is the root itself, undefined what is not there or not under it. */
  pathOf(file: string): string | undefined;
  /** Undefined when the root has no such file, or the file no such line. */
  place(path: string, line: number): LinePlace | undefined;
}

/** The nearest folder that holds `.git`, from `folder` upwards; `folder` itself when there is none. */
export function rootOf(folder: string): string {
  for (let here = resolve(folder); ; here = dirname(here)) {
    if (existsSync(join(here, '.git'))) return realpathSync(here);
    if (dirname(here) === here) return realpathSync(folder);
  }
}

/** Symbolic links are followed, so that none leads out. */
export function repositoryAt(root: string): Repository {
  const files = new Map<string, ReturnType<typeof hashedLines>>();
  const pathOf = (file: string): string | undefined => {
    if (!existsSync(file)) return undefined;
    const path = relative(root, realpathSync(file));
    return path === '..' || path.startsWith(`..${sep}`) || isAbsolute(path) ? undefined : path.split(sep).join('/');
  };
  const linesOf = (path: string): ReturnType<typeof hashedLines> => {
    const known = files.get(path);
    if (known) return known;
    const lines = isReadable(join(root, path)) ? hashedLines(readFileSync(join(root, path), 'utf8')) : [];
    files.set(path, lines);
    return lines;
  };
  return {
    pathOf,
    place: (path, line) => {
      const real = pathOf(join(root, path));
      const found = real === undefined ? undefined : linesOf(real)[line - 1];
      return real === undefined || !found ? undefined : { path: real, line, ...found };
    },
  };
}

function isReadable(file: string): boolean {
  const found = statSync(file);
  return found.isFile() && found.size <= MAX_BYTES;
}
