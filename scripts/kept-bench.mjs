// The figures that npm run bench compares with: those of the last run that somebody kept, in docs/benchmarks.json.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const file = fileURLToPath(new URL('../docs/benchmarks.json', import.meta.url));

/** How much more than what was kept is no accident. Calls are counted: one more is one too many. */
const MORE = { calls: 1, ratio: 1.2, megabytes: 1.15 };

export const keepBench = (resources, rows) => writeFileSync(file, `${JSON.stringify({ resources, rows }, null, 2)}\n`);

/** Sentences; none where nothing is worse, or where as many resources were never measured. */
export function worseThanKept(resources, rows) {
  const kept = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { rows: {} };
  if (kept.resources !== resources)
    return [`docs/benchmarks.json is of ${kept.resources} resources: nothing to compare with`];
  return Object.entries(kept.rows).flatMap(([what, figures]) =>
    Object.entries(MORE).flatMap(([name, most]) => {
      const [before, now] = [figures[name], rows[what]?.[name]];
      if (before === undefined || now <= before * most) return [];
      return [`${what}: ${now} ${name}, where ${before} were kept`];
    }),
  );
}
