import type * as KAFKA from '@aws-sdk/client-kafka';
import type * as CONNECT from '@aws-sdk/client-kafkaconnect';
import { ACCOUNT, keyArn, playKeys, REGION, refuses } from '../collectors/play.ts';
import type { World } from '../worlds.ts';

const arn = (kind: string, name: string): string =>
  `arn:aws:${kind === 'cluster' ? 'kafka' : 'kafkaconnect'}:${REGION}:${ACCOUNT}:${kind}/${name}/1b2c3d4e-0000-4000-8000-000000000000-1`;

interface Told {
  readonly key?: string;
  readonly transit?: KAFKA.EncryptionInTransit;
  readonly authentication?: KAFKA.ClientAuthentication;
}
const cluster = (name: string, told: Told): KAFKA.Cluster => ({
  ClusterName: name,
  ClusterArn: arn('cluster', name),
  ClusterType: 'PROVISIONED',
  Tags: { team: 'events' },
  Provisioned: {
    BrokerNodeGroupInfo: { ClientSubnets: [], InstanceType: 'kafka.m7g.large' },
    NumberOfBrokerNodes: 3,
    EncryptionInfo: {
      EncryptionAtRest: { DataVolumeKMSKeyId: told.key ?? keyArn('good') },
      ...(told.transit ? { EncryptionInTransit: told.transit } : {}),
    },
    ...(told.authentication ? { ClientAuthentication: told.authentication } : {}),
  },
});

const listed = {
  ClusterInfoList: [
    cluster('good', {
      transit: { ClientBroker: 'TLS', InCluster: true },
      authentication: { Tls: { Enabled: true, CertificateAuthorityArnList: [] } },
    }),
    cluster('iam', {
      key: keyArn('aws/kafka'),
      transit: { ClientBroker: 'TLS', InCluster: true },
      authentication: { Sasl: { Iam: { Enabled: true } } },
    }),
    cluster('mixed', { key: keyArn('off'), transit: { ClientBroker: 'TLS_PLAINTEXT', InCluster: true } }),
    cluster('open', {
      key: 'arn:aws:kms:eu-west-1:444455556666:key/theirs',
      transit: { ClientBroker: 'PLAINTEXT', InCluster: false },
    }),
    cluster('silent', {}),
    cluster('scram', { authentication: { Sasl: { Scram: { Enabled: true } } } }),
    {
      ClusterName: 'serverless',
      ClusterArn: arn('cluster', 'serverless'),
      ClusterType: 'SERVERLESS',
      Serverless: { VpcConfigs: [], ClientAuthentication: { Sasl: { Iam: { Enabled: true } } } },
    },
  ],
} satisfies KAFKA.ListClustersV2Response;

const connector = (name: string, encryptionType: CONNECT.KafkaClusterEncryptionInTransitType) => ({
  connectorName: name,
  connectorArn: arn('connector', name),
  kafkaClusterEncryptionInTransit: { encryptionType },
});

export const world: World = {
  services: ['msk'],
  regions: [REGION, 'us-east-1'],
  answers: {
    ...playKeys({ good: 'Enabled', off: 'Disabled', 'aws/kafka': 'Enabled' }),
    'kafka:ListClustersV2': (_input, region) => (region === REGION ? listed : { ClusterInfoList: [] }),
    'kafka:ListScramSecrets': refuses('ForbiddenException'),
    'kafkaconnect:ListConnectors': (_input, region) =>
      region === REGION
        ? ({
            connectors: [connector('tls', 'TLS'), connector('plain', 'PLAINTEXT')],
          } satisfies CONNECT.ListConnectorsResponse)
        : refuses('ForbiddenException'),
  },
};
