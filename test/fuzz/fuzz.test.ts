import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { fc, SEED } from '../seeded.ts';
import { complaintAbout } from './complaint.ts';
import { type Case, TARGETS } from './targets.ts';
import { startTool } from './tool.ts';

/** FUZZ_RUNS cases of each kind; FUZZ_SEED repeats what was seen before. */
const RUNS = Number(process.env['FUZZ_RUNS'] ?? 100);

const tool = await startTool();
afterAll(() => tool.stop());

describe(`files that mean harm or were damaged (FUZZ_SEED=${SEED})`, () => {
  test.each(Object.entries(TARGETS))(`${RUNS} %s: answered or refused in a sentence`, async (name, cases) => {
    const most = { cpuMs: 0, peakMb: 0 };
    const codes: Record<number, number> = {};
    const complaints: string[] = [];
    for (const asked of casesOf(cases)) {
      const answer = await tool.ask(asked);
      const complaint = complaintAbout(asked, answer);
      if (complaint !== undefined) complaints.push(`${complaint}\n  ${kept(asked.argv, asked.files)}`);
      if ('died' in answer) continue;
      codes[answer.code] = (codes[answer.code] ?? 0) + 1;
      most.cpuMs = Math.max(most.cpuMs, answer.cpuMs);
      most.peakMb = Math.max(most.peakMb, answer.peakMb);
    }
    console.log(
      `${name}: ${RUNS} cases, exit codes ${JSON.stringify(codes)}, at most ${Math.round(most.cpuMs)} ms of CPU and ${Math.round(most.peakMb)} MB`,
    );
    expect(complaints.slice(0, 20)).toEqual([]);
  });
});

const BATCH = 100;

/** In batches, so that not all are in memory. All are tried, not only up to the first that fails. */
function* casesOf(cases: fc.Arbitrary<Case>): Generator<Case> {
  for (let done = 0; done < RUNS; done += BATCH)
    yield* fc.sample(cases, { numRuns: Math.min(BATCH, RUNS - done), seed: SEED + done });
}

/** What failed, kept to look at. */
function kept(argv: readonly string[], files: Readonly<Record<string, Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'sealscan-fuzz-failure-'));
  for (const [name, bytes] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), bytes);
  }
  return `(cd ${folder} && sealscan ${argv.join(' ')})`;
}
