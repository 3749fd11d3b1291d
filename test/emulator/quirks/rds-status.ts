import type * as RDS from '@aws-sdk/client-rds';
import { after, type Context, type Form } from '../quirk.ts';
import { daysAfter } from '../world.ts';
import { factsOf } from './kms-book.ts';

const base = {
  service: 'rds',
  why: 'moto’s databases stay available; RDS stops them when it cannot use their key, and gives up after a week',
  docs: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/accessing-monitoring.html',
} as const;

/** "Not recovered in seven days": https://repost.aws/knowledge-center/rds-aurora-inaccessible-state */
const RECOVERABLE_DAYS = 7;

function status(key: string | undefined, otherwise: string | undefined, context: Context): string | undefined {
  const { cutOff } = key ? factsOf(context, key) : {};
  if (!cutOff) return otherwise;
  const terminal = daysAfter(cutOff, RECOVERABLE_DAYS) <= context.world.now;
  return terminal ? 'inaccessible-encryption-credentials' : 'inaccessible-encryption-credentials-recoverable';
}

const instances = after<Form, RDS.DescribeDBInstancesCommandOutput>(
  { ...base, name: 'an instance whose key cannot be used is inaccessible', operations: ['DescribeDBInstances'] },
  (output, _input, context) => ({
    ...output,
    DBInstances: output.DBInstances?.map((one) => ({
      ...one,
      DBInstanceStatus: status(one.KmsKeyId, one.DBInstanceStatus, context),
    })),
  }),
);

const clusters = after<Form, RDS.DescribeDBClustersCommandOutput>(
  { ...base, name: 'a cluster whose key cannot be used is inaccessible', operations: ['DescribeDBClusters'] },
  (output, _input, context) => ({
    ...output,
    DBClusters: output.DBClusters?.map((one) => ({ ...one, Status: status(one.KmsKeyId, one.Status, context) })),
  }),
);

/** Outside of what gives the key its ARN. */
export const rdsStatus = [instances, clusters];
