import { eachTime } from '../model/dependence.ts';
import { nameIn, PAGES, redshift, seal, TAGS } from './redshift-storage.ts';
import { tagMap } from './tags.ts';

interface Applied {
  readonly ParameterApplyStatus?: string | undefined;
  readonly ClusterParameterStatusList?:
    | readonly { readonly ParameterName?: string | undefined; readonly ParameterApplyStatus?: string | undefined }[]
    | undefined;
}

/** Another parameter that waits for a reboot says nothing about this one. */
const sslStatus = ({ ParameterApplyStatus, ClusterParameterStatusList = [] }: Applied): string | undefined =>
  ClusterParameterStatusList.find(({ ParameterName }) => ParameterName === 'require_ssl')?.ParameterApplyStatus ??
  ParameterApplyStatus;

/** https://docs.aws.amazon.com/redshift/latest/APIReference/API_Cluster.html */
export const cluster = redshift
  .list(
    'aws.redshift.cluster',
    'DescribeClusters',
    {
      items: 'Clusters',
      paging: PAGES,
      members: {
        ClusterIdentifier: true,
        Encrypted: true,
        KmsKeyId: true,
        HsmStatus: { HsmConfigurationIdentifier: true, HsmClientCertificateIdentifier: true, Status: true },
        ClusterParameterGroups: {
          ParameterGroupName: true,
          ParameterApplyStatus: true,
          ClusterParameterStatusList: { ParameterName: true, ParameterApplyStatus: true },
        },
        ClusterSnapshotCopyStatus: { DestinationRegion: true, SnapshotCopyGrantName: true },
        MasterPasswordSecretArn: true,
        MasterPasswordSecretKmsKeyId: true,
        Tags: TAGS,
      },
      one: (id) => ({ input: { ClusterIdentifier: nameIn(id) } }),
    },
    {
      service: 'redshift',
      arn: 'arn:{partition}:redshift:{region}:{account}:cluster:{id}',
      id: ({ item }) => item.ClusterIdentifier,
    },
  )
  .call('logging', 'DescribeLoggingStatus', ({ item }) => ({ ClusterIdentifier: item.ClusterIdentifier }), {
    required: ['LoggingEnabled'],
    members: { LoggingEnabled: true },
  })
  .depends({
    kmsKey: {
      stops: 'next-start',
      disabled:
        'The cluster goes on with the data key in its memory; it cannot reboot, resize, resume or take other nodes, since that decrypts the data key anew.',
      deleted: 'The cluster and its snapshots are lost for ever once it starts anew.',
      page: 'https://docs.aws.amazon.com/redshift/latest/mgmt/working-with-db-encryption.html',
    },
    masterSecretKey: eachTime(
      'versions of the secret that holds the master password',
      'https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html',
    ),
    snapshotCopyGrant: {
      stops: 'next-job',
      disabled: 'Snapshots are no longer copied to the other region.',
      deleted: 'Copies there are lost, and no more are made.',
      page: 'https://docs.aws.amazon.com/redshift/latest/mgmt/cross-region-snapshot-copy.html',
    },
  })
  .fields((t) => ({
    ...t.sealed(({ item }) => seal(item, item.HsmStatus?.HsmConfigurationIdentifier !== undefined)),
    parameterGroup: t.link(
      'aws.redshift.parameter-group',
      ['requireSsl'],
      ({ item }) => item.ClusterParameterGroups?.[0]?.ParameterGroupName,
    ),
    sslInSync: t.bool(({ item }) => item.ClusterParameterGroups?.every((group) => sslStatus(group) === 'in-sync')),
    logging: t.bool(({ logging }) => logging.LoggingEnabled),
    hsmConfiguration: t.link(
      'aws.redshift.hsm-configuration',
      ['identifier'],
      ({ item }) => item.HsmStatus?.HsmConfigurationIdentifier ?? '',
    ),
    hsmClientCertificate: t.link(
      'aws.redshift.hsm-client-certificate',
      ['identifier'],
      ({ item }) => item.HsmStatus?.HsmClientCertificateIdentifier ?? '',
    ),
    hsmStatus: t.optional(t.enum(['active', 'applying'], ({ item }) => item.HsmStatus?.Status as 'active' | undefined)),
    snapshotCopyRegion: t.optional(t.string(({ item }) => item.ClusterSnapshotCopyStatus?.DestinationRegion)),
    // The grant is one of the region that snapshots are copied to.
    snapshotCopyGrant: t.link('aws.redshift.snapshot-copy-grant', ['keyOwner'], ({ item }, { partition, account }) => {
      const { DestinationRegion, SnapshotCopyGrantName: name } = item.ClusterSnapshotCopyStatus ?? {};
      return name ? `arn:${partition}:redshift:${DestinationRegion}:${account}:snapshotcopygrant:${name}` : '';
    }),
    masterSecret: t.link('aws.secretsmanager.secret', [], ({ item }) => item.MasterPasswordSecretArn ?? ''),
    masterSecretKey: t.link('aws.kms.key', ['state'], ({ item }) => item.MasterPasswordSecretKmsKeyId ?? ''),
    tags: t.map(({ item }) => tagMap(item.Tags)),
  }));

/** A group has its value or the engine's default; both are listed. https://docs.aws.amazon.com/redshift/latest/mgmt/connecting-ssl-support.html */
const SETTINGS: Readonly<Record<string, boolean>> = { true: true, false: false };

/** https://docs.aws.amazon.com/redshift/latest/APIReference/API_DescribeClusterParameters.html */
export const parameterGroup = redshift
  .list(
    'aws.redshift.parameter-group',
    'DescribeClusterParameterGroups',
    {
      items: 'ParameterGroups',
      paging: PAGES,
      members: { ParameterGroupName: true, ParameterGroupFamily: true, Tags: TAGS },
      one: (id) => ({ input: { ParameterGroupName: nameIn(id) } }),
    },
    {
      service: 'redshift',
      arn: 'arn:{partition}:redshift:{region}:{account}:parametergroup:{id}',
      id: ({ item }) => item.ParameterGroupName,
    },
  )
  .pages('parameters', 'DescribeClusterParameters', ({ item }) => ({ ParameterGroupName: item.ParameterGroupName }), {
    items: 'Parameters',
    paging: PAGES,
    keep: ({ ParameterName }) => ParameterName === 'require_ssl',
    members: { ParameterName: true, ParameterValue: true },
  })
  .fields((t) => ({
    family: t.string(({ item }) => item.ParameterGroupFamily),
    requireSsl: t.bool(({ parameters: [ssl] }) => SETTINGS[ssl?.ParameterValue?.toLowerCase() ?? '']),
    tags: t.map(({ item }) => tagMap(item.Tags)),
  }));
