import type { Collector } from './model/collector.ts';

/** Asked by every scan before the collectors: who am I, and which regions are there. */
const ALWAYS = ['sts:GetCallerIdentity', 'account:ListRegions', 'ec2:DescribeRegions'];

/** What a call takes beside its own action. */
const BESIDE: Readonly<Record<string, string>> = {
  // the client asks by itself where to send it
  'timestream:ListDatabases': 'timestream:DescribeEndpoints',
  // of all stacks: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html
  'cloudformation:DescribeStacks': 'cloudformation:ListStacks',
};

/** IAM actions that collecting these types needs, sorted: derived from the descriptors, never kept by hand. */
export function permissionsOf(collectors: readonly Collector[]): string[] {
  const actions = new Set(ALWAYS);
  for (const { list, calls } of collectors)
    for (const use of [...(list ? [list] : []), ...calls]) actions.add(use.permission);
  for (const [action, beside] of Object.entries(BESIDE)) if (actions.has(action)) actions.add(beside);
  return [...actions].sort();
}

const statement = <T = string>(Sid: string, Action: readonly string[], Resource: T | string = '*') => ({
  Sid,
  Effect: 'Allow',
  Action,
  Resource,
});

/**
 * A least-privilege policy. All are reads whose resources cannot be known before they are listed, hence `*`.
 * @param content what only `--secrets` needs beside them, in a statement of its own
 */
export const policyFor = (actions: readonly string[], content: readonly string[] = []) => ({
  Version: '2012-10-17',
  Statement: [
    statement('SealscanReads', actions),
    ...(content.length > 0 ? [statement('SealscanReadsContent', content)] : []),
  ],
});

/** What `--send-to security-hub` needs beside the reading policy: the only calls that write anything. */
const SECURITY_HUB_ACTIONS = ['securityhub:BatchImportFindings', 'securityhub:GetFindings'] as const;

export const securityHubPolicy = () => ({
  Version: '2012-10-17',
  Statement: [securityHubStatement()],
});

/** What the Lambda functions use of their own, as ARNs or what a template says for one. */
export interface LambdaResources<T> {
  readonly bucket: T;
  readonly objects: T;
  readonly queue: T;
  readonly deadLetters: T;
  readonly logs: T;
}

/** What the Lambda functions need beside the reading policy, whoever gets the news. */
export const lambdaStatements = <T>({ bucket, objects, queue, deadLetters, logs }: LambdaResources<T>) => [
  statement('SealscanState', ['s3:GetObject', 's3:PutObject'], objects),
  // who may not list a bucket is not told that an object is not there
  statement('SealscanStateIsThere', ['s3:ListBucket'], bucket),
  statement('SealscanEvents', ['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'], queue),
  statement('SealscanDeadLetters', ['sqs:SendMessage'], deadLetters),
  statement('SealscanLogs', ['logs:CreateLogStream', 'logs:PutLogEvents'], logs),
];

/** Only where the news goes there. */
export const topicStatement = <T>(topic: T) => statement('SealscanPublishes', ['sns:Publish'], topic);
/** Only where webhooks are signed. */
export const signingStatement = <T>(key: T) => statement('SealscanSigns', ['kms:GenerateMac'], key);
/** Only where state, queues and logs are sealed by a key of one's own. */
export const sealingStatement = <T>(key: T) => statement('SealscanSeals', ['kms:Decrypt', 'kms:GenerateDataKey'], key);
export const securityHubStatement = () => statement('SealscanSendsToSecurityHub', SECURITY_HUB_ACTIONS);

/** What whoever plans a run over an organization asks it. */
export const organizationStatement = () =>
  statement('SealscanListsAccounts', [
    'organizations:DescribeOrganizationalUnit',
    'organizations:ListAccountsForParent',
    'organizations:ListOrganizationalUnitsForParent',
    'organizations:ListRoots',
  ]);
/** What whoever reads accounts needs to enter them. */
export const enteringStatement = <T>(role: T) => statement('SealscanEntersAccounts', ['sts:AssumeRole'], role);
/** Where runs are kept. */
export const storeStatements = <T>(bucket: T, objects: T) => [
  statement('SealscanStore', ['s3:GetObject', 's3:PutObject'], objects),
  // who may not list a bucket is not told that an object is not there
  statement('SealscanStoreIsThere', ['s3:ListBucket'], bucket),
];
/** Asked by planners alone: who am I, and which regions are there. */
export const planningStatement = () => statement('SealscanAsksForRegions', ALWAYS);

/** What the credentials of a fleet need beside the reading policy, which every account's role has. */
export const fleetPolicy = () => ({
  Version: '2012-10-17',
  Statement: [
    planningStatement(),
    organizationStatement(),
    enteringStatement('arn:aws:iam::*:role/ROLE'),
    ...storeStatements('arn:aws:s3:::STORE_BUCKET', 'arn:aws:s3:::STORE_BUCKET/*'),
    sealingStatement('SEALING_KEY_ARN'),
  ],
});

/** Words in capitals stand for names that only who deploys knows. */
export const lambdaPolicy = (actions: readonly string[]) => ({
  Version: '2012-10-17',
  Statement: [
    statement('SealscanReads', actions),
    ...lambdaStatements({
      bucket: 'arn:aws:s3:::STATE_BUCKET',
      objects: 'arn:aws:s3:::STATE_BUCKET/*',
      queue: 'arn:aws:sqs:REGION:ACCOUNT:EVENT_QUEUE',
      deadLetters: 'arn:aws:sqs:REGION:ACCOUNT:DEAD_LETTER_QUEUE',
      logs: 'arn:aws:logs:REGION:ACCOUNT:log-group:/aws/lambda/FUNCTION:*',
    }),
    topicStatement('NEWS_TOPIC_ARN'),
    signingStatement('WEBHOOK_KEY_ARN'),
    sealingStatement('SEALING_KEY_ARN'),
    securityHubStatement(),
  ],
});
