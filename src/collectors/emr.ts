import type * as EMR from '@aws-sdk/client-emr';
import { sdk } from '../collect/descriptor.ts';
import { eachTime, writing } from '../model/dependence.ts';
import { tagMap } from './tags.ts';

const emr = sdk<typeof EMR>('emr', 'EMRClient', { prefix: 'elasticmapreduce' });

const PAGES = { token: ['Marker', 'Marker'] } as const;

/**
 * Security configurations: a JSON text that says what clusters made with it encrypt. EMR has no ARN for them; the one here
 * is made by its pattern.
 * https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-create-security-configuration.html
 */
export const securityConfiguration = emr
  .list(
    'aws.emr.security-configuration',
    'ListSecurityConfigurations',
    {
      items: 'SecurityConfigurations',
      paging: PAGES,
      members: { Name: true },
      one: (id) => ({ item: { Name: id.slice(id.lastIndexOf('/') + 1) } }),
    },
    {
      service: 'emr',
      arn: 'arn:{partition}:elasticmapreduce:{region}:{account}:security-configuration/{id}',
      id: ({ item }) => item.Name,
    },
  )
  .call('detail', 'DescribeSecurityConfiguration', ({ item }) => ({ Name: item.Name }), {
    required: ['SecurityConfiguration'],
    members: { SecurityConfiguration: true },
  })
  .depends({
    s3Key: eachTime(
      'objects of EMRFS',
      'https://docs.aws.amazon.com/emr/latest/ReleaseGuide/emr-data-encryption-options.html',
    ),
    kmsKey: {
      stops: 'next-start',
      disabled: 'New clusters cannot seal their disks and do not start.',
      deleted: 'New clusters do not start until another key is named; disks of clusters live no longer than they.',
      page: 'https://docs.aws.amazon.com/emr/latest/ReleaseGuide/emr-data-encryption-options.html',
    },
  })
  .fields((t) => ({
    atRest: t.bool(({ detail }) => enabled(detail, 'EnableAtRestEncryption')),
    inTransit: t.bool(({ detail }) => enabled(detail, 'EnableInTransitEncryption')),
    /** How EMRFS writes to S3; CSE-… is client-side, before anything leaves the cluster. */
    s3Mode: t.enum(['none', 'SSE-S3', 'SSE-KMS', 'CSE-KMS', 'CSE-Custom'], ({ detail }) =>
      oneOf(
        ['SSE-S3', 'SSE-KMS', 'CSE-KMS', 'CSE-Custom'],
        atRest(detail, 'S3EncryptionConfiguration', 'EncryptionMode'),
      ),
    ),
    clientSide: t.bool(({ detail }) => {
      const mode = atRest(detail, 'S3EncryptionConfiguration', 'EncryptionMode');
      return typeof mode === 'string' && mode.startsWith('CSE-');
    }),
    s3Key: t.link('aws.kms.key', ['state', 'manager'], ({ detail }) =>
      textOr('', atRest(detail, 'S3EncryptionConfiguration', 'AwsKmsKey')),
    ),
    localDisk: t.enum(['none', 'AwsKms', 'Custom'], ({ detail }) => oneOf(['AwsKms', 'Custom'], localDisk(detail))),
    ebsEncryption: t.bool(
      ({ detail }) => atRest(detail, 'LocalDiskEncryptionConfiguration', 'EnableEbsEncryption') === true,
    ),
    // of the local disks; a provider of the customer's own gives keys that no AWS API names
    ...t.sealed(({ detail }) => {
      const provider = localDisk(detail);
      if (provider === undefined) return 'none';
      if (provider === 'Custom') return 'customer-managed';
      const key = atRest(detail, 'LocalDiskEncryptionConfiguration', 'AwsKmsKey');
      return provider === 'AwsKms' && typeof key === 'string' ? key : undefined;
    }),
  }));

type Detail = NonNullable<typeof securityConfiguration.answers>['detail'];

const RUNNING = ['STARTING', 'BOOTSTRAPPING', 'RUNNING', 'WAITING', 'TERMINATING'] as const;

/**
 * Clusters that are not terminated, each asked about for its security configuration.
 * https://docs.aws.amazon.com/emr/latest/APIReference/API_Cluster.html
 */
export const cluster = emr
  .list(
    'aws.emr.cluster',
    'ListClusters',
    {
      items: 'Clusters',
      input: { ClusterStates: [...RUNNING] },
      paging: PAGES,
      members: { Id: true, Name: true, ClusterArn: true },
    },
    {
      service: 'emr',
      arn: 'arn:{partition}:elasticmapreduce:{region}:{account}:cluster/{id}',
      id: ({ item }) => item.ClusterArn ?? item.Id,
    },
  )
  .call('detail', 'DescribeCluster', ({ item }) => ({ ClusterId: item.Id }), {
    at: 'Cluster',
    members: { SecurityConfiguration: true, LogEncryptionKmsKeyId: true, Tags: { Key: true, Value: true } },
  })
  .named(({ item }) => item.Name)
  .depends({
    logKey: writing(
      'logs of the cluster',
      'https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-plan-debugging.html',
    ),
    securityConfiguration: {
      stops: 'next-start',
      disabled:
        'A cluster that runs keeps its disks open; new ones with this configuration cannot start, and what they keep in S3 under the key cannot be read.',
      deleted: 'New clusters cannot start, and what lies in S3 under the key is lost.',
      page: 'https://docs.aws.amazon.com/emr/latest/ReleaseGuide/emr-data-encryption-options.html',
    },
  })
  .fields((t) => ({
    securityConfiguration: t.link(
      'aws.emr.security-configuration',
      ['atRest', 'inTransit', 'localDisk'],
      ({ detail }) => detail.SecurityConfiguration || '',
    ),
    logKey: t.link('aws.kms.key', ['state', 'manager'], ({ detail }) => detail.LogEncryptionKmsKeyId || ''),
    tags: t.map(({ detail }) => tagMap(detail.Tags)),
  }));

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads into the JSON text; a text that is no JSON object throws, which leaves the field unknown. */
function read({ SecurityConfiguration: text = '' }: Detail, path: readonly string[]): unknown {
  let found: unknown = JSON.parse(text);
  if (!isObject(found)) throw new Error('a security configuration is an object');
  for (const name of path) found = isObject(found) ? found[name] : undefined;
  return found;
}

/** A configuration for Kerberos or Lake Formation alone has no encryption; one that has says yes or no. */
function enabled(detail: Detail, switch_: string): boolean | undefined {
  const encryption = read(detail, ['EncryptionConfiguration']);
  if (encryption === undefined) return false;
  const found = read(detail, ['EncryptionConfiguration', switch_]);
  return typeof found === 'boolean' ? found : undefined;
}

/** What is said below a switch that is off has no effect; below one that is neither on nor off nothing is known. */
function atRest(detail: Detail, ...path: string[]): unknown {
  const on = enabled(detail, 'EnableAtRestEncryption');
  if (on === undefined) throw new Error('encryption at rest is neither on nor off');
  return on ? read(detail, ['EncryptionConfiguration', 'AtRestEncryptionConfiguration', ...path]) : undefined;
}

const localDisk = (detail: Detail): unknown =>
  atRest(detail, 'LocalDiskEncryptionConfiguration', 'EncryptionKeyProviderType');

/** A word that EMR does not document is unknown, and not none. */
const oneOf = <const V extends string>(words: readonly V[], found: unknown): V | 'none' | undefined =>
  found === undefined ? 'none' : words.find((word) => word === found);

const textOr = (other: string, found: unknown): string => (typeof found === 'string' ? found : other);
