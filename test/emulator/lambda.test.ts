import { gunzipSync } from 'node:zlib';
import * as Trail from '@aws-sdk/client-cloudtrail';
import * as EC2 from '@aws-sdk/client-ec2';
import * as KMS from '@aws-sdk/client-kms';
import * as RDS from '@aws-sdk/client-rds';
import * as S3 from '@aws-sdk/client-s3';
import * as Secrets from '@aws-sdk/client-secrets-manager';
import * as SSM from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openSession } from '../../src/aws/session.ts';
import { createHandler } from '../../src/lambda/handler.ts';
import type { Head } from '../../src/lambda/state.ts';
import type { Finding } from '../../src/model/finding.ts';
import { bucketStore, directoryStore, type Store } from '../../src/store.ts';
import { scratch } from './live/report.ts';
import { type Emulator, startEmulator } from './start.ts';
import { ACCOUNT } from './world.ts';

const REGION = 'eu-west-1';
const { folder, remove } = scratch();
let emulator: Emulator;

beforeAll(async () => {
  emulator = await startEmulator({ correct: true });
  for (const [name, value] of Object.entries(emulator.env)) vi.stubEnv(name, value);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await emulator?.stop();
  remove();
});

const handlerIn = (state: string) =>
  createHandler({
    ...emulator.env,
    SEALSCAN_STATE: state,
    SEALSCAN_SEND_TO: 's3',
    SEALSCAN_SERVICES: 'kms,s3,ebs,ec2,rds,ssm,secretsmanager,cloudtrail',
    SEALSCAN_REGIONS: REGION,
  });

const unpacked = async (store: Store, key: string): Promise<string> =>
  gunzipSync((await store.get(key))?.body ?? '').toString('utf8');
const headOf = async (store: Store): Promise<Head> => JSON.parse(await unpacked(store, 'state.json.gz')) as Head;

/** Open findings as receivers know them: those of the last whole scan, and what events changed. */
async function openIn(store: Store): Promise<Readonly<Record<string, string>>> {
  const { run = '', told } = await headOf(store);
  const text = await unpacked(store, `runs/${run.replaceAll(':', '')}/open.ndjson.gz`);
  const lines = text.split('\n').filter((line) => line !== '');
  const open = new Map(lines.map((line) => JSON.parse(line) as Finding).map((finding) => [finding.id, finding]));
  for (const [id, finding] of Object.entries(told)) finding ? open.set(id, finding) : open.delete(id);
  const said = [...open.values()].map(({ rule, resource, part, verdict }) => [
    `${rule} ${resource.id} ${part}`,
    verdict,
  ]);
  return Object.fromEntries(said.sort());
}

/** CloudTrail spells members as the API does, the first letter small. */
const asEvent = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(asEvent);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  const members = Object.entries(value).filter(([name]) => name !== '$metadata');
  return Object.fromEntries(
    members.map(([name, member]) => [`${name.charAt(0).toLowerCase()}${name.slice(1)}`, asEvent(member)]),
  );
};

const events: object[] = [];

/** A change that somebody made, as EventBridge tells it. */
function happened(service: string, eventName: string, input: object, output: object = {}): void {
  events.push({
    id: `event-${events.length}`,
    'detail-type': 'AWS API Call via CloudTrail',
    source: `aws.${service}`,
    account: ACCOUNT,
    region: REGION,
    time: new Date().toISOString(),
    detail: {
      eventTime: new Date().toISOString(),
      eventSource: `${service}.amazonaws.com`,
      eventName,
      awsRegion: REGION,
      requestParameters: asEvent(input),
      responseElements: asEvent(output),
    },
  });
}

interface Client<C> {
  send(command: C): Promise<object>;
}

/** Makes a change, and tells it by the command's name unless S3 calls it otherwise. */
async function change<O extends object>(
  service: string,
  client: Client<never>,
  command: { readonly input: object },
  as = command.constructor.name.replace(/Command$/, ''),
): Promise<O> {
  const output = (await client.send(command as never)) as O;
  const { Bucket, ...input } = command.input as { Bucket?: string };
  happened(service, as, Bucket === undefined ? input : { ...input, bucketName: Bucket }, output);
  return output;
}

const PUBLIC = (Action: string, Resource: string): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: '*', Action, Resource }] });

function clients() {
  const config = {
    region: REGION,
    endpoint: emulator.endpoint,
    credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' },
  };
  return {
    kms: new KMS.KMSClient(config),
    s3: new S3.S3Client({ ...config, forcePathStyle: true }),
    ec2: new EC2.EC2Client(config),
    rds: new RDS.RDSClient(config),
    ssm: new SSM.SSMClient(config),
    secrets: new Secrets.SecretsManagerClient(config),
    trail: new Trail.CloudTrailClient(config),
  };
}

