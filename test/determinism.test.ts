import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundledCli } from './bundle.ts';
import { chance } from './chaos/random.ts';
import { ROOT } from './house/copy.ts';

const FIXTURE = 'fixtures/acme.ndjson';
const RUNS = process.env['CHAOS'] === 'full' ? 20 : 8; // as many as there are locales, and one more
const ZONES = ['UTC', 'Pacific/Kiritimati', 'America/St_Johns', 'Asia/Kathmandu', 'Pacific/Pago_Pago'];
const LOCALES = ['C', 'de_DE.UTF-8', 'tr_TR.UTF-8', 'ar_EG.UTF-8', 'th_TH.UTF-8', 'sv_SE.UTF-8', 'ja_JP.UTF-8'];

const folder = mkdtempSync(join(ROOT, '.sealscan-runs-'));
beforeAll(() => bundledCli(folder));
afterAll(() => rmSync(folder, { recursive: true }));

/** The header first; no order inside the rest means anything. */
function shuffled(run: number): string {
  const [header = '', ...records] = readFileSync(join(ROOT, FIXTURE), 'utf8').trimEnd().split('\n');
  const keyed = records.map((text, at) => ({ text, key: chance(run, at) })).sort((a, b) => a.key - b.key);
  return [header, ...keyed.map(({ text }) => text), ''].join('\n');
}

const of = <T>(list: readonly T[], run: number): T => list[run % list.length] as T;

/** A process of its own, on a machine set up another way. @returns digest of each file that it wrote, and what it said */
async function scan(run: number): Promise<{ readonly files: unknown; readonly said: string }> {
  const [snapshot, output] = [join(folder, `${run}.ndjson`), join(folder, 'reports')];
  writeFileSync(snapshot, run === 0 ? readFileSync(join(ROOT, FIXTURE)) : shuffled(run));
  const locale = of(LOCALES, run);
  const args = ['scan', '--from', snapshot, '--output', output, '--fail-on', 'none', '--allow-incomplete'];
  const child = spawn(process.execPath, [join(folder, 'cli.mjs'), ...args], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'], HOME: folder, TZ: of(ZONES, run), LANG: locale, LC_ALL: locale, COLUMNS: '80' },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (said += text));
  const code = await new Promise((resolve) => child.on('close', resolve));
  expect([code, said]).toEqual([0, expect.stringContaining('report.html')]);
  const { files } = JSON.parse(readFileSync(join(output, 'manifest.json'), 'utf8'));
  return { files, said: said.replaceAll(output, 'OUTPUT') };
}

test(`${RUNS} runs over time zones, locales and shuffled records give the same bytes`, async () => {
  const first = await scan(0);
  expect(Object.keys(first.files as object)).toEqual(
    expect.arrayContaining(['report.html', 'report.json', 'report.sarif']),
  );
  for (let run = 1; run < RUNS; run++) expect([run, await scan(run)]).toEqual([run, first]);
}, 600_000);
