// npm run bench:accounts [-- ACCOUNTS...]: scans organizations of so many accounts × three regions × five keys from one process, and tells time, CPU,
// memory and calls against the number of accounts, with the exponent of each between the first and the last size.
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { keepFigures } from './growth-plot.mjs';
import { measure } from './meter.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const sizes = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [1, 10, 100, 300];
const KEYS = 5;
const folder = mkdtempSync(join(tmpdir(), 'sealscan-bench-accounts-'));

async function run(accounts) {
  const args = [String(accounts), String(KEYS)];
  const child = fork(join(root, 'scripts/accounts-endpoint.mjs'), args, {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const url = await new Promise((resolve) => child.stdout.once('data', (chunk) => resolve(String(chunk).trim())));
  try {
    const env = {
      PATH: process.env.PATH,
      AWS_ENDPOINT_URL: url,
      AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_REGION: 'eu-west-1',
      AWS_EC2_METADATA_DISABLED: 'true',
    };
    const output = join(folder, String(accounts));
    const flags = [
      '--organization',
      '--assume-role',
      'Audit',
      '--service',
      'kms',
      '--fail-on',
      'none',
      '--output',
      output,
    ];
    const figures = await measure([join(root, 'dist/cli.js'), 'scan', ...flags, '--format', 'json,html', '--quiet'], {
      env,
    });
    return { accounts, ...figures, calls: Number(await (await fetch(`${url}/calls`)).text()) };
  } finally {
    child.kill();
  }
}

try {
  const rows = [];
  for (const size of sizes) rows.push(await run(size));
  console.log('| accounts | calls | wall s | CPU s | peak MB |\n|---|---|---|---|---|');
  for (const { accounts, calls, wall, cpu, rss } of rows)
    console.log(`| ${accounts} | ${calls} | ${wall.toFixed(1)} | ${cpu.toFixed(2)} | ${Math.round(rss)} |`);
  const [first, last] = [rows[0], rows.at(-1)];
  const exponent = (name) => (Math.log(last[name] / first[name]) / Math.log(last.accounts / first.accounts)).toFixed(2);
  if (rows.length > 1) console.log(`| *exponent* | ${['calls', 'wall', 'cpu', 'rss'].map(exponent).join(' | ')} |`);
  keepFigures(
    'accounts',
    rows.map(({ accounts, calls, cpu, rss, wall }) => ({ size: accounts, calls, cpu, rss, wall })),
  );
  console.log(`\nload of the machine: ${loadavg()[0].toFixed(1)}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
