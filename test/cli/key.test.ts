import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { KeyRow } from '../../src/keys/list.ts';
import type { KeyReport } from '../../src/keys/report.ts';
import type { Observation } from '../../src/model/snapshot.ts';
import { keyArn, scopeIn } from '../graph/world.ts';
import { accountFile, customerKey, denied, volume } from './account.ts';
import { fileWith, run } from './run.ts';

const ACME = ['--from', 'fixtures/acme.ndjson'];
const EDGE = ['--from', 'fixtures/edge.ndjson'];

async function show(name: string, ...flags: readonly string[]): Promise<KeyReport> {
  const { code, out, notes } = await run(['key', 'show', name, ...flags, '--format', 'json']);
  expect({ code, notes }).toEqual({ code: 0, notes: '' });
  return JSON.parse(out);
}

async function refused(...argv: readonly string[]): Promise<string> {
  const { code, out, notes } = await run(['key', ...argv]);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  return notes;
}

describe('key show', () => {
  test('says what a key is', async () => {
    const { key } = await show('alias/orders-prod', ...ACME);
    expect(key).toMatchObject({
      account: '123456789012',
      region: 'eu-west-1',
      aliases: ['alias/orders-prod'],
      state: 'Enabled',
      manager: 'customer',
      origin: 'aws-kms',
      spec: 'SYMMETRIC_DEFAULT',
      multiRegion: 'no',
      rotationEnabled: true,
      rotationPeriodDays: 180,
      deletionDate: null,
    });
    expect(key.unknown).not.toHaveProperty('deletionDate');
  });

  test('finds it by id, ARN, alias and alias ARN alike', async () => {
    const { key } = await show('orders-prod', ...ACME);
    const names = [key.id, key.arn, 'alias/orders-prod', 'arn:aws:kms:eu-west-1:123456789012:alias/orders-prod'];
    for (const name of names) expect((await show(name, ...ACME)).key.arn).toBe(key.arn);
  });

  test('lists what is sealed under it, and says when others may be', async () => {
    const { usedBy, usedByComplete, usedByMissing } = await show('orders-prod', ...ACME);
    const rows = usedBy.map(({ id, via }) => `${id} ${via}`);
    expect(rows).toEqual([...new Set(rows)].sort());
    expect(usedBy.filter(({ type }) => type === 'aws.ec2.volume')).toHaveLength(4);
    expect({ usedByComplete, operation: usedByMissing?.operation }).toEqual({
      usedByComplete: false,
      operation: 's3:GetBucketPolicy',
    });
  });

  test('without IAM one entry stands for the account, beside named roles and grantees', async () => {
    const { access } = await show('orders-prod', ...ACME);
    const found = access.decrypt?.map(({ kind, principal }) => `${kind} ${principal.split('/').at(-1)}`);
    expect(found).toEqual([
      'root-user arn:aws:iam::123456789012:root',
      'account-principals 123456789012',
      'role orders-app',
      'role orders-autoscaling',
      'role orders-reader',
    ]);
    expect(access.missing.map(({ what, reason }) => `${what} ${reason.class}`)).toEqual([
      'iam not-collected',
      'organizations not-collected',
    ]);
    expect(access.decrypt?.[2]?.reads).toContainEqual({ type: 'aws.ec2.volume', count: 4 });
  });

  test('with IAM it names everyone, by which policy', async () => {
    const { access } = await show('sandbox-shared', ...EDGE);
    expect(access.complete).toBe(true);
    const of = (name: string) => access.decrypt?.find(({ principal }) => principal.endsWith(`/${name}`));
    expect(of('casey')?.paths[0]).toMatchObject({
      identity: { policy: 'read-sealed', group: 'readers', statement: 'ReadSealed' },
      actions: ['kms:Decrypt'],
    });
    expect(of('sandbox-app')?.paths.map(({ identity }) => identity?.policy)).toEqual(['everything', 'read-sealed']);
    expect(of('sandbox-bounded')).toBeUndefined();
    expect(access.decrypt?.some(({ kind }) => kind === 'account-principals')).toBe(false);
  });

  test('what must come through a service opens only what that service seals', async () => {
    const policy = {
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'ThroughEbs',
          Effect: 'Allow',
          Principal: { AWS: 'arn:aws:iam::111122223333:role/app' },
          Action: 'kms:Decrypt',
          Resource: '*',
          Condition: { StringEquals: { 'kms:ViaService': 'ec2.eu-west-1.amazonaws.com' } },
        },
      ],
    };
    const bucket: Observation = {
      type: 'aws.secretsmanager.secret',
      id: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:s-AbCdEf',
      scope: scopeIn(),
      answers: {
        item: { ok: { ARN: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:s-AbCdEf', KmsKeyId: 'k' } },
      },
    };
    const key = customerKey('k', { policy: { ok: { Policy: JSON.stringify(policy) } }, grants: { ok: [] } });
    const file = accountFile([key, bucket, volume('vol-1', true, { KmsKeyId: keyArn('k') })]);
    const { access, usedBy } = await show('k', '--from', file);
    expect(usedBy).toHaveLength(2);
    expect(access.decrypt?.find(({ kind }) => kind === 'role')?.reads).toEqual([{ type: 'aws.ec2.volume', count: 1 }]);
  });

  test('a key policy that was denied makes the answer unknown, with the reason', async () => {
    const file = accountFile([customerKey('k', { policy: { error: denied('kms:GetKeyPolicy') }, grants: { ok: [] } })]);
    const { access } = await show('k', '--from', file);
    expect(access.decrypt).toBeNull();
    expect(access.missing[0]).toMatchObject({ what: 'key-policy', reason: { class: 'denied', code: 'AccessDenied' } });
    const { out } = await run(['key', 'show', 'k', '--from', file]);
    expect(out).toContain('Who can decrypt with it: not known; the key policy was not read');
    expect(out).toContain('(denied: kms:GetKeyPolicy AccessDenied)');
  });

  test('text says the same for people, and shows what an account hides', async () => {
    const hidden = { Sid: 'a\u202eb', Effect: 'Allow', Principal: '*', Action: 'kms:*', Resource: '*' };
    const policy = { ok: { Policy: JSON.stringify({ Version: '2012-10-17', Statement: [hidden] }) } };
    const file = accountFile([customerKey('k', { policy, grants: { ok: [] } })]);
    const { code, out } = await run(['key', 'show', 'k', '--from', file]);
    expect(code).toBe(0);
    expect(out).toContain('everyone  *');
    expect(out).toContain('a\\u{202e}b');
    expect(out).not.toContain('\u202e');
    const json = await run(['key', 'show', 'k', '--from', file, '--format', 'json']);
    expect(json.out).not.toContain('\u202e');
  });

  test('refuses names that no key has, or several', async () => {
    const { code } = await run(['key', 'show', 'global-identity', ...ACME, '--region', 'eu-west-1']);
    expect(code).toBe(0);
    expect(await refused('show', 'global-identity', ...ACME)).toMatch(
      /names 3 keys; narrow it with --account and --region: arn:.*eu-west-1/,
    );
    expect(await refused('show', 'orders', ...ACME)).toContain("no key 'orders' is in the snapshot; similar: ");
    expect(await refused('show', 'orders-prod', ...ACME, '--region', 'us-west-2')).toMatch(
      /no key 'orders-prod' is there, but elsewhere: arn:aws:kms:eu-west-1:/,
    );
    expect(await refused('show', 'none', ...ACME, '--region', 'us-west-2')).toContain('holds no KMS key there');
    expect(await refused('show', 'orders-prod')).toContain('--from');
  });
});

