import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import * as CF from '@aws-sdk/client-cloudformation';
import * as S3 from '@aws-sdk/client-s3';
import * as SQS from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import { createHandler } from '../../src/lambda/handler.ts';
import type { WholeResult } from '../../src/lambda/whole.ts';
import type { Finding } from '../../src/model/finding.ts';
import { scratch } from './live/report.ts';
import { type Emulator, startEmulator } from './start.ts';
import { ACCOUNT } from './world.ts';

const REGION = 'eu-west-1';
const { folder, remove } = scratch();
let emulator: Emulator;

beforeAll(async () => {
  emulator = await startEmulator({ correct: false });
  for (const [name, value] of Object.entries(emulator.env)) vi.stubEnv(name, value);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await emulator?.stop();
  remove();
});

type Json = Readonly<Record<string, unknown>>;
const TEMPLATE = readFileSync('deploy/lambda.yaml', 'utf8');

const PSEUDO: Readonly<Record<string, string>> = {
  Partition: 'aws',
  Region: REGION,
  AccountId: ACCOUNT,
  StackName: 'sealscan',
};

/** A policy of the template with the ARNs of what was made: the emulator's CloudFormation makes no policies of resources. */
function policyOf(name: string, arns: Readonly<Record<string, string>>): string {
  const { Resources } = parse(TEMPLATE, { version: '1.1' }) as { Resources: Record<string, { Properties: Json }> };
  return JSON.stringify(Resources[name]?.Properties['PolicyDocument'], (_, value: Json) => {
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value['Fn::GetAtt'])) return arns[String(value['Fn::GetAtt'][0])];
    const text = value['Fn::Sub'];
    return typeof text === 'string'
      ? text
          .replace(/\$\{(\w+)\.Arn\}/g, (__, of: string) => arns[of] ?? '')
          .replace(/\$\{AWS::(\w+)\}/g, (__, of: string) => PSEUDO[of] ?? '')
      : value;
  });
}

test('CloudFormation makes what the template says, and sealscan finds nothing to say of it', async () => {
  const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' };
  const config = { region: REGION, endpoint: emulator.endpoint, credentials };
  const s3 = new S3.S3Client({ ...config, forcePathStyle: true });
  const where = { CreateBucketConfiguration: { LocationConstraint: REGION } } as const;
  await s3.send(new S3.CreateBucketCommand({ Bucket: 'code', ...where }));
  await s3.send(new S3.PutObjectCommand({ Bucket: 'code', Key: 'sealscan-lambda.zip', Body: 'PK' }));
  const cloudformation = new CF.CloudFormationClient(config);
  const StackName = 'sealscan';
  await cloudformation.send(
    new CF.CreateStackCommand({
      StackName,
      TemplateBody: TEMPLATE,
      Capabilities: ['CAPABILITY_IAM'],
      Parameters: [{ ParameterKey: 'CodeBucket', ParameterValue: 'code' }],
    }),
  );
  const { Stacks: [stack] = [] } = await cloudformation.send(new CF.DescribeStacksCommand({ StackName }));
  expect(stack?.StackStatus).toBe('CREATE_COMPLETE');
  const bucket = stack?.Outputs?.find(({ OutputKey }) => OutputKey === 'StateBucket')?.OutputValue ?? '';
  const { StackResources = [] } = await cloudformation.send(new CF.DescribeStackResourcesCommand({ StackName }));
  const arns: Record<string, string> = { State: `arn:aws:s3:::${bucket}` };
  const sqs = new SQS.SQSClient(config);
  for (const { LogicalResourceId = '', PhysicalResourceId: QueueUrl = '' } of StackResources.filter(
    ({ ResourceType }) => ResourceType === 'AWS::SQS::Queue',
  )) {
    arns[LogicalResourceId] = `arn:aws:sqs:${REGION}:${ACCOUNT}:${QueueUrl.replace(/^.*\//, '')}`;
    const Policy = policyOf(LogicalResourceId === 'Events' ? 'QueuePolicy' : 'DeadLettersPolicy', arns);
    await sqs.send(new SQS.SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
  }
  await s3.send(new S3.PutBucketPolicyCommand({ Bucket: bucket, Policy: policyOf('StatePolicy', arns) }));

  const state = folder('state');
  const env = { ...emulator.env, SEALSCAN_STATE: state, SEALSCAN_SERVICES: 's3,sqs', SEALSCAN_REGIONS: REGION };
  const { takenAt } = (await createHandler(env)({ scan: true })) as WholeResult;
  const open = gunzipSync(readFileSync(join(state, 'runs', takenAt.replaceAll(':', ''), 'open.ndjson.gz'))).toString();
  const findings = open
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Finding);
  const own = findings.filter(({ resource, verdict }) => resource.id.includes('sealscan') && verdict === 'fail');
  expect(findings.some(({ resource }) => resource.id.includes(bucket) || resource.id.endsWith(':code'))).toBe(true);
  expect(own.map(({ rule, resource, message }) => `${rule} ${resource.id}: ${message}`)).toEqual([]);
});
