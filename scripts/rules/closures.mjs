// Closures against the library that is their reference, over rows that are parsed already: pairs of rule and resource a CPU second, as JSON.
import { writeFileSync } from 'node:fs';
import { compiled, placeOf, subject } from './compiled.mjs';
import { lines } from './lines.mjs';
import { newCounts } from './rules.mjs';

const ROWS = 20_000;
const ROUNDS = 10;
const rows = [];
for (const batch of lines(process.argv[2])) {
  for (const line of batch) if (rows.length < ROWS) rows.push(JSON.parse(line));
  if (rows.length === ROWS) break;
}

/** The best of some rounds, the first of which compile. */
function measure(rounds, runs) {
  let counts;
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round++) {
    counts = newCounts();
    const start = process.cpuUsage();
    for (const row of rows) {
      const on = subject(row);
      for (let rule = 0; rule < runs.length; rule++) counts[rule][placeOf(runs[rule](on))]++;
    }
    const { user, system } = process.cpuUsage(start);
    best = Math.min(best, user + system);
  }
  return { counts, pairs: (rows.length * runs.length) / (best / 1e6) };
}

const closures = measure(
  ROUNDS,
  compiled.map(({ run }) => run),
);
const library = measure(
  2,
  compiled.map(({ reference }) => reference),
);
writeFileSync(process.argv[3], JSON.stringify({ closures, library }));
