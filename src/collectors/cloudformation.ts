import type * as CLOUDFORMATION from '@aws-sdk/client-cloudformation';
import { sdk } from '../collect/descriptor.ts';
import { tagMap } from './tags.ts';

const cloudformation = sdk<typeof CLOUDFORMATION>('cloudformation', 'CloudFormationClient');

/**
 * Stacks that are not deleted, for what their outputs and parameters show to whoever may describe them. A parameter with
 * NoEcho is answered as asterisks.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html
 */
export const stack = cloudformation
  .list(
    'aws.cloudformation.stack',
    'DescribeStacks',
    {
      items: 'Stacks',
      paging: { token: ['NextToken', 'NextToken'] },
      members: { StackId: true, StackName: true, Tags: { Key: true, Value: true } },
      judged: { Outputs: true, Parameters: true },
      one: (id) => ({ input: { StackName: id } }),
    },
    {
      service: 'cloudformation',
      secrets: true,
      arn: 'arn:{partition}:cloudformation:{region}:{account}:stack/{id}',
      id: ({ item }) => item.StackId,
    },
  )
  .named(({ item }) => item.StackName)
  .fields((t) => ({
    outputSecrets: t.secrets(({ item }) => item, { at: /^Outputs/ }),
    parameterSecrets: t.secrets(({ item }) => item, { at: /^Parameters/ }),
    tags: t.map(({ item }) => tagMap(item.Tags)),
  }));
