import type { GetMetricStatisticsCommandOutput } from '@aws-sdk/client-cloudwatch';
import type {
  DescribeKeyCommandOutput,
  GetKeyLastUsageCommandOutput,
  GetKeyRotationStatusCommandOutput,
  GrantListEntry,
  KeyMetadata,
  ListAliasesCommandOutput,
  ListGrantsCommandOutput,
} from '@aws-sdk/client-kms';
import { ACCOUNT, keyArn, REGION, refuses, TAKEN_AT } from '../collectors/play.ts';
import type { World } from '../worlds.ts';

type Output<T> = Omit<T, '$metadata'>;
type Input = Readonly<Record<string, unknown>>;

const OTHER = 'us-east-1';
const DAY = 24 * 3600 * 1000;
const ago = (days: number): Date => new Date(Date.parse(TAKEN_AT) - days * DAY);

interface Key {
  readonly region?: string;
  readonly metadata?: Partial<KeyMetadata>;
  readonly refused?: boolean;
  readonly policy?: object;
  readonly rotationDays?: number;
  readonly tags?: Readonly<Record<string, string>>;
  readonly grants?: readonly GrantListEntry[];
  readonly usedAt?: Date;
}

const statement = { Sid: 'Own', Effect: 'Allow', Action: 'kms:*', Resource: '*' };
const own = { ...statement, Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` } };
const inRegion = (region: string) => ({
  Effect: 'Allow',
  Principal: { Service: 'logs.amazonaws.com' },
  Action: ['kms:Encrypt', 'kms:Decrypt'],
  Resource: '*',
  Condition: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': `arn:aws:logs:${region}:${ACCOUNT}:*` } },
});
const policy = (...statements: readonly object[]) => ({ Version: '2012-10-17', Statement: statements });

const copyOf = (id: string, kind: 'PRIMARY' | 'REPLICA'): Partial<KeyMetadata> => ({
  MultiRegion: true,
  MultiRegionConfiguration: {
    MultiRegionKeyType: kind,
    PrimaryKey: { Arn: keyArn(id), Region: REGION },
    ReplicaKeys: [{ Arn: keyArn(id, OTHER), Region: OTHER }],
  },
});

/** Multi-Region keys have one id everywhere: `id@region`. */
const keys: Readonly<Record<string, Key>> = {
  'mrk-same': {
    metadata: copyOf('mrk-same', 'PRIMARY'),
    policy: policy(own, inRegion(REGION)),
    tags: { owner: 'web', tier: '1' },
  },
  [`mrk-same@${OTHER}`]: {
    metadata: copyOf('mrk-same', 'REPLICA'),
    policy: policy(inRegion(OTHER), { ...own, Sid: 'Mine' }), // says the same
    tags: { tier: '1', owner: 'web' },
  },
  'mrk-apart': { metadata: { ...copyOf('mrk-apart', 'PRIMARY'), KeyState: 'Disabled', Enabled: false } },
  [`mrk-apart@${OTHER}`]: {
    metadata: copyOf('mrk-apart', 'REPLICA'),
    policy: policy(own, { ...statement, Sid: 'Theirs', Principal: { AWS: 'arn:aws:iam::444455556666:root' } }),
    tags: { owner: 'nobody' },
  },
  'mrk-refused': { metadata: copyOf('mrk-refused', 'PRIMARY'), refused: true },
  [`mrk-refused@${OTHER}`]: { metadata: copyOf('mrk-refused', 'REPLICA') },
  seldom: { rotationDays: 2560, usedAt: ago(10) },
  orphan: { usedAt: ago(140) },
  granted: { grants: ['a', 'b', 'c'].map((GrantId) => ({ GrantId, Operations: ['Encrypt'] })) },
  'signs-old': { metadata: { KeySpec: 'RSA_3072', KeyUsage: 'SIGN_VERIFY', CreationDate: ago(1000) } },
  'signs-new': { metadata: { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY', CreationDate: ago(10) } },
  'imported-twice': { metadata: { ...copyOf('imported-twice', 'PRIMARY'), Origin: 'EXTERNAL' } },
  'imported-once': { metadata: { Origin: 'EXTERNAL' } },
  dying: { metadata: { KeyState: 'PendingDeletion', Enabled: false, DeletionDate: ago(-9.5) } },
};

const regionOf = (name: string): string => name.split('@')[1] ?? REGION;
const idOf = (name: string): string => name.split('@')[0] ?? '';
const keyAt = ({ KeyId }: Input, region: string): Key =>
  keys[region === REGION ? String(KeyId) : `${String(KeyId)}@${region}`] ?? {};

/** Multi-Region keys in step and not, orphans, keys that cannot rotate, and what KMS counts. */
export const world: World = {
  services: ['kms'],
  regions: [REGION, OTHER],
  deep: true,
  answers: {
    'kms:ListKeys': (_input, region) => ({
      Keys: Object.keys(keys)
        .filter((name) => regionOf(name) === region)
        .map((name) => ({ KeyId: idOf(name), KeyArn: keyArn(idOf(name), region) })),
    }),
    'kms:ListAliases': (_input, region) =>
      ({
        Aliases: ['seldom', 'dying'].flatMap((TargetKeyId) =>
          region === REGION
            ? [
                {
                  AliasName: `alias/to-${TargetKeyId}`,
                  AliasArn: `arn:aws:kms:${region}:${ACCOUNT}:alias/to-${TargetKeyId}`,
                  TargetKeyId,
                },
              ]
            : [],
        ),
      }) satisfies Output<ListAliasesCommandOutput>,
    'kms:DescribeKey': (input, region) =>
      ({
        KeyMetadata: {
          KeyId: String(input['KeyId']),
          KeyManager: 'CUSTOMER',
          KeyState: 'Enabled',
          KeySpec: 'SYMMETRIC_DEFAULT',
          KeyUsage: 'ENCRYPT_DECRYPT',
          Origin: 'AWS_KMS',
          CreationDate: ago(300),
          MultiRegion: false,
          ...keyAt(input, region).metadata,
        },
      }) satisfies Output<DescribeKeyCommandOutput>,
    'kms:GetKeyPolicy': (input, region) => {
      const { policy: text = policy(own), refused } = keyAt(input, region);
      return refused ? refuses('AccessDeniedException') : { Policy: JSON.stringify(text) };
    },
    'kms:GetKeyRotationStatus': (input, region) =>
      ({
        KeyRotationEnabled: true,
        RotationPeriodInDays: keyAt(input, region).rotationDays ?? 365,
        NextRotationDate: ago(-200),
      }) satisfies Output<GetKeyRotationStatusCommandOutput>,
    'kms:ListGrants': (input, region) =>
      ({ Grants: [...(keyAt(input, region).grants ?? [])] }) satisfies Output<ListGrantsCommandOutput>,
    'kms:ListKeyRotations': { Rotations: [] },
    'kms:ListResourceTags': (input, region) => ({
      Tags: Object.entries(keyAt(input, region).tags ?? {}).map(([TagKey, TagValue]) => ({ TagKey, TagValue })),
    }),
    'kms:GetKeyLastUsage': (input, region) => {
      const { usedAt } = keyAt(input, region);
      return {
        KeyLastUsage: usedAt ? { Operation: 'Decrypt', Timestamp: usedAt } : {},
        TrackingStartDate: ago(200),
      } satisfies Output<GetKeyLastUsageCommandOutput>;
    },
    'cloudwatch:GetMetricStatistics': (_input, region) =>
      ({
        Datapoints: region === REGION ? [{ Sum: 90 }, { Sum: 480_000 }, { Sum: 12_345 }] : [],
      }) satisfies Output<GetMetricStatisticsCommandOutput>,
  },
};
