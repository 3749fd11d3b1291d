import type * as DATASYNC from '@aws-sdk/client-datasync';
import { sdk } from '../collect/descriptor.ts';
import { eachTime, loggingIn } from '../model/dependence.ts';

const datasync = sdk<typeof DATASYNC>('datasync', 'DataSyncClient');

/** Locations in object storage outside AWS. https://docs.aws.amazon.com/datasync/latest/userguide/API_DescribeLocationObjectStorage.html */
export const objectStorage = datasync
  .list(
    'aws.datasync.object-storage-location',
    'ListLocations',
    {
      items: 'Locations',
      paging: { token: ['NextToken', 'NextToken'], size: ['MaxResults', 100] },
      members: { LocationArn: true, LocationUri: true },
      keep: ({ LocationUri }) => LocationUri?.startsWith('object-storage://') ?? false,
    },
    {
      service: 'datasync',
      arn: 'arn:{partition}:datasync:{region}:{account}:location/{id}',
      id: ({ item }) => item.LocationArn,
    },
  )
  .call('location', 'DescribeLocationObjectStorage', ({ item }) => ({ LocationArn: item.LocationArn }), {
    required: ['LocationArn', 'ServerProtocol'],
    members: {
      ServerProtocol: true,
      ServerPort: true,
      ManagedSecretConfig: { SecretArn: true },
      CmkSecretConfig: { SecretArn: true, KmsKeyArn: true },
      CustomSecretConfig: { SecretArn: true },
    },
  })
  .depends({
    namedSecrets: loggingIn(
      'next-job',
      'https://docs.aws.amazon.com/datasync/latest/userguide/location-credentials.html',
    ),
    credentialsKey: eachTime(
      'the credentials of the location',
      'https://docs.aws.amazon.com/datasync/latest/userguide/location-credentials.html',
    ),
  })
  .fields((t) => ({
    protocol: t.enum(['HTTPS', 'HTTP'], ({ location }) => location.ServerProtocol),
    namedSecrets: t.links('aws.secretsmanager.secret', [], ({ location }) =>
      [location.ManagedSecretConfig, location.CmkSecretConfig, location.CustomSecretConfig].flatMap(
        (config) => config?.SecretArn || [],
      ),
    ),
    credentialsKey: t.link('aws.kms.key', ['state'], ({ location }) => location.CmkSecretConfig?.KmsKeyArn || ''),
  }));
