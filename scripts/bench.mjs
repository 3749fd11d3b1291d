// npm run bench [-- RESOURCES] [--keep]: what evaluation and a live scan cost. Prints the table of docs/benchmarks.md and compares with the figures
// that were kept there (docs/benchmarks.json): calls, CPU as a ratio to the floor of its own run, and peak memory; --keep keeps these instead.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { keepBench, worseThanKept } from './kept-bench.mjs';
import { load } from './load.mjs';
import { measure, PARSE } from './meter.mjs';
import { writeMix } from './mix.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'sealscan-bench-'));
const { values, positionals } = parseArgs({ options: { keep: { type: 'boolean' } }, allowPositionals: true });
const RESOURCES = Number(positionals[0] ?? 100_000);

const EVALUATE = `
import { tmpdir } from 'node:os';
import { builtInTexts, collectors, loadRules, openSnapshot, scan, scratchIn } from '${new URL('../dist/index.js', import.meta.url).href}';
const registry = new Map(collectors.map((collector) => [collector.type, collector]));
const all = loadRules(builtInTexts(), registry);
const rules = process.argv[3] === 'all' ? all : all.filter(({ info }) => info.default);
const context = { trustedAccounts: [], secretWords: ['password', 'secret', 'token'], parameters: {} };
const { run } = await scan({ source: await openSnapshot(process.argv[2]), registry: collectors, rules, context, scratch: scratchIn(tmpdir()), tool: { name: 'bench', version: '0' } });
if (run.summary.findings.fail === 0) throw new Error('nothing was judged');
`;

const rows = [];
let total = 0;
const kept = {};
function row(what, { cpu, rss, wall }, note = '', figures = {}) {
  rows.push(`| ${what} | ${cpu.toFixed(2)} | ${wall.toFixed(2)} | ${rss.toFixed(0)} | ${note} |`);
  kept[what] = { megabytes: Math.round(rss), ...figures };
}
/** The same, its CPU by that of the floor. */
function ratio(what, figures, floor) {
  const times = figures.cpu / floor.cpu;
  row(what, figures, `${times.toFixed(1)} × floor`, { ratio: Number(times.toFixed(2)) });
}

try {
  const big = join(folder, 'big.ndjson');
  total = await writeMix(big, RESOURCES);
  const size = (statSync(big).size / 1e6).toFixed(0);
  const parseFile = join(folder, 'parse.mjs');
  writeFileSync(parseFile, PARSE);
  const floor = await measure([parseFile, big]);
  row('floor: JSON.parse of every line', floor, `${size} MB`);
  const evaluateFile = join(folder, 'evaluate.mjs');
  writeFileSync(evaluateFile, EVALUATE);
  for (const which of ['default', 'all']) {
    const figures = await measure([evaluateFile, big, which], { cwd: root });
    ratio(`evaluate, ${which} rules, no report`, figures, floor);
  }
  const common = ['dist/cli.js', 'scan', '--from', big, '--allow-incomplete', '--output', join(folder, 'report')];
  for (const format of ['json', 'sarif', 'html', 'html,sarif,json']) {
    const figures = await measure([...common, '--format', format], { cwd: root });
    ratio(`scan --from, default rules, ${format}`, figures, floor);
  }
  for (const question of [['list'], ['show', 'orders-prod', '--account', '200000000000']]) {
    const figures = await measure(['dist/cli.js', 'key', ...question, '--from', big], { cwd: root });
    ratio(`key ${question[0]}`, figures, floor);
  }
  const { startEmulator } = await load('test/emulator/start.ts');
  const { seedAcme } = await load('test/emulator/seed.ts');
  const emulator = await startEmulator({ correct: true });
  try {
    await seedAcme(emulator.endpoint);
    const before = emulator.requests.length;
    const env = { PATH: process.env.PATH, ...emulator.env };
    const live = await measure(['dist/cli.js', 'scan', '--output', join(folder, 'live')], { cwd: root, env });
    const calls = emulator.requests.length - before;
    const waiting = (100 - (100 * live.cpu) / live.wall).toFixed(0);
    row('live scan of the emulator', live, `${calls} calls, ${waiting} % of its time waiting`, { calls });
  } finally {
    await emulator.stop();
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(
  `${total} resources, Node ${process.versions.node}\n\n| what | CPU s | wall s | peak MB | |\n|---|---|---|---|---|\n${rows.join('\n')}`,
);
if (values.keep) keepBench(total, kept);
else
  for (const worse of worseThanKept(total, kept)) {
    console.error(worse);
    process.exitCode = 1;
  }
