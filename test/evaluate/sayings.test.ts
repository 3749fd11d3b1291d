import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { collectors } from '../../src/collectors/registry.ts';
import { subjectOf } from '../../src/evaluate/cel/expression.ts';
import { judge, type Outcome, outcomeOf } from '../../src/evaluate/judge.ts';
import { loadRules, type Rule } from '../../src/evaluate/rule.ts';
import { readRuleFolder } from '../../src/evaluate/rule-folder.ts';
import { sayingsOf } from '../../src/evaluate/sayings.ts';
import { buildGraph } from '../../src/graph/graph.ts';
import { openSnapshot } from '../../src/snapshot/read.ts';

const registry = new Map(collectors.map((collector) => [collector.type, collector]));
const rules = loadRules(readRuleFolder('rules'), registry);
const context = { trustedAccounts: [], secretWords: ['password'], parameters: {} };
const fixtures = ['acme', 'edge', ...readdirSync('fixtures/services').map((file) => `services/${file.split('.')[0]}`)];

test('what was said of one resource is said again of another only where judging it alone says the same', async () => {
  const told = new Set<Outcome>();
  let shared = 0;
  for (const name of fixtures) {
    const source = await openSnapshot(`fixtures/${name}.ndjson`);
    const graph = await buildGraph(source, collectors, context);
    const judges = new Map(
      rules.map((rule): [Rule, ReturnType<typeof sayingsOf>] => [rule, sayingsOf(rule, registry)]),
    );
    for await (const resource of graph.resources())
      for (const [rule, saying] of judges) {
        if (rule.info.resource !== resource.type) continue;
        const subject = subjectOf(resource, Date.parse(graph.header.takenAt));
        const outcome = saying(subject)?.outcome;
        const judgement = judge(rule, subject);
        const alone = judgement.verdict === 'not-applicable' ? undefined : outcomeOf(rule, judgement, resource);
        // as text, since the order of members shows in reports
        expect(JSON.stringify(outcome), `${rule.info.id} on ${resource.id}`).toBe(JSON.stringify(alone));
        if (outcome && told.has(outcome)) shared++;
        if (outcome) told.add(outcome);
      }
  }
  expect(shared).toBeGreaterThan(500);
});
