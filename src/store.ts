import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { getObject, listObjects, type Objects, putObject } from './aws/objects.ts';
import type { Session } from './aws/session.ts';
import { byText } from './model/order.ts';
import { makeFolder } from './snapshot/folder.ts';

export interface Stored {
  readonly body: Buffer;
  /** Another body has another tag. */
  readonly tag: string;
}

/** Where state is kept: a directory, or a prefix of a bucket. */
export interface Store {
  /** Undefined = there is none. */
  get(key: string): Promise<Stored | undefined>;
  put(key: string, body: Buffer): Promise<void>;
  /**
   * Writes only over what has this tag; undefined = only where nothing is.
   * @returns the new tag, or undefined where somebody else wrote meanwhile
   */
  replace(key: string, body: Buffer, tag: string | undefined): Promise<string | undefined>;
  /** Keys below a folder of the store, in order. */
  list(folder: string): Promise<readonly string[]>;
  /** The file that holds it, where it is one already. */
  readonly path?: (key: string) => string;
}

/**
 * A directory, or `s3://BUCKET/PREFIX`.
 * @param sealedBy the KMS key that seals what is written to a bucket
 */
export function openStore(
  place: string,
  { call, homeRegion }: Pick<Session, 'call' | 'homeRegion'>,
  sealedBy?: string,
): Store {
  const found = bucketIn(place);
  return found ? bucketStore({ call, region: homeRegion, ...found, sealedBy }) : directoryStore(place);
}

/** Undefined = it is a directory. */
export function bucketIn(place: string): { readonly bucket: string; readonly prefix: string } | undefined {
  const [, bucket, prefix = ''] = /^s3:\/\/([^/]+)\/?(.*)$/s.exec(place) ?? [];
  if (bucket === undefined) return undefined;
  return { bucket, prefix: prefix === '' || prefix.endsWith('/') ? prefix : `${prefix}/` };
}

const tagOf = (body: Buffer): string => createHash('sha256').update(body).digest('hex');

const LOCK_TRIES = 200;
const LOCK_PAUSE_MS = 25;

/** State in a directory, for one machine; writers keep out of each other's way by a lock file. */
export function directoryStore(folder: string): Store {
  const get: Store['get'] = async (key) => {
    const file = join(folder, key);
    if (!existsSync(file)) return undefined;
    const body = readFileSync(file);
    return { body, tag: tagOf(body) };
  };
  return {
    get,
    put: async (key, body) => whole(join(folder, key), body),
    replace: (key, body, tag) =>
      locked(join(folder, `${key}.lock`), async () => {
        if ((await get(key))?.tag !== tag) return undefined;
        whole(join(folder, key), body);
        return tagOf(body);
      }),
    list: async (below) => filesIn(folder, below).sort(byText),
    path: (key) => join(folder, key),
  };
}

/** What is being written has another name as yet. */
const UNFINISHED = /\.(?:tmp|lock)$/;

function filesIn(folder: string, below: string): string[] {
  const root = join(folder, below);
  if (!existsSync(root)) return [];
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !UNFINISHED.test(entry.name))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'));
}

/** Nobody ever sees half of it. */
function whole(file: string, body: Buffer): void {
  const next = `${file}.${randomUUID()}.tmp`;
  makeFolder(dirname(file));
  writeFileSync(next, body, { mode: 0o600 });
  renameSync(next, file);
}

async function locked<T>(file: string, work: () => Promise<T>): Promise<T> {
  makeFolder(dirname(file));
  for (let tries = 0; ; tries++) {
    try {
      writeFileSync(file, '', { flag: 'wx', mode: 0o600 });
      break;
    } catch (cause) {
      if ((cause as { code?: string }).code !== 'EEXIST' || tries === LOCK_TRIES) throw cause;
      await pause(LOCK_PAUSE_MS);
    }
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

/** State below a prefix of a bucket, which encrypts it by its own default. */
export const bucketStore = (objects: Objects): Store => ({
  get: (key) => getObject(objects, key),
  put: async (key, body) => void (await putObject(objects, key, body, undefined)),
  replace: (key, body, tag) => putObject(objects, key, body, tag ?? 'none'),
  list: (below) => listObjects(objects, below),
});
