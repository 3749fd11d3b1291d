// DuckDB over the same file: all rules as one SELECT, or (with a fourth argument) as one SELECT each.
import { writeFileSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';
import { COLUMNS, RULES, sqlOf } from './rules.mjs';

const [, , file, output, each] = process.argv;
const columns = Object.entries(COLUMNS).map(([name, { sql }]) => `"${name}": '${sql}'`);
const from = `FROM read_json('${file}', format = 'newline_delimited', columns = {${columns.join(', ')}})`;
const counted = (rule) =>
  [`(${sqlOf(rule)})`, `NOT (${sqlOf(rule)})`, `(${sqlOf(rule)}) IS NULL`].map((is) => `count(*) FILTER (WHERE ${is})`);

const instance = await DuckDBInstance.create(':memory:');
const connection = await instance.connect();
async function ask(rules) {
  const reader = await connection.runAndReadAll(`SELECT ${rules.flatMap(counted).join(', ')} ${from}`);
  const [row = []] = reader.getRows();
  return rules.map((_, at) => row.slice(3 * at, 3 * at + 3).map(Number));
}
const counts = [];
if (each === undefined) counts.push(...(await ask(RULES)));
else for (const rule of RULES) counts.push(...(await ask([rule])));
writeFileSync(output, JSON.stringify(counts));
