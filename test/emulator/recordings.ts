import { readFileSync, writeFileSync } from 'node:fs';
import type { Run } from './cli.ts';
import type { Denial } from './faults.ts';
import { seedAcme } from './seed.ts';
import { seedEdge } from './seed-edge.ts';
import { startEmulator } from './start.ts';
import { SEEDED, withUnseeded } from './unseeded.ts';

/** An account that is recorded into `fixtures/`. */
export interface Recording {
  readonly file: string;
  readonly seed: (
    endpoint: string,
  ) => Promise<{ readonly skipped: readonly string[]; readonly denials: readonly Denial[] }>;
  readonly flags: readonly string[];
}

export const RECORDINGS: readonly Recording[] = [
  { file: 'acme.ndjson', seed: seedAcme, flags: [] },
  { file: 'edge.ndjson', seed: seedEdge, flags: ['--deep', '--iam'] },
];

/** Seeds an emulator of its own and records it with the built collectors. The same bytes every time. */
export async function record({ file, seed, flags }: Recording, folder: string, run: Run): Promise<void> {
  const emulator = await startEmulator({ correct: true });
  try {
    const { skipped, denials } = await seed(emulator.endpoint);
    if (skipped.length > 0) throw new Error(`the emulator could not make: ${skipped.join(', ')}`);
    for (const denial of denials) emulator.deny(denial);
    const path = `${folder}/${file}`;
    const args = ['collect', '-o', path, '--service', SEEDED.join(), '--allow-incomplete', ...flags];
    const { code, stderr } = await run(args, emulator.env);
    if (code !== 0) throw new Error(`recording ${file} ended with ${code}: ${stderr}`);
    writeFileSync(path, withUnseeded(readFileSync(path, 'utf8')));
  } finally {
    await emulator.stop();
  }
}
