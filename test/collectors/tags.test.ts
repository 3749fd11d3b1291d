import type * as CLOUDHSM from '@aws-sdk/client-cloudhsm-v2';
import type * as PROFILES from '@aws-sdk/client-customer-profiles';
import type * as DATABREW from '@aws-sdk/client-databrew';
import type * as EC2 from '@aws-sdk/client-ec2';
import type * as FSX from '@aws-sdk/client-fsx';
import type * as LOCATION from '@aws-sdk/client-location';
import type * as BLOCKCHAIN from '@aws-sdk/client-managedblockchain';
import type * as QCONNECT from '@aws-sdk/client-qconnect';
import type * as RDS from '@aws-sdk/client-rds';
import type * as SESV2 from '@aws-sdk/client-sesv2';
import type * as GATEWAY from '@aws-sdk/client-storage-gateway';
import type * as TRANSFER from '@aws-sdk/client-transfer';
import { expect, test } from 'vitest';
import { ACCOUNT, type Answers, play, REGION, refuses } from './play.ts';

const NAMES = ['tagged', 'plain'] as const;
const AT = new Date('2026-01-01T00:00:00Z');
const LIST = [{ Key: 'data', Value: 'pci' }];
const MAP = { data: 'pci' };

/** Of two resources the one that is tagged has the tags; the other's answer lacks the member, as AWS's do. */
const pair = <T>(make: (name: string, isTagged: boolean) => T): T[] =>
  NAMES.map((name) => make(name, name === 'tagged'));
const isTagged = (name: unknown): boolean => String(name).endsWith('tagged');
const arn = (service: string, rest: string): string => `arn:aws:${service}:${REGION}:${ACCOUNT}:${rest}`;

type Case = readonly [type: string, answers: Answers];

const inLists: readonly Case[] = [
  [
    'aws.cloudhsm.cluster',
    {
      'cloudhsm-v2:DescribeClusters': {
        Clusters: pair((ClusterId, tagged) => ({ ClusterId, ...(tagged ? { TagList: LIST } : {}) })),
      } satisfies CLOUDHSM.DescribeClustersResponse,
    },
  ],
  [
    'aws.cloudhsm.backup',
    {
      'cloudhsm-v2:DescribeBackups': {
        Backups: pair((BackupId, tagged) => ({
          BackupId,
          BackupState: 'READY' as const,
          ...(tagged ? { TagList: LIST } : {}),
        })),
      } satisfies CLOUDHSM.DescribeBackupsResponse,
    },
  ],
  [
    'aws.connect.profiles-domain',
    {
      'customer-profiles:ListDomains': {
        Items: pair((DomainName, tagged) => ({
          DomainName,
          CreatedAt: AT,
          LastUpdatedAt: AT,
          ...(tagged ? { Tags: MAP } : {}),
        })),
      } satisfies PROFILES.ListDomainsResponse,
    },
  ],
  [
    'aws.connect.assistant',
    {
      'qconnect:ListAssistants': {
        assistantSummaries: pair((name, tagged) => ({
          assistantId: name,
          assistantArn: arn('wisdom', `assistant/${name}`),
          name,
          type: 'AGENT' as const,
          status: 'ACTIVE' as const,
          ...(tagged ? { tags: MAP } : {}),
        })),
      } satisfies QCONNECT.ListAssistantsResponse,
    },
  ],
  [
    'aws.databrew.job',
    {
      'databrew:ListJobs': {
        Jobs: pair((Name, tagged) => ({ Name, ...(tagged ? { Tags: MAP } : {}) })),
      } satisfies DATABREW.ListJobsResponse,
    },
  ],
  [
    'aws.ec2.vpc-endpoint',
    {
      'ec2:DescribeVpcEndpoints': {
        VpcEndpoints: pair((VpcEndpointId, tagged) => ({ VpcEndpointId, ...(tagged ? { Tags: LIST } : {}) })),
      } satisfies EC2.DescribeVpcEndpointsResult,
    },
  ],
  [
    'aws.fsx.backup',
    {
      'fsx:DescribeBackups': {
        Backups: pair((BackupId, tagged) => ({
          BackupId,
          Lifecycle: 'AVAILABLE' as const,
          Type: 'AUTOMATIC' as const,
          CreationTime: AT,
          FileSystem: {},
          ...(tagged ? { Tags: LIST } : {}),
        })),
      } satisfies FSX.DescribeBackupsResponse,
    },
  ],
  [
    'aws.rds.global-cluster',
    {
      'rds:DescribeGlobalClusters': {
        GlobalClusters: pair((GlobalClusterIdentifier, tagged) => ({
          GlobalClusterIdentifier,
          ...(tagged ? { TagList: LIST } : {}),
        })),
      } satisfies RDS.GlobalClustersMessage,
    },
  ],
];