/** What is there when the whole scan comes by. */
async function first({ kms, s3, ec2, rds, ssm, secrets, trail }: ReturnType<typeof clients>) {
  const key = async () => (await kms.send(new KMS.CreateKeyCommand({}))).KeyMetadata?.KeyId ?? '';
  const volume = async (Encrypted: boolean, KmsKeyId?: string) =>
    (await ec2.send(new EC2.CreateVolumeCommand({ AvailabilityZone: `${REGION}a`, Size: 1, Encrypted, KmsKeyId })))
      .VolumeId ?? '';
  const keys = {
    policy: await key(),
    off: await key(),
    going: await key(),
    rotates: await key(),
    granted: await key(),
  };
  const volumes = { gone: await volume(false), under: await volume(true, keys.going) };
  const snapshot = (await ec2.send(new EC2.CreateSnapshotCommand({ VolumeId: volumes.gone }))).SnapshotId ?? '';
  for (const Bucket of ['first-open', 'first-sealed', 'first-gone', 'first-state'])
    await s3.send(new S3.CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: REGION } }));
  for (const id of ['first-public', 'first-gone'])
    await rds.send(
      new RDS.CreateDBInstanceCommand({
        DBInstanceIdentifier: id,
        DBInstanceClass: 'db.t3.micro',
        Engine: 'postgres',
        AllocatedStorage: 20,
      }),
    );
  for (const Name of ['/first/gone', 'first-plain'])
    await ssm.send(new SSM.PutParameterCommand({ Name, Value: 'x', Type: 'SecureString' }));
  for (const Name of ['first-open', 'first-gone'])
    await secrets.send(new Secrets.CreateSecretCommand({ Name, SecretString: 'x' }));
  await trail.send(
    new Trail.CreateTrailCommand({ Name: 'first', S3BucketName: 'first-sealed', IsMultiRegionTrail: true }),
  );
  await trail.send(new Trail.StartLoggingCommand({ Name: 'first' }));
  return { keys, volumes, snapshot };
}

