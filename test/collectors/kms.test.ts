import type {
  DescribeCustomKeyStoresCommandOutput,
  DescribeKeyCommandOutput,
  GetKeyLastUsageCommandOutput,
  GetKeyPolicyCommandOutput,
  GetKeyRotationStatusCommandOutput,
  GrantListEntry,
  KeyMetadata,
  ListAliasesCommandOutput,
  ListGrantsCommandOutput,
  ListKeyRotationsCommandOutput,
  ListKeysCommandOutput,
  ListResourceTagsCommandOutput,
  RotationsListEntry,
  Tag,
} from '@aws-sdk/client-kms';
import { describe, expect, test } from 'vitest';
import { CallFailed } from '../../src/collect/call.ts';
import { collectors } from '../../src/collectors/registry.ts';
import { grantable } from '../../src/iam/grants.ts';
import { ACCOUNT, type Answers, keyArn, play, refuses, TAKEN_AT } from './play.ts';

type Output<T> = Omit<T, '$metadata'>;

interface Key {
  readonly metadata?: Partial<KeyMetadata>;
  /** Principal of the only statement, or a refusal's code. */
  readonly principal?: unknown;
  readonly refused?: string;
  readonly rotates?: boolean;
  readonly grants?: readonly GrantListEntry[];
  readonly rotations?: readonly RotationsListEntry[];
  readonly tags?: readonly Tag[];
  readonly usedAt?: Date;
  readonly alias?: string;
}

const DAY = 24 * 3600 * 1000;
const ago = (days: number): Date => new Date(Date.parse(TAKEN_AT) - days * DAY);
const OWN = { AWS: `arn:aws:iam::${ACCOUNT}:root` };

/** The raw answers about keys, by key id. */
function answersOf(keys: Readonly<Record<string, Key>>): Answers {
  const of = (input: Readonly<Record<string, unknown>>): Key => keys[String(input['KeyId'])] ?? {};
  return {
    'kms:ListKeys': {
      Keys: Object.keys(keys).map((id) => ({ KeyId: id, KeyArn: keyArn(id) })),
    } satisfies Output<ListKeysCommandOutput>,
    'kms:ListAliases': {
      Aliases: Object.entries(keys).flatMap(([id, { alias }]) =>
        alias ? [{ AliasName: alias, AliasArn: `arn:aws:kms:eu-west-1:${ACCOUNT}:${alias}`, TargetKeyId: id }] : [],
      ),
    } satisfies Output<ListAliasesCommandOutput>,
    'kms:DescribeKey': (input) =>
      ({
        KeyMetadata: {
          KeyId: String(input['KeyId']),
          KeyManager: 'CUSTOMER',
          KeyState: 'Enabled',
          KeySpec: 'SYMMETRIC_DEFAULT',
          KeyUsage: 'ENCRYPT_DECRYPT',
          Origin: 'AWS_KMS',
          CreationDate: ago(1000),
          MultiRegion: false,
          ...of(input).metadata,
        },
      }) satisfies Output<DescribeKeyCommandOutput>,
    'kms:GetKeyPolicy': (input) => {
      const { principal = OWN, refused } = of(input);
      if (refused) throw new CallFailed({ operation: 'kms:GetKeyPolicy', code: refused, message: 'no' });
      const statement = { Sid: 'Only', Effect: 'Allow', Principal: principal, Action: 'kms:*', Resource: '*' };
      return { Policy: JSON.stringify({ Statement: [statement] }) } satisfies Output<GetKeyPolicyCommandOutput>;
    },
    'kms:GetKeyRotationStatus': (input) =>
      ({ KeyRotationEnabled: of(input).rotates ?? true }) satisfies Output<GetKeyRotationStatusCommandOutput>,
    'kms:ListGrants': (input) => ({ Grants: [...(of(input).grants ?? [])] }) satisfies Output<ListGrantsCommandOutput>,
    'kms:ListKeyRotations': (input) =>
      ({ Rotations: [...(of(input).rotations ?? [])] }) satisfies Output<ListKeyRotationsCommandOutput>,
    'kms:ListResourceTags': (input) =>
      ({ Tags: [...(of(input).tags ?? [])] }) satisfies Output<ListResourceTagsCommandOutput>,
    'kms:GetKeyLastUsage': (input) => {
      const { usedAt } = of(input);
      const KeyLastUsage = usedAt ? { Operation: 'Decrypt' as const, Timestamp: usedAt } : {};
      return { KeyLastUsage, TrackingStartDate: ago(200) } satisfies Output<GetKeyLastUsageCommandOutput>;
    },
  };
}

