import type * as ATHENA from '@aws-sdk/client-athena';
import { sdk } from '../collect/descriptor.ts';
import { undocumented, writing } from '../model/dependence.ts';

const athena = sdk<typeof ATHENA>('athena', 'AthenaClient');

const KEY_FIELDS = ['state', 'manager'] as const;

/**
 * Workgroups and what becomes of query results: in a bucket, as the workgroup says, or in storage that Athena manages.
 * Where the workgroup says nothing the bucket decides, which is not known here.
 * https://docs.aws.amazon.com/athena/latest/APIReference/API_WorkGroupConfiguration.html
 */
export const workgroup = athena
  .list(
    'aws.athena.workgroup',
    'ListWorkGroups',
    {
      items: 'WorkGroups',
      paging: { token: ['NextToken', 'NextToken'], size: ['MaxResults', 50] },
      members: { Name: true, State: true },
    },
    {
      service: 'athena',
      arn: 'arn:{partition}:athena:{region}:{account}:workgroup/{id}',
      id: ({ item }) => item.Name,
    },
  )
  .call('detail', 'GetWorkGroup', ({ item }) => ({ WorkGroup: item.Name }), {
    at: 'WorkGroup',
    members: {
      Configuration: {
        EnforceWorkGroupConfiguration: true,
        ResultConfiguration: {
          OutputLocation: true,
          EncryptionConfiguration: { EncryptionOption: true, KmsKey: true },
        },
        ManagedQueryResultsConfiguration: { Enabled: true, EncryptionConfiguration: { KmsKey: true } },
        CustomerContentEncryptionConfiguration: { KmsKey: true },
      },
    },
  })
  .depends({
    kmsKey: writing(
      'query results',
      'https://docs.aws.amazon.com/athena/latest/ug/encrypting-query-results-stored-in-s3.html',
    ),
    contentKey: undocumented(
      'notebooks and session content',
      'https://docs.aws.amazon.com/athena/latest/ug/encryption.html',
    ),
  })
  .fields((t) => ({
    state: t.enum(['ENABLED', 'DISABLED'], ({ item }) => item.State),
    enforced: t.bool(({ detail }) => detail.Configuration?.EnforceWorkGroupConfiguration),
    /** What the workgroup asks for: `managed` results are always encrypted, `CSE_KMS` is client-side. */
    results: t.enum(['none', 'SSE_S3', 'SSE_KMS', 'CSE_KMS', 'managed'], ({ detail }) =>
      managed(detail)?.Enabled ? 'managed' : (optionOf(detail)?.EncryptionOption ?? 'none'),
    ),
    clientSide: t.bool(({ detail }) => !managed(detail)?.Enabled && optionOf(detail)?.EncryptionOption === 'CSE_KMS'),
    bucket: t.link('aws.s3.bucket', [], ({ detail }) =>
      bucketIn(detail.Configuration?.ResultConfiguration?.OutputLocation),
    ),
    ...t.sealed(({ detail }) => {
      if (managed(detail)?.Enabled) return managed(detail)?.EncryptionConfiguration?.KmsKey ?? 'aws-owned';
      const option = optionOf(detail);
      return option?.EncryptionOption === 'SSE_S3' ? 'aws-owned' : option?.KmsKey;
    }),
    /** Of notebooks and other content that Spark workgroups store. */
    contentKey: t.link(
      'aws.kms.key',
      KEY_FIELDS,
      ({ detail }) => detail.Configuration?.CustomerContentEncryptionConfiguration?.KmsKey ?? '',
    ),
  }));

type Detail = NonNullable<typeof workgroup.answers>['detail'];

const managed = ({ Configuration }: Detail) => Configuration?.ManagedQueryResultsConfiguration;

const optionOf = ({ Configuration }: Detail) => Configuration?.ResultConfiguration?.EncryptionConfiguration;

const bucketIn = (location: string | undefined): string => /^s3:\/\/([^/]+)/.exec(location ?? '')?.[1] ?? '';
