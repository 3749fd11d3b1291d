import type * as ECS from '@aws-sdk/client-ecs';
import { sdk } from '../collect/descriptor.ts';
import { loggingIn } from '../model/dependence.ts';
import { ec2 } from './ec2.ts';
import { secretIn } from './secretsmanager.ts';
import { nameTags } from './tags.ts';

const ecs = sdk<typeof ECS>('ecs', 'ECSClient');

const INCLUDED = ['CONFIGURATIONS', 'TAGS'] as const;

/** "You can specify up to 100 container instance entries": https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeContainerInstances.html */
const HOSTS_A_CALL = 100;
/** "up to 200" values a filter: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Filtering.html */
const VALUES_A_FILTER = 200;

/**
 * Clusters with the volumes of their EC2 hosts, found by attachment. Without a key of the customer's Fargate's ephemeral
 * storage is under one that AWS owns.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-storage.html
 */
export const cluster = ecs
  .list(
    'aws.ecs.cluster',
    'ListClusters',
    {
      items: 'clusterArns',
      paging: { token: ['nextToken', 'nextToken'], size: ['maxResults', 100] },
      members: {},
      one: (id) => ({ item: id }),
    },
    { service: 'ecs', arn: 'arn:{partition}:ecs:{region}:{account}:cluster/{id}', id: ({ item }) => item },
  )
  .pages('detail', 'DescribeClusters', ({ item }) => ({ clusters: [item], include: [...INCLUDED] }), {
    items: 'clusters',
    members: {
      configuration: {
        executeCommandConfiguration: { kmsKeyId: true },
        managedStorageConfiguration: { kmsKeyId: true, fargateEphemeralStorageKmsKeyId: true },
      },
      tags: { key: true, value: true },
    },
  })
  .pages('instances', 'ListContainerInstances', ({ item }) => ({ cluster: item }), {
    items: 'containerInstanceArns',
    paging: { token: ['nextToken', 'nextToken'], size: ['maxResults', 100] },
    members: {},
  })
  .each(
    'hosts',
    'DescribeContainerInstances',
    ({ item, instances }) =>
      partsOf(instances, HOSTS_A_CALL).map((containerInstances) => ({ cluster: item, containerInstances })),
    { items: 'containerInstances', members: { ec2InstanceId: true } },
  )
  .via(ec2)
  .each(
    'volumes',
    'DescribeVolumes',
    (answers) =>
      partsOf(machinesOf(answers), VALUES_A_FILTER).map((Values) => ({
        Filters: [{ Name: 'attachment.instance-id', Values }],
      })),
    {
      items: 'Volumes',
      paging: { token: ['NextToken', 'NextToken'], size: ['MaxResults', 500] },
      members: { VolumeId: true, Encrypted: true },
    },
  )
  .depends({
    kmsKey: {
      stops: 'next-start',
      disabled: 'Tasks on Fargate cannot start, since their ephemeral storage cannot be made; those that run go on.',
      deleted: 'Tasks cannot start until another key is named.',
      page: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-storage-encryption.html',
    },
    volumeKey: {
      stops: 'next-start',
      disabled: 'Tasks with managed volumes cannot start; those that run keep their volumes open.',
      deleted: 'Tasks with managed volumes cannot start until another key is named.',
      page: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ebs-volumes.html',
    },
    execKey: {
      stops: 'at-once',
      disabled: 'No session of ECS Exec can be opened.',
      deleted: 'No session of ECS Exec can be opened until another key is named.',
      page: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html',
    },
  })
  .fields((t) => ({
    hasHosts: t.bool((answers) => machinesOf(answers).length > 0),
    plainVolumes: t.strings((answers) =>
      machinesOf(answers).length === 0
        ? []
        : answers.volumes.filter(({ Encrypted }) => Encrypted !== true).map(({ VolumeId = '' }) => VolumeId),
    ),
    ...t.sealed(({ detail: [found] }) => found && (storageOf(found)?.fargateEphemeralStorageKmsKeyId ?? 'aws-owned')),
    volumeKey: t.link(
      'aws.kms.key',
      ['state', 'manager'],
      ({ detail: [found] }) => found && (storageOf(found)?.kmsKeyId ?? ''),
    ),
    execKey: t.link(
      'aws.kms.key',
      ['state', 'manager'],
      ({ detail: [found] }) => found && (found.configuration?.executeCommandConfiguration?.kmsKeyId ?? ''),
    ),
    tags: t.map(({ detail: [found] }) => found && nameTags(found.tags)),
  }));

type Detail = NonNullable<typeof cluster.answers>['detail'][number];

const storageOf = ({ configuration }: Detail) => configuration?.managedStorageConfiguration;

