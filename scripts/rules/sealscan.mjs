// Every line parsed, and judged by all rules.
import { writeFileSync } from 'node:fs';
import { compiled, placeOf, subject } from './compiled.mjs';
import { lines } from './lines.mjs';
import { newCounts } from './rules.mjs';

const counts = newCounts();
const runs = compiled.map(({ run }) => run);

function judge(line) {
  const row = subject(JSON.parse(line));
  for (let rule = 0; rule < runs.length; rule++) counts[rule][placeOf(runs[rule](row))]++;
}

for (const batch of lines(process.argv[2])) for (const line of batch) judge(line);
writeFileSync(process.argv[3], JSON.stringify(counts));
