// npm run bench:start [-- RUNS]: processor time until sealscan has started, the least of several runs taken in turns, so that a busy machine
// says much the same; and the size of the package. Ends with 1 beyond a target.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { METER } from './meter.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'sealscan-bench-start-'));
const RUNS = Number(process.argv[2] ?? 15);
const cli = join(root, 'dist/cli.js');

function script(name, text) {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

/** A client as src/aws makes one, of the chunk that a live scan loads. */
function clientScript() {
  const chunk = readdirSync(join(root, 'dist')).find((name) => /^kms-\w+\.js$/.test(name));
  return script(
    'client.mjs',
    `const { KMSClient } = await import(${JSON.stringify(pathToFileURL(join(root, 'dist', chunk)).href)});
     const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
     if (typeof new KMSClient({ region: 'eu-west-1', credentials }).send !== 'function') throw new Error('no client');`,
  );
}

const STARTS = [
  { what: 'bare Node', args: [script('nothing.mjs', '')] },
  { what: 'sealscan --version', args: [cli, '--version'], over: 30 },
  { what: 'sealscan --help', args: [cli, '--help'], over: 30 },
  { what: 'the first client of the SDK', args: [clientScript()], over: 250 },
];

function cpu(args) {
  const { stderr, status } = spawnSync(process.execPath, ['--import', METER, ...args], { encoding: 'utf8' });
  const figures = /#(\{.*\})/.exec(stderr)?.[1];
  if (status !== 0 || figures === undefined) throw new Error(`${args.join(' ')} gave ${status}: ${stderr}`);
  return 1000 * JSON.parse(figures).cpu;
}

const least = STARTS.map(() => Number.POSITIVE_INFINITY);
for (let run = 0; run < RUNS; run++)
  for (const [index, { args }] of STARTS.entries()) least[index] = Math.min(least[index], cpu(args));
rmSync(folder, { recursive: true });

const [bare] = least;
console.log('| what | CPU ms | over bare Node | target |\n|---|---|---|---|');
for (const [index, { what, over }] of STARTS.entries()) {
  const more = least[index] - bare;
  console.log(`| ${what} | ${least[index].toFixed(0)} | ${over ? more.toFixed(0) : ''} | ${over ?? ''} |`);
  if (more > over) process.exitCode = 1;
}
const [{ unpackedSize, entryCount }] = JSON.parse(
  execFileSync('npm', ['pack', '--dry-run', '--ignore-scripts', '--json'], { cwd: root, encoding: 'utf8' }),
);
console.log(`\nThe package: ${(unpackedSize / 1e6).toFixed(1)} MB unpacked of 20, ${entryCount} files.`);
if (unpackedSize > 20e6) process.exitCode = 1;
