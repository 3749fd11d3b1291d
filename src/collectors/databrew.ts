import type * as DATABREW from '@aws-sdk/client-databrew';
import { sdk } from '../collect/descriptor.ts';
import { writing } from '../model/dependence.ts';
import { outputKey } from './output-key.ts';

const databrew = sdk<typeof DATABREW>('databrew', 'DataBrewClient');

/** https://docs.aws.amazon.com/databrew/latest/dg/encryption-security-configuration.html */
export const job = databrew
  .list(
    'aws.databrew.job',
    'ListJobs',
    {
      items: 'Jobs',
      paging: { token: ['NextToken', 'NextToken'], size: ['MaxResults', 100] },
      members: { Name: true, ResourceArn: true, EncryptionMode: true, EncryptionKeyArn: true, Tags: true },
    },
    {
      service: 'databrew',
      arn: 'arn:{partition}:databrew:{region}:{account}:job/{id}',
      id: ({ item }) => item.ResourceArn ?? item.Name,
    },
  )
  .depends({
    kmsKey: writing(
      'output of the job',
      'https://docs.aws.amazon.com/databrew/latest/dg/encryption-security-configuration.html',
    ),
  })
  .fields((t) => ({
    // what the bucket does by default is said by none
    encryptionMode: t.enum(['none', 'SSE-KMS', 'SSE-S3'], ({ item }) => item.EncryptionMode ?? 'none'),
    // SSE-KMS without a key is under aws/s3
    ...outputKey(t, ({ item }) => (item.EncryptionMode === 'SSE-KMS' ? (item.EncryptionKeyArn ?? 'alias/aws/s3') : '')),
    tags: t.map(({ item }) => item.Tags ?? {}),
  }));
