import { existsSync, readdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from './folder.ts';
import { OutputError } from './write.ts';

const codeOf = (cause: unknown): string => (cause as { code?: string }).code ?? '';

/**
 * Keeps a folder to one run, so that no two mix their reports or write one journal. What a killed run left behind is
 * taken over. A folder that cannot be written is left to whoever writes there first to tell.
 * @returns lets go of the folder
 */
export function lockFolder(folder: string): () => void {
  const file = join(folder, '.sealscan.lock');
  const isNew = !existsSync(folder);
  try {
    makeFolder(folder);
    writeFileSync(file, `${process.pid}\n`, { flag: 'wx', mode: 0o600 });
  } catch (cause) {
    if (codeOf(cause) !== 'EEXIST') return () => {};
    const holder = Number(readFileSync(file, 'utf8'));
    if (isRunning(holder))
      throw new OutputError(
        `another scan (process ${holder}) writes into ${folder}; wait for it, or give another --output (${file} tells)`,
      );
    writeFileSync(file, `${process.pid}\n`);
  }
  return () => {
    rmSync(file, { force: true });
    if (isNew && readdirSync(folder).length === 0) rmdirSync(folder);
  };
}

function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0); // sends nothing: it only asks whether the process is there
    return true;
  } catch (cause) {
    return codeOf(cause) === 'EPERM';
  }
}
