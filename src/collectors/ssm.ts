import type * as SSM from '@aws-sdk/client-ssm';
import { sdk } from '../collect/descriptor.ts';
import { writing } from '../model/dependence.ts';
import { secretHint } from '../model/secret-name.ts';

export const ssm = sdk<typeof SSM>('ssm', 'SSMClient');

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-ec2-aliases.html: AWS checks that the value is an AMI id. */
const CHECKED_BY_AWS = 'aws:ec2:image';

/**
 * Parameters without their values: no call of this file reads one.
 * The ARN has one slash after `parameter`, whether the name starts with one or not; a name with a slash inside must.
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribeParameters.html
 */
export const parameter = ssm
  .list(
    'aws.ssm.parameter',
    'DescribeParameters',
    {
      items: 'Parameters',
      paging: { token: ['NextToken', 'NextToken'], size: ['MaxResults', 50] },
      members: {
        Name: true,
        ARN: true,
        Type: true,
        KeyId: true,
        Tier: true,
        DataType: true,
        Description: true,
        LastModifiedDate: true,
      },
      one: (id) => ({ input: { ParameterFilters: [{ Key: 'Name', Option: 'Equals', Values: namesFor(id) }] } }),
    },
    {
      service: 'ssm',
      arn: 'arn:{partition}:ssm:{region}:{account}:parameter/{id}',
      id: ({ item }) => item.ARN ?? item.Name?.replace(/^\//, ''),
    },
  )
  .named(({ item }) => item.Name)
  .depends({
    kmsKey: {
      stops: 'at-once',
      disabled: 'Its value can neither be read nor changed.',
      deleted: 'Its value, and that of its history, is lost for ever.',
      page: 'https://docs.aws.amazon.com/systems-manager/latest/userguide/secure-string-parameter-kms-encryption.html',
    },
  })
  .fields((t) => ({
    type: t.enum(['String', 'StringList', 'SecureString'], ({ item }) => item.Type),
    tier: t.enum(['Standard', 'Advanced', 'Intelligent-Tiering'], ({ item }) => item.Tier),
    dataType: t.string(({ item }) => item.DataType ?? 'text'),
    secretHint: t.optional(
      t.string(({ item }, { secretWords }) =>
        item.DataType === CHECKED_BY_AWS
          ? undefined
          : secretHint({ name: item.Name ?? '', description: item.Description }, secretWords),
      ),
    ),
    kmsKey: t.link('aws.kms.key', ['state', 'manager', 'origin', 'deletionDate'], ({ item }) =>
      item.Type === 'SecureString' ? (item.KeyId ?? 'alias/aws/ssm') : '',
    ),
    custody: t.custody(({ item }) => item.Type && (item.Type === 'SecureString' ? { ofLink: 'kmsKey' } : 'none')),
    modifiedAt: t.time(({ item }) => item.LastModifiedDate),
  }));

/** An ARN does not tell `name` from `/name`; only a name with a slash inside is sure to start with one. */
function namesFor(arn: string): string[] {
  const rest = arn.slice(arn.indexOf(':parameter/') + ':parameter/'.length);
  return rest.includes('/') ? [`/${rest}`] : [rest, `/${rest}`];
}

/**
 * Inventory copied to a bucket; without a key of its own the bucket's default encryption decides.
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ListResourceDataSync.html
 */
export const resourceDataSync = ssm
  .list(
    'aws.ssm.resource-data-sync',
    'ListResourceDataSync',
    {
      items: 'ResourceDataSyncItems',
      input: { SyncType: 'SyncToDestination' },
      paging: { token: ['NextToken', 'NextToken'], size: ['MaxResults', 50] },
      members: { SyncName: true, S3Destination: { BucketName: true, Region: true, AWSKMSKeyARN: true } },
    },
    {
      service: 'ssm',
      arn: 'arn:{partition}:ssm:{region}:{account}:resource-data-sync/{id}',
      id: ({ item }) => item.SyncName,
    },
  )
  .depends({
    kmsKey: writing(
      'inventory data',
      'https://docs.aws.amazon.com/systems-manager/latest/userguide/inventory-create-resource-data-sync.html',
    ),
  })
  .fields((t) => ({
    bucket: t.string(({ item }) => item.S3Destination?.BucketName),
    bucketRegion: t.string(({ item }) => item.S3Destination?.Region),
    kmsKey: t.link('aws.kms.key', ['state', 'manager'], ({ item }) => item.S3Destination?.AWSKMSKeyARN ?? ''),
  }));
