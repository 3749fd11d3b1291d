import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { GLOBAL_REGION } from '../../src/model/scope.ts';
import { alias, box, boxArn, denied, key, keyArn, scopeIn, single } from '../graph/world.ts';
import { judgeWorld } from './toy-rules.ts';

describe('a finding', () => {
  const openBox = box('b', { Sealed: false, Key: 'k', Tags: { owner: 'me' }, Label: '\u001b[31m' });

  test('has the id that its rule, its place and its resource give', async () => {
    const [finding] = (await judgeWorld([openBox], [{}])).findings;
    const parts = ['v1', 'toy-rule', 'aws', '111122223333', 'eu-west-1', boxArn('b'), ''];
    expect(finding?.id).toBe(createHash('sha256').update(JSON.stringify(parts)).digest('hex'));
    expect(finding?.id).toBe('beb51397889042f5a3b4c1fa189c1a2d97145af7140826fc82ae87b50618ce85');
  });

  test('keeps its id when the rule is renamed', async () => {
    const id = async (rule: object) => (await judgeWorld([openBox], [rule])).findings[0]?.id;
    expect(await id({ id: 'new-name', more: 'identity: toy-rule' })).toBe(await id({}));
    expect(await id({ id: 'new-name' })).not.toBe(await id({}));
  });

  test('says what is wrong in the rule’s words, with what it found', async () => {
    const rule = {
      assert: 'resource.sealed || resource.kmsKey.state == "Disabled"',
      message: 'Open ({resource.sealed}), under {resource.kmsKey}, at {parameters.days}; ends {resource.endsAt}.',
      more: 'parameters: { days: 30 }',
    };
    const [finding] = (await judgeWorld([openBox, key('k')], [rule])).findings;
    expect(finding).toMatchObject({
      verdict: 'fail',
      severity: 'high',
      message: 'Open (false), under arn:aws:kms:eu-west-1:111122223333:key/k, at 30; ends none.',
      evidence: { sealed: false, 'kmsKey.state': 'Enabled', kmsKey: keyArn('k'), endsAt: null },
      reasons: [],
      resource: { name: 'b', account: '111122223333', region: 'eu-west-1', tags: { owner: 'me' } },
    });
  });

  test('shows tags that are called like the parts of other values', async () => {
    const tags = { unknown: 'x', list: 'y', link: 'z', min: 'w', max: 'none' };
    const rule = { assert: '!("list" in resource.tags)' };
    const [finding] = (await judgeWorld([box('b', { Tags: tags })], [rule])).findings;
    expect(finding).toMatchObject({ verdict: 'fail', evidence: { tags }, reasons: [], resource: { tags } });
  });

  test('shows what links lead to by name and id, and of a list what nobody saw', async () => {
    const rule = {
      assert: 'resource.kmsKey.id == "x" || resource.kmsKey.name == "x" || resource.peers.exists(p, p.sealed)',
      message: 'Tags {resource.tags}, peers {resource.peers}.',
    };
    const peers = { Key: 'k', Peers: [boxArn('p')], Tags: { a: 'b' } };
    const world = [box('b', peers), key('k'), box('p', { Sealed: false })];
    const [finding] = (await judgeWorld(world, [rule])).findings;
    expect(finding).toMatchObject({
      message: 'Tags {"a":"b"}, peers p.',
      evidence: { 'kmsKey.id': keyArn('k'), 'kmsKey.name': 'k', peers: [{ name: 'p', sealed: false }] },
      related: [keyArn('k')],
    });
    const [unseen] = (await judgeWorld([box('b', peers), box('p', {}), key('k')], [rule])).findings;
    expect(unseen?.evidence).toMatchObject({ peers: [{ name: 'p', sealed: 'unknown: failed' }] });
    expect(unseen).toMatchObject({ verdict: 'unknown' });
    expect(unseen?.related).toBeUndefined();
  });

  test('that passes says the good state', async () => {
    const [finding] = (await judgeWorld([box('b', { Sealed: true })], [{}])).findings;
    expect(finding).toMatchObject({ verdict: 'pass', message: 'All is well' });
  });

  test('that is unknown says why, for every field that its expression names', async () => {
    const dark = box('b', {}, scopeIn(), { policy: { error: denied('toy:GetBoxPolicy') } });
    const [finding] = (await judgeWorld([dark], [{ assert: 'resource.open && resource.sealed' }])).findings;
    expect(finding?.reasons).toEqual([
      {
        class: 'denied',
        operation: 'toy:GetBoxPolicy',
        code: 'AccessDenied',
        permission: 'toy:GetBoxPolicy',
        fields: ['open'],
      },
      { class: 'failed', operation: 'toy:ListBoxes', code: 'MissingMember', fields: ['sealed'] },
    ]);
    expect(finding?.message).toBe(
      'Not known: toy:GetBoxPolicy was denied (it needs toy:GetBoxPolicy); toy:ListBoxes failed with MissingMember.',
    );
  });
});

