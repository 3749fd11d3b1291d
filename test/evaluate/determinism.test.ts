import { expect, test } from 'vitest';
import { evaluate } from '../../src/evaluate/evaluate.ts';
import { buildGraph } from '../../src/graph/graph.ts';
import { GLOBAL_REGION } from '../../src/model/scope.ts';
import { isListing, type Observation } from '../../src/model/snapshot.ts';
import { snapshotOf } from '../../src/snapshot/read.ts';
import { toys } from '../graph/toys.ts';
import { alias, box, contextOf, denied, key, OTHER, recordsOf, scopeIn, single, snapshot } from '../graph/world.ts';
import { fc } from '../seeded.ts';
import { judgeSource, load } from './toy-rules.ts';

const FAR = scopeIn('ap-south-1');
const THEIRS = scopeIn('eu-west-1', OTHER);

const boxesIn = (scope: typeof FAR): Observation[] => [
  box('a', { Sealed: true, Key: 'k', Peers: ['b', 'c'] }, scope),
  box('b', { Sealed: false, Key: 'alias/data', Peers: ['x', 'a'] }, scope, {
    policy: { error: denied('toy:GetBoxPolicy') },
  }),
  box('c', { Sealed: true, Key: 'gone' }, scope, {
    policy: { error: { operation: 'toy:GetBoxPolicy', code: 'Slow', message: '' } },
  }),
];
const WORLD = [scopeIn(), FAR, THEIRS].flatMap((scope) => [
  ...boxesIn(scope),
  key('k', {}, scope),
  key('idle', { error: denied('kms:DescribeKey') }, scope),
  alias('data', 'k', scope),
  single('aws.region', scope),
]);
const SOURCE = snapshot([...WORLD, single('aws.account', scopeIn(GLOBAL_REGION))], {
  scopes: [scopeIn(), FAR, THEIRS],
  failed: { 'toy.chest aws-global': denied('chest:ListChests'), 'aws.kms.alias ap-south-1': denied('kms:ListAliases') },
});
const RULES = load([
  { id: 'sealed' },
  { id: 'held', assert: 'resource.custody >= "customer-managed"', message: 'Under {resource.kmsKey}.' },
  { id: 'peers', assert: 'resource.peers.all(p, p.sealed)', message: 'Beside {resource.peers}.' },
  { id: 'open', assert: '!resource.open' },
  { id: 'used', resource: 'aws.kms.key', assert: '!resource.usedBy.exists(u, true)', message: 'By {resource.usedBy}.' },
  { id: 'all', resource: 'aws.account', assert: 'resource.boxes.all(b, b.sealed)', message: '{resource.boxes}' },
  { id: 'here', resource: 'aws.region', assert: 'resource.boxes.all(b, b.sealed)', message: '{resource.boxes}' },
  { id: 'chests', resource: 'toy.chest' },
]);

test('the order of records and of collectors does not show', async () => {
  const records = await recordsOf(SOURCE);
  const wanted = JSON.stringify(await judgeSource(SOURCE, RULES));
  expect(wanted).toContain('"verdict":"unknown"');
  expect(wanted).toContain('"verdict":"fail"');
  const shuffled = <T>(items: readonly T[]) => fc.shuffledSubarray([...items], { minLength: items.length });
  await fc.assert(
    fc.asyncProperty(shuffled(records), shuffled(toys), shuffled(RULES), async (mixed, collectors, rules) => {
      const graph = await buildGraph(snapshotOf(SOURCE.header, mixed), collectors, contextOf());
      const judged = await evaluate({
        header: graph.header,
        listings: graph.listings.all,
        resources: graph.resources(),
        rules,
        collectors: new Map(collectors.map((collector) => [collector.type, collector])),
      });
      expect(JSON.stringify(judged)).toBe(wanted);
    }),
    { numRuns: 60 },
  );
});

test('findings come by account, region, type, id and rule', async () => {
  const { findings } = await judgeSource(SOURCE, RULES);
  const keys = findings.map(({ resource, part, rule }) =>
    [resource.account, resource.region, resource.type, resource.id, part, rule].join('\u0000'),
  );
  expect(keys).toEqual([...keys].sort());
  expect(new Set(findings.map(({ id }) => id)).size).toBe(findings.length);
  expect((await recordsOf(SOURCE)).some(isListing)).toBe(true);
});
