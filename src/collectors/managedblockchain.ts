import type * as BLOCKCHAIN from '@aws-sdk/client-managedblockchain';
import { sdk } from '../collect/descriptor.ts';

const managedblockchain = sdk<typeof BLOCKCHAIN>('managedblockchain', 'ManagedBlockchainClient');

const PAGES = { token: ['NextToken', 'NextToken'], size: ['MaxResults', 10] } as const;

export const network = managedblockchain
  .list(
    'aws.managedblockchain.network',
    'ListNetworks',
    { items: 'Networks', paging: PAGES, members: { Id: true, Arn: true, Name: true, Framework: true } },
    {
      service: 'managedblockchain',
      arn: 'arn:{partition}:managedblockchain:{region}::networks/{id}',
      id: ({ item }) => item.Arn ?? item.Id,
    },
  )
  .named(({ item }) => item.Name)
  .fields(() => ({}));

/** AWS writes the text "AWS Owned KMS Key" where no key was given: API_Member. */
const sealOf = (key: string | undefined): string | undefined => (key?.startsWith('AWS Owned') ? 'aws-owned' : key);

/** The account's own members of Hyperledger Fabric networks; Ethereum's public ones have none. */
export const member = managedblockchain
  .listEach(
    'aws.managedblockchain.member',
    'ListMembers',
    {
      of: network,
      input: ({ Framework, Id }) => (Framework === 'ETHEREUM' ? undefined : { NetworkId: Id, IsOwned: true }),
      items: 'Members',
      paging: PAGES,
      members: { Id: true, Arn: true, Name: true },
      none: ['ResourceNotFoundException'],
    },
    {
      service: 'managedblockchain',
      arn: 'arn:{partition}:managedblockchain:{region}:{account}:members/{id}',
      id: ({ item }) => item.Arn ?? item.Id,
    },
  )
  .call('details', 'GetMember', ({ item, parent }) => ({ NetworkId: parent.Id, MemberId: item.Id }), {
    at: 'Member',
    members: { KmsKeyArn: true, Tags: true },
  })
  .named(({ item }) => item.Name)
  .depends({
    kmsKey: {
      stops: 'soon',
      disabled: 'The member and its peer nodes become impaired.',
      deleted: 'The member and its peer nodes are lost for ever.',
      page: 'https://docs.aws.amazon.com/managed-blockchain/latest/hyperledger-fabric-dev/managed-blockchain-encryption-at-rest.html',
    },
  })
  .fields((t) => ({
    ...t.sealed(({ details }) => sealOf(details.KmsKeyArn)),
    tags: t.map(({ details }) => details.Tags ?? {}),
  }));
