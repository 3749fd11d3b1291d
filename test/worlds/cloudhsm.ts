import type { Cluster, DescribeBackupsCommandOutput, DescribeClustersCommandOutput } from '@aws-sdk/client-cloudhsm-v2';
import type { DescribeCustomKeyStoresCommandOutput } from '@aws-sdk/client-kms';
import { REGION, refuses } from '../collectors/play.ts';
import type { World } from '../worlds.ts';

const hsms = (...zones: readonly string[]) =>
  zones.map((AvailabilityZone, at) => ({ HsmId: `hsm-${at}`, AvailabilityZone, State: 'ACTIVE' }));

const cluster = (ClusterId: string, more: Partial<Cluster>): Cluster => ({
  ClusterId,
  State: 'ACTIVE',
  HsmType: 'hsm2m.medium',
  PreCoPassword: 'never-kept',
  BackupRetentionPolicy: { Type: 'DAYS', Value: '90' },
  SubnetMapping: { 'eu-west-1a': 'subnet-a', 'eu-west-1b': 'subnet-b' },
  Hsms: hsms('eu-west-1a', 'eu-west-1b'),
  ...more,
});

const clusters = {
  Clusters: [
    cluster('good', {}),
    cluster('single', { Hsms: hsms('eu-west-1a'), BackupRetentionPolicy: { Type: 'DAYS', Value: '7' } }),
    cluster('one-zone', { Hsms: hsms('eu-west-1a', 'eu-west-1a'), HsmType: 'hsm1.medium' }),
    cluster('ill', {
      State: 'DEGRADED',
      Hsms: [...hsms('eu-west-1a'), { HsmId: 'hsm-9', AvailabilityZone: 'eu-west-1b', State: 'DEGRADED' }],
    }),
    cluster('new', { State: 'UNINITIALIZED', Hsms: [], SubnetMapping: {} }),
  ],
} satisfies Omit<DescribeClustersCommandOutput, '$metadata'>;

const copies = {
  Backups: [
    { BackupId: 'copy', BackupState: 'READY', SourceRegion: REGION, SourceCluster: 'good', SourceBackup: 'here' },
    { BackupId: 'gone', BackupState: 'PENDING_DELETION', SourceRegion: REGION, SourceCluster: 'single' },
  ],
} satisfies Omit<DescribeBackupsCommandOutput, '$metadata'>;

const here = {
  Backups: [{ BackupId: 'here', BackupState: 'READY', ClusterId: 'good' }],
} satisfies Omit<DescribeBackupsCommandOutput, '$metadata'>;

const store = (CustomKeyStoreName: string, CloudHsmClusterId: string) => ({
  CustomKeyStoreId: `cks-${CustomKeyStoreName}`,
  CustomKeyStoreName,
  CustomKeyStoreType: 'AWS_CLOUDHSM' as const,
  CloudHsmClusterId,
  ConnectionState: 'CONNECTED' as const,
});

export const world: World = {
  services: ['cloudhsm'],
  regions: [REGION, 'us-east-1', 'us-west-2'],
  answers: {
    'cloudhsm-v2:DescribeClusters': (_input, region) =>
      region === REGION
        ? clusters
        : region === 'us-west-2'
          ? refuses('CloudHsmAccessDeniedException')
          : { Clusters: [] },
    'cloudhsm-v2:DescribeBackups': (_input, region) =>
      region === 'us-east-1' ? copies : region === REGION ? here : { Backups: [] },
    'kms:DescribeCustomKeyStores': (_input, region) =>
      ({
        CustomKeyStores: region === REGION ? [store('live', 'good'), store('orphan', 'deleted')] : [],
      }) satisfies Omit<DescribeCustomKeyStoresCommandOutput, '$metadata'>,
  },
};
