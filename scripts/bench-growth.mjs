// npm run bench:growth [-- SIZE…]: what a scan from a file costs as accounts grow. Prints the table of docs/benchmarks.md, and
// draws docs/growth.svg anew.
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { exponentOf, keepFigures } from './growth-plot.mjs';
import { measure, PARSE } from './meter.mjs';
import { writeMix } from './mix.mjs';

const given = process.argv.slice(2).map(Number);
const sizes = given.length > 0 ? given : [1_000, 10_000, 100_000];
const cwd = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'sealscan-growth-'));

async function rowOf(size) {
  const snapshot = join(folder, 'mix.ndjson');
  const resources = await writeMix(snapshot, size, false);
  const parse = join(folder, 'parse.mjs');
  writeFileSync(parse, PARSE);
  const floor = await measure([parse, snapshot]);
  const output = join(folder, 'report');
  const scan = [
    'dist/cli.js',
    'scan',
    '--from',
    snapshot,
    '--allow-incomplete',
    '--format',
    'jsonl',
    '--output',
    output,
  ];
  const { wall, cpu, rss } = await measure(scan, { cwd });
  const written = statSync(join(output, 'report.jsonl')).size / 1e6;
  return { resources, mb: statSync(snapshot).size / 1e6, floor: floor.cpu, wall, cpu, rss, written };
}

const rows = [];
try {
  for (const size of sizes) rows.push(await rowOf(size));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
const grown = (member, of = rows) => exponentOf(of.map((row) => [row.resources, row[member]])).toFixed(2);
const members = ['mb', 'floor', 'wall', 'cpu', 'rss'];
const cells = (make) => members.map(make).join(' | ');
const lines = rows.map(
  (row) =>
    `| ${row.resources} | ${cells((name) => row[name].toFixed(name === 'rss' || name === 'mb' ? 0 : 2))} | ${(row.cpu / row.floor).toFixed(1)} | ${row.written.toFixed(0)} |`,
);
console.log(`Node ${process.versions.node}

| resources | snapshot MB | floor CPU s | wall s | CPU s | peak MB | × floor | findings MB |
|---|---|---|---|---|---|---|---|
${lines.join('\n')}
| exponent, all | ${cells((name) => grown(name))} | | |
| exponent, last two | ${cells((name) => grown(name, rows.slice(-2)))} | | |`);
keepFigures(
  'resources',
  rows.map(({ resources, cpu, rss, floor, wall }) => ({ size: resources, cpu, rss, floor, wall })),
);
