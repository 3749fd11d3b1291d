import type * as CLOUDFRONT from '@aws-sdk/client-cloudfront';
import type * as EC2 from '@aws-sdk/client-ec2';
import type * as KMS from '@aws-sdk/client-kms';
import type * as QUICKSIGHT from '@aws-sdk/client-quicksight';
import type * as S3 from '@aws-sdk/client-s3';
import { sdk } from '../../src/collect/descriptor.ts';

const kms = sdk<typeof KMS>('kms', 'KMSClient');
const ec2 = sdk<typeof EC2>('ec2', 'EC2Client');
const s3 = sdk<typeof S3>('s3', 'S3Client');

const keysBy = (size?: readonly ['Limit', number]) =>
  kms.list(
    'test.key',
    'ListKeys',
    {
      items: 'Keys',
      paging: { token: ['Marker', 'NextMarker'], ...(size ? { size } : {}) },
      members: { KeyId: true },
    },
    { service: 'kms', arn: 'arn:{partition}:kms:{region}:{account}:key/{id}', id: ({ item }) => item.KeyId },
  );

export const plainKeys = keysBy(['Limit', 1000]).fields(() => ({}));

export const aliases = kms
  .list(
    'test.alias',
    'ListAliases',
    { items: 'Aliases', members: { AliasName: true, AliasArn: true, TargetKeyId: true } },
    { service: 'kms', arn: '{id}', id: ({ item }) => item.AliasArn },
  )
  .fields(() => ({}));

/** One call of each sort: plain, conditional, with codes that mean "none", second phase, a list. */
export const keys = keysBy()
  .join('alias', aliases, ({ item }, other) => other.TargetKeyId === item.KeyId)
  .call('metadata', 'DescribeKey', ({ item }) => ({ KeyId: item.KeyId }), {
    at: 'KeyMetadata',
    members: { KeyState: true, CreationDate: true, MultiRegionConfiguration: { PrimaryKey: { Arn: true } } },
  })
  .call('policy', 'GetKeyPolicy', ({ item }) => ({ KeyId: item.KeyId }), {
    none: ['NotFoundException'],
    members: { Policy: true },
  })
  .call('rotation', 'GetKeyRotationStatus', ({ item }) => ({ KeyId: item.KeyId }), {
    when: ({ metadata }) => metadata.KeyState === 'Enabled',
    members: { KeyRotationEnabled: true },
  })
  .pages('grants', 'ListGrants', ({ item }) => ({ KeyId: item.KeyId }), {
    items: 'Grants',
    paging: { token: ['Marker', 'NextMarker'] },
    members: { GrantId: true },
    keep: ({ GrantId }) => GrantId !== 'noise',
  })
  .call('lastUsage', 'GetKeyLastUsage', ({ item }) => ({ KeyId: item.KeyId }), {
    second: true,
    when: ({ metadata }) => metadata.KeyState === 'Disabled',
    members: { TrackingStartDate: true },
  })
  .fields(() => ({}));

/** Items nested in groups. */
export const instances = ec2
  .listNested(
    'test.instance',
    'DescribeInstances',
    { items: 'Reservations', flatten: 'Instances', members: { InstanceId: true } },
    {
      service: 'ec2',
      arn: 'arn:{partition}:ec2:{region}:{account}:instance/{id}',
      id: ({ item }) => item.InstanceId,
    },
  )
  .fields(() => ({}));

/** A listing made for each item of another one; the items are plain texts. */
export const policyNames = kms
  .listEach(
    'test.policy-name',
    'ListKeyPolicies',
    {
      of: plainKeys,
      input: ({ KeyId }) => (KeyId === 'no-policies' ? undefined : { KeyId }),
      items: 'PolicyNames',
      members: {},
      none: ['NotFoundException'],
    },
    {
      service: 'kms',
      arn: 'arn:{partition}:kms:{region}:{account}:key/{id}',
      id: ({ item, parent }) => `${parent.KeyId}/${item}`,
    },
  )
  .fields((t) => ({ key: t.string(({ parent }) => parent.KeyId) }));

/** A listing that names the account, of a service that may never have been set up. */
export const dataSources = sdk<typeof QUICKSIGHT>('quicksight', 'QuickSightClient')
  .list(
    'test.data-source',
    'ListDataSources',
    {
      items: 'DataSources',
      input: ({ account }) => ({ AwsAccountId: account }),
      none: ['ResourceNotFoundException'],
      members: { Arn: true },
    },
    { service: 'quicksight', arn: '{id}', id: ({ item }) => item.Arn },
  )
  .fields(() => ({}));

/** A global listing whose resources live in regions of their own. */
export const buckets = s3
  .list(
    'test.bucket',
    'ListBuckets',
    { items: 'Buckets', members: { Name: true, BucketRegion: true } },
    {
      service: 's3',
      scope: 'global',
      arn: 'arn:{partition}:s3:::{id}',
      id: ({ item }) => item.Name,
      region: ({ item }) => item.BucketRegion,
    },
  )
  .call('encryption', 'GetBucketEncryption', ({ item }) => ({ Bucket: item.Name }), {
    at: 'ServerSideEncryptionConfiguration',
    members: { Rules: { BucketKeyEnabled: true } },
  })
  .fields(() => ({}));

/** Grants of all the keys that a key's aliases point to: several inputs, one list. */
export const grantsByAlias = keysBy()
  .pages('aliases', 'ListAliases', ({ item }) => ({ KeyId: item.KeyId }), {
    items: 'Aliases',
    members: { TargetKeyId: true },
  })
  .each('grants', 'ListGrants', ({ aliases }) => aliases.map(({ TargetKeyId }) => ({ KeyId: TargetKeyId })), {
    items: 'Grants',
    paging: { token: ['Marker', 'NextMarker'] },
    members: { GrantId: true },
  })
  .fields(() => ({}));

export const distributions = sdk<typeof CLOUDFRONT>('cloudfront', 'CloudFrontClient')
  .listIn(
    'test.distribution',
    'ListDistributions',
    {
      in: 'DistributionList',
      items: 'Items',
      paging: { token: ['Marker', 'NextMarker'] },
      members: { Id: true },
    },
    { service: 'test', arn: '{id}', id: ({ item }) => item.Id },
  )
  .fields(() => ({}));
