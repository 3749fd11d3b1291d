import type { DescribeVolumesCommandOutput, Filter } from '@aws-sdk/client-ec2';
import type {
  Cluster,
  DescribeClustersCommandOutput,
  DescribeContainerInstancesCommandOutput,
  DescribeTaskDefinitionCommandOutput,
  ListClustersCommandOutput,
  ListContainerInstancesCommandOutput,
  ListTaskDefinitionFamiliesCommandOutput,
  Volume,
} from '@aws-sdk/client-ecs';
import { ACCOUNT, keyArn, onlyHere, playKeys, REGION, refuses } from '../collectors/play.ts';
import type { World } from '../worlds.ts';

type Body<T> = Omit<T, '$metadata'>;

const arn = (kind: string, name: string) => `arn:aws:ecs:${REGION}:${ACCOUNT}:${kind}/${name}`;
const nameIn = (arn: unknown): string => String(arn).split('/').at(-1) ?? '';

const configurations: Readonly<Record<string, Cluster['configuration']>> = {
  sealed: {
    executeCommandConfiguration: { kmsKeyId: keyArn('good'), logging: 'DEFAULT' },
    managedStorageConfiguration: { kmsKeyId: keyArn('good'), fargateEphemeralStorageKmsKeyId: keyArn('good') },
  },
};

/** Hosts by cluster; `big` has more than one request may name, and one that EC2 does not know. */
const hosts: Readonly<Record<string, readonly string[]>> = {
  sealed: ['i-sealed'],
  open: ['i-sealed', 'i-open'],
  big: ['mi-outside', ...Array.from({ length: 250 }, (_, index) => `i-${index}`)],
  serverless: [],
  outside: ['mi-outside'],
};

const clusters = {
  clusterArns: [...Object.keys(hosts), 'denied'].map((name) => arn('cluster', name)),
} satisfies Body<ListClustersCommandOutput>;

const described = (clusterArn: string) =>
  ({
    clusters: [{ clusterArn, configuration: configurations[nameIn(clusterArn)], tags: [{ key: 'team', value: 'a' }] }],
  }) satisfies Body<DescribeClustersCommandOutput>;

const instances = (cluster: string) =>
  ({
    containerInstanceArns: (hosts[cluster] ?? []).map((host) => arn('container-instance', `${cluster}/${host}`)),
  }) satisfies Body<ListContainerInstancesCommandOutput>;

const registered = (containerInstances: readonly string[]) =>
  ({
    containerInstances: containerInstances.map((containerInstanceArn) => ({
      containerInstanceArn,
      ec2InstanceId: nameIn(containerInstanceArn),
    })),
  }) satisfies Body<DescribeContainerInstancesCommandOutput>;

const volumes = (instances: readonly string[]) =>
  ({
    Volumes: instances.map((host) => ({
      VolumeId: `vol-of-${host}`,
      Encrypted: host !== 'i-open' && host !== 'i-249',
    })),
  }) satisfies Body<DescribeVolumesCommandOutput>;

const efs = (name: string, transitEncryption?: 'ENABLED' | 'DISABLED'): Volume => ({
  name,
  efsVolumeConfiguration: { fileSystemId: 'fs-1', ...(transitEncryption ? { transitEncryption } : {}) },
});

const tasks: Readonly<Record<string, Volume[]>> = {
  sealed: [efs('data', 'ENABLED'), { name: 'scratch' }],
  open: [efs('data', 'ENABLED'), efs('shared')],
  plain: [efs('data', 'DISABLED')],
  stateless: [],
};

const families = {
  families: [...Object.keys(tasks), 'denied'],
} satisfies Body<ListTaskDefinitionFamiliesCommandOutput>;

const task = (family: string) =>
  ({
    taskDefinition: {
      family,
      revision: 7,
      volumes: tasks[family],
      containerDefinitions:
        family === 'stateless'
          ? [
              {
                name: 'app',
                image: 'app:1',
                secrets: [{ name: 'TOKEN', valueFrom: 'arn:aws:ssm:eu-west-1:111122223333:parameter/token' }],
              },
            ]
          : [{ name: 'app', environment: [{ name: 'TOKEN', value: 'not-to-be-stored' }] }],
    },
  }) satisfies Body<DescribeTaskDefinitionCommandOutput>;

const denied = refuses('AccessDeniedException');

export const world: World = {
  services: ['ecs'],
  regions: [REGION, 'us-east-1'],
  answers: {
    ...playKeys({ good: 'Enabled' }),
    'ecs:ListClusters': onlyHere(clusters),
    'ecs:DescribeClusters': (input) => described(String(input['clusters'])),
    'ecs:ListContainerInstances': ({ cluster }) => (nameIn(cluster) === 'denied' ? denied : instances(nameIn(cluster))),
    'ecs:DescribeContainerInstances': (input) => registered(input['containerInstances'] as string[]),
    'ec2:DescribeVolumes': ({ Filters }) => volumes((Filters as Filter[] | undefined)?.[0]?.Values ?? []),
    'ecs:ListTaskDefinitionFamilies': onlyHere(families),
    'ecs:DescribeTaskDefinition': ({ taskDefinition }) =>
      taskDefinition === 'denied' ? denied : task(String(taskDefinition)),
  },
};
