import type * as MEMORYDB from '@aws-sdk/client-memorydb';
import { ACCOUNT, keyArn, playKeys, REGION, refuses } from '../collectors/play.ts';
import type { World } from '../worlds.ts';

const cluster = (Name: string, TLSEnabled: boolean, KmsKeyId?: string): MEMORYDB.Cluster => ({
  Name,
  ARN: `arn:aws:memorydb:${REGION}:${ACCOUNT}:cluster/${Name}`,
  Status: 'available',
  TLSEnabled,
  ...(KmsKeyId === undefined ? {} : { KmsKeyId }),
});

const listed = {
  Clusters: [
    cluster('own', true, keyArn('good')),
    cluster('default', false),
    cluster('cut-off', true, keyArn('off')),
    cluster('foreign', true, 'arn:aws:kms:eu-west-1:444455556666:key/theirs'),
  ],
} satisfies MEMORYDB.DescribeClustersResponse;

const snapshots = {
  Snapshots: [
    { Name: 'own', ARN: `arn:aws:memorydb:${REGION}:${ACCOUNT}:snapshot/own`, KmsKeyId: keyArn('good') },
    { Name: 'default', ARN: `arn:aws:memorydb:${REGION}:${ACCOUNT}:snapshot/default` },
  ],
} satisfies MEMORYDB.DescribeSnapshotsResponse;

export const world: World = {
  services: ['memorydb'],
  regions: [REGION, 'us-east-1'],
  answers: {
    ...playKeys({ good: 'Enabled', off: 'Disabled' }),
    'memorydb:DescribeClusters': (_input, region) => (region === REGION ? listed : refuses('AccessDeniedException')),
    'memorydb:DescribeSnapshots': (_input, region) => (region === REGION ? snapshots : { Snapshots: [] }),
  },
};
