import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { main } from '../../src/cli/main.ts';
import type { Terminal } from '../../src/cli/terminal.ts';

/** What a user sees of a command. */
export interface Seen {
  readonly code: number;
  /** stdout */
  readonly out: string;
  /** stderr */
  readonly notes: string;
}

export async function run(argv: readonly string[], env: Terminal['env'] = {}): Promise<Seen> {
  let out = '';
  let notes = '';
  const code = await main(argv, {
    env,
    color: false,
    width: 100,
    out: async (text) => {
      out += text;
    },
    note: (text) => {
      notes += `${text}\n`;
    },
    progress: () => {},
  });
  return { code, out, notes };
}

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sealscan-cli-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes a file into a folder of its own and gives its path. */
export function fileWith(text: string | Uint8Array, name: string, folder = temporaryFolder()): string {
  const file = join(folder, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}
