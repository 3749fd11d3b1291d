import { execFileSync, spawn } from 'node:child_process';
import { readFileSync, renameSync, rmSync } from 'node:fs';
import { startEmulator } from '../emulator/start.ts';
import { type CheckMap, compare } from './compare.ts';
import { oursByRule, theirsByCheck } from './report.ts';
import { seedDifferential } from './seed.ts';
import { settle } from './settled.ts';

const REGIONS = ['eu-west-1', 'us-east-1', 'eu-central-1'] as const;
type Env = Readonly<Record<string, string>>;

/** Both scanners over one emulated account. Their reports stay in the folder. @returns what they disagree on, for people */
export async function differential(folder: string): Promise<{ readonly text: string; readonly unsettled: number }> {
  const map = JSON.parse(readFileSync('test/differential/prowler.json', 'utf8')) as CheckMap;
  execFileSync('sh', ['test/differential/install.sh'], { stdio: 'inherit' });
  const emulator = await startEmulator({ correct: true });
  try {
    console.log('seeding');
    await seedDifferential(emulator.endpoint);
    await scanWithOurs(map, folder, emulator.env);
    await scanWithTheirs(map, folder, emulator.env);
  } finally {
    await emulator.stop();
  }
  return judge(map, folder);
}

/** Compares the reports that a folder holds. */
export function judge(map: CheckMap, folder: string): { readonly text: string; readonly unsettled: number } {
  const read = (file: string) => JSON.parse(readFileSync(`${folder}/${file}`, 'utf8'));
  return settle(compare(map, oursByRule(read('sealscan.json')), theirsByCheck(read('prowler.ocsf.json'))));
}

async function scanWithOurs(map: CheckMap, folder: string, env: Env): Promise<void> {
  const rules = [...new Set(Object.values(map).flat())].join();
  const report = ['--format', 'json', '--output', folder, '--allow-incomplete'];
  execFileSync(process.execPath, ['scripts/build.mjs'], { stdio: ['ignore', 'ignore', 'inherit'] });
  const args = ['dist/cli.js', 'scan', '--iam', '--rule', rules, '--region', REGIONS.join(), ...report];
  await ended('sealscan', process.execPath, args, folder, env);
  renameSync(`${folder}/report.json`, `${folder}/sealscan.json`);
}

async function scanWithTheirs(map: CheckMap, folder: string, env: Env): Promise<void> {
  rmSync(`${folder}/prowler.ocsf.json`, { force: true }); // Prowler writes behind what is there
  const checks = ['--check', ...Object.keys(map), '--scan-unused-services'];
  const report = ['-M', 'json-ocsf', '-o', folder, '-F', 'prowler', '--no-banner', '--ignore-exit-code-3'];
  const quiet = ['--log-level', 'ERROR', '--log-file', `${folder}/prowler.log`, '--aws-retries-max-attempts', '1'];
  const args = ['aws', '--region', ...REGIONS, ...checks, ...report, ...quiet];
  await ended('Prowler', '.venv-prowler/bin/prowler', args, folder, { AWS_DEFAULT_REGION: REGIONS[0], ...env });
}

/** Runs a scanner with nobody's own configuration; 1 is how ours ends when it finds something. */
async function ended(name: string, command: string, args: readonly string[], home: string, env: Env): Promise<void> {
  console.log(name);
  const child = spawn(command, args, {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { PATH: process.env.PATH, HOME: home, ...env },
  });
  let said = '';
  child.stderr.on('data', (chunk) => {
    said = (said + String(chunk)).slice(-2000);
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  if (code !== 0 && code !== 1) throw new Error(`${name} ended with ${code}: ${said}`);
}
