import type * as DATAPIPELINE from '@aws-sdk/client-data-pipeline';
import { sdk } from '../collect/descriptor.ts';

const datapipeline = sdk<typeof DATAPIPELINE>('data-pipeline', 'DataPipelineClient', { prefix: 'datapipeline' });

/**
 * Pipelines, for what their definitions hold. AWS takes no new customers for Data Pipeline; those who have it keep it.
 * https://docs.aws.amazon.com/datapipeline/latest/APIReference/API_GetPipelineDefinition.html
 */
export const pipeline = datapipeline
  .list(
    'aws.datapipeline.pipeline',
    'ListPipelines',
    { items: 'pipelineIdList', paging: { token: ['marker', 'marker'] }, members: { id: true, name: true } },
    {
      service: 'datapipeline',
      secrets: true,
      arn: 'arn:{partition}:datapipeline:{region}:{account}:pipeline/{id}',
      id: ({ item }) => item.id,
    },
  )
  .call('definition', 'GetPipelineDefinition', ({ item }) => ({ pipelineId: item.id }), {
    required: ['pipelineObjects'],
    members: {},
    judged: { pipelineObjects: { fields: true }, parameterObjects: { attributes: true }, parameterValues: true },
  })
  .named(({ item }) => item.name)
  .fields((t) => ({ secrets: t.secrets(({ definition }) => definition) }));
