import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import * as CF from '@aws-sdk/client-cloudformation';
import * as EC2 from '@aws-sdk/client-ec2';
import * as KMS from '@aws-sdk/client-kms';
import * as ORG from '@aws-sdk/client-organizations';
import * as S3 from '@aws-sdk/client-s3';
import * as SFN from '@aws-sdk/client-sfn';
import * as SNS from '@aws-sdk/client-sns';
import * as SQS from '@aws-sdk/client-sqs';
import * as STS from '@aws-sdk/client-sts';
import validate from 'asl-validator';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { openSession } from '../../src/aws/session.ts';
import { runHere } from '../../src/fleet/here.ts';
import { planKey, unreadKey } from '../../src/fleet/keys.ts';
import { readPlan } from '../../src/fleet/stored-plan.ts';
import { workFor } from '../../src/fleet/work-for.ts';
import { createFleet, type FleetHandler } from '../../src/lambda/fleet.ts';
import { directoryStore, openStore, type Store } from '../../src/store.ts';
import { type Json, shippedDefinition } from '../lambda/fleet-definition.ts';
import { scratch } from './live/report.ts';
import { type Emulator, startEmulator } from './start.ts';
import { ACCOUNT } from './world.ts';

const REGION = 'eu-west-1';
const BUCKET = 'sealscan-store';
const ROLE = 'sealscan';
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

const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' };
const config = () => ({ region: REGION, endpoint: emulator.endpoint, credentials });

/** A key and a volume in two Regions, and a topic under that key. */
async function seed(account: string): Promise<void> {
  const sts = new STS.STSClient(config());
  const RoleArn = `arn:aws:iam::${account}:role/${ROLE}`;
  const { Credentials: given } = await sts.send(new STS.AssumeRoleCommand({ RoleArn, RoleSessionName: 'seed' }));
  const own =
    account === ACCOUNT
      ? credentials
      : {
          accessKeyId: given?.AccessKeyId ?? '',
          secretAccessKey: given?.SecretAccessKey ?? '',
          sessionToken: given?.SessionToken ?? '',
        };
  for (const region of [REGION, 'us-east-1']) {
    const place = { ...config(), region, credentials: own };
    const { KeyMetadata } = await new KMS.KMSClient(place).send(new KMS.CreateKeyCommand({ MultiRegion: false }));
    const KmsMasterKeyId = KeyMetadata?.Arn ?? '';
    await new SNS.SNSClient(place).send(new SNS.CreateTopicCommand({ Name: 'news', Attributes: { KmsMasterKeyId } }));
    const AvailabilityZone = `${region}a`;
    await new EC2.EC2Client(place).send(new EC2.CreateVolumeCommand({ AvailabilityZone, Size: 1, Encrypted: true }));
  }
}

/** Accounts of a new organization, that of the stack among them. */
async function organization(): Promise<readonly string[]> {
  const client = new ORG.OrganizationsClient({ ...config(), region: 'us-east-1' });
  await client.send(new ORG.CreateOrganizationCommand({ FeatureSet: 'ALL' }));
  for (const AccountName of ['team', 'vault'])
    await client.send(new ORG.CreateAccountCommand({ AccountName, Email: `${AccountName}@example.com` }));
  const { Accounts = [] } = await client.send(new ORG.ListAccountsCommand({}));
  return Accounts.map(({ Id = '' }) => Id);
}

/**
 * The definition that is shipped, as the emulator takes it. It differs in four things alone, and in a fifth that is the workers':
 * - a function is a message with a task token, since the emulator would run functions in containers;
 * - a heartbeat of ten seconds stands for the time that a function has;
 * - what is tried again is so at once;
 * - percentages are written as floats, since its grammar knows no others;
 * - the emulator forgets why a task failed, so that workers remember it for who gives up.
 */
function asTaskTokens(shipped: string, QueueUrl: string): string {
  const definition = JSON.parse(shipped, (_, value: unknown) => {
    const state = value as Json & { readonly Retry?: readonly Json[]; readonly Parameters: { readonly Payload: Json } };
    if (state?.['Type'] !== 'Task') return value;
    const { TimeoutSeconds: _time, Retry = [], Parameters, ...rest } = state as typeof state & Json;
    return {
      ...rest,
      Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
      HeartbeatSeconds: 10,
      Parameters: { QueueUrl, MessageBody: { payload: Parameters.Payload, 'token.$': '$$.Task.Token' } },
      Retry: Retry.map((retrier) =>
        retrier['MaxAttempts'] === 0 ? retrier : { ...retrier, IntervalSeconds: 1, BackoffRate: 1 },
      ),
    };
  }) as Json;
  return JSON.stringify(definition).replaceAll(
    '"ToleratedFailurePercentage":100',
    '"ToleratedFailurePercentage":100.0',
  );
}

/** What a function that dies says nothing of, and what Lambda says of it. */
const KILLED = { error: 'Sandbox.Timedout', cause: '{"errorMessage":"2026-11-26T11:00:00Z 4f1c Task timed out"}' };

