// node scripts/bench-policy.mjs [ROUNDS]: milliseconds of processor time a policy over the corpus, so that a busy machine says the same. Targets: median under 5, 99th percentile under 50.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'sealscan-bench-policy-'));
const ROUNDS = Number(process.argv[2] ?? 5);

try {
  const outfile = join(folder, 'bench.mjs');
  const contents = `
    export { ALL } from './test/iam/corpus/all.ts';
    export { AT, ORG, OWN, TRUSTED, textOf } from './test/iam/corpus/case.ts';
    export { checkPolicy } from './src/iam/check.ts';
    export { readPolicy } from './src/iam/parse.ts';`;
  await build({
    stdin: { contents, resolveDir: root },
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile,
    logLevel: 'error',
  });
  const { ALL, AT, ORG, OWN, TRUSTED, textOf, checkPolicy, readPolicy } = await import(pathToFileURL(outfile).href);
  const policies = ALL.map((one) => ({
    name: `${one.kind}: ${one.name}`,
    text: textOf(one),
    context: {
      kind: one.kind,
      account: OWN,
      organizationId: ORG,
      trustedAccounts: [TRUSTED],
      resource: one.settings.resource,
      at: Date.parse(AT),
    },
  }));
  const times = [];
  for (let round = 0; round < ROUNDS; round++)
    for (const { name, text, context } of policies) {
      const started = process.cpuUsage();
      checkPolicy(readPolicy(text), context);
      const { user, system } = process.cpuUsage(started);
      if (round > 0 || ROUNDS === 1) times.push({ name, ms: (user + system) / 1000 });
    }
  times.sort((a, b) => a.ms - b.ms);
  const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))];
  const show = ({ ms }) => `${ms.toFixed(2)} ms`;
  console.log(`${policies.length} policies, ${ROUNDS} rounds`);
  console.log(`median ${show(at(0.5))}   p99 ${show(at(0.99))}   slowest ${show(times.at(-1))} (${times.at(-1).name})`);
  process.exitCode = at(0.5).ms < 5 && at(0.99).ms < 50 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
