import { describe, expect, test } from 'vitest';
import { kinds as t } from '../src/collect/kinds.ts';
import { readBaseline } from '../src/evaluate/baseline.ts';
import { changed, type Finding } from '../src/model/finding.ts';
import type { Observation } from '../src/model/snapshot.ts';
import { type ScanInput, scan } from '../src/scan.ts';
import { load } from './evaluate/toy-rules.ts';
import { toys } from './graph/toys.ts';
import { box, contextOf, denied, key, keyArn, scopeIn, single, snapshot, type WorldOptions } from './graph/world.ts';

const RULES = load([
  { id: 'sealed' },
  { id: 'open', assert: '!resource.open' },
  { id: 'key-on', resource: 'aws.kms.key', assert: 'resource.state == "Enabled"', service: 'kms' },
]);

async function scanned(
  observations: readonly Observation[],
  { world = {}, ...input }: Partial<ScanInput> & { readonly world?: WorldOptions } = {},
) {
  const source = snapshot(observations, world);
  const tool = { name: 'sealscan', version: '0' };
  const result = await scan({ source, registry: toys, rules: RULES, context: contextOf(), tool, ...input });
  return { ...result, findings: [...result.findings] };
}

const DARK = box('dark', { Sealed: true }, scopeIn(), { policy: { error: denied('toy:GetBoxPolicy') } });
const REGION = single('aws.region', scopeIn(), { setting: { ok: { On: true } } });