const described: readonly (readonly [...Case, operation: string])[] = [
  [
    'aws.location.geofence-collection',
    {
      'location:ListGeofenceCollections': {
        Entries: pair((CollectionName) => ({ CollectionName, Description: '', CreateTime: AT, UpdateTime: AT })),
      } satisfies LOCATION.ListGeofenceCollectionsResponse,
      'location:DescribeGeofenceCollection': ({ CollectionName: name }) =>
        ({
          CollectionName: String(name),
          CollectionArn: arn('geo', `geofence-collection/${name}`),
          Description: '',
          CreateTime: AT,
          UpdateTime: AT,
          ...(isTagged(name) ? { Tags: MAP } : {}),
        }) satisfies LOCATION.DescribeGeofenceCollectionResponse,
    },
    'location:DescribeGeofenceCollection',
  ],
  [
    'aws.location.tracker',
    {
      'location:ListTrackers': {
        Entries: pair((TrackerName) => ({ TrackerName, Description: '', CreateTime: AT, UpdateTime: AT })),
      } satisfies LOCATION.ListTrackersResponse,
      'location:DescribeTracker': ({ TrackerName: name }) =>
        ({
          TrackerName: String(name),
          TrackerArn: arn('geo', `tracker/${name}`),
          Description: '',
          CreateTime: AT,
          UpdateTime: AT,
          ...(isTagged(name) ? { Tags: MAP } : {}),
        }) satisfies LOCATION.DescribeTrackerResponse,
    },
    'location:DescribeTracker',
  ],
  [
    'aws.managedblockchain.member',
    {
      'managedblockchain:ListNetworks': {
        Networks: [{ Id: 'n-1', Name: 'fabric', Framework: 'HYPERLEDGER_FABRIC' }],
      } satisfies BLOCKCHAIN.ListNetworksOutput,
      'managedblockchain:ListMembers': {
        Members: pair((Name) => ({ Id: Name, Name })),
      } satisfies BLOCKCHAIN.ListMembersOutput,
      'managedblockchain:GetMember': ({ MemberId }) =>
        ({ Member: isTagged(MemberId) ? { Tags: MAP } : {} }) satisfies BLOCKCHAIN.GetMemberOutput,
    },
    'managedblockchain:GetMember',
  ],
  [
    'aws.ses.identity',
    {
      'sesv2:ListEmailIdentities': {
        EmailIdentities: pair((IdentityName) => ({ IdentityName, IdentityType: 'DOMAIN' as const })),
      } satisfies SESV2.ListEmailIdentitiesResponse,
      'sesv2:GetEmailIdentity': ({ EmailIdentity }) =>
        ({
          DkimAttributes: {},
          ...(isTagged(EmailIdentity) ? { Tags: LIST } : {}),
        }) satisfies SESV2.GetEmailIdentityResponse,
    },
    'sesv2:GetEmailIdentity',
  ],
  [
    'aws.ses.configuration-set',
    {
      'sesv2:ListConfigurationSets': { ConfigurationSets: [...NAMES] } satisfies SESV2.ListConfigurationSetsResponse,
      'sesv2:GetConfigurationSet': ({ ConfigurationSetName: name }) =>
        ({
          ConfigurationSetName: String(name),
          ...(isTagged(name) ? { Tags: LIST } : {}),
        }) satisfies SESV2.GetConfigurationSetResponse,
    },
    'sesv2:GetConfigurationSet',
  ],
  ...(['NFS', 'SMB'] as const).map(
    (kind) =>
      [
        'aws.storagegateway.file-share',
        {
          'storage-gateway:ListFileShares': {
            FileShareInfoList: pair((name) => ({
              FileShareARN: arn('storagegateway', `share/${name}`),
              FileShareType: kind,
            })),
          } satisfies GATEWAY.ListFileSharesOutput,
          [`storage-gateway:Describe${kind}FileShares`]: ({ FileShareARNList }) => ({
            [`${kind}FileShareInfoList`]: [
              { FileShareARN: String(FileShareARNList), ...(isTagged(FileShareARNList) ? { Tags: LIST } : {}) },
            ],
          }),
        } satisfies Answers,
        `storage-gateway:Describe${kind}FileShares`,
      ] as const,
  ),
  [
    'aws.transfer.server',
    {
      'transfer:ListServers': {
        Servers: pair((ServerId) => ({ ServerId, Arn: arn('transfer', `server/${ServerId}`) })),
      } satisfies TRANSFER.ListServersResponse,
      'transfer:DescribeServer': ({ ServerId }) =>
        ({
          Server: {
            Arn: arn('transfer', `server/${ServerId}`),
            Protocols: ['SFTP'],
            ...(isTagged(ServerId) ? { Tags: LIST } : {}),
          },
        }) satisfies TRANSFER.DescribeServerResponse,
    },
    'transfer:DescribeServer',
  ],
  [
    'aws.transfer.connector',
    {
      'transfer:ListConnectors': {
        Connectors: pair((ConnectorId) => ({ ConnectorId, Arn: arn('transfer', `connector/${ConnectorId}`) })),
      } satisfies TRANSFER.ListConnectorsResponse,
      'transfer:DescribeConnector': ({ ConnectorId }) =>
        ({
          Connector: {
            Arn: arn('transfer', `connector/${ConnectorId}`),
            EgressType: 'SERVICE_MANAGED',
            Status: 'ACTIVE',
            ...(isTagged(ConnectorId) ? { Tags: LIST } : {}),
          },
        }) satisfies TRANSFER.DescribeConnectorResponse,
    },
    'transfer:DescribeConnector',
  ],
];

async function tagsOf(type: string, answers: Answers): Promise<Record<string, unknown>> {
  const { graph } = await play(answers, { rules: [] });
  const tags: Record<string, unknown> = {};
  for await (const resource of graph.resources())
    if (resource.type === type) tags[resource.name] = resource.read('tags');
  return tags;
}

test.each([...inLists, ...described.map(([type, answers]): Case => [type, answers])])(
  '%s: its tags, and none where AWS leaves them out',
  async (type, answers) => {
    expect(await tagsOf(type, answers)).toEqual({ tagged: MAP, plain: {} });
  },
);

test.each(described)('%s: tags that could not be read are unknown', async (type, answers, operation) => {
  const unread = await tagsOf(type, { ...answers, [operation]: refuses('AccessDeniedException') });
  expect(unread).toMatchObject({ tagged: { unknown: { class: 'denied' } }, plain: { unknown: { class: 'denied' } } });
});
