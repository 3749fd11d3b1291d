import { describe, expect, test } from 'vitest';
import type { Observation, SnapshotHeader, SnapshotRecord } from '../../src/model/snapshot.ts';
import { scrub } from '../../src/snapshot/scrub.ts';

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
      Principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/globex-deployer` },
      Resource: 'arn:aws:s3:::globex-payroll-prod/*',
      Condition: {
        IpAddress: { 'aws:SourceIp': ['198.18.7.9'] },
        StringEquals: { 'aws:PrincipalOrgID': 'o-zyxwvutsrq' },
      },
    },
  ],
});
const bucket: Observation = {
  type: 'aws.s3.bucket',
  id: 'arn:aws:s3:::globex-payroll-prod',
  scope,
  answers: {
    item: { ok: { Name: 'globex-payroll-prod', Tags: [{ Key: 'owner', Value: 'jane.doe@globex.example' }] } },
    policy: { ok: { Policy: policy } },
  },
};
const parameter: Observation = {
  type: 'aws.ssm.parameter',
  id: `arn:aws:ssm:eu-west-1:${ACCOUNT}:parameter/prod/globex/db-password`,
  scope,
  answers: { item: { ok: { Name: '/prod/globex/db-password', Type: 'String' } } },
};
const records: readonly SnapshotRecord[] = [bucket, parameter];
const NAMES = ['globex-payroll-prod', '/prod/globex/db-password', 'jane.doe@globex.example'];
const KEEP = ['prod', 'db', 'password', 'payroll'];

const scrubbed = scrub(header, records, NAMES, KEEP);
const text = JSON.stringify(scrubbed);

describe('a scrubbed snapshot', () => {
  test.each([
    ['the account id', ACCOUNT],
    ['a name', 'globex'],
    ['a principal', 'deployer'],
    ['an address', '198.18.7.9'],
    ['an e-mail address', 'jane.doe'],
    ['an organization', 'o-zyxwvutsrq'],
  ])('no longer holds %s', (_what, secret) => {
    expect(JSON.stringify([header, records])).toContain(secret);
    expect(text).not.toContain(secret);
  });

  test('uses one stand-in for a thing wherever it stands, policies included', () => {
    const [first] = scrubbed.records as [Observation];
    const item = first.answers['item'] as { ok: { Name: string } };
    expect(first.id).toBe(`arn:aws:s3:::${item.ok.Name}`);
    const inPolicy = JSON.parse((first.answers['policy'] as { ok: { Policy: string } }).ok.Policy);
    expect(inPolicy.Statement[0].Resource).toBe(`${first.id}/*`);
    expect(inPolicy.Statement[0].Principal.AWS).toContain(`:${scrubbed.header.scopes[0]?.account}:`);
  });

  test('keeps the words that rules go by, and the shape', () => {
    const [, second] = scrubbed.records as [Observation, Observation];
    expect((second.answers['item'] as { ok: { Name: string } }).ok.Name).toMatch(/^\/prod\/[a-z]{6}\/db-password$/);
    expect(second.type).toBe('aws.ssm.parameter');
  });

  test('is the same when scrubbed again from the same snapshot', () => {
    expect(scrub(header, records, NAMES, KEEP)).toEqual(scrubbed);
  });
});