interface Worker {
  readonly fleet: FleetHandler;
  /** Says what becomes of an event instead: nothing at all, or an end that says nothing. */
  readonly fate: (payload: string) => 'lost' | 'killed' | undefined;
  readonly signal: AbortSignal;
}

/** Shard -> why it failed last. */
const causes = new Map<string, string>();

function withCause(payload: Json): Json {
  const { giveUp, error } = payload as { readonly giveUp?: object; readonly error?: object };
  return giveUp ? { ...payload, error: { ...error, Cause: causes.get(JSON.stringify(giveUp)) } } : payload;
}

/** Takes messages as Lambda takes invocations: an answer, or the name and message of what was thrown. */
async function worker(QueueUrl: string, { fleet, fate, signal }: Worker): Promise<void> {
  const sqs = new SQS.SQSClient(config());
  const sfn = new SFN.SFNClient(config());
  while (!signal.aborted) {
    const { Messages = [] } = await sqs.send(new SQS.ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 1 }));
    for (const { Body = '', ReceiptHandle } of Messages) {
      await sqs.send(new SQS.DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
      const { payload, token: taskToken } = JSON.parse(Body) as { payload: Json; token: string };
      const fail = async ({ error, cause }: typeof KILLED): Promise<void> => {
        causes.set(JSON.stringify(payload['collect']), cause);
        await sfn.send(new SFN.SendTaskFailureCommand({ taskToken, error, cause }));
      };
      const ended = fate(JSON.stringify(payload));
      if (ended === 'lost') continue;
      const beat = setInterval(
        () => void sfn.send(new SFN.SendTaskHeartbeatCommand({ taskToken })).catch(() => {}),
        1_000,
      );
      try {
        if (ended === 'killed') await fail(KILLED);
        else {
          const output = JSON.stringify({ Payload: await fleet(withCause(payload)) });
          await sfn.send(new SFN.SendTaskSuccessCommand({ taskToken, output }));
        }
      } catch (thrown) {
        const { name: error, message: errorMessage } = thrown as Error;
        await fail({ error, cause: JSON.stringify({ errorType: error, errorMessage }) });
      } finally {
        clearInterval(beat);
      }
    }
  }
}

/** All that a run left, but what only one engine writes: its plan's lists and its own results. */
async function left(store: Store): Promise<ReadonlyMap<string, string>> {
  const folders = ['snapshots/', 'links/', 'findings/', 'summaries/', 'reports/', 'history/', 'report.'];
  const keys = (await Promise.all(folders.map((below) => store.list(below === 'report.' ? '' : below)))).flat();
  const own = [...new Set(keys)].filter((key) => folders.some((below) => key.startsWith(below))).sort();
  return new Map(
    await Promise.all(own.map(async (key) => [key, (await store.get(key))?.body.toString('base64') ?? ''] as const)),
  );
}

test('CloudFormation makes what the template says', async () => {
  const s3 = new S3.S3Client({ ...config(), forcePathStyle: true });
  const where = { CreateBucketConfiguration: { LocationConstraint: REGION } } as const;
  await s3.send(new S3.CreateBucketCommand({ Bucket: 'code', ...where }));
  await s3.send(new S3.PutObjectCommand({ Bucket: 'code', Key: 'sealscan-lambda.zip', Body: 'PK' }));
  const cloudformation = new CF.CloudFormationClient(config());
  const given = { CodeBucket: 'code', RoleName: ROLE, Concurrency: '7' };
  await cloudformation.send(
    new CF.CreateStackCommand({
      StackName: 'fleet',
      TemplateBody: readFileSync('deploy/fleet/stepfunctions.yaml', 'utf8'),
      Capabilities: ['CAPABILITY_IAM'],
      Parameters: Object.entries(given).map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue })),
    }),
  );
  const { Stacks: [stack] = [] } = await cloudformation.send(new CF.DescribeStacksCommand({ StackName: 'fleet' }));
  expect(stack?.StackStatus).toBe('CREATE_COMPLETE');
  const stateMachineArn = stack?.Outputs?.find(({ OutputKey }) => OutputKey === 'StateMachine')?.OutputValue;
  const sfn = new SFN.SFNClient(config());
  const { definition = '' } = await sfn.send(new SFN.DescribeStateMachineCommand({ stateMachineArn }));
  expect(definition).not.toContain('${');
  expect(validate(JSON.parse(definition)).errorsText()).toBe('');
  expect(definition).toContain('"MaxConcurrency": 7,');
  await fetch(`${emulator.endpoint}/moto-api/reset`, { method: 'POST' });
});