describe('a listing that failed', () => {
  const failed = { 'toy.box eu-west-1': denied('toy:ListBoxes') };

  test('gives one unknown finding a rule and scope, beside those for what was listed', async () => {
    const scopes = [scopeIn(), scopeIn('ap-south-1')];
    const rules = [{ id: 'one' }, { id: 'two', assert: 'resource.level > 3' }];
    const { findings, resources } = await judgeWorld([box('b', { Sealed: true, Level: 4 })], rules, { scopes, failed });
    expect(findings.map(({ rule, verdict, resource }) => [rule, verdict, resource.id])).toEqual([
      ['one', 'pass', boxArn('b')],
      ['two', 'pass', boxArn('b')],
      ['one', 'unknown', 'sealscan:unlisted:111122223333:eu-west-1:toy.box'],
      ['two', 'unknown', 'sealscan:unlisted:111122223333:eu-west-1:toy.box'],
    ]);
    expect(findings[2]).toMatchObject({
      resource: { type: 'toy.box', name: '*', region: 'eu-west-1' },
      reasons: [{ class: 'denied', permission: 'toy:ListBoxes' }],
      evidence: {},
    });
    expect(resources).toBe(1);
  });

  test('of a global type stands in aws-global', async () => {
    const options = { failed: { 'toy.chest aws-global': denied('chest:ListChests') } };
    const { findings } = await judgeWorld([], [{ resource: 'toy.chest' }], options);
    expect(findings.map(({ resource }) => resource.id)).toEqual([
      'sealscan:unlisted:111122223333:aws-global:toy.chest',
    ]);
  });

  test.each([
    ['that nobody made is not collected', { unlisted: ['toy.box eu-west-1'] }, ['not-collected']],
    [
      'of a skipped region is missed by nobody',
      { unlisted: ['toy.box eu-west-1'], header: { scopes: [{ ...scopeIn(), status: 'skipped' as const }] } },
      [],
    ],
  ])('%s', async (_, options, wanted) => {
    const { findings } = await judgeWorld([], [{}], options);
    expect(findings.flatMap(({ reasons }) => reasons.map((reason) => reason.class))).toEqual(wanted);
  });

  test('of another type does not matter to the rule', async () => {
    const { findings } = await judgeWorld(
      [key('k')],
      [{ resource: 'aws.kms.key', assert: 'resource.state == "Enabled"' }],
      {
        failed,
      },
    );
    expect(findings.map(({ verdict }) => verdict)).toEqual(['pass']);
  });
});

describe('a rule that breaks', () => {
  test('costs its own findings: the rest goes on, and the run knows', async () => {
    const rules = [{ id: 'broken', assert: 'resource.endsAt > takenAt' }, { id: 'whole' }];
    const boxes = [box('a', { Sealed: true }), box('b', { Sealed: true, EndsAt: '2027-01-01T00:00:00Z' })];
    const { findings, ruleErrors } = await judgeWorld(boxes, rules);
    expect(findings.map(({ rule, verdict }) => `${rule} ${verdict}`)).toEqual([
      'broken unknown',
      'whole pass',
      'broken pass',
      'whole pass',
    ]);
    expect(findings[0]?.reasons).toEqual([
      {
        class: 'rule-error',
        operation: 'broken',
        code: "the rule reads 'endsAt', which is empty here; guard it with isEmpty(…)",
        fields: [],
      },
    ]);
    expect(ruleErrors).toBe(1);
  });

  test('by arithmetic is no verdict either', async () => {
    const { findings } = await judgeWorld([box('a', { Level: 0 })], [{ assert: '10 / resource.level > 1' }]);
    expect(findings[0]).toMatchObject({ verdict: 'unknown', reasons: [{ class: 'rule-error' }] });
  });

  test('by reading through a link that AWS says is none', async () => {
    const { findings } = await judgeWorld([box('a', {})], [{ assert: 'resource.kmsKey.state == "Enabled"' }]);
    expect(findings[0]).toMatchObject({ verdict: 'unknown', reasons: [{ class: 'rule-error' }] });
  });
});

test('counts: resources, what was not applicable, custody by type', async () => {
  const boxes = [
    box('a', { Sealed: false }),
    box('b', { Sealed: true, Key: 'k' }),
    box('c', { Sealed: true, Key: 'x' }),
    box('d', {}),
  ];
  const world = [...boxes, key('k'), alias('data', 'k'), single('aws.account', scopeIn(GLOBAL_REGION))];
  const judged = await judgeWorld(world, [{ when: 'resource.custody != "none"' }]);
  expect(judged.resources).toBe(7);
  expect(judged.notApplicable).toBe(1);
  expect(judged.custody).toEqual([
    { type: 'toy.box', custody: 'aws-managed..customer-managed', count: 1 },
    { type: 'toy.box', custody: 'customer-managed', count: 1 },
    { type: 'toy.box', custody: 'none', count: 1 },
    { type: 'toy.box', custody: 'unknown', count: 1 },
  ]);
});
