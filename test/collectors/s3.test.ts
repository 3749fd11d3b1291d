import type { Dimension } from '@aws-sdk/client-cloudwatch';
import type {
  GetBucketEncryptionCommandOutput,
  GetBucketPolicyCommandOutput,
  GetBucketReplicationCommandOutput,
  GetBucketTaggingCommandOutput,
  GetBucketVersioningCommandOutput,
  GetPublicAccessBlockCommandOutput,
  ListBucketMetricsConfigurationsCommandOutput,
  ListBucketsCommandOutput,
  MetricsConfiguration,
  ReplicationRule,
  ServerSideEncryptionRule,
} from '@aws-sdk/client-s3';
import { describe, expect, test } from 'vitest';
import { CallFailed } from '../../src/collect/call.ts';
import type { Resource } from '../../src/graph/resource.ts';
import { world } from '../worlds/s3.ts';
import { ACCOUNT, type Answers, keyArn, type Played, play, playKeys, REGION, refuses } from './play.ts';

type Output<T> = Omit<T, '$metadata'>;
type Statement = Readonly<Record<string, unknown>>;

interface Bucket {
  readonly encryption?: ServerSideEncryptionRule | 'none';
  readonly policy?: readonly Statement[];
  readonly replication?: readonly ReplicationRule[];
  readonly versioning?: 'Enabled' | 'Suspended';
  readonly open?: boolean;
  readonly region?: string;
  readonly tags?: Readonly<Record<string, string>>;
}

const SSE_S3: ServerSideEncryptionRule = { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } };
const kms = (KMSMasterKeyID?: string, rest: Partial<ServerSideEncryptionRule> = {}): ServerSideEncryptionRule => ({
  ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', ...(KMSMasterKeyID ? { KMSMasterKeyID } : {}) },
  ...rest,
});

function none(operation: string, code: string): never {
  throw new CallFailed({ operation: `s3:${operation}`, code, message: 'there is none' });
}

/** The raw answers about buckets, by name. */
function answersOf(buckets: Readonly<Record<string, Bucket>>): Answers {
  const of = (input: Readonly<Record<string, unknown>>): Bucket => buckets[String(input['Bucket'])] ?? {};
  return {
    's3:ListBuckets': {
      Buckets: Object.entries(buckets).map(([Name, { region = REGION }]) => ({ Name, BucketRegion: region })),
    } satisfies Output<ListBucketsCommandOutput>,
    's3:GetBucketEncryption': (input) => {
      const { encryption = SSE_S3 } = of(input);
      if (encryption === 'none') none('GetBucketEncryption', 'ServerSideEncryptionConfigurationNotFoundError');
      return {
        ServerSideEncryptionConfiguration: { Rules: [encryption] },
      } satisfies Output<GetBucketEncryptionCommandOutput>;
    },
    's3:GetBucketPolicy': (input) => {
      const { policy } = of(input);
      if (!policy) none('GetBucketPolicy', 'NoSuchBucketPolicy');
      const text = JSON.stringify({ Version: '2012-10-17', Statement: policy });
      return { Policy: text } satisfies Output<GetBucketPolicyCommandOutput>;
    },
    's3:GetPublicAccessBlock': (input) => {
      if (of(input).open) none('GetPublicAccessBlock', 'NoSuchPublicAccessBlockConfiguration');
      const all = {
        BlockPublicAcls: true,
        IgnorePublicAcls: true,
        BlockPublicPolicy: true,
        RestrictPublicBuckets: true,
      };
      return { PublicAccessBlockConfiguration: all } satisfies Output<GetPublicAccessBlockCommandOutput>;
    },
    's3:GetBucketReplication': (input) => {
      const { replication } = of(input);
      if (!replication) none('GetBucketReplication', 'ReplicationConfigurationNotFoundError');
      return {
        ReplicationConfiguration: { Role: 'arn:aws:iam::111122223333:role/r', Rules: [...replication] },
      } satisfies Output<GetBucketReplicationCommandOutput>;
    },
    's3:GetBucketVersioning': (input) => {
      const { versioning } = of(input);
      return (versioning ? { Status: versioning } : {}) satisfies Output<GetBucketVersioningCommandOutput>;
    },
    's3:GetBucketTagging': (input) => {
      const { tags } = of(input);
      if (!tags) none('GetBucketTagging', 'NoSuchTagSet');
      const TagSet = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
      return { TagSet } satisfies Output<GetBucketTaggingCommandOutput>;
    },
  };
}

