import type * as SFN from '@aws-sdk/client-sfn';
import { sdk } from '../collect/descriptor.ts';
import { eachTime } from '../model/dependence.ts';

const sfn = sdk<typeof SFN>('sfn', 'SFNClient', { prefix: 'states' });

const PAGES = { token: ['nextToken', 'nextToken'], size: ['maxResults', 1000] } as const;
const ENCRYPTION = { type: true, kmsKeyId: true, kmsDataKeyReusePeriodSeconds: true } as const;

interface Encryption {
  readonly type: string | undefined;
  readonly kmsKeyId?: string | undefined;
}

/** "By default, Step Functions encrypts data at rest using an AWS owned key." https://docs.aws.amazon.com/step-functions/latest/dg/encryption-at-rest.html */
const sealOf = (encryption: Encryption | undefined): string | undefined =>
  encryption?.type === 'CUSTOMER_MANAGED_KMS_KEY' ? encryption.kmsKeyId : 'aws-owned';

/**
 * State machines without their definitions, which METADATA_ONLY leaves out; under --secrets they are read, looked at and not kept. One
 * under a key of the customer's takes kms:Decrypt on it: https://docs.aws.amazon.com/step-functions/latest/dg/encryption-at-rest.html
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeStateMachine.html
 */
export const stateMachine = sfn
  .list(
    'aws.stepfunctions.state-machine',
    'ListStateMachines',
    {
      items: 'stateMachines',
      paging: PAGES,
      members: { stateMachineArn: true, name: true },
      one: (id) => ({ item: { stateMachineArn: id, name: id.slice(id.lastIndexOf(':') + 1) } }),
    },
    {
      service: 'stepfunctions',
      arn: 'arn:{partition}:states:{region}:{account}:stateMachine:{id}',
      id: ({ item }) => item.stateMachineArn,
    },
  )
  .call(
    'detail',
    'DescribeStateMachine',
    ({ item }) => ({ stateMachineArn: item.stateMachineArn, includedData: 'METADATA_ONLY' as const }),
    { required: ['stateMachineArn'], members: { encryptionConfiguration: ENCRYPTION } },
  )
  .call(
    'definition',
    'DescribeStateMachine',
    ({ item }) => ({ stateMachineArn: item.stateMachineArn, includedData: 'ALL_DATA' as const }),
    { secrets: true, required: ['definition'], members: {}, judged: { definition: true } },
  )
  .depends({
    kmsKey: {
      stops: 'at-once',
      disabled:
        'Executions cannot start, those that run fail at their next step, and the definition and history cannot be read.',
      deleted: 'The definition and the history of executions are lost for ever.',
      page: 'https://docs.aws.amazon.com/step-functions/latest/dg/encryption-at-rest.html',
    },
  })
  .fields((t) => ({
    secrets: t.secrets(({ definition }) => definition),
    ...t.sealed(({ detail }) => sealOf(detail.encryptionConfiguration)),
    /** Seconds for which a data key is used again; none under AWS's own key. */
    dataKeyReuse: t.optional(t.int(({ detail }) => detail.encryptionConfiguration?.kmsDataKeyReusePeriodSeconds)),
  }));

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeActivity.html */
export const activity = sfn
  .list(
    'aws.stepfunctions.activity',
    'ListActivities',
    {
      items: 'activities',
      paging: PAGES,
      members: { activityArn: true, name: true },
      one: (id) => ({ item: { activityArn: id, name: id.slice(id.lastIndexOf(':') + 1) } }),
    },
    {
      service: 'stepfunctions',
      arn: 'arn:{partition}:states:{region}:{account}:activity:{id}',
      id: ({ item }) => item.activityArn,
    },
  )
  .call('detail', 'DescribeActivity', ({ item }) => ({ activityArn: item.activityArn }), {
    required: ['activityArn'],
    members: { encryptionConfiguration: ENCRYPTION },
  })
  .depends({
    kmsKey: eachTime(
      'tasks of the activity',
      'https://docs.aws.amazon.com/step-functions/latest/dg/encryption-at-rest.html',
    ),
  })
  .fields((t) => ({
    ...t.sealed(({ detail }) => sealOf(detail.encryptionConfiguration)),
    dataKeyReuse: t.optional(t.int(({ detail }) => detail.encryptionConfiguration?.kmsDataKeyReusePeriodSeconds)),
  }));
