import type * as BATCH from '@aws-sdk/client-batch';
import { sdk } from '../collect/descriptor.ts';

const batch = sdk<typeof BATCH>('batch', 'BatchClient');

const CONTAINER = { environment: true, command: true } as const;
const TASKS = { taskProperties: { containers: { ...CONTAINER, logConfiguration: { options: true } } } } as const;
const POD_CONTAINERS = { env: true, command: true, args: true } as const;
const PODS = { podProperties: { containers: POD_CONTAINERS, initContainers: POD_CONTAINERS } } as const;

/**
 * Active revisions of job definitions: each can be run. `secrets` of their containers are references, and not looked at.
 * https://docs.aws.amazon.com/batch/latest/APIReference/API_JobDefinition.html
 */
export const jobDefinition = batch
  .list(
    'aws.batch.job-definition',
    'DescribeJobDefinitions',
    {
      items: 'jobDefinitions',
      input: { status: 'ACTIVE' },
      paging: { token: ['nextToken', 'nextToken'], size: ['maxResults', 100] },
      members: { jobDefinitionArn: true, tags: true },
      judged: {
        parameters: true,
        containerProperties: { ...CONTAINER, logConfiguration: { options: true } },
        nodeProperties: {
          nodeRangeProperties: { container: CONTAINER, ecsProperties: TASKS, eksProperties: PODS },
        },
        ecsProperties: TASKS,
        eksProperties: PODS,
      },
      one: (id) => ({ input: { jobDefinitions: [id] } }),
    },
    {
      service: 'batch',
      secrets: true,
      arn: 'arn:{partition}:batch:{region}:{account}:job-definition/{id}',
      id: ({ item }) => item.jobDefinitionArn,
    },
  )
  .named((_answers, id) => id.slice(id.lastIndexOf('/') + 1)) // with its revision
  .fields((t) => ({ secrets: t.secrets(({ item }) => item), tags: t.map(({ item }) => item.tags ?? {}) }));
