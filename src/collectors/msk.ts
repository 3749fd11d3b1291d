import type * as KAFKA from '@aws-sdk/client-kafka';
import type * as CONNECT from '@aws-sdk/client-kafkaconnect';
import { sdk } from '../collect/descriptor.ts';
import { loggingIn, undocumented } from '../model/dependence.ts';

const kafka = sdk<typeof KAFKA>('kafka', 'KafkaClient');
const connect = sdk<typeof CONNECT>('kafkaconnect', 'KafkaConnectClient');

interface Cluster {
  readonly ClusterType?: string | undefined;
  readonly Provisioned?:
    | {
        readonly ClientAuthentication?:
          | { readonly Sasl?: { readonly Scram?: { readonly Enabled?: boolean | undefined } | undefined } | undefined }
          | undefined;
        readonly EncryptionInfo?:
          | { readonly EncryptionAtRest?: { readonly DataVolumeKMSKeyId?: string | undefined } | undefined }
          | undefined;
      }
    | undefined;
}

/** Always encrypted; nobody chooses the key of a serverless cluster. https://docs.aws.amazon.com/msk/latest/developerguide/msk-encryption.html */
const seal = ({ ClusterType, Provisioned }: Cluster): string | undefined =>
  ClusterType === 'SERVERLESS' ? 'aws-owned' : Provisioned?.EncryptionInfo?.EncryptionAtRest?.DataVolumeKMSKeyId;

const hasScram = ({ Provisioned }: Cluster): boolean =>
  Provisioned?.ClientAuthentication?.Sasl?.Scram?.Enabled === true;

/**
 * Serverless clusters speak TLS alone, among brokers too.
 * https://docs.aws.amazon.com/msk/1.0/apireference-v2/clusters.html
 */
export const cluster = kafka
  .list(
    'aws.msk.cluster',
    'ListClustersV2',
    {
      items: 'ClusterInfoList',
      paging: { token: ['NextToken', 'NextToken'], size: ['MaxResults', 100] },
      members: {
        ClusterArn: true,
        ClusterName: true,
        ClusterType: true,
        Provisioned: {
          EncryptionInfo: {
            EncryptionAtRest: { DataVolumeKMSKeyId: true },
            EncryptionInTransit: { ClientBroker: true, InCluster: true },
          },
          ClientAuthentication: { Tls: { Enabled: true }, Sasl: { Iam: { Enabled: true }, Scram: { Enabled: true } } },
        },
        Tags: true,
      },
    },
    {
      service: 'msk',
      arn: 'arn:{partition}:kafka:{region}:{account}:cluster/{id}',
      id: ({ item }) => item.ClusterArn,
    },
  )
  .pages('scramSecrets', 'ListScramSecrets', ({ item }) => ({ ClusterArn: item.ClusterArn }), {
    when: ({ item }) => hasScram(item),
    items: 'SecretArnList',
    paging: { token: ['NextToken', 'NextToken'] },
    members: {},
  })
  .named(({ item }) => item.ClusterName)
  .depends({
    namedSecrets: loggingIn(
      'not-documented',
      'https://docs.aws.amazon.com/msk/latest/developerguide/msk-password-tutorial.html',
    ),
    kmsKey: undocumented(
      'topics on the storage of brokers',
      'https://docs.aws.amazon.com/msk/latest/developerguide/msk-working-with-encryption.html',
    ),
  })
  .fields((t) => ({
    clusterType: t.enum(['PROVISIONED', 'SERVERLESS'], ({ item }) => item.ClusterType),
    ...t.sealed(({ item }) => seal(item)),
    clientBroker: t.enum(['PLAINTEXT', 'TLS', 'TLS_PLAINTEXT'], ({ item }) =>
      item.ClusterType === 'SERVERLESS' ? 'TLS' : item.Provisioned?.EncryptionInfo?.EncryptionInTransit?.ClientBroker,
    ),
    interBrokerTls: t.bool(({ item }) =>
      item.ClusterType === 'SERVERLESS' ? true : item.Provisioned?.EncryptionInfo?.EncryptionInTransit?.InCluster,
    ),
    // What is left out of the authentication is off.
    mutualTls: t.bool(({ item }) => item.Provisioned?.ClientAuthentication?.Tls?.Enabled ?? false),
    /** Users of SASL/SCRAM; MSK takes no secret that is under Secrets Manager's own key. */
    namedSecrets: t.links('aws.secretsmanager.secret', [], (answers) =>
      hasScram(answers.item) ? answers.scramSecrets : [],
    ),
    tags: t.map(({ item }) => item.Tags ?? {}),
  }));

/** https://docs.aws.amazon.com/MSKC/latest/mskc/API_ConnectorSummary.html */
export const connector = connect
  .list(
    'aws.msk.connector',
    'ListConnectors',
    {
      items: 'connectors',
      paging: { token: ['nextToken', 'nextToken'], size: ['maxResults', 100] },
      members: { connectorArn: true, connectorName: true, kafkaClusterEncryptionInTransit: { encryptionType: true } },
    },
    {
      service: 'msk',
      arn: 'arn:{partition}:kafkaconnect:{region}:{account}:connector/{id}',
      id: ({ item }) => item.connectorArn,
    },
  )
  .named(({ item }) => item.connectorName)
  .fields((t) => ({
    encryption: t.enum(['PLAINTEXT', 'TLS'], ({ item }) => item.kafkaClusterEncryptionInTransit?.encryptionType),
  }));
