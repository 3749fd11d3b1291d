import { collectors } from '../src/collectors/registry.ts';
import { contextOf } from '../src/evaluate/config.ts';
import { loadRules, type Parameters, type Rule } from '../src/evaluate/rule.ts';
import { readRuleFolder } from '../src/evaluate/rule-folder.ts';
import { keyPages } from '../src/keys/pages.ts';
import { REPORTERS } from '../src/report/reporters.ts';
import { type ScanInput, type ScanResult, scan } from '../src/scan.ts';
import { openSnapshot } from '../src/snapshot/read.ts';
import { TOOL } from '../src/version.ts';

const registry = new Map(collectors.map((collector) => [collector.type, collector]));
let loaded: Rule[] | undefined;
export function allRules(parameters?: Parameters): Rule[] {
  if (parameters) return loadRules(readRuleFolder('rules'), registry, parameters);
  loaded ??= loadRules(readRuleFolder('rules'), registry);
  return loaded;
}

/** Judges a snapshot file by the default rules, or by all of them. */
export async function scanFile(
  file: string,
  which: 'default' | 'all',
  more: Partial<ScanInput> = {},
): Promise<ScanResult> {
  const rules = allRules().filter(({ info }) => which === 'all' || info.default);
  return scan({
    source: await openSnapshot(file),
    registry: collectors,
    rules,
    context: contextOf({}),
    tool: TOOL,
    ...more,
  });
}

/** Formats that say much of each finding are shown for a small account: nobody reads megabytes of an example. */
const SMALL: ReadonlySet<string> = new Set(['jsonl', 'csv', 'ocsf', 'asff']);

/** The golden reports: what `npm start` writes, by path under reports/examples. */
export async function examples(): Promise<ReadonlyMap<string, string>> {
  const file = 'fixtures/acme.ndjson';
  const keys = keyPages(await openSnapshot(file), contextOf({}));
  const whole = await scanFile(file, 'default', { keys });
  const small = await scanFile('fixtures/services/s3.ndjson', 'default');
  const files = new Map<string, string>();
  for (const reporter of Object.values(REPORTERS)) {
    const { run, findings } = SMALL.has(reporter.format) ? small : whole;
    let text = '';
    for await (const piece of reporter.render(run, findings, { sarifProfile: 'github', base: 'sealscan-report' }))
      text += piece;
    files.set(reporter.fileName, text);
  }
  const { inventory } = whole;
  for (const { path, lines } of inventory.files()) files.set(path, lines.map(({ text }) => `${text}\n`).join(''));
  return files;
}