describe('a run', () => {
  test('counts verdicts once each: a suppressed finding is suppressed only', async () => {
    const suppressions = [{ id: 's', match: { arns: ['*box/a'] }, reason: 'r', expires: '2026-12-31' }];
    const boxes = [box('a', { Sealed: false }), box('b', { Sealed: false }), DARK];
    const { run, failing, findings } = await scanned([...boxes, key('k', { State: 'Disabled' })], { suppressions });
    expect(run.summary).toEqual({
      resources: 4,
      rules: 3,
      notApplicable: 0,
      findings: { fail: 2, pass: 3, unknown: 1, suppressed: 1 },
      bySeverity: { critical: 0, high: 2, medium: 0, low: 0, informational: 0 },
    });
    expect(failing).toMatchObject({ high: { new: 2, unchanged: 0 }, critical: { new: 0, unchanged: 0 } });
    expect(findings.find(({ suppression }) => suppression)?.suppression).toEqual({
      id: 's',
      reason: 'r',
      expires: '2026-12-31',
    });
  });

  test('lets a configuration rank a rule otherwise, in findings and in the list of rules', async () => {
    const { run, findings } = await scanned([box('a', { Sealed: false })], { severities: { sealed: 'low' } });
    expect(findings.find(({ rule }) => rule === 'sealed')?.severity).toBe('low');
    expect(run.rules.find(({ id }) => id === 'sealed')?.severity).toBe('low');
    expect(run.summary.bySeverity).toMatchObject({ high: 0, low: 1 });
  });

  test('knows findings that say alike by one thing, and a copy of one by none', async () => {
    const boxes = ['a', 'b', 'c'].map((name) => box(name, { Sealed: name === 'c' }));
    const { findings } = await scanned(boxes);
    const sealed = findings.filter(({ rule }) => rule === 'sealed');
    expect(sealed.map(({ alike }) => sealed.findIndex((other) => other.alike === alike))).toEqual([0, 0, 2]);
    expect(sealed[0]?.alike).toBeDefined();
    expect(changed(sealed[0] as Finding).alike).toBeUndefined();
    expect(JSON.stringify(sealed[0])).not.toContain('alike');
  });

  test('can be read as often as there are reports', async () => {
    const result = await scan({
      source: snapshot([box('a', { Sealed: false })]),
      registry: toys,
      rules: RULES,
      context: contextOf(),
      tool: { name: 'sealscan', version: '0' },
    });
    const read = () => Array.from(result.findings, ({ id }) => id);
    expect(read()).toEqual(read());
    expect(read()).toHaveLength(2);
  });

  test.each([undefined, { value: <T>(it: T): T => (it === '222' ? 'other' : it) as T, id: (id: string) => id }])(
    'finds in some accounts what is found in them among all',
    async (mask) => {
      const [mine, theirs] = [scopeIn('eu-west-1', '111'), scopeIn('eu-west-1', '222')];
      const { findings } = await scan({
        source: snapshot([box('a', {}, mine), box('b', {}, theirs), box('c', {}, mine)], { scopes: [mine, theirs] }),
        registry: toys,
        rules: RULES,
        context: contextOf(),
        tool: { name: 'sealscan', version: '0' },
        ...(mask && { mask }),
      });
      const idsIn = (read: Iterable<Finding> | undefined): string[] =>
        Array.from(read ?? [], ({ rule, resource }) => `${resource.account} ${resource.id} ${rule}`);
      const [all, account] = [idsIn(findings), mask ? 'other' : '222'];
      const own = all.filter((id) => id.startsWith(`${account} `));
      expect(own.length).toBeGreaterThan(0);
      expect(own.length).toBeLessThan(all.length);
      expect(idsIn(findings.of?.([account]))).toEqual(own);
    },
  );

  test('knows the line of each resource in the inventory', async () => {
    const { run, inventory } = await scanned([box('a', {}), box('b', {}), box('c', {}, scopeIn('ap-south-1'))], {
      world: { scopes: [scopeIn(), scopeIn('ap-south-1')] },
    });
    const files = new Map([...inventory.files()].map(({ path, lines }) => [path, lines]));
    expect([...files.keys()].sort()).toEqual([
      'inventory/111122223333/account.jsonl',
      'inventory/111122223333/ap-south-1.jsonl',
      'inventory/111122223333/eu-west-1.jsonl',
    ]);
    const { id } = box('b', {});
    const place = run.place({ id, account: '111122223333', region: 'eu-west-1' });
    const lines = files.get('inventory/111122223333/eu-west-1.jsonl') ?? [];
    expect(place?.path).toBe('inventory/111122223333/eu-west-1.jsonl');
    expect(lines[(place?.line ?? 0) - 1]?.text).toContain(`"${id}"`);
    expect(run.place({ id, account: '111122223333', region: 'us-east-1' })).toBeUndefined();
  });

  test('places what was not listed on the page of its account', async () => {
    const failed = { 'toy.box eu-west-1': denied('toy:ListBoxes') };
    const { run, findings, inventory } = await scanned([], { world: { failed } });
    const unlisted = findings.find(({ resource }) => resource.id.startsWith('sealscan:unlisted'));
    const place = unlisted && run.place(unlisted.resource);
    const account = [...inventory.files()].find(({ path }) => path === 'inventory/111122223333/account.jsonl');
    const line = account?.lines[(place?.line ?? 0) - 1]?.text;
    expect(place?.path).toBe('inventory/111122223333/account.jsonl');
    expect(JSON.parse(line ?? '')).toMatchObject({ arn: 'sealscan:account:111122223333:eu-west-1', name: 'eu-west-1' });
  });

  test('names, of a fail only, the keys that its resource leads to and that are there', async () => {
    const boxes = [
      box('a', { Sealed: false, Key: 'k' }),
      box('b', { Sealed: true, Key: 'k' }),
      box('c', { Sealed: false, Key: 'gone' }),
    ];
    const { findings } = await scanned([...boxes, key('k')]);
    const related = findings.flatMap(({ rule, verdict, resource, related }) =>
      rule === 'sealed' ? [[resource.name, verdict, related]] : [],
    );
    expect(related).toEqual([
      ['a', 'fail', [keyArn('k')]],
      ['b', 'pass', undefined],
      ['c', 'fail', undefined],
    ]);
  });
});

