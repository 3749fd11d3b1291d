import { describe, expect, test } from 'vitest';
import type { Observation, SnapshotHeader, SnapshotRecord } from '../../src/model/snapshot.ts';
import { maskOf } from '../../src/snapshot/mask.ts';
import { maskedHeader, maskedRecord } from '../../src/snapshot/masked.ts';
import { snapshotOf } from '../../src/snapshot/read.ts';

const ACCOUNT = '444455556666';
const scope = { partition: 'aws', account: ACCOUNT, region: 'eu-west-1' };
const header: SnapshotHeader = {
  sealscan: 'snapshot',
  schemaVersion: '1.0',
  tool: { name: 'sealscan', version: '1' },
  takenAt: '2026-06-01T00:00:00Z',
  scopes: [{ ...scope, status: 'complete' }],
  services: [],
  members: { 'aws.s3.bucket/item': ['Name'] },
};
const policy = JSON.stringify({
  Statement: [
    {
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/globex-deployer` },
      Resource: ['arn:aws:s3:::globex-payroll-prod/*', 'arn:aws:s3:::globex-p*'],
      Condition: {
        IpAddress: { 'aws:SourceIp': ['198.51.100.9', '0.0.0.0/0', '10.0.0.0/8', '2a01:db7::17'] },
        StringEquals: {
          'aws:PrincipalOrgID': 'o-zyxwvutsrq',
          'aws:ResourceOrgPaths': 'o-zyxwvutsrq/r-ab12/ou-ab12-11112222',
        },
      },
    },
  ],
});
const KEY_ID = '0a1b2c3d-dead-beef-cafe-444455556666';
const bucket: Observation = {
  type: 'aws.s3.bucket',
  id: 'arn:aws:s3:::globex-payroll-prod',
  scope,
  answers: {
    item: { ok: { Name: 'globex-payroll-prod', Tags: [{ Key: 'owner', Value: 'jane.doe@globex.example' }] } },
    encryption: {
      ok: { Rules: [{ KMSMasterKeyID: KEY_ID }, { KMSMasterKeyID: `arn:aws:kms:eu-west-1:${ACCOUNT}:key/${KEY_ID}` }] },
    },
    policy: { ok: { Policy: policy } },
  },
};
const parameter: Observation = {
  type: 'aws.ssm.parameter',
  id: `arn:aws:ssm:eu-west-1:${ACCOUNT}:parameter/prod/globex/db-password`,
  scope,
  answers: {
    item: {
      ok: { Name: '/prod/globex/db-password', Type: 'String', Policy: 'arn:aws:iam::aws:policy/AdministratorAccess' },
    },
    history: {
      error: { operation: 'ssm:X', code: 'AccessDenied', message: `${ACCOUNT} may not read /prod/globex/db-password` },
    },
  },
};
const records: readonly SnapshotRecord[] = [bucket, parameter];
const NAMES = ['globex-payroll-prod', '/prod/globex/db-password', 'jane.doe@globex.example', 'Allow', 'bar', 'baz'];
const KEEP = new Set(['prod', 'db', 'password', 'payroll', 'role', 'parameter', 'key']);

async function maskedWith(given: readonly SnapshotRecord[], names = NAMES) {
  const mask = await maskOf(snapshotOf(header, given), {
    namesOf: (record) => (record === given[0] ? names : []),
    keep: KEEP,
    vocabulary: new Set(['Allow']),
  });
  return { mask, header: maskedHeader(header, mask), records: given.map((record) => maskedRecord(record, mask)) };
}
const masked = await maskedWith(records);
const text = JSON.stringify([masked.header, masked.records]);
const [first, second] = masked.records as [Observation, Observation];
const itemOf = ({ answers }: Observation) => (answers['item'] as { ok: Record<string, string> }).ok;
const policyOf = () => JSON.parse((first.answers['policy'] as { ok: { Policy: string } }).ok.Policy).Statement[0];

describe('a masked snapshot', () => {
  test.each([
    ['the account id', ACCOUNT],
    ['a name', 'globex'],
    ['a principal', 'deployer'],
    ['an address', '198.51.100.9'],
    ['an IPv6 address', '2a01:db7'],
    ['an e-mail address', 'jane.doe'],
    ['an organization', 'o-zyxwvutsrq'],
    ['an organizational unit', 'ou-ab12-11112222'],
    ['an id', '0a1b2c3d'],
  ])('no longer holds %s', (_what, secret) => {
    expect(JSON.stringify([header, records])).toContain(secret);
    expect(text).not.toContain(secret);
  });

  test('uses one stand-in for a thing wherever it stands, policies, wildcards and messages included', () => {
    expect(first.id).toBe(`arn:aws:s3:::${itemOf(first)['Name']}`);
    const { Resource, Principal } = policyOf();
    expect(Resource[0]).toBe(`${first.id}/*`);
    expect(first.id.startsWith(Resource[1].slice(0, -2))).toBe(true);
    expect(Principal.AWS).toContain(`:${masked.header.scopes[0]?.account}:`);
    const [bare, arn] = (first.answers['encryption'] as { ok: { Rules: { KMSMasterKeyID: string }[] } }).ok.Rules;
    expect(bare?.KMSMasterKeyID).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(arn?.KMSMasterKeyID.split('/')[1]).toBe(bare?.KMSMasterKeyID);
    const { message } = (second.answers['history'] as { error: { message: string } }).error;
    expect(message).toBe(`${masked.header.scopes[0]?.account} may not read ${itemOf(second)['Name']}`);
  });

  test('keeps the words that rules go by, what AWS owns, and addresses of nobody', () => {
    expect(itemOf(second)['Name']).toMatch(/^\/prod\/[a-z]{6}\/db-password$/);
    expect(itemOf(second)['Policy']).toBe('arn:aws:iam::aws:policy/AdministratorAccess');
    expect(second.type).toBe('aws.ssm.parameter');
    const { Effect, Condition } = policyOf();
    expect(Effect).toBe('Allow');
    expect(Condition.IpAddress['aws:SourceIp']).toEqual([
      expect.stringMatching(/^198\.18\./),
      '0.0.0.0/0',
      '10.0.0.0/8',
      expect.stringMatching(/^2001:db8::/),
    ]);
  });

  test('is the same when masked again, in whatever order its records come, and another for another snapshot', async () => {
    expect(await maskedWith(records).then(({ records: again }) => again)).toEqual(masked.records);
    const other = await maskedWith([bucket, { ...parameter, id: `${parameter.id}-2` }]);
    expect((other.records[0] as Observation).id).not.toBe(first.id);
    const turned = await maskOf(snapshotOf(header, [parameter, bucket]), {
      namesOf: (record) => (record === bucket ? NAMES : []),
      keep: KEEP,
      vocabulary: new Set(['Allow']),
    });
    expect(turned.value(bucket.id)).toBe(first.id);
  });

  test('never gives two names one stand-in', async () => {
    const letters = [...'abcdefghijklmnopqrst'];
    const names = letters.flatMap((a) => letters.flatMap((b) => letters.map((c) => `x1-${a}${b}${c}`)));
    const { mask } = await maskedWith(records, [...names, 'Data', 'data', 'DATA']);
    const all = [...names, 'Data', 'data', 'DATA'].map((name) => mask.value(name));
    expect(new Set(all).size).toBe(names.length + 3);
    expect(all.filter((name) => names.includes(name))).toEqual([]);
  });

  test.each([['x'], ['1a'], ['a@'], ['1.'], ['a:'], ['arn:aws:s3:::'], ['-a'], ['o-aaaaaaaaaa']])(
    'takes a megabyte of %j in its stride',
    async (piece) => {
      const hostile = piece.repeat(1_000_000 / piece.length);
      const start = process.cpuUsage();
      const { mask } = await maskedWith([{ ...bucket, id: hostile }, parameter], [hostile, 'globex']);
      expect(mask.value(hostile).length).toBeGreaterThan(0);
      expect(process.cpuUsage(start).user / 1000).toBeLessThan(5_000);
    },
  );
});
