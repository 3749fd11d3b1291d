import type { ArtifactStore, GetPipelineCommandOutput, ListPipelinesCommandOutput } from '@aws-sdk/client-codepipeline';
import { keyArn, playKeys, REGION, refuses } from '../collectors/play.ts';
import type { World } from '../worlds.ts';

type Body<T> = Omit<T, '$metadata'>;

const OTHER = 'eu-central-1';
const store = (location: string, id?: string): ArtifactStore => ({
  type: 'S3',
  location,
  ...(id ? { encryptionKey: { id, type: 'KMS' } } : {}),
});

const stores: Readonly<Record<string, object>> = {
  sealed: { artifactStore: store('home', keyArn('good')) },
  default: { artifactStore: store('home') },
  'aws-key': { artifactStore: store('home', keyArn('aws/s3')) },
  regions: {
    artifactStores: { [REGION]: store('home', keyArn('good')), [OTHER]: store('away', keyArn('good', OTHER)) },
  },
  'one-open': { artifactStores: { [REGION]: store('home', keyArn('good')), [OTHER]: store('away') } },
};

const listed = {
  pipelines: [...Object.keys(stores), 'denied'].map((name) => ({ name })),
} satisfies Body<ListPipelinesCommandOutput>;

const described = (name: string) =>
  ({
    pipeline: {
      name,
      roleArn: 'arn:aws:iam::111122223333:role/pipeline',
      stages: [
        {
          name: 'Source',
          actions: [
            {
              name: 'Source',
              actionTypeId: { category: 'Source', owner: 'ThirdParty', provider: 'GitHub', version: '1' },
              configuration: { OAuthToken: 'not-to-be-stored' },
            },
          ],
        },
      ],
      ...stores[name],
    },
  }) satisfies Body<GetPipelineCommandOutput>;

export const world: World = {
  services: ['codepipeline'],
  regions: [REGION, OTHER, 'us-east-1'],
  answers: {
    ...playKeys({ good: 'Enabled', 'aws/s3': 'Enabled' }),
    'codepipeline:ListPipelines': (_input, region) =>
      region === OTHER ? { pipelines: [] } : region === REGION ? listed : refuses('AccessDeniedException'),
    'codepipeline:GetPipeline': ({ name }) =>
      name === 'denied' ? refuses('AccessDeniedException') : described(String(name)),
  },
};