test('a fail names each key that its resource leads to once, and ten at most', async () => {
  const held = t.links('aws.kms.key', ['state'], ({ item }) => item.Keys ?? []);
  const registry = toys.map((one) => (one.type === 'toy.box' ? { ...one, fields: { ...one.fields, held } } : one));
  const ids = Array.from({ length: 12 }, (_, n) => `k${String(n).padStart(2, '0')}`);
  const boxes = [box('a', { Sealed: false, Key: 'k00', Keys: ['k00', 'k01'] }), box('b', { Sealed: false, Keys: ids })];
  const { findings } = await scanned([...boxes, ...ids.map((id) => key(id))], { registry });
  const related = findings.filter(({ rule }) => rule === 'sealed').map((finding) => finding.related);
  expect(related).toEqual([['k00', 'k01'], ids.slice(0, 10)].map((list) => list.map((id) => keyArn(id))));
});

describe('an earlier report', () => {
  const earlier = async (observations: readonly Observation[]) =>
    readBaseline(
      JSON.stringify({
        schemaVersion: '1.0',
        findings: (await scanned(observations)).findings.map((one) => changed(one)),
      }),
      'b.json',
    );
  const open = (id: string) => box(id, { Sealed: false });

  test('tells what is new, what stayed, and what became of the rest', async () => {
    const baseline = await earlier(['a', 'b', 'c', 'd'].map(open));
    const now = [open('a'), box('b', { Sealed: true }), box('d', {}), open('e')];
    const suppressions = [{ id: 's', match: { arns: ['*box/a'] }, reason: 'r', expires: '2026-12-31' }];
    const { run, findings, failing } = await scanned(now, { baseline, suppressions });
    const sealed = findings.filter(({ rule }) => rule === 'sealed');
    expect(sealed.map(({ resource, baseline: since, suppression }) => [resource.name, since, suppression?.id])).toEqual(
      [
        ['a', 'unchanged', 's'],
        ['b', undefined, undefined],
        ['d', undefined, undefined],
        ['e', 'new', undefined],
      ],
    );
    const changes = run.baseline?.changes.map(({ resource, change }) => [resource.at(-1), change]).sort();
    expect(changes).toEqual([
      ['b', 'fixed'],
      ['c', 'gone'],
      ['d', 'unseen'],
    ]);
    expect(run.baseline?.changes.map(({ id }) => id)).toEqual(run.baseline?.changes.map(({ id }) => id).sort());
    expect(failing.high).toEqual({ new: 1, unchanged: 0 });
  });

  test('says gone of nothing whose listing failed', async () => {
    const baseline = await earlier([open('a')]);
    const world = { failed: { 'toy.box eu-west-1': denied('toy:ListBoxes') } };
    expect((await scanned([], { baseline, world })).run.baseline?.changes).toMatchObject([{ change: 'unseen' }]);
  });
});