/** Everything that can name a key was listed, and nothing was found: only then "not in use" is an answer. */
const NOTHING_ELSE: Answers = Object.fromEntries([
  ['ec2:GetEbsDefaultKmsKeyId', { KmsKeyId: 'alias/aws/ebs' }],
  ...collectors.flatMap(({ list }) =>
    list ? [[`${list.sdk}:${list.operation}`, list.in === undefined ? {} : { [list.in]: {} }]] : [],
  ),
]);
const volumeUnder = (id: string): Answers => ({
  'ec2:DescribeVolumes': { Volumes: [{ VolumeId: 'vol-1', Encrypted: true, KmsKeyId: keyArn(id) }] },
});

const rules = ['kms'];
const everyGrant = { GrantId: 'g1', Operations: [...grantable('ENCRYPT_DECRYPT', 'SYMMETRIC_DEFAULT')] };
const reader = { Operations: ['Decrypt'], GranteePrincipal: OWN.AWS } satisfies GrantListEntry;
const multiRegion = (MultiRegionKeyType: 'PRIMARY' | 'REPLICA'): Key => ({
  metadata: { MultiRegion: true, MultiRegionConfiguration: { MultiRegionKeyType, PrimaryKey: { Arn: keyArn('p') } } },
});

describe('verdicts on keys from what KMS answers', () => {
  const cases: readonly (readonly [rule: string, good: Key, bad: Key])[] = [
    ['kms-key-rotation-enabled', {}, { rotates: false }],
    ['kms-key-not-left-disabled', {}, { metadata: { KeyState: 'Disabled' } }],
    ['kms-key-not-pending-deletion', {}, { metadata: { KeyState: 'PendingDeletion', DeletionDate: ago(-9) } }],
    ['kms-key-single-region', {}, multiRegion('PRIMARY')],
    ['kms-key-policy-not-public', {}, { principal: '*' }],
    ['kms-key-policy-no-untrusted-account', {}, { principal: { AWS: ['999988887777', ACCOUNT] } }],
    [
      'kms-key-policy-principal-count',
      {},
      { principal: { AWS: Array.from({ length: 11 }, (_, at) => `arn:aws:iam::${ACCOUNT}:role/${at}`) } },
    ],
    ['kms-key-policy-administration-named', {}, { principal: { AWS: [ACCOUNT, '999988887777'] } }],
    ['kms-key-policy-service-source-bound', {}, { principal: { AWS: ACCOUNT, Service: 'sns.amazonaws.com' } }],
    ['kms-key-policy-not-locked-out', {}, { principal: { AWS: 'AIDAEXAMPLEID1234567' } }],
    ['kms-grants-least-privilege', { grants: [reader] }, { grants: [everyGrant] }],
    [
      'kms-grants-not-duplicated',
      { grants: [reader, { ...reader, Constraints: { EncryptionContextEquals: { a: 'b' } } }] },
      {
        grants: [
          { ...reader, GrantId: 'a' },
          { ...reader, GrantId: 'b' },
        ],
      },
    ],
    [
      'kms-grant-count-below-threshold',
      { grants: [reader] },
      { grants: Array.from({ length: 5 }, (_, at) => ({ GrantId: String(at) })) },
    ],
    [
      'kms-imported-material-not-expiring',
      { metadata: { Origin: 'EXTERNAL', ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE' } },
      { metadata: { Origin: 'EXTERNAL', ExpirationModel: 'KEY_MATERIAL_EXPIRES', ValidTo: ago(-10) } },
    ],
    [
      'kms-key-last-rotated-within-period',
      { rotations: [{ RotationDate: ago(900) }, { RotationDate: ago(30) }] },
      { rotations: [{ RotationDate: ago(400) }] },
    ],
    ['kms-key-tagged', { tags: [{ TagKey: 'owner', TagValue: 'team' }] }, {}],
    ['kms-key-used-recently', { usedAt: ago(1) }, { usedAt: ago(100) }],
  ];
  test.each(cases)('%s', async (rule, good, bad) => {
    const played = await play(answersOf({ good, bad }), { rules, deep: true });
    expect(played.verdicts(rule)).toEqual({ good: 'pass', bad: 'fail' });
  });

  test.each([
    ['kms-key-not-pending-deletion-while-in-use', 'PendingDeletion'],
    ['kms-key-not-disabled-while-in-use', 'Disabled'],
  ] as const)('%s', async (rule, KeyState) => {
    const metadata = { KeyState };
    const keys = answersOf({ idle: { metadata, alias: 'alias/idle' }, used: { metadata }, fine: {} });
    const played = await play({ ...NOTHING_ELSE, ...keys, ...volumeUnder('used') }, { rules });
    expect(played.verdicts(rule)).toEqual({ 'alias/idle': 'pass', used: 'fail' });
    expect(played.finding(rule, 'used').message).toContain('vol-1');
    const partly = await play({ ...keys, ...volumeUnder('used') }, { rules });
    expect(partly.verdicts(rule)).toEqual({ 'alias/idle': 'unknown', used: 'fail' });
  });

  test('kms-default-service-key-not-used', async () => {
    const keys = answersOf({ idle: { alias: 'alias/aws/sqs' }, used: { alias: 'alias/aws/ebs' } });
    const played = await play({ ...NOTHING_ELSE, ...keys, ...volumeUnder('used') }, { rules });
    expect(played.verdicts('kms-default-service-key-not-used')).toEqual({
      'alias/aws/sqs': 'pass',
      'alias/aws/ebs': 'fail',
    });
  });

  test('kms-custom-key-store-connected', async () => {
    const stores = {
      CustomKeyStores: [
        { CustomKeyStoreId: 'cks-1', CustomKeyStoreName: 'on', ConnectionState: 'CONNECTED' },
        {
          CustomKeyStoreId: 'cks-2',
          CustomKeyStoreName: 'off',
          CustomKeyStoreType: 'AWS_CLOUDHSM',
          CloudHsmClusterId: 'cluster-1',
          ConnectionState: 'FAILED',
          ConnectionErrorCode: 'CLUSTER_NOT_FOUND',
        },
      ],
    } satisfies Output<DescribeCustomKeyStoresCommandOutput>;
    const played = await play({ 'kms:DescribeCustomKeyStores': stores }, { rules });
    expect(played.verdicts('kms-custom-key-store-connected')).toEqual({ on: 'pass', off: 'fail' });
    expect(played.finding('kms-custom-key-store-connected', 'off').message).toContain('CLUSTER_NOT_FOUND');
  });
});

describe('what could not be read is unknown', () => {
  test('a denied key policy, with the permission that is missing', async () => {
    const { finding } = await play(answersOf({ k: { refused: 'AccessDeniedException' } }), { rules });
    expect(finding('kms-key-policy-not-public', 'k')).toMatchObject({
      verdict: 'unknown',
      reasons: [{ class: 'denied', operation: 'kms:GetKeyPolicy', permission: 'kms:GetKeyPolicy' }],
    });
    expect(finding('kms-key-rotation-enabled', 'k').verdict).toBe('pass');
  });

  test('a key policy that is none', async () => {
    const answers = { ...answersOf({ k: {} }), 'kms:GetKeyPolicy': { Policy: '{"Statement": [' } };
    const { finding } = await play(answers, { rules });
    expect(finding('kms-key-policy-not-locked-out', 'k').reasons).toMatchObject([
      { class: 'failed', operation: 'kms:GetKeyPolicy', code: 'MalformedPolicy' },
    ]);
  });

  test.each([
    ['kms:DescribeKey', 'kms-key-not-pending-deletion'],
    ['kms:GetKeyRotationStatus', 'kms-key-rotation-enabled'],
    ['kms:ListGrants', 'kms-grants-least-privilege'],
    ['kms:ListResourceTags', 'kms-key-tagged'],
    ['kms:ListKeyRotations', 'kms-key-last-rotated-within-period'],
    ['kms:GetKeyLastUsage', 'kms-key-used-recently'],
  ])('denied %s leaves %s unknown', async (operation, rule) => {
    const answers = { ...answersOf({ k: {} }), [operation]: refuses('AccessDeniedException') };
    const { finding } = await play(answers, { rules, deep: true });
    expect(finding(rule, 'k')).toMatchObject({ verdict: 'unknown' });
    expect(finding(rule, 'k').reasons).toContainEqual(
      expect.objectContaining({ class: 'denied', operation, permission: operation }),
    );
  });

  test('what only a deep scan asks for is not collected, which is no gap', async () => {
    const { finding, graph } = await play(answersOf({ k: {} }), { rules });
    expect(finding('kms-key-tagged', 'k').reasons).toMatchObject([{ class: 'not-collected' }]);
    expect(graph.gaps).toEqual([]);
  });

  test('a denied listing of keys', async () => {
    const { verdicts } = await play({ 'kms:ListKeys': refuses('AccessDeniedException') }, { rules });
    expect(verdicts('kms-key-policy-not-public')).toEqual({ '*': 'unknown' });
  });
});

test('trusted accounts and the organization come from the context', async () => {
  const answers = answersOf({ k: { principal: { AWS: '999988887777' } } });
  const { verdicts } = await play(answers, { rules, context: { trustedAccounts: ['999988887777'] } });
  expect(verdicts('kms-key-policy-no-untrusted-account')).toEqual({ k: 'pass' });
});

describe('calls are made only where they can say something', () => {
  const count = (calls: readonly string[], name: string): number => calls.filter((call) => call === name).length;
  test('an AWS-managed key known by its alias costs none', async () => {
    const { calls } = await play(answersOf({ k: { alias: 'alias/aws/ebs' } }), { rules });
    expect(calls.filter((call) => !/List(Keys|Aliases)$/.test(call))).toEqual([]);
  });
  test('rotation is asked for where KMS can rotate', async () => {
    const keys: Record<string, Key> = {
      rotates: {},
      imported: { metadata: { Origin: 'EXTERNAL' } },
      signing: { metadata: { KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' } },
      hsm: { metadata: { Origin: 'AWS_CLOUDHSM' } },
      replica: multiRegion('REPLICA'),
      gone: { metadata: { KeyState: 'PendingDeletion' } },
    };
    const { calls } = await play(answersOf(keys), { rules });
    expect(count(calls, 'kms:GetKeyRotationStatus')).toBe(1);
    expect(count(calls, 'kms:GetKeyLastUsage')).toBe(1);
  });
  test('a deep scan takes "cannot rotate" for no rotation', async () => {
    const answers = { ...answersOf({ k: {} }), 'kms:ListKeyRotations': refuses('UnsupportedOperationException') };
    const { graph, verdicts } = await play(answers, { rules, deep: true });
    expect(graph.gaps).toEqual([]);
    expect(verdicts('kms-key-last-rotated-within-period')).toEqual({ k: 'fail' });
  });
});
