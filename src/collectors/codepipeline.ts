import type * as CODEPIPELINE from '@aws-sdk/client-codepipeline';
import { sdk } from '../collect/descriptor.ts';
import { writing } from '../model/dependence.ts';

const codepipeline = sdk<typeof CODEPIPELINE>('codepipeline', 'CodePipelineClient');

/**
 * Pipelines and where they keep artifacts: one store, or one a region. Actions and variables are not kept. "If this is
 * undefined, the default key for Amazon S3 is used."
 * https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_ArtifactStore.html
 */
export const pipeline = codepipeline
  .list(
    'aws.codepipeline.pipeline',
    'ListPipelines',
    {
      items: 'pipelines',
      paging: { token: ['nextToken', 'nextToken'], size: ['maxResults', 1000] },
      members: { name: true },
      one: (id) => ({ item: { name: id.slice(id.lastIndexOf(':') + 1) } }),
    },
    {
      service: 'codepipeline',
      arn: 'arn:{partition}:codepipeline:{region}:{account}:{id}',
      id: ({ item }) => item.name,
    },
  )
  .call('detail', 'GetPipeline', ({ item }) => ({ name: item.name }), {
    at: 'pipeline',
    members: { artifactStore: { location: true, encryptionKey: { id: true } }, artifactStores: true },
  })
  .depends({
    kmsKey: writing(
      'artifacts of the pipeline',
      'https://docs.aws.amazon.com/codepipeline/latest/userguide/S3-artifact-encryption.html',
    ),
    storeKeys: writing(
      'artifacts of the pipeline',
      'https://docs.aws.amazon.com/codepipeline/latest/userguide/S3-artifact-encryption.html',
    ),
  })
  .fields((t) => ({
    ...t.sealed(({ detail }, { region }) => {
      const home = detail.artifactStore ?? detail.artifactStores?.[region];
      return home && (home.encryptionKey?.id ?? 'alias/aws/s3');
    }),
    /** Buckets in which artifacts are under the default key of S3. */
    storesWithoutKey: t.strings(({ detail }) =>
      storesOf(detail)
        .filter(({ encryptionKey }) => !encryptionKey?.id)
        .map(({ location }) => location ?? ''),
    ),
    storeKeys: t.links('aws.kms.key', ['state', 'manager'], ({ detail }) =>
      storesOf(detail).flatMap(({ encryptionKey }) => encryptionKey?.id ?? []),
    ),
  }));

type Detail = NonNullable<typeof pipeline.answers>['detail'];

const storesOf = ({ artifactStore, artifactStores }: Detail) =>
  artifactStore ? [artifactStore] : Object.values(artifactStores ?? {});
