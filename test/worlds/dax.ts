import type * as DAX from '@aws-sdk/client-dax';
import { ACCOUNT, REGION, refuses } from '../collectors/play.ts';
import type { World } from '../worlds.ts';

const cluster = (ClusterName: string, Status: DAX.SSEStatus, tls: DAX.ClusterEndpointEncryptionType): DAX.Cluster => ({
  ClusterName,
  ClusterArn: `arn:aws:dax:${REGION}:${ACCOUNT}:cache/${ClusterName}`,
  Status: 'available',
  SSEDescription: { Status },
  ClusterEndpointEncryptionType: tls,
});

const listed = {
  Clusters: [
    cluster('sealed', 'ENABLED', 'TLS'),
    cluster('open', 'DISABLED', 'NONE'),
    cluster('mixed', 'ENABLED', 'NONE'),
    { ClusterName: 'silent' },
  ],
} satisfies DAX.DescribeClustersResponse;

export const world: World = {
  services: ['dax'],
  regions: [REGION, 'us-east-1'],
  answers: {
    'dax:DescribeClusters': (_input, region) => (region === REGION ? listed : refuses('AccessDeniedException')),
  },
};