test('the shipped state machine reads an organization as one machine does, whatever becomes of its functions', async () => {
  await fetch(`${emulator.endpoint}/moto-api/config`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ stepfunctions: { execute_state_machine: true } }),
  });
  const where = { CreateBucketConfiguration: { LocationConstraint: REGION } } as const;
  await new S3.S3Client({ ...config(), forcePathStyle: true }).send(
    new S3.CreateBucketCommand({ Bucket: BUCKET, ...where }),
  );
  const { QueueUrl = '' } = await new SQS.SQSClient(config()).send(new SQS.CreateQueueCommand({ QueueName: 'steps' }));
  const accounts = await organization();
  expect(accounts).toHaveLength(3);
  for (const account of accounts) await seed(account);
  const [, team = '', vault = ''] = [ACCOUNT, ...accounts.filter((id) => id !== ACCOUNT)];
  const env = {
    ...emulator.env,
    SEALSCAN_STORE: `s3://${BUCKET}/night`,
    SEALSCAN_ROLE: ROLE,
    SEALSCAN_SERVICES: 'kms,sns,ebs',
    SEALSCAN_REGIONS: `${REGION},us-east-1`,
    SEALSCAN_FORMATS: 'html,json,jsonl',
  };
  const sfn = new SFN.SFNClient(config());
  const shipped = shippedDefinition({
    'AWS::Partition': 'aws',
    'Planner.Arn': 'plan',
    'Worker.Arn': 'work',
    'Reducer.Arn': 'reduce',
    Concurrency: '4',
    Store: BUCKET,
  });
  const { stateMachineArn } = await sfn.send(
    new SFN.CreateStateMachineCommand({
      name: 'sealscan',
      definition: asTaskTokens(shipped, QueueUrl),
      roleArn: `arn:aws:iam::${ACCOUNT}:role/machine`,
    }),
  );
  const seen: string[] = [];
  const ended = new AbortController();
  const fate: Worker['fate'] = (payload) => {
    const isFirst = !seen.includes(payload);
    seen.push(payload);
    if (payload.includes('"giveUp"') || payload.includes('"reduce')) return undefined;
    if (payload.includes(`{"account":"${team}","region":"us-east-1"}`)) return isFirst ? 'lost' : undefined;
    return payload.includes(`{"account":"${vault}","region":"${REGION}"}`) ? 'killed' : undefined;
  };
  const workers = [1, 2].map(() => worker(QueueUrl, { fleet: createFleet(env), fate, signal: ended.signal }));
  onTestFinished(async () => {
    ended.abort();
    await Promise.allSettled(workers);
  });
  const execute = async (name: string, input: string): Promise<SFN.DescribeExecutionCommandOutput> => {
    const { executionArn } = await sfn.send(new SFN.StartExecutionCommand({ stateMachineArn, name, input }));
    const describe = () => sfn.send(new SFN.DescribeExecutionCommand({ executionArn }));
    await vi.waitUntil(async () => (await describe()).status !== 'RUNNING', { timeout: 100_000, interval: 500 });
    return describe();
  };
  expect(await execute('night', '{}')).toMatchObject({ status: 'FAILED', error: 'Incomplete' });

  const times = (part: string) => seen.filter((payload) => payload.includes(part)).length;
  expect(times(`"collect":{"account":"${team}","region":"us-east-1"}`)).toBeGreaterThan(1);
  expect(times(`"collect":{"account":"${vault}","region":"${REGION}"}`)).toBe(4);
  expect(times('"giveUp"')).toBe(1);

  const session = await openSession({ env });
  const store = openStore(env.SEALSCAN_STORE, session);
  const [planned = ''] = (await store.list('plans/')).filter((key) => key.endsWith('/plan.json'));
  const plan = await readPlan(store, planned.slice('plans/date='.length, -'/plan.json'.length));
  const here = directoryStore(folder('here'));
  await here.put(planKey(plan.takenAt.slice(0, 10)), Buffer.from(JSON.stringify(plan)));
  const work = workFor(plan, here, session);
  const killed = new Error('the function ended before it could say why');
  killed.name = KILLED.error;
  await runHere(
    {
      ...work,
      collect: (shard) =>
        shard.account === vault && shard.region === REGION ? Promise.reject(killed) : work.collect(shard),
    },
    { accounts: 2, attempts: 1, pause: 0 },
  );
  const [one, other] = [await left(here), await left(store)];
  expect([...other.keys()]).toEqual([...one.keys()]);
  expect([...other].filter(([key, body]) => one.get(key) !== body).map(([key]) => key)).toEqual([]);
  const unread = await store.get(unreadKey(plan.takenAt.slice(0, 10), { account: vault, region: REGION }));
  expect(gunzipSync(unread?.body ?? '').toString()).toContain(
    '"code":"Sandbox.Timedout","message":"the function ended before it could say why"',
  );
  const run = JSON.parse(readFileSync(join(folder('here'), 'report.json'), 'utf8'));
  expect(run.accounts.map(({ id }: { id: string }) => id).sort()).toEqual([...accounts].sort());
  expect(run.counts.findings.fail).toBeGreaterThan(5);

  const nobody = {
    ...plan,
    takenAt: '2026-01-02T03:04:05Z',
    accounts: [{ id: team, name: '', units: [], skipped: 'suspended' }],
  };
  await store.put(planKey('2026-01-02'), Buffer.from(JSON.stringify(nobody)));
  expect(await execute('again', '{"date":"2026-01-02"}')).toMatchObject({
    status: 'SUCCEEDED',
    output: expect.stringContaining('"complete": true'),
  });
  await session.call.close();
});
