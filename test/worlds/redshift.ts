import type * as REDSHIFT from '@aws-sdk/client-redshift';
import { ACCOUNT, keyArn, playKeys, REGION, refuses } from '../collectors/play.ts';
import type { World } from '../worlds.ts';

const cluster = (name: string, more: Partial<REDSHIFT.Cluster>): REDSHIFT.Cluster => ({
  ClusterIdentifier: name,
  ClusterStatus: 'available',
  Encrypted: true,
  KmsKeyId: keyArn('good'),
  ClusterParameterGroups: [{ ParameterGroupName: 'tls', ParameterApplyStatus: 'in-sync' }],
  Tags: [{ Key: 'team', Value: 'data' }],
  ...more,
});
const group = (ParameterGroupName: string, ParameterApplyStatus = 'in-sync', ...list: string[]) => ({
  ClusterParameterGroups: [
    {
      ParameterGroupName,
      ParameterApplyStatus,
      ClusterParameterStatusList: list.map((status) => ({
        ParameterName: 'require_ssl',
        ParameterApplyStatus: status,
      })),
    },
  ],
});
const hsm = (Status: string, certificate = 'client') => ({
  KmsKeyId: undefined,
  HsmStatus: { HsmConfigurationIdentifier: 'module', HsmClientCertificateIdentifier: certificate, Status },
});
const copies = (SnapshotCopyGrantName?: string, DestinationRegion = 'us-east-1') => ({
  ClusterSnapshotCopyStatus: {
    DestinationRegion,
    ...(SnapshotCopyGrantName === undefined ? {} : { SnapshotCopyGrantName }),
  },
});

const CLUSTERS = [
  cluster('good', { MasterPasswordSecretKmsKeyId: keyArn('good') }),
  cluster('open', { Encrypted: false, KmsKeyId: undefined, ...group('open') }),
  cluster('aws-key', { KmsKeyId: keyArn('aws/redshift') }),
  cluster('aws-owned', { KmsKeyId: 'AWS_OWNED_KMS_KEY', ...copies() }),
  cluster('cut-off', { KmsKeyId: keyArn('off') }),
  cluster('foreign', { KmsKeyId: 'arn:aws:kms:eu-west-1:444455556666:key/theirs' }),
  cluster('hsm', hsm('active')),
  cluster('hsm-applying', hsm('applying')),
  cluster('hsm-lost', hsm('active', 'lost')),
  cluster('pending', group('tls', 'pending-reboot')),
  cluster('other-pending', group('tls', 'pending-reboot', 'in-sync')),
  cluster('silent', group('silent')),
  cluster('copies', copies('grant')),
  cluster('copies-lost', copies('lost')),
  cluster('copies-bare', copies()),
  cluster('copies-afar', copies('grant', 'ap-south-1')),
];

const snapshot = (name: string, more: Partial<REDSHIFT.Snapshot>): REDSHIFT.Snapshot => ({
  SnapshotIdentifier: name,
  SnapshotArn: `arn:aws:redshift:${REGION}:${ACCOUNT}:snapshot:good/${name}`,
  ClusterIdentifier: 'good',
  SnapshotType: 'manual',
  Encrypted: true,
  KmsKeyId: keyArn('good'),
  ...more,
});
const lent = (...ids: string[]) => ({ AccountsWithRestoreAccess: ids.map((AccountId) => ({ AccountId })) });

const SNAPSHOTS = [
  snapshot('own', { MasterPasswordSecretKmsKeyId: keyArn('good') }),
  snapshot('automated', { SnapshotType: 'automated' }),
  snapshot('partner', lent('444455556666')),
  snapshot('stranger', lent('444455556666', '777788889999')),
  snapshot('useless', { KmsKeyId: keyArn('aws/redshift'), ...lent('444455556666') }),
  snapshot('plain', { Encrypted: false, KmsKeyId: undefined, ...lent('444455556666') }),
  snapshot('hsm', { KmsKeyId: undefined, EncryptedWithHSM: true }),
];

const SSL: Readonly<Record<string, string | undefined>> = { tls: 'true', open: 'false' };

const grants = (region: string): REDSHIFT.SnapshotCopyGrant[] =>
  region === REGION
    ? []
    : [
        { SnapshotCopyGrantName: 'grant', KmsKeyId: keyArn('good', region), Tags: [] },
        { SnapshotCopyGrantName: 'default' },
        { SnapshotCopyGrantName: 'off', KmsKeyId: keyArn('off', region) },
      ];

const only =
  (answer: object, empty: object) =>
  (_input: object, region: string): object =>
    region === REGION ? answer : empty;

export const world: World = {
  services: ['redshift'],
  regions: [REGION, 'us-east-1'],
  answers: {
    ...playKeys({ good: 'Enabled', off: 'Disabled', 'aws/redshift': 'Enabled' }),
    'redshift:DescribeClusters': only({ Clusters: CLUSTERS } satisfies REDSHIFT.ClustersMessage, { Clusters: [] }),
    'redshift:DescribeLoggingStatus': ({ ClusterIdentifier }) =>
      ClusterIdentifier === 'silent'
        ? refuses('AccessDenied')
        : ({ LoggingEnabled: ClusterIdentifier === 'good' } satisfies REDSHIFT.LoggingStatus),
    'redshift:DescribeClusterParameterGroups': only(
      {
        ParameterGroups: ['tls', 'open', 'silent'].map((ParameterGroupName) => ({
          ParameterGroupName,
          ParameterGroupFamily: 'redshift-2.0',
          Tags: [],
        })),
      } satisfies REDSHIFT.ClusterParameterGroupsMessage,
      { ParameterGroups: [] },
    ),
    'redshift:DescribeClusterParameters': ({ ParameterGroupName }) => ({
      Parameters: [
        { ParameterName: 'auto_analyze', ParameterValue: 'true' },
        ...(ParameterGroupName === 'silent'
          ? []
          : [{ ParameterName: 'require_ssl', ParameterValue: SSL[String(ParameterGroupName)] }]),
      ],
    }),
    'redshift:DescribeClusterSnapshots': only({ Snapshots: SNAPSHOTS } satisfies REDSHIFT.SnapshotMessage, {
      Snapshots: [],
    }),
    'redshift:DescribeSnapshotCopyGrants': (_input, region) => ({ SnapshotCopyGrants: grants(region) }),
    'redshift:DescribeHsmConfigurations': only(
      {
        HsmConfigurations: [{ HsmConfigurationIdentifier: 'module', HsmIpAddress: '10.0.0.7', Tags: [] }],
      } satisfies REDSHIFT.HsmConfigurationMessage,
      { HsmConfigurations: [] },
    ),
    'redshift:DescribeHsmClientCertificates': only(
      {
        HsmClientCertificates: [{ HsmClientCertificateIdentifier: 'client', Tags: [] }],
      } satisfies REDSHIFT.HsmClientCertificateMessage,
      { HsmClientCertificates: [] },
    ),
  },
};
