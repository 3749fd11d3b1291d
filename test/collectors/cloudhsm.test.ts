import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { world } from '../worlds/cloudhsm.ts';
import { play } from './play.ts';

const { verdicts, finding, graph } = await play(world.answers, { rules: ['cloudhsm'], regions: world.regions ?? [] });

test.each([
  ['cloudhsm-cluster-two-hsms', { good: 'pass', single: 'fail', 'one-zone': 'pass', ill: 'fail' }],
  ['cloudhsm-cluster-multi-zone', { good: 'pass', single: 'fail', 'one-zone': 'fail', ill: 'fail' }],
  ['cloudhsm-cluster-not-degraded', { good: 'pass', single: 'pass', 'one-zone': 'pass', ill: 'fail', new: 'pass' }],
  ['cloudhsm-hsm-type-current', { good: 'pass', single: 'pass', 'one-zone': 'fail', ill: 'pass' }],
  ['cloudhsm-backup-retention', { good: 'pass', single: 'fail', 'one-zone': 'pass', ill: 'pass', new: 'pass' }],
  ['cloudhsm-backup-copied', { good: 'pass', single: 'fail', 'one-zone': 'fail', ill: 'fail' }],
  ['cloudhsm-cluster-subnet-placement', { good: 'fail', single: 'fail', 'one-zone': 'fail', ill: 'fail', new: 'pass' }],
])('%s', (rule, expected) => {
  expect(verdicts(rule)).toEqual({ ...expected, '*': 'unknown' });
});

test('key stores lead to their cluster, or say that it is gone', async () => {
  const states: Record<string, unknown> = {};
  for await (const resource of graph.resources())
    if (resource.type === 'aws.kms.custom-key-store') states[resource.name] = resource.read('cluster');
  expect(states['live']).toMatchObject({ state: 'resolved', target: { fields: { activeHsms: 2 } } });
  expect(states['orphan']).toMatchObject({ state: 'gone' });
});

test('a refused region is named, and the first password of a cluster is nowhere', () => {
  expect(finding('cloudhsm-cluster-not-degraded', '*').reasons[0]).toMatchObject({
    permission: 'cloudhsm:DescribeClusters',
  });
  expect(readFileSync('fixtures/services/cloudhsm.ndjson', 'utf8')).not.toContain('never-kept');
});