/** A change of each kind, each to a resource of its own. */
async function then(made: ReturnType<typeof clients>, { keys, volumes, snapshot }: Awaited<ReturnType<typeof first>>) {
  const { kms, s3, ec2, rds, ssm, secrets, trail } = made;
  const policy = PUBLIC('kms:*', '*');
  await change(
    'kms',
    kms,
    new KMS.PutKeyPolicyCommand({
      KeyId: keys.policy,
      PolicyName: 'default',
      Policy: policy,
      BypassPolicyLockoutSafetyCheck: true,
    }),
  );
  await change('kms', kms, new KMS.DisableKeyCommand({ KeyId: keys.off }));
  await change('kms', kms, new KMS.ScheduleKeyDeletionCommand({ KeyId: keys.going, PendingWindowInDays: 7 }));
  await change('kms', kms, new KMS.EnableKeyRotationCommand({ KeyId: keys.rotates }));
  await change('kms', kms, new KMS.CreateAliasCommand({ AliasName: 'alias/then', TargetKeyId: keys.rotates }));
  const grant = {
    KeyId: keys.granted,
    GranteePrincipal: 'arn:aws:iam::999988887777:root',
    Operations: ['Decrypt'],
  } as const;
  await change('kms', kms, new KMS.CreateGrantCommand({ ...grant, Operations: [...grant.Operations] }));
  await change('kms', kms, new KMS.CreateKeyCommand({ Description: 'then' }));

  await change(
    's3',
    s3,
    new S3.PutBucketPolicyCommand({
      Bucket: 'first-open',
      Policy: PUBLIC('s3:GetObject', 'arn:aws:s3:::first-open/*'),
    }),
  );
  const sealed = { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: keys.off } as const;
  await change(
    's3',
    s3,
    new S3.PutBucketEncryptionCommand({
      Bucket: 'first-sealed',
      ServerSideEncryptionConfiguration: { Rules: [{ ApplyServerSideEncryptionByDefault: sealed }] },
    }),
  );
  const where = { CreateBucketConfiguration: { LocationConstraint: REGION } } as const;
  await change('s3', s3, new S3.CreateBucketCommand({ Bucket: 'then-new', ...where }));
  await change('s3', s3, new S3.DeleteBucketCommand({ Bucket: 'first-gone' }));

  await change('ec2', ec2, new EC2.CreateVolumeCommand({ AvailabilityZone: `${REGION}a`, Size: 1, Encrypted: false }));
  await change('ec2', ec2, new EC2.DeleteVolumeCommand({ VolumeId: volumes.gone }));
  await change('ec2', ec2, new EC2.CreateSnapshotCommand({ VolumeId: volumes.under }));
  await change(
    'ec2',
    ec2,
    new EC2.ModifySnapshotAttributeCommand({
      SnapshotId: snapshot,
      Attribute: 'createVolumePermission',
      OperationType: 'add',
      GroupNames: ['all'],
    }),
  );
  await change('ec2', ec2, new EC2.EnableEbsEncryptionByDefaultCommand({}));
  await change('ec2', ec2, new EC2.CreateTagsCommand({ Resources: [volumes.under], Tags: [{ Key: 'a', Value: 'b' }] }));
  await change('ec2', ec2, new EC2.RunInstancesCommand({ ImageId: 'ami-12345678', MinCount: 1, MaxCount: 1 }));

  const database = { DBInstanceClass: 'db.t3.micro', Engine: 'postgres', AllocatedStorage: 20 };
  await change(
    'rds',
    rds,
    new RDS.CreateDBInstanceCommand({ ...database, DBInstanceIdentifier: 'then-new', StorageEncrypted: true }),
  );
  await change(
    'rds',
    rds,
    new RDS.ModifyDBInstanceCommand({ DBInstanceIdentifier: 'first-public', PubliclyAccessible: true }),
  );
  const copy = { DBInstanceIdentifier: 'first-public', DBSnapshotIdentifier: 'then-copy' };
  await change('rds', rds, new RDS.CreateDBSnapshotCommand(copy));
  const last = { DBInstanceIdentifier: 'first-gone', FinalDBSnapshotIdentifier: 'then-last' };
  await change('rds', rds, new RDS.DeleteDBInstanceCommand(last));

  await change('ssm', ssm, new SSM.PutParameterCommand({ Name: '/then/password', Value: 'CANARY', Type: 'String' }));
  await change(
    'ssm',
    ssm,
    new SSM.PutParameterCommand({ Name: 'first-plain', Value: 'CANARY', Type: 'String', Overwrite: true }),
  );
  await change('ssm', ssm, new SSM.DeleteParameterCommand({ Name: '/first/gone' }));

  const open = PUBLIC('secretsmanager:GetSecretValue', '*');
  await change(
    'secretsmanager',
    secrets,
    new Secrets.CreateSecretCommand({ Name: 'then-new', SecretString: 'CANARY' }),
  );
  await change(
    'secretsmanager',
    secrets,
    new Secrets.PutResourcePolicyCommand({ SecretId: 'first-open', ResourcePolicy: open }),
  );
  await change(
    'secretsmanager',
    secrets,
    new Secrets.DeleteSecretCommand({ SecretId: 'first-gone', ForceDeleteWithoutRecovery: true }),
  );

  await change('cloudtrail', trail, new Trail.StopLoggingCommand({ Name: 'first' }));
  await change('cloudtrail', trail, new Trail.CreateTrailCommand({ Name: 'then', S3BucketName: 'first-sealed' }));
}

test('events of every kind, with their state in a bucket, leave the findings that a whole scan would find', async () => {
  const made = clients();
  const before = await first(made);
  const { call } = await openSession({ env: emulator.env });
  const store = bucketStore({ call, region: REGION, bucket: 'first-state', prefix: 'sealscan/' });
  const handle = handlerIn('s3://first-state/sealscan');
  await handle({ scan: true });
  const atFirst = await openIn(store);
  await then(made, before);

  const Records = events.map((event, index) => ({ messageId: `m${index}`, body: JSON.stringify(event) }));
  expect(await handle({ Records })).toEqual({ batchItemFailures: [] });
  const whole = folder('whole');
  await handlerIn(whole)({ scan: true });
  const now = await openIn(store);
  expect(now).toEqual(await openIn(directoryStore(whole)));
  expect(now).not.toEqual(atFirst);

  // the same events once more, in another order: nothing is new
  const { sequence } = await headOf(store);
  expect(
    await store.get(`news/${new Date().toISOString().slice(0, 10)}/${String(sequence).padStart(10, '0')}.json`),
  ).toBeDefined();
  await handle({ Records: [...Records].reverse() });
  expect((await headOf(store)).sequence).toBe(sequence);
  expect(await unpacked(store, 'state.json.gz')).not.toContain('CANARY');
  await call.close();
});
