import { expect, test } from 'vitest';
import { contentRead, needsOf } from '../../src/evaluate/operations.ts';
import { loadRules, type Rule } from '../../src/evaluate/rule.ts';
import type { Collector } from '../../src/model/collector.ts';
import { box } from '../graph/toys.ts';
import { registry, ruleText } from './toy-rules.ts';

const rule = (resource: string, assert: string, of = registry): Rule =>
  loadRules([ruleText({ resource, assert })], of)[0] as Rule;

const LIST = 'toy:ListBoxes';
const KEYS = 'kms:ListKeys';
const KEY = 'kms:DescribeKey';

test.each([
  ['toy.box', 'resource.name == "b"', [LIST]],
  ['toy.box', 'resource.sealed', [LIST]],
  ['toy.box', 'resource.open', ['toy:GetBoxPolicy', LIST]],
  ['toy.box', 'resource.kmsKeyState == "gone"', [KEYS, LIST]],
  ['toy.box', 'resource.kmsKey.state == "Enabled"', [KEY, KEYS, LIST]],
  ['toy.box', 'resource.custody >= "aws-managed"', [KEY, KEYS, LIST]],
  ['toy.box', 'resource.chest.sealed', ['chest:ListChests', LIST]],
  ['toy.box', 'resource.peers.all(peer, peer.sealed)', [LIST]],
  ['aws.region', 'resource.defaultOn', ['toy:GetSetting']],
  ['aws.region', 'resource.boxes.all(one, one.sealed)', [LIST]],
  ['aws.kms.key', 'resource.state == "Enabled"', [KEY, KEYS]],
])('a rule on %s that says %s needs %j', (resource, assert, operations) => {
  expect(needsOf(rule(resource, assert), registry)).toEqual({ operations, permissions: operations });
});

test('an answer of which one absent hides another is found too, and what a link keeps of a list', () => {
  const fields = {
    ...box.fields,
    sealed: { ...box.fields['sealed'], from: ({ policy, item }: never) => policy ?? item },
  };
  const changed = { ...box, fields } as unknown as Collector;
  const of = new Map([...registry, [box.type, changed]]);
  expect(needsOf(rule('toy.box', 'resource.sealed', of), of).operations).toEqual(['toy:GetBoxPolicy', LIST]);
  expect(needsOf(rule('aws.region', 'resource.boxes.all(one, one.sealed)', of), of).operations).toContain(
    'toy:GetBoxPolicy',
  );
});

test('what only --secrets collects is told of the rules that read it', () => {
  const calls = box.calls.map((call) => ({ ...call, secrets: true }));
  const of = new Map([...registry, [box.type, { ...box, calls }]]);
  const read = (assert: string, types: typeof of) => contentRead(rule('toy.box', assert, types), types);
  expect(read('resource.open', of)).toEqual(['toy.box/policy']);
  expect(read('resource.sealed', of)).toEqual([]);
  expect(read('resource.open', registry)).toEqual([]);
  const whole = new Map([...registry, [box.type, { ...box, secrets: true, calls }]]);
  expect(read('resource.open', whole)).toEqual(['toy.box/item', 'toy.box/policy']);
  expect(read('resource.sealed', whole)).toEqual(['toy.box/item']);
});
