// dist/rules.json: what sealscan's own rules say, parsed and checked at the build and not again at each start.
import { fileURLToPath } from 'node:url';
import { load } from './load.mjs';

export async function checkedRules() {
  const { collectors, loadRules, readRuleFolder } = await load('src/index.ts');
  const { digests } = await load('src/evaluate/checked.ts');
  const texts = readRuleFolder(fileURLToPath(new URL('../rules', import.meta.url)));
  const rules = loadRules(texts, new Map(collectors.map((collector) => [collector.type, collector])));
  const values = new Map(rules.map(({ info, yaml }) => [info.id, yaml.value]));
  const digest = digests();
  return JSON.stringify(Object.fromEntries(texts.map((text) => [digest(text), values.get(text.id)])));
}
