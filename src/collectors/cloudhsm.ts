import type * as CLOUDHSM from '@aws-sdk/client-cloudhsm-v2';
import { sdk } from '../collect/descriptor.ts';
import { tagMap } from './tags.ts';

const cloudhsm = sdk<typeof CLOUDHSM>('cloudhsm-v2', 'CloudHSMV2Client', { prefix: 'cloudhsm' });

const STATES = [
  ...(['CREATE_IN_PROGRESS', 'UNINITIALIZED', 'INITIALIZE_IN_PROGRESS', 'INITIALIZED', 'ACTIVE'] as const),
  ...(['UPDATE_IN_PROGRESS', 'MODIFY_IN_PROGRESS', 'ROLLBACK_IN_PROGRESS'] as const),
  ...(['DELETE_IN_PROGRESS', 'DELETED', 'DEGRADED'] as const),
];

interface Cluster {
  readonly Hsms?:
    | readonly { readonly State?: string | undefined; readonly AvailabilityZone?: string | undefined }[]
    | undefined;
}

const activeIn = ({ Hsms }: Cluster) => (Hsms ?? []).filter(({ State }) => State === 'ACTIVE');

/**
 * Clusters. The password that a new cluster has is never kept.
 * https://docs.aws.amazon.com/cloudhsm/latest/APIReference/API_Cluster.html
 */
export const cluster = cloudhsm
  .list(
    'aws.cloudhsm.cluster',
    'DescribeClusters',
    {
      items: 'Clusters',
      paging: { token: ['NextToken', 'NextToken'], size: ['MaxResults', 25] },
      members: {
        ClusterId: true,
        State: true,
        HsmType: true,
        BackupRetentionPolicy: { Type: true, Value: true },
        Hsms: { HsmId: true, State: true, AvailabilityZone: true },
        SubnetMapping: true,
        TagList: { Key: true, Value: true },
      },
      one: (id) => ({ input: { Filters: { clusterIds: [id.slice(id.lastIndexOf('/') + 1)] } } }),
    },
    {
      service: 'cloudhsm',
      arn: 'arn:{partition}:cloudhsm:{region}:{account}:cluster/{id}',
      id: ({ item }) => item.ClusterId,
    },
  )
  .fields((t) => ({
    clusterId: t.string(({ item }) => item.ClusterId),
    state: t.enum(STATES, ({ item }) => item.State as 'ACTIVE' | undefined),
    hsmType: t.string(({ item }) => item.HsmType),
    activeHsms: t.int(({ item }) => activeIn(item).length),
    zones: t.strings(({ item }) => [...new Set(activeIn(item).map(({ AvailabilityZone = '' }) => AvailabilityZone))]),
    subnets: t.strings(({ item }) => Object.values(item.SubnetMapping ?? {})),
    // "If no value is specified, the default is 90 days": https://docs.aws.amazon.com/cloudhsm/latest/userguide/manage-backup-retention.html
    backupRetentionDays: t.int(({ item }) => Number(item.BackupRetentionPolicy?.Value ?? 90)),
    backups: t.within('aws.cloudhsm.backup', 'account', ['sourceCluster', 'state']),
    keyStores: t.usedBy(),
    tags: t.map(({ item }) => tagMap(item.TagList)),
  }));

/**
 * Backups; a copy that came from another Region says from which cluster, one of a cluster here does not.
 * https://docs.aws.amazon.com/cloudhsm/latest/APIReference/API_Backup.html
 */
export const hsmBackup = cloudhsm
  .list(
    'aws.cloudhsm.backup',
    'DescribeBackups',
    {
      items: 'Backups',
      paging: { token: ['NextToken', 'NextToken'], size: ['MaxResults', 50] },
      members: {
        BackupId: true,
        BackupState: true,
        ClusterId: true,
        SourceRegion: true,
        SourceCluster: true,
        NeverExpires: true,
        TagList: { Key: true, Value: true },
      },
      one: (id) => ({ input: { Filters: { backupIds: [id.slice(id.lastIndexOf('/') + 1)] } } }),
    },
    {
      service: 'cloudhsm',
      arn: 'arn:{partition}:cloudhsm:{region}:{account}:backup/{id}',
      id: ({ item }) => item.BackupId,
    },
  )
  .fields((t) => ({
    state: t.enum(
      ['CREATE_IN_PROGRESS', 'READY', 'DELETED', 'PENDING_DELETION'],
      ({ item }) => item.BackupState as 'READY' | undefined,
    ),
    sourceCluster: t.string(({ item }) => item.SourceCluster ?? ''),
    // CloudHSM seals backups under keys of its own before they leave the HSM.
    // https://docs.aws.amazon.com/cloudhsm/latest/userguide/data-protection-backup.html
    custody: t.custody(() => 'aws-owned'),
    tags: t.map(({ item }) => tagMap(item.TagList)),
  }));
