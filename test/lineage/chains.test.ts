import { expect, test } from 'vitest';
import type { KeyReport } from '../../src/keys/report.ts';
import type { Step } from '../../src/lineage/chains.ts';
import type { Observation } from '../../src/model/snapshot.ts';
import { accountFile, customerKey, volume } from '../cli/account.ts';
import { run } from '../cli/run.ts';
import { ACCOUNT, keyArn, OTHER, scopeIn } from '../graph/world.ts';

const FRIEND = '777788889999';
const root = (account: string) => ({
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${account}:root` },
  Action: 'kms:*',
  Resource: '*',
});
const policyFor = (...accounts: readonly string[]): Observation['answers'] => ({
  policy: { ok: { Policy: JSON.stringify({ Version: '2012-10-17', Statement: accounts.map(root) }) } },
  grants: { ok: [] },
});

const snapshot = (id: string, item: object, shared: readonly string[] = []): Observation => ({
  type: 'aws.ec2.snapshot',
  id: `arn:aws:ec2:eu-west-1::snapshot/${id}`,
  scope: scopeIn(),
  answers: {
    item: { ok: { SnapshotId: id, VolumeId: 'vol-ffffffff', Encrypted: true, ...item } },
    permissions: { ok: { SnapshotId: id, CreateVolumePermissions: shared.map((UserId) => ({ UserId })) } },
  },
});

const image = (id: string, SnapshotId: string, more: object = {}): Observation => ({
  type: 'aws.ec2.image',
  id: `arn:aws:ec2:eu-west-1::image/${id}`,
  scope: scopeIn(),
  answers: {
    item: {
      ok: {
        ImageId: id,
        Public: false,
        BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { Encrypted: true, SnapshotId } }],
        ...more,
      },
    },
  },
});

const database = (id: string, KmsKeyId: string, more: object = {}): Observation => ({
  type: 'aws.rds.snapshot',
  id: `arn:aws:rds:eu-west-1:${ACCOUNT}:snapshot:${id}`,
  scope: scopeIn(),
  answers: {
    item: {
      ok: {
        DBSnapshotIdentifier: id,
        DBSnapshotArn: `arn:aws:rds:eu-west-1:${ACCOUNT}:snapshot:${id}`,
        SnapshotType: 'automated',
        Encrypted: true,
        KmsKeyId,
        ...more,
      },
    },
  },
});

type Outline = readonly [name: string, notes: readonly string[], ...copies: readonly unknown[]];
const outline = ({ id, notes, copies }: Step): Outline => [
  id.split(/[:/]/).at(-1) ?? '',
  notes,
  ...copies.map(outline),
];

const KEYS = [customerKey('a', policyFor(ACCOUNT, FRIEND)), customerKey('b', policyFor(ACCOUNT))];

async function copiesOf(key: string, things: readonly Observation[], keys = KEYS): Promise<readonly Outline[]> {
  const { out } = await run(['key', 'show', key, '--from', accountFile([...keys, ...things]), '--format', 'json']);
  return (JSON.parse(out) as KeyReport).copies.map(outline);
}

test('from a volume by its snapshot to images and volumes made from it, with the key at each step', async () => {
  const things = [
    volume('vol-1', true, { KmsKeyId: keyArn('a') }),
    snapshot('snap-1', { VolumeId: 'vol-1', KmsKeyId: keyArn('a') }),
    image('ami-1', 'snap-1'),
    image('ami-2', 'snap-2', { SourceImageId: 'ami-1', SourceImageRegion: 'eu-west-1' }),
    volume('vol-2', true, { KmsKeyId: keyArn('b'), SnapshotId: 'snap-1' }),
  ];
  const chain = [['vol-1', [], ['snap-1', [], ['vol-2', ['other-key']], ['ami-1', [], ['ami-2', []]]]]];
  expect(await copiesOf('a', things)).toEqual(chain);
  expect(await copiesOf('b', things)).toEqual(chain);
});

test('a copy that is sealed less, and one whose source is gone', async () => {
  expect(
    await copiesOf('a', [
      volume('vol-1', true, { KmsKeyId: keyArn('a') }),
      snapshot('snap-1', { VolumeId: 'vol-1', Encrypted: false }),
      snapshot('snap-2', { VolumeId: 'vol-9', KmsKeyId: keyArn('a') }),
    ]),
  ).toEqual([
    ['vol-1', [], ['snap-1', ['seal-weakens']]],
    ['snap-2', ['source-gone']],
  ]);
});

test('who it is shared with and whether they can open it', async () => {
  const shared = (key: string, who: string) => [snapshot('snap-1', { KmsKeyId: keyArn(key) }, [who])];
  expect(await copiesOf('b', shared('b', OTHER))).toEqual([['snap-1', ['receiver-cannot-open']]]);
  expect(await copiesOf('a', shared('a', FRIEND))).toEqual([]);
  const text = await run(['key', 'show', 'b', '--from', accountFile([...KEYS, ...shared('b', OTHER)])]);
  expect(text.out).toMatch(
    new RegExp(
      `snap-1 .*customer-managed under .*key/b\n +shared with ${OTHER}\n +it is shared with an account that its key does not let in`,
    ),
  );
});

test('a key that is gone or off leaves copies that cannot be opened', async () => {
  const off = {
    metadata: { ok: { KeyManager: 'CUSTOMER', KeyState: 'Disabled', KeySpec: 'SYMMETRIC_DEFAULT', Origin: 'AWS_KMS' } },
  };
  const things = [
    database('db', keyArn('a')),
    database('copy', keyArn('lost'), { SourceDBSnapshotIdentifier: `arn:aws:rds:eu-west-1:${ACCOUNT}:snapshot:db` }),
  ];
  expect(await copiesOf('a', things, [customerKey('a', off)])).toEqual([
    ['db', ['key-unusable'], ['copy', ['other-key', 'key-gone']]],
  ]);
});

test('a circle of copies ends', async () => {
  const bucket = (name: string, to: string): Observation => ({
    type: 'aws.s3.bucket',
    id: `arn:aws:s3:::${name}`,
    scope: scopeIn(),
    answers: {
      item: { ok: { Name: name, BucketRegion: 'eu-west-1' } },
      encryption: {
        ok: {
          Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: keyArn('a') } }],
        },
      },
      policy: { none: 'NoSuchBucketPolicy' },
      replication: { ok: { Rules: [{ Status: 'Enabled', Destination: { Bucket: `arn:aws:s3:::${to}` } }] } },
    },
  });
  expect(await copiesOf('a', [bucket('one', 'two'), bucket('two', 'one')])).toEqual([['one', [], ['two', []]]]);
});
