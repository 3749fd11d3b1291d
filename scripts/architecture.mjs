// Import directions. dependency-cruiser passes when it reads nothing, so what it read is asserted too.
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { cruise } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import config from '../.dependency-cruiser.cjs';

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);

/** @returns violations as sentences; throws when a source file was not read or imports were not followed. */
export async function violations(folder = 'src') {
  const { output } = await cruise(
    [folder],
    { ...config.options, ruleSet: { forbidden: config.forbidden }, validate: true },
    undefined,
    {
      tsConfig: extractTSConfig(`${root}tsconfig.json`),
    },
  );
  const read = new Set(output.modules.map(({ source }) => source));
  const files = readdirSync(folder, { recursive: true }).filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.d.ts'),
  );
  const missed = files.filter((file) => !read.has(`${folder}/${file}`));
  if (files.length === 0 || missed.length > 0)
    throw new Error(`the architecture gate did not read ${missed.slice(0, 5).join(', ') || folder}`);
  if (output.summary.totalDependenciesCruised === 0) throw new Error('the architecture gate followed no import');
  const why = new Map(config.forbidden.map(({ name, comment }) => [name, comment]));
  return output.summary.violations.map(({ from, to, rule }) => `${from} -> ${to}: ${rule.name}. ${why.get(rule.name)}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const found = await violations();
  for (const violation of found) console.error(violation);
  process.exitCode = found.length > 0 ? 1 : 0;
}