describe('what a key stands on and what stands on it', () => {
  test('a key store, and the proxy or cluster behind it', async () => {
    const rows: KeyRow[] = JSON.parse((await run(['key', 'list', ...ACME, '--format', 'json'])).out);
    const of = async (origin: string) =>
      (await show(rows.find(({ key }) => key.origin === origin)?.key.arn ?? '', ...ACME)).dependsOn;
    expect(await of('external-store')).toMatchObject([
      { type: 'aws.kms.custom-key-store', via: 'customKeyStore' },
      { type: 'external-key-store-proxy', id: 'https://xks.acme.example/kms/xks/v1' },
    ]);
    expect((await of('cloudhsm')).map(({ via }) => via)).toEqual(['customKeyStore', 'cluster']);
    expect(await of('imported')).toMatchObject([{ via: 'material' }]);
    expect(await of('aws-kms')).toEqual([]);
  });

  test('each user says when it stops and what is lost, and what depends on it follows', async () => {
    const { usedBy, affected } = await show('orders-prod', ...ACME);
    const volume = usedBy.find(({ type }) => type === 'aws.ec2.volume');
    expect(volume).toMatchObject({ via: 'kmsKey', stops: 'next-attach' });
    expect(volume?.effectIfDisabled).toContain('cannot be attached again');
    expect(volume?.effectIfDeleted).toContain('lost for ever');
    expect(usedBy.filter(({ type }) => type === 'aws.rds.instance').map(({ via }) => via)).toEqual([
      'kmsKey',
      'performanceInsightsKey',
    ]);
    expect(affected.map(({ type, via, depth }) => ({ type, via, depth }))).toEqual([
      { type: 'aws.ec2.instance', via: 'volumes', depth: 1 },
      { type: 'aws.ec2.instance', via: 'volumes', depth: 1 },
      { type: 'aws.rds.proxy', via: 'namedSecrets', depth: 1 },
      { type: 'aws.rds.proxy', via: 'namedSecrets', depth: 1 },
    ]);
    const volumes = new Set(usedBy.map(({ id }) => id));
    expect(affected.flatMap(({ through }) => through).every((id) => volumes.has(id))).toBe(true);
  });

  test('the findings are those of a report on the same snapshot', async () => {
    const scan = await run(['scan', ...ACME, '--format', 'json', '--output', '-']);
    const all: { id: string; verdict: string; resource: { id: string } }[] = JSON.parse(scan.out).findings;
    for (const name of ['orders-prod', 'alias/aws/ebs']) {
      const { key, findings } = await show(name, ...ACME, '--region', 'eu-west-1');
      const bad = all.filter(({ resource, verdict }) => resource.id === key.arn && verdict !== 'pass');
      expect(findings).toEqual(bad.map(({ id }) => id));
    }
  });

  test('a key that is named and not there is found by its name, with how the trace ended', async () => {
    const gone = keyArn('00000000-0000-0000-0000-000000000000');
    const far = keyArn('11111111-0000-0000-0000-000000000000', 'eu-west-1', '999999999999');
    const file = accountFile([
      volume('vol-1', true, { KmsKeyId: gone }),
      volume('vol-2', true, { KmsKeyId: far }),
      volume('vol-3', true, { KmsKeyId: 'alias/lost' }),
    ]);
    const sight = async (name: string) => {
      const { key, usedBy, access } = await show(name, '--from', file);
      return [key.sight, ...usedBy.map(({ id }) => id.slice(-5)), access.decrypt];
    };
    expect(await sight(gone)).toEqual(['gone', 'vol-1', null]);
    expect(await sight(far)).toEqual(['foreign', 'vol-2', null]);
    expect(await sight('alias/lost')).toEqual(['gone', 'vol-3', null]);
    const { out } = await run(['key', 'list', '--from', file]);
    expect(out.match(/gone|foreign/g)).toEqual(['gone', 'gone', 'foreign']);
  });
});

