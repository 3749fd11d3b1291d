import type * as HEALTHLAKE from '@aws-sdk/client-healthlake';
import { sdk } from '../collect/descriptor.ts';
import { eachTime } from '../model/dependence.ts';

const healthlake = sdk<typeof HEALTHLAKE>('healthlake', 'HealthLakeClient');

interface Encryption {
  readonly CmkType: string | undefined;
  readonly KmsKeyId?: string | undefined;
}

/** An AWS-owned key unless one is given: https://docs.aws.amazon.com/healthlake/latest/devguide/encryption-at-rest.html */
const sealOf = (encryption: Encryption | undefined): string | undefined =>
  encryption === undefined || encryption.CmkType === 'AWS_OWNED_KMS_KEY' ? 'aws-owned' : encryption.KmsKeyId;

export const datastore = healthlake
  .list(
    'aws.healthlake.datastore',
    'ListFHIRDatastores',
    {
      items: 'DatastorePropertiesList',
      paging: { token: ['NextToken', 'NextToken'], size: ['MaxResults', 100] },
      members: {
        DatastoreArn: true,
        DatastoreName: true,
        DatastoreStatus: true,
        SseConfiguration: { KmsEncryptionConfig: { CmkType: true, KmsKeyId: true } },
      },
      keep: ({ DatastoreStatus }) => DatastoreStatus !== 'DELETED',
    },
    {
      service: 'healthlake',
      arn: 'arn:{partition}:healthlake:{region}:{account}:datastore/fhir/{id}',
      id: ({ item }) => item.DatastoreArn,
    },
  )
  .named(({ item }) => item.DatastoreName)
  .depends({
    kmsKey: eachTime(
      'health records',
      'https://docs.aws.amazon.com/healthlake/latest/devguide/encryption-at-rest.html',
    ),
  })
  .fields((t) => ({ ...t.sealed(({ item }) => sealOf(item.SseConfiguration?.KmsEncryptionConfig)) }));
