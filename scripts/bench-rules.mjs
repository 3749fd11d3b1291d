// npm run bench:rules [-- ROWS]: 32 rules that are plain comparisons, over normalized rows of which one value in twenty is not known: by
// JSON.parse alone (the floor), by sealscan, by DuckDB as one SELECT, and as the 32 SELECTs that a person writes; and closures against the
// library that is their reference. Prints the table of docs/benchmarks.md; ends with 1 where two count other verdicts, or beyond a target.
import { once } from 'node:events';
import { createWriteStream, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { measure } from './meter.mjs';
import { COLUMNS, RULES } from './rules/rules.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const ROWS = Number(process.argv[2] ?? 1_000_000);
const RUNS = Number(process.argv[3] ?? 3);
/** CPU of parsing and judging, over that of DuckDB's single SELECT. */
const MOST = 1.3;
/** Pairs of rule and resource a CPU second, by closures over rows that are parsed. */
const LEAST = 8e6;

const folder = mkdtempSync(join(root, 'node_modules', '.sealscan-rules-'));
const inside = (name) => join(folder, name);

/** The same rows each time. */
async function writeRows(file) {
  let seed = 1;
  const random = (below) => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff;
    return (seed >>> 8) % below;
  };
  const columns = Object.entries(COLUMNS);
  const stream = createWriteStream(file);
  for (let n = 0; n < ROWS; n++) {
    const row = { id: `arn:aws:ec2:eu-west-1:111122223333:volume/vol-${n}` };
    for (const [name, { values }] of columns) if (random(20) > 0) row[name] = values[random(values.length)];
    if (!stream.write(`${JSON.stringify(row)}\n`)) await once(stream, 'drain');
  }
  stream.end();
  await once(stream, 'finish');
}

/** A script with what it takes of the sources in it. */
async function script(name) {
  const outfile = inside(`${name}.mjs`);
  const entryPoints = [join(root, 'scripts/rules', `${name}.mjs`)];
  await build({
    entryPoints,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    outfile,
    logLevel: 'error',
  });
  return outfile;
}

const WAYS = [
  { what: 'floor: JSON.parse of every line', name: 'parse' },
  { what: 'sealscan: the same, and the rules', name: 'sealscan' },
  { what: 'DuckDB: one SELECT', name: 'select' },
  { what: `DuckDB: ${RULES.length} SELECTs`, name: 'select', more: ['each'] },
];

const read = (file) => readFileSync(file, 'utf8');
const millions = (pairs) => `${(pairs / 1e6).toFixed(2)} M`;

try {
  const rows = inside('rows.ndjson');
  await writeRows(rows);
  const best = WAYS.map(() => ({ cpu: Number.POSITIVE_INFINITY }));
  const scripts = new Map();
  for (const { name } of WAYS) scripts.set(name, await script(name));
  for (let run = 0; run < RUNS; run++)
    for (const [way, { name, more = [] }] of WAYS.entries()) {
      const figures = await measure([scripts.get(name), rows, inside(`${way}.json`), ...more]);
      if (figures.cpu < best[way].cpu) best[way] = figures;
    }
  const size = (statSync(rows).size / 1e6).toFixed(0);
  console.log(
    `${ROWS} rows of ${size} MB, ${RULES.length} rules, the least CPU of ${RUNS} runs, Node ${process.versions.node}\n`,
  );
  console.log('| what | CPU s | wall s | peak MB | × one SELECT | pairs a CPU second |\n|---|---|---|---|---|---|');
  for (const [way, { what }] of WAYS.entries()) {
    const { cpu, wall, rss } = best[way];
    const pairs = way === 0 ? '' : millions((ROWS * RULES.length) / cpu);
    console.log(
      `| ${what} | ${cpu.toFixed(2)} | ${wall.toFixed(2)} | ${rss.toFixed(0)} | ${(cpu / best[2].cpu).toFixed(2)} | ${pairs} |`,
    );
  }
  await measure([await script('closures'), rows, inside('closures.json')]);
  const { closures, library } = JSON.parse(read(inside('closures.json')));
  console.log(
    `\nRows that are parsed: closures ${millions(closures.pairs)} pairs a CPU second, the library ${millions(library.pairs)}.`,
  );
  const [ours, ...theirs] = [1, 2, 3].map((way) => read(inside(`${way}.json`)));
  const failures = [
    ...(theirs.some((counts) => counts !== ours) ? ['sealscan and DuckDB count other verdicts'] : []),
    ...(JSON.stringify(closures.counts) === JSON.stringify(library.counts)
      ? []
      : ['the library counts other verdicts']),
    ...(best[1].cpu <= MOST * best[2].cpu ? [] : [`parsing and rules take more than ${MOST} × one SELECT`]),
    ...(closures.pairs >= LEAST ? [] : [`closures judge less than ${millions(LEAST)} pairs a CPU second`]),
  ];
  for (const failure of failures) console.error(failure);
  if (failures.length > 0) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
