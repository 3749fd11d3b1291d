import type { Cluster, DescribeClusterCommandOutput, ListClustersCommandOutput } from '@aws-sdk/client-eks';
import { keyArn, onlyHere, playKeys, REGION, refuses } from '../collectors/play.ts';
import type { World } from '../worlds.ts';

type Body<T> = Omit<T, '$metadata'>;

const sealed = (keyArn: string): Partial<Cluster> => ({
  encryptionConfig: [{ resources: ['secrets'], provider: { keyArn } }],
});

const clusters: Readonly<Record<string, Cluster>> = {
  old: { version: '1.27' },
  new: { version: '1.33' },
  own: { version: '1.27', ...sealed(keyArn('good')) },
  'cut-off': { version: '1.33', ...sealed(keyArn('off')) },
  foreign: { version: '1.33', ...sealed('arn:aws:kms:eu-west-1:444455556666:key/theirs') },
  unversioned: {},
};

const listed = { clusters: [...Object.keys(clusters), 'denied'] } satisfies Body<ListClustersCommandOutput>;

const described = (name: string) =>
  ({
    cluster: { name, status: 'ACTIVE', tags: { name }, ...clusters[name] },
  }) satisfies Body<DescribeClusterCommandOutput>;

export const world: World = {
  services: ['eks'],
  regions: [REGION, 'us-east-1'],
  answers: {
    ...playKeys({ good: 'Enabled', off: 'Disabled' }),
    'eks:ListClusters': onlyHere(listed),
    'eks:DescribeCluster': ({ name }) =>
      name === 'denied' ? refuses('AccessDeniedException') : described(String(name)),
  },
};
