import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { InputError } from '../model/input-error.ts';
import { versionFault } from '../model/version.ts';
import { isFolder, partFiles } from './parts.ts';
import { writeFileWhole } from './write.ts';

const MANIFEST = 'manifest.json';
const VERSION = '1.0';
const BLOCK = 1 << 18;

/** What a scan was made of and what it wrote. All digests are SHA-256 in hexadecimal. */
export interface Manifest {
  readonly sealscan: 'manifest';
  readonly schemaVersion: string;
  readonly tool: { readonly name: string; readonly version: string };
  readonly takenAt: string;
  /** `file` when it lies in the folder itself. */
  readonly snapshot: { readonly file?: string; readonly sha256: string };
  /** Of the rules that judged, as they were understood: parameters included, comments not. */
  readonly rules: { readonly count: number; readonly sha256: string };
  /** Path, with `/`, below the folder -> digest. */
  readonly files: Readonly<Record<string, string>>;
}

export const digestOfText = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Of a folder of parts: the digest of what says which digest each of them has. */
export async function digestOfFile(file: string): Promise<string> {
  if (!isFolder(file)) return digestOfBytes(file);
  const lines: string[] = [];
  for (const part of partFiles(file))
    lines.push(`${await digestOfBytes(part)}  ${relative(file, part).split(sep).join('/')}\n`);
  return digestOfText(lines.join(''));
}

async function digestOfBytes(file: string): Promise<string> {
  const hash = createHash('sha256');
  const handle = await open(file);
  try {
    const block = Buffer.allocUnsafe(BLOCK); // one: a stream makes one a piece, and collecting them takes longer than the digest
    let size: number;
    do {
      size = (await handle.read(block)).bytesRead;
      hash.update(block.subarray(0, size));
    } while (size > 0);
  } finally {
    await handle.close();
  }
  return hash.digest('hex');
}

/** Written last, so that it never speaks of files that are not there yet. */
export async function writeManifest(
  folder: string,
  facts: Omit<Manifest, 'sealscan' | 'schemaVersion' | 'files'>,
  paths: readonly string[],
): Promise<void> {
  const { tool, takenAt, snapshot, rules } = facts;
  const files: Record<string, string> = {};
  for (const path of [...paths].sort()) files[path] = await digestOfFile(join(folder, path));
  const manifest: Manifest = {
    sealscan: 'manifest',
    schemaVersion: VERSION,
    tool: { name: tool.name, version: tool.version },
    takenAt,
    snapshot,
    rules,
    files,
  };
  await writeFileWhole(join(folder, MANIFEST), [`${JSON.stringify(manifest, null, 2)}\n`]);
}

const SHA256 = /^[0-9a-f]{64}$/;
const MAX_BYTES = 16 * 1024 * 1024;

/** Reads the manifest of a folder; throws an InputError when there is none, or it is broken. */
export function readManifest(folder: string): Manifest {
  const file = join(folder, MANIFEST);
  const refuse = (sentence: string): never => {
    throw new InputError(sentence, { file });
  };
  const found = lstatSync(file, { throwIfNoEntry: false });
  if (!found) return refuse('no such file; the folder holds no finished scan');
  if (!found.isFile() || found.size > MAX_BYTES) return refuse('this is no manifest of sealscan');
  let parsed: Partial<Manifest> | null;
  try {
    parsed = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return refuse('not valid JSON; the manifest is cut or damaged');
  }
  if (parsed?.sealscan !== 'manifest') return refuse('this is no manifest of sealscan');
  const fault = versionFault('manifest', parsed.schemaVersion, VERSION);
  if (fault !== undefined) return refuse(fault);
  return isWhole(parsed) ? parsed : refuse('the manifest is damaged: a member is missing or is no digest');
}

function isWhole(parsed: Partial<Manifest>): parsed is Manifest {
  const { tool, takenAt, snapshot, rules, files } = parsed;
  const isDigest = (value: unknown): boolean => typeof value === 'string' && SHA256.test(value);
  const isInside = (path: string): boolean => !/^[/\\]|^[A-Za-z]:|(^|[/\\])\.\.([/\\]|$)|\0/.test(path) && path !== '';
  return (
    typeof tool?.name === 'string' &&
    typeof tool.version === 'string' &&
    typeof takenAt === 'string' &&
    isDigest(snapshot?.sha256) &&
    (snapshot?.file === undefined || (typeof snapshot.file === 'string' && isInside(snapshot.file))) &&
    Number.isInteger(rules?.count) &&
    isDigest(rules?.sha256) &&
    typeof files === 'object' &&
    files !== null &&
    Object.entries(files).every(([path, digest]) => isInside(path) && isDigest(digest))
  );
}

/** `path: what is wrong with it` of every file that is not as the scan left it. */
export async function differences(folder: string, { files, snapshot }: Manifest): Promise<string[]> {
  const wanted = new Map(Object.entries(files));
  if (snapshot.file !== undefined) wanted.set(snapshot.file, snapshot.sha256);
  const found: string[] = [];
  for (const [path, digest] of wanted) {
    const said = await differenceOf(join(folder, path), digest);
    if (said !== undefined) found.push(`${path}: ${said}`);
  }
  const strays = documentsIn(folder).filter((path) => !wanted.has(path));
  return [...found, ...strays.map((path) => `${path}: this scan did not write it`)].sort();
}

/**
 * @param parts it may be a folder of parts of a snapshot
 * @returns undefined when there is none
 */
export async function differenceOf(file: string, digest: string, parts = false): Promise<string | undefined> {
  const found = lstatSync(file, { throwIfNoEntry: false });
  if (!found) return 'it is missing';
  if (!found.isFile() && !(parts && found.isDirectory())) return 'it is no file';
  return (await digestOfFile(file)) === digest ? undefined : 'it differs';
}

/** What a reader would take for this scan's. */
const documentsIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => path.split(sep).join('/'))
    .filter((path) => /^report\.[^/]+$|^inventory\/.*\.jsonl$/.test(path));
