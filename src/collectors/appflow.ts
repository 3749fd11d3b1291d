import type * as APPFLOW from '@aws-sdk/client-appflow';
import { sdk } from '../collect/descriptor.ts';
import { undocumented } from '../model/dependence.ts';

const appflow = sdk<typeof APPFLOW>('appflow', 'AppflowClient');

/**
 * Flows. "If you don't provide anything here, Amazon AppFlow uses the Amazon AppFlow-managed KMS key", which is aws/appflow.
 * https://docs.aws.amazon.com/appflow/1.0/APIReference/API_DescribeFlow.html
 */
export const flow = appflow
  .list(
    'aws.appflow.flow',
    'ListFlows',
    {
      items: 'flows',
      paging: { token: ['nextToken', 'nextToken'], size: ['maxResults', 100] },
      members: { flowName: true, flowArn: true, tags: true },
    },
    {
      service: 'appflow',
      arn: 'arn:{partition}:appflow:{region}:{account}:flow/{id}',
      id: ({ item }) => item.flowArn ?? item.flowName,
    },
  )
  .call('detail', 'DescribeFlow', ({ item }) => ({ flowName: item.flowName }), {
    required: ['flowName'],
    members: { kmsArn: true },
  })
  .depends({
    kmsKey: undocumented(
      'what flows hold on its way and the credentials of their connectors',
      'https://docs.aws.amazon.com/appflow/latest/userguide/data-protection.html',
    ),
  })
  .fields((t) => ({
    ...t.sealed(({ detail }) => detail.kmsArn || 'alias/aws/appflow'),
    tags: t.map(({ item }) => item.tags ?? {}),
  }));
