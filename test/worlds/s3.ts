import type {
  GetBucketEncryptionCommandOutput,
  GetBucketPolicyCommandOutput,
  GetBucketTaggingCommandOutput,
  ListBucketsCommandOutput,
} from '@aws-sdk/client-s3';
import { keyArn, playKeys, REGION, refuses } from '../collectors/play.ts';
import { policyTexts } from '../policy-texts.ts';
import type { World } from '../worlds.ts';

const { own, open, foreign } = policyTexts('s3:*');
const POLICIES: Readonly<Record<string, string>> = { foreign, public: open };
const keys: Readonly<Record<string, string>> = {
  own: keyArn('good'),
  'cut-off': keyArn('off'),
  foreign: 'arn:aws:kms:eu-west-1:444455556666:key/theirs',
  public: keyArn('good'),
  'two-layers': keyArn('good'),
};

export const world: World = {
  services: ['s3'],
  answers: {
    ...playKeys({ good: 'Enabled', off: 'PendingDeletion' }),
    's3:ListBuckets': {
      Buckets: [...Object.keys(keys), 'refused'].map((Name) => ({ Name, BucketRegion: REGION })),
    } satisfies Omit<ListBucketsCommandOutput, '$metadata'>,
    's3:GetBucketEncryption': ({ Bucket }) =>
      Bucket === 'refused'
        ? refuses('AccessDenied')
        : ({
            ServerSideEncryptionConfiguration: {
              Rules: [
                {
                  ApplyServerSideEncryptionByDefault: {
                    SSEAlgorithm: Bucket === 'two-layers' ? 'aws:kms:dsse' : 'aws:kms',
                    KMSMasterKeyID: keys[String(Bucket)],
                  },
                  BucketKeyEnabled: true,
                },
              ],
            },
          } satisfies Omit<GetBucketEncryptionCommandOutput, '$metadata'>),
    's3:GetBucketPolicy': ({ Bucket }) =>
      Bucket === 'cut-off'
        ? refuses('NoSuchBucketPolicy')
        : ({ Policy: POLICIES[String(Bucket)] ?? own } satisfies Omit<GetBucketPolicyCommandOutput, '$metadata'>),
    's3:GetPublicAccessBlock': refuses('NoSuchPublicAccessBlockConfiguration'),
    's3-control:GetPublicAccessBlock': {
      PublicAccessBlockConfiguration: { BlockPublicAcls: true, RestrictPublicBuckets: false },
    },
    's3:GetBucketReplication': refuses('ReplicationConfigurationNotFoundError'),
    's3:GetBucketVersioning': { Status: 'Enabled' },
    's3:GetBucketTagging': ({ Bucket }) =>
      Bucket === 'own'
        ? ({ TagSet: [{ Key: 'data', Value: 'pci' }] } satisfies Omit<GetBucketTaggingCommandOutput, '$metadata'>)
        : refuses('NoSuchTagSet'),
  },
};