const rules = ['s3'];
const deny = (name: string, rest: Statement): Statement => ({
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:PutObject',
  Resource: [`arn:aws:s3:::${name}`, `arn:aws:s3:::${name}/*`],
  ...rest,
});
const denyHttp = deny('good', { Action: 's3:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } });
const denyBare = deny('good', { Condition: { Null: { 's3:x-amz-server-side-encryption': 'true' } } });
const denyOtherKeys = (key: string): Statement =>
  deny('good', { Condition: { StringNotEquals: { 's3:x-amz-server-side-encryption-aws-kms-key-id': key } } });
const replicate = (sealed: boolean): ReplicationRule => ({
  ID: 'copy',
  Status: 'Enabled',
  ...(sealed ? { SourceSelectionCriteria: { SseKmsEncryptedObjects: { Status: 'Enabled' } } } : {}),
  Destination: {
    Bucket: 'arn:aws:s3:::copies',
    ...(sealed ? { EncryptionConfiguration: { ReplicaKmsKeyID: keyArn('key') } } : {}),
  },
});

describe('verdicts on buckets from what S3 answers', () => {
  const cases: readonly (readonly [rule: string, good: Bucket, bad: Bucket])[] = [
    ['s3-default-encryption-configured', {}, { encryption: 'none' }],
    ['s3-default-encryption-kms', { encryption: kms() }, {}],
    ['s3-bucket-key-enabled', { encryption: kms('k', { BucketKeyEnabled: true }) }, { encryption: kms('k') }],
    ['s3-secure-transport-enforced', { policy: [denyHttp] }, { policy: [denyBare] }],
    ['s3-policy-denies-unencrypted-put', { policy: [denyBare] }, {}],
    ['s3-policy-enforces-encryption-level', { policy: [denyOtherKeys(keyArn('key'))] }, { policy: [denyHttp] }],
    [
      's3-sse-c-blocked',
      { encryption: { ...SSE_S3, BlockedEncryptionTypes: { EncryptionType: ['SSE-C'] } } },
      { encryption: { ...SSE_S3, BlockedEncryptionTypes: { EncryptionType: ['NONE'] } } },
    ],
    [
      's3-replication-covers-kms-objects',
      { encryption: kms(keyArn('key')), replication: [replicate(true)] },
      { encryption: kms(keyArn('key')), replication: [replicate(true), replicate(false)] },
    ],
  ];
  test.each(cases)('%s', async (rule, good, bad) => {
    const played = await play({ ...playKeys({ key: 'Enabled' }), ...answersOf({ good, bad }) }, { rules });
    expect(played.verdicts(rule)).toEqual({ good: 'pass', bad: 'fail' });
  });

  test('what cannot apply has no finding', async () => {
    const played = await play(answersOf({ b: {} }), { rules });
    expect(played.verdicts('s3-bucket-key-enabled')).toEqual({});
    expect(played.verdicts('s3-replication-covers-kms-objects')).toEqual({});
  });

  test('a policy that demands the AWS-managed key demands no customer key', async () => {
    const answers = {
      ...playKeys({ 'aws/s3': 'Enabled' }),
      ...answersOf({ good: { policy: [denyOtherKeys(keyArn('aws/s3'))] } }),
    };
    const { finding } = await play(answers, { rules });
    expect(finding('s3-policy-enforces-encryption-level', 'good')).toMatchObject({
      verdict: 'fail',
      evidence: { requiredCustody: 'aws-managed' },
    });
  });
});

async function bucketsOf({ graph }: Played): Promise<Readonly<Record<string, Resource>>> {
  const found: Record<string, Resource> = {};
  for await (const resource of graph.resources())
    if (resource.type === 'aws.s3.bucket') found[resource.name] = resource;
  return found;
}

describe('fields of a bucket', () => {
  test('custody follows the algorithm and the key', async () => {
    const buckets = await bucketsOf(
      await play(
        {
          ...playKeys({ key: 'Enabled', 'aws/s3': 'Enabled' }),
          ...answersOf({
            none: { encryption: 'none' },
            s3: {},
            managed: { encryption: kms() },
            customer: { encryption: kms(keyArn('key')) },
            foreign: { encryption: kms(`arn:aws:kms:${REGION}:999988887777:key/x`) },
            dual: { encryption: { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms:dsse' } } },
          }),
        },
        { rules },
      ),
    );
    const custody = (name: string): unknown => buckets[name]?.read('custody');
    const exactly = (one: string) => ({ min: one, max: one });
    expect(['none', 's3', 'managed', 'customer', 'dual'].map(custody)).toEqual(
      ['none', 'aws-owned', 'aws-managed', 'customer-managed', 'aws-managed'].map(exactly),
    );
    expect(custody('foreign')).toMatchObject({
      min: 'aws-managed',
      max: 'customer-managed',
      reason: { code: 'foreign' },
    });
    expect(buckets['foreign']?.read('kmsKeyState')).toBe('foreign');
    expect([buckets['dual']?.read('dualLayer'), buckets['s3']?.read('dualLayer')]).toEqual([true, false]);
  });

  test('access, versioning and replication', async () => {
    const read = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::open/*' };
    const buckets = await bucketsOf(
      await play(
        {
          ...playKeys({ key: 'Enabled' }),
          ...answersOf({
            open: { open: true, policy: [{ ...read, Principal: '*' }], versioning: 'Suspended' },
            shared: { policy: [{ ...read, Principal: { AWS: '999988887777' } }], replication: [replicate(true)] },
          }),
        },
        { rules },
      ),
    );
    const { open, shared } = buckets;
    expect(open?.read('public')).toBe(true);
    expect(open?.read('publicStatements')).toEqual(['statement 1']);
    expect([open?.read('publicAccessBlocked'), shared?.read('publicAccessBlocked')]).toEqual([false, true]);
    expect([open?.read('versioning'), shared?.read('versioning')]).toEqual(['Suspended', 'none']);
    expect(shared?.read('untrustedAccounts')).toEqual(['999988887777']);
    expect(shared?.read('replicaKeys')).toMatchObject({ targets: [{ id: keyArn('key') }] });
    expect(shared?.read('replication')).toEqual([
      { id: 'copy', enabled: true, destination: 'arn:aws:s3:::copies', kmsObjects: true, key: keyArn('key') },
    ]);
  });

  test('a bucket lives in its own Region and its ARN names none', async () => {
    const regions: string[] = [];
    const answers: Answers = {
      ...answersOf({ far: { region: 'us-west-2' } }),
      's3:GetBucketVersioning': (_input, region) => {
        regions.push(region);
        return {};
      },
    };
    const { finding } = await play(answers, { rules });
    expect(finding('s3-sse-c-blocked', 'far').resource).toMatchObject({
      id: 'arn:aws:s3:::far',
      account: ACCOUNT,
      region: 'us-west-2',
    });
    expect(regions).toEqual(['us-west-2']);
  });
});

describe('what could not be read is unknown', () => {
  test.each([
    ['s3:GetBucketEncryption', 's3:GetEncryptionConfiguration', 's3-default-encryption-configured'],
    ['s3:GetBucketPolicy', 's3:GetBucketPolicy', 's3-secure-transport-enforced'],
    ['s3:GetBucketReplication', 's3:GetReplicationConfiguration', 's3-replication-covers-kms-objects'],
  ])('denied %s: %s is missing', async (operation, permission, rule) => {
    const answers = { ...answersOf({ b: { encryption: kms() } }), [operation]: refuses('AccessDenied') };
    const { finding } = await play(answers, { rules });
    expect(finding(rule, 'b')).toMatchObject({ verdict: 'unknown' });
    expect(finding(rule, 'b').reasons).toContainEqual(
      expect.objectContaining({ class: 'denied', operation, permission }),
    );
  });

  test('a denied public access block is no open bucket', async () => {
    const answers = { ...answersOf({ b: {} }), 's3:GetPublicAccessBlock': refuses('AccessDenied') };
    const { b } = await bucketsOf(await play(answers, { rules }));
    expect(b?.read('publicAccessBlocked')).toMatchObject({
      unknown: { class: 'denied', permission: 's3:GetBucketPublicAccessBlock' },
    });
  });

  test('a denied listing', async () => {
    const { finding } = await play({ 's3:ListBuckets': refuses('AccessDenied') }, { rules });
    expect(finding('s3-sse-c-blocked', '*').reasons).toMatchObject([{ permission: 's3:ListAllMyBuckets' }]);
  });

  test('an algorithm that is not told', async () => {
    const { finding } = await play(answersOf({ b: { encryption: {} } }), { rules });
    expect(finding('s3-default-encryption-configured', 'b').reasons).toMatchObject([{ code: 'MissingMember' }]);
  });
});

test('the tags of a bucket, none where S3 has none, and unknown where it may not say', async () => {
  const answers = answersOf({ tagged: { tags: { data: 'pci' } }, plain: {} });
  const buckets = await bucketsOf(await play(answers, { rules }));
  expect([buckets['tagged']?.tags, buckets['plain']?.tags]).toEqual([{ data: 'pci' }, {}]);
  const denied = { ...answers, 's3:GetBucketTagging': refuses('AccessDenied') };
  const unread = (await bucketsOf(await play(denied, { rules })))['tagged'];
  expect(unread?.tags).toBeUndefined();
  expect(unread?.read('tags')).toMatchObject({ unknown: { permission: 's3:GetBucketTagging' } });
});

test('a bucket costs six calls', async () => {
  const { calls } = await play(answersOf({ b: {} }), { rules });
  expect(calls.filter((call) => call !== 's3:ListBuckets')).toHaveLength(6);
});

describe('how often a bucket without a Bucket Key calls KMS', () => {
  const rule = 's3-bucket-key-enabled';
  const CONFIGURED: Readonly<Record<string, MetricsConfiguration[]>> = {
    counted: [{ Id: 'logs', Filter: { Prefix: 'logs/' } }, { Id: 'all' }],
    filtered: [{ Id: 'logs', Filter: { Prefix: 'logs/' } }],
    sealed: [{ Id: 'all' }],
  };
  const points = (...sums: number[]) => ({ Datapoints: sums.map((Sum) => ({ Sum })) });
  const metrics: Answers = {
    ...answersOf({
      counted: { encryption: kms('k'), region: 'eu-central-1' },
      filtered: { encryption: kms('k') },
      plain: { encryption: kms('k') },
      sealed: { encryption: kms('k', { BucketKeyEnabled: true }) },
      'two-layers': { encryption: { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms:dsse' } } },
    }),
    's3:ListBucketMetricsConfigurations': ({ Bucket }) =>
      ({
        IsTruncated: false,
        ...(CONFIGURED[String(Bucket)] ? { MetricsConfigurationList: CONFIGURED[String(Bucket)] } : {}),
      }) satisfies Output<ListBucketMetricsConfigurationsCommandOutput>,
    'cloudwatch:GetMetricStatistics': ({ Namespace, MetricName, Dimensions }, region) => {
      if (Namespace !== 'AWS/S3') return points();
      const [{ Value: bucket } = {}, { Value: filter } = {}] = Dimensions as Dimension[];
      return bucket === 'counted' && filter === 'all' && region === 'eu-central-1'
        ? points(...(MetricName === 'GetRequests' ? [700, 41] : [259]))
        : refuses('InvalidParameterValue');
    },
  };
  const judged = (answers: Answers, deep: boolean) => play(answers, { rules, deep, regions: [REGION, 'eu-central-1'] });

  test('under --deep the finding says so, where CloudWatch counts all requests', async () => {
    const { verdicts, finding, calls } = await judged(metrics, true);
    expect(verdicts(rule)).toMatchObject({ counted: 'fail', filtered: 'fail', plain: 'fail', sealed: 'pass' });
    expect(finding(rule, 'counted').evidence).toMatchObject({ countedRequests: 1000 });
    expect(finding(rule, 'counted').message).toContain('1000');
    for (const name of ['filtered', 'plain']) expect(finding(rule, name).message, name).toContain('none');
    const others = 2; // of the regions' own calls to KMS
    expect(calls.filter((call) => call === 'cloudwatch:GetMetricStatistics')).toHaveLength(2 + others);
  });

  test('without it, and where it is refused, the verdict is the same and the figure is not known', async () => {
    const { verdicts, finding, calls } = await judged(metrics, false);
    expect(calls).not.toContain('s3:ListBucketMetricsConfigurations');
    expect(verdicts(rule)).toMatchObject({ counted: 'fail', sealed: 'pass' });
    expect(finding(rule, 'counted').evidence).not.toHaveProperty('countedRequests');
    for (const operation of ['s3:ListBucketMetricsConfigurations', 'cloudwatch:GetMetricStatistics']) {
      const refused = await judged({ ...metrics, [operation]: refuses('AccessDenied') }, true);
      expect(refused.finding(rule, 'counted'), operation).toMatchObject({ verdict: 'fail', reasons: [] });
      expect(refused.finding(rule, 'counted').message, operation).toContain('unknown');
    }
  });
});

test('buckets: whose key seals them, whether it works, and whom the policy lets in', async () => {
  const { verdicts } = await play(world.answers, { rules: ['s3'] });
  const unknown = { refused: 'unknown' };
  expect(verdicts('s3-key-usable')).toMatchObject({ own: 'pass', 'cut-off': 'fail', foreign: 'unknown', ...unknown });
  expect(verdicts('s3-key-own-account')).toMatchObject({ own: 'pass', 'cut-off': 'pass', foreign: 'fail', ...unknown });
  const policies = { own: 'pass', 'cut-off': 'pass', foreign: 'fail', refused: 'pass' };
  expect(verdicts('s3-policy-no-untrusted-account')).toMatchObject(policies);
});

describe('a policy that lets in strangers', () => {
  const verdictIn = async (answers: Answers): Promise<Played['findings'][number]> =>
    (await play({ ...world.answers, ...answers }, { rules: ['s3'] })).finding('s3-policy-not-public', 'public');
  const restricts = (RestrictPublicBuckets: boolean) => ({ PublicAccessBlockConfiguration: { RestrictPublicBuckets } });

  test('fails unless the bucket or the account restricts public buckets', async () => {
    expect(await verdictIn({})).toMatchObject({ verdict: 'fail', message: expect.stringContaining('Everyone') });
    expect((await verdictIn({ 's3:GetPublicAccessBlock': restricts(true) })).verdict).toBe('pass');
    expect((await verdictIn({ 's3-control:GetPublicAccessBlock': restricts(true) })).verdict).toBe('pass');
    const none = refuses('NoSuchPublicAccessBlockConfiguration');
    expect((await verdictIn({ 's3-control:GetPublicAccessBlock': none })).verdict).toBe('fail');
  });

  test('is unknown where the account cannot be asked, and the bucket does not restrict', async () => {
    const denied = { 's3-control:GetPublicAccessBlock': refuses('AccessDenied') };
    expect(await verdictIn(denied)).toMatchObject({
      verdict: 'unknown',
      reasons: [{ class: 'denied', permission: 's3:GetAccountPublicAccessBlock' }],
    });
    expect((await verdictIn({ ...denied, 's3:GetPublicAccessBlock': restricts(true) })).verdict).toBe('pass');
  });

  test('other policies pass without asking', async () => {
    const { verdicts } = await play(
      { ...world.answers, 's3-control:GetPublicAccessBlock': refuses('AccessDenied') },
      { rules: ['s3'] },
    );
    expect(verdicts('s3-policy-not-public')).toMatchObject({ own: 'pass', foreign: 'pass', 'cut-off': 'pass' });
    expect(verdicts('s3-default-encryption-dsse')).toMatchObject({
      'two-layers': 'pass',
      own: 'fail',
      refused: 'unknown',
    });
  });
});