describe('key list', () => {
  test.each([
    ['exposure', ({ exposure }: KeyRow) => ['public', 'other-accounts', 'unknown', 'own-account'].indexOf(exposure)],
    ['cost', ({ monthlyCost }: KeyRow) => -(monthlyCost?.max ?? 99)],
  ])('sorts by %s', async (order, rank) => {
    const { out } = await run(['key', 'list', ...ACME, '--format', 'json', '--sort', order]);
    const ranks = (JSON.parse(out) as KeyRow[]).map(rank);
    expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
    expect(new Set(ranks).size).toBeGreaterThan(1);
  });

  test('sorts by last use: those that nobody uses, the longest unused, those of which nobody knows', async () => {
    const used = (Timestamp?: string): Observation['answers'] => ({
      lastUsage: {
        ok: { TrackingStartDate: '2025-06-01T00:00:00.000Z', ...(Timestamp ? { KeyLastUsage: { Timestamp } } : {}) },
      },
    });
    const file = accountFile([
      customerKey('late', used('2026-05-01T00:00:00.000Z')),
      customerKey('never', used()),
      customerKey('early', used('2025-07-01T00:00:00.000Z')),
      customerKey('unasked'),
    ]);
    const { out } = await run(['key', 'list', '--from', file, '--sort', 'last-use']);
    expect(out.match(/(never|2025-07-01|2026-05-01|\?) +Enabled/g)?.map((text) => text.split(' ')[0])).toEqual([
      'never',
      '2025-07-01',
      '2026-05-01',
      '?',
    ]);
  });

  test('has every key, those that seal most first', async () => {
    const { out } = await run(['key', 'list', ...ACME, '--format', 'json']);
    const rows: KeyRow[] = JSON.parse(out);
    expect(rows.length).toBeGreaterThan(30);
    const reached = rows.map(({ users, affected }) => users + affected);
    expect(reached).toEqual([...reached].sort((a, b) => b - a));
    expect(new Set(rows.map(({ exposure }) => exposure))).toEqual(
      new Set(['public', 'other-accounts', 'unknown', 'own-account']),
    );
  });

  test('puts the open ones first among those that seal as much', async () => {
    const { out } = await run(['key', 'list', ...EDGE]);
    const [head = '', ...lines] = out.trimEnd().split('\n');
    expect(head).toMatch(/users +affected +exposure +.* +state +key/);
    expect(lines.length).toBeGreaterThan(5);
  });
});

test('answers of a shape that AWS never gives are the snapshot’s fault, said with its file', async () => {
  const whole = readFileSync('fixtures/edge.ndjson', 'utf8');
  const file = fileWith(whole.replaceAll('"grants":{"ok":[]}', '"grants":{"ok":[null]}'), 's.ndjson');
  const key = /arn:aws:kms:[^"]*:key\/[^"]*/.exec(whole)?.[0] ?? '';
  const { code, out, notes } = await run(['key', 'show', key, '--from', file]);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(notes).toMatch(/s\.ndjson: an answer about keys has a shape that AWS never gives/);
});
