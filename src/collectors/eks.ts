import type * as EKS from '@aws-sdk/client-eks';
import { sdk } from '../collect/descriptor.ts';

const eks = sdk<typeof EKS>('eks', 'EKSClient');

/**
 * Clusters and the key of their secrets' envelope encryption. From Kubernetes 1.28 on EKS seals all API data, under a key
 * that AWS owns where the cluster names none; before, secrets had none without one.
 * https://docs.aws.amazon.com/eks/latest/userguide/envelope-encryption.html
 */
export const cluster = eks
  .list(
    'aws.eks.cluster',
    'ListClusters',
    {
      items: 'clusters',
      paging: { token: ['nextToken', 'nextToken'], size: ['maxResults', 100] },
      members: {},
      one: (id) => ({ item: id.slice(id.lastIndexOf('/') + 1) }),
    },
    {
      service: 'eks',
      arn: 'arn:{partition}:eks:{region}:{account}:cluster/{id}',
      id: ({ item }) => item,
    },
  )
  .call('detail', 'DescribeCluster', ({ item }) => ({ name: item }), {
    at: 'cluster',
    members: { version: true, status: true, encryptionConfig: { provider: { keyArn: true } }, tags: true },
  })
  .depends({
    kmsKey: {
      stops: 'soon',
      disabled:
        'The API server cannot decrypt Kubernetes secrets, so that the cluster degrades; AWS has no way around the key.',
      deleted: 'The cluster cannot be recovered: its secrets are lost for ever.',
      page: 'https://docs.aws.amazon.com/eks/latest/userguide/enable-kms.html',
    },
  })
  .fields((t) => ({
    version: t.string(({ detail }) => detail.version),
    ...t.sealed(({ detail }) => {
      const key = (detail.encryptionConfig ?? []).find(({ provider }) => provider?.keyArn)?.provider?.keyArn;
      if (key !== undefined) return key;
      const sealed = isAtLeast128(detail.version);
      return sealed === undefined ? undefined : sealed ? 'aws-owned' : 'none';
    }),
    tags: t.map(({ detail }) => detail.tags ?? {}),
  }));

function isAtLeast128(version: string | undefined): boolean | undefined {
  const [, major, minor] = /^(\d+)\.(\d+)$/.exec(version ?? '') ?? [];
  return major === undefined ? undefined : Number(major) > 1 || Number(minor) >= 28;
}
