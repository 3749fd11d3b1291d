// The figures that npm run bench compares with: those of the last run that somebody kept, in docs/benchmarks.json.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const file = fileURLToPath(new URL('../docs/benchmarks.json', import.meta.url));

/** How much more than what was kept is no accident. Calls are counted: one more is one too many. */
const MORE = { calls: 1, ratio: 1.2, megabytes: 1.15 };

export const keepBench = (resources, rows) => writeFileSync(file, `${JSON.stringify({ resources, rows }, null, 2)}\n`);

/** What a fixture more or less makes of the mix. */
const ALIKE = 0.02;

/** Sentences; none where nothing is worse. */
export function worseThanKept(resources, rows) {
  const kept = JSON.parse(readFileSync(file, 'utf8'));
  if (Math.abs(kept.resources / resources - 1) > ALIKE)
    return [`${resources} resources cannot be compared with the ${kept.resources} of docs/benchmarks.json`];
  return Object.entries(kept.rows).flatMap(([what, figures]) =>
    Object.entries(MORE).flatMap(([name, most]) => {
      const [before, now] = [figures[name], rows[what]?.[name]];
      return before === undefined || now <= before * most ? [] : [`${what}: ${now} ${name}, where ${before} were kept`];
    }),
  );
}