describe('how far a run came', () => {
  const failed = { 'toy.box eu-west-1': denied('toy:ListBoxes') };
  const keysOnly = RULES.filter(({ info }) => info.service === 'kms');

  test('is complete without a gap', async () => {
    const { run } = await scanned([box('a', { Sealed: true }), REGION]);
    expect(run).toMatchObject({ complete: true, gaps: [] });
    expect(run.scopes.map(({ status }) => status)).toEqual(['complete', 'complete']);
  });

  test.each([
    ['a denied listing', [REGION], { failed }, 'toy:ListBoxes'],
    ['a denied call', [DARK, REGION], {}, 'toy:GetBoxPolicy'],
  ])('is incomplete by %s, which makes its scope partial', async (_, observations, world, operation) => {
    const { run } = await scanned(observations, { world });
    expect(run.complete).toBe(false);
    expect(run.gaps.map((gap) => gap.operation)).toEqual([operation]);
    expect(run.scopes.map(({ region, status }) => [region, status])).toEqual([
      ['aws-global', 'complete'],
      ['eu-west-1', 'partial'],
    ]);
  });

  test('does not hang on gaps of services that no rule judges or links to', async () => {
    const { run } = await scanned([key('k')], { rules: keysOnly, world: { failed } });
    expect(run).toMatchObject({ complete: true, gaps: [] });
  });

  test('counts a gap where the rules only follow links to', async () => {
    const boxes = RULES.filter(({ info }) => info.id === 'sealed');
    const { run } = await scanned([], {
      rules: boxes,
      world: { failed: { 'aws.kms.key eu-west-1': denied('kms:ListKeys') } },
    });
    expect(run.gaps.map(({ operation }) => operation)).toEqual(['kms:ListKeys']);
  });

  test('a scope in which nothing was read has failed', async () => {
    const all = Object.fromEntries(
      ['aws.kms.alias', 'aws.kms.key', 'toy.box'].map((type) => [`${type} eu-west-1`, denied(`list:${type}`)]),
    );
    const dark = single('aws.region', scopeIn(), { setting: { error: denied('toy:GetSetting') } });
    const darkRun = await scanned([{ ...dark, id: 'arn:aws:account:eu-west-1:111122223333:region/eu-west-1' }], {
      world: { failed: all },
    });
    expect(darkRun.run.scopes[1]).toMatchObject({ status: 'failed', reason: 'no listing could be read' });
  });

  test('a scope whose account could be read has not failed', async () => {
    const { run } = await scanned([single('aws.account', scopeIn('aws-global'))], {
      rules: load([{ resource: 'toy.chest' }]),
      world: { failed: { 'toy.chest aws-global': denied('chest:ListChests') } },
    });
    expect(run.scopes[0]).toMatchObject({ region: 'aws-global', status: 'partial' });
  });

  test('a region that was skipped stays skipped and is no gap', async () => {
    const scopes = [
      { ...scopeIn(), status: 'complete' as const },
      { ...scopeIn('me-south-1'), status: 'skipped' as const, reason: 'the region is not enabled for this account' },
    ];
    const { run } = await scanned([REGION], { world: { header: { scopes } } });
    expect(run.scopes[1]).toEqual(scopes[1]);
    expect(run.complete).toBe(true);
  });
});

describe('what was not asked for', () => {
  test('gets no finding: other services of a snapshot are there for links only', async () => {
    const { findings, run } = await scanned([box('a', { Sealed: true }), key('k')], {
      world: { header: { services: ['kms'] } },
    });
    expect(findings.map(({ rule }) => rule)).toEqual(['key-on']);
    expect(run.rules.map(({ id }) => id)).toEqual(['key-on']);
  });

  test('regions narrow findings and gaps, but not those of global services', async () => {
    const far = scopeIn('ap-south-1');
    const chest: Observation = {
      type: 'toy.chest',
      id: 'arn:aws:chest:::c',
      scope: far,
      answers: { item: { ok: { Sealed: true } } },
    };
    const { findings, run } = await scanned([box('a', { Sealed: true }), box('b', { Sealed: true }, far), chest], {
      rules: load([{ id: 'boxes' }, { id: 'chests', resource: 'toy.chest' }]),
      regions: ['eu-west-1'],
      world: { scopes: [scopeIn(), far], failed: { 'toy.box ap-south-1': denied('toy:ListBoxes') } },
    });
    expect(findings.map(({ rule, resource }) => `${rule} ${resource.region}`)).toEqual([
      'chests ap-south-1',
      'boxes eu-west-1',
    ]);
    expect(run).toMatchObject({ complete: true, gaps: [] });
  });
});

describe('whether a finding would have been seen again', () => {
  const told = { rule: 'sealed', type: 'toy.box', account: '111122223333', region: 'eu-west-1' };

  test('it would, where its rule was asked and its listing read to the end', async () => {
    const { wouldSee } = await scanned([]);
    expect(wouldSee(told)).toBe(true);
  });

  test.each([
    ['the listing failed', {}, { world: { failed: { 'toy.box eu-west-1': denied('toy:ListBoxes') } } }],
    ['the region was not read', { region: 'ap-south-1' }, {}],
    ['the account was not read', { account: '444455556666' }, {}],
    ['the rule was not asked', { rule: 'another' }, {}],
    ['nobody knows the type', { type: 'toy.none' }, {}],
    ['its region is not reported', {}, { regions: ['us-east-1'] }],
  ])('it would not where %s', async (_, changes, input) => {
    const { wouldSee } = await scanned([], input);
    expect(wouldSee({ ...told, ...changes })).toBe(false);
  });
});
