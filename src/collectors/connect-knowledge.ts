import type * as PROFILES from '@aws-sdk/client-customer-profiles';
import type * as QCONNECT from '@aws-sdk/client-qconnect';
import { sdk } from '../collect/descriptor.ts';
import { undocumented } from '../model/dependence.ts';

const profiles = sdk<typeof PROFILES>('customer-profiles', 'CustomerProfilesClient', { prefix: 'profile' });
const qconnect = sdk<typeof QCONNECT>('qconnect', 'QConnectClient', { prefix: 'wisdom' });

/** What Connect stores by itself is under a key of the service unless one is given: https://docs.aws.amazon.com/connect/latest/adminguide/key-management.html */
const DEFAULT = 'aws-owned';

export const profilesDomain = profiles
  .list(
    'aws.connect.profiles-domain',
    'ListDomains',
    {
      items: 'Items',
      paging: { token: ['NextToken', 'NextToken'], size: ['MaxResults', 100] },
      members: { DomainName: true, Tags: true },
    },
    {
      service: 'connect',
      arn: 'arn:{partition}:profile:{region}:{account}:domains/{id}',
      id: ({ item }) => item.DomainName,
    },
  )
  .call('details', 'GetDomain', ({ item }) => ({ DomainName: item.DomainName }), {
    required: ['DomainName'],
    members: { DefaultEncryptionKey: true },
  })
  .depends({
    kmsKey: undocumented(
      'customer profiles',
      'https://docs.aws.amazon.com/connect/latest/adminguide/encryption-at-rest.html',
    ),
  })
  .fields((t) => ({
    ...t.sealed(({ details }) => details.DefaultEncryptionKey || DEFAULT),
    tags: t.map(({ item }) => item.Tags ?? {}),
  }));

/** Wisdom's assistants, which are Amazon Q in Connect's by now. https://docs.aws.amazon.com/amazon-q-connect/latest/APIReference/API_ListAssistants.html */
export const assistant = qconnect
  .list(
    'aws.connect.assistant',
    'ListAssistants',
    {
      items: 'assistantSummaries',
      paging: { token: ['nextToken', 'nextToken'], size: ['maxResults', 100] },
      members: { assistantArn: true, tags: true, serverSideEncryptionConfiguration: { kmsKeyId: true } },
    },
    {
      service: 'connect',
      arn: 'arn:{partition}:wisdom:{region}:{account}:assistant/{id}',
      id: ({ item }) => item.assistantArn,
    },
  )
  .depends({
    kmsKey: undocumented(
      'what the assistant was taught and says',
      'https://docs.aws.amazon.com/connect/latest/adminguide/encryption-at-rest.html',
    ),
  })
  .fields((t) => ({
    ...t.sealed(({ item }) => item.serverSideEncryptionConfiguration?.kmsKeyId ?? DEFAULT),
    tags: t.map(({ item }) => item.tags ?? {}),
  }));
