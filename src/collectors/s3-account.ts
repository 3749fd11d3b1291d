import type * as S3CONTROL from '@aws-sdk/client-s3-control';
import { sdk } from '../collect/descriptor.ts';

/** The IAM action is not named like its operation: service authorization reference, "Amazon S3". */
const s3control = sdk<typeof S3CONTROL>('s3-control', 'S3ControlClient', {
  prefix: 's3',
  permissions: { GetPublicAccessBlock: 's3:GetAccountPublicAccessBlock' },
});

/**
 * What an account decides for all its buckets. AWS gives the setting no ARN; this one is ours, in S3's style.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
export const s3Account = s3control
  .single('aws.s3.account', { service: 's3', scope: 'global', arn: 'arn:{partition}:s3::{account}:account' })
  .call('publicAccess', 'GetPublicAccessBlock', (_answers, { account }) => ({ AccountId: account }), {
    at: 'PublicAccessBlockConfiguration',
    none: ['NoSuchPublicAccessBlockConfiguration'],
    members: { BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true },
  })
  .named((_answers, id) => id.split(':')[4])
  .fields((t) => ({
    // Without the configuration, or the setting in it, S3 restricts nothing.
    restrictsPublicBuckets: t.bool(({ publicAccess }) => publicAccess?.RestrictPublicBuckets ?? false),
  }));