interface Hosted {
  readonly instances: readonly string[];
  readonly hosts: readonly { readonly ec2InstanceId?: string | undefined }[];
}

/** EC2 hosts; those outside have ids that begin otherwise, and no volumes that AWS knows. A cluster without any has no `hosts`. */
const machinesOf = (answers: Hosted): readonly string[] =>
  answers.instances.length === 0
    ? []
    : answers.hosts.flatMap(({ ec2InstanceId }) => (ec2InstanceId?.startsWith('i-') ? ec2InstanceId : []));

const partsOf = (all: readonly string[], size: number): string[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, part) => all.slice(part * size, (part + 1) * size));

const CONTAINERS = {
  containerDefinitions: {
    environment: true,
    command: true,
    entryPoint: true,
    dockerLabels: true,
    logConfiguration: { options: true },
    healthCheck: { command: true },
  },
} as const;

/**
 * Task definitions by family, each as its latest active revision, so that a finding outlives a deployment. Of the
 * containers only references to secrets are kept: their environment and commands may hold secrets themselves, and are
 * looked at in memory.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_EFSVolumeConfiguration.html
 */
export const taskDefinition = ecs
  .list(
    'aws.ecs.task-definition',
    'ListTaskDefinitionFamilies',
    {
      items: 'families',
      input: { status: 'ACTIVE' },
      paging: { token: ['nextToken', 'nextToken'], size: ['maxResults', 100] },
      members: {},
      one: (id) => ({ item: id.slice(id.lastIndexOf('/') + 1).replace(/:\d+$/, '') }),
    },
    { service: 'ecs', arn: 'arn:{partition}:ecs:{region}:{account}:task-definition/{id}', id: ({ item }) => item },
  )
  .call('latest', 'DescribeTaskDefinition', ({ item }) => ({ taskDefinition: item }), {
    at: 'taskDefinition',
    members: {
      revision: true,
      containerDefinitions: {
        secrets: { valueFrom: true },
        repositoryCredentials: { credentialsParameter: true },
        logConfiguration: { secretOptions: { valueFrom: true } },
      },
      volumes: {
        name: true,
        efsVolumeConfiguration: { fileSystemId: true, transitEncryption: true },
        fsxWindowsFileServerVolumeConfiguration: { authorizationConfig: { credentialsParameter: true } },
      },
    },
    judged: CONTAINERS,
  })
  .depends({
    fileSystems: {
      stops: 'soon',
      disabled: 'Tasks lose the file system with it, and new ones cannot mount it.',
      deleted: 'Tasks lose the file system for ever.',
      page: 'https://docs.aws.amazon.com/efs/latest/ug/use-kms-key.html',
    },
    namedSecrets: loggingIn(
      'next-start',
      'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html',
    ),
  })
  .fields((t) => ({
    secrets: t.secrets(({ latest }) => latest),
    revision: t.int(({ latest }) => latest.revision),
    fileSystems: t.links('aws.efs.file-system', [], ({ latest }) =>
      efsVolumes(latest).flatMap(({ efsVolumeConfiguration: efs }) => efs?.fileSystemId ?? []),
    ),
    namedSecrets: t.links('aws.secretsmanager.secret', [], ({ latest }) => [...new Set(secretsOf(latest))]),
    efsVolumes: t.strings(({ latest }) => efsVolumes(latest).map(({ name = '' }) => name)),
    // "If this parameter is omitted, the default value of DISABLED is used."
    plainEfsVolumes: t.strings(({ latest }) =>
      efsVolumes(latest)
        .filter(({ efsVolumeConfiguration: efs }) => efs?.transitEncryption !== 'ENABLED')
        .map(({ name = '' }) => name),
    ),
  }));

type Latest = NonNullable<typeof taskDefinition.answers>['latest'];

/**
 * Variables, options of log drivers and credentials of file servers may stand in Parameter Store too; those of a registry
 * may be named without an ARN. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RepositoryCredentials.html
 */
const secretsOf = ({ containerDefinitions, volumes }: Latest): readonly string[] => [
  ...(containerDefinitions ?? []).flatMap(({ secrets, logConfiguration, repositoryCredentials }) => [
    ...[...(secrets ?? []), ...(logConfiguration?.secretOptions ?? [])].flatMap(
      ({ valueFrom }) => secretIn(valueFrom) ?? [],
    ),
    ...(repositoryCredentials?.credentialsParameter ? [repositoryCredentials.credentialsParameter] : []),
  ]),
  ...(volumes ?? []).flatMap(
    ({ fsxWindowsFileServerVolumeConfiguration: server }) =>
      secretIn(server?.authorizationConfig?.credentialsParameter) ?? [],
  ),
];

const efsVolumes = ({ volumes }: Latest) => (volumes ?? []).filter(({ efsVolumeConfiguration: efs }) => efs);
