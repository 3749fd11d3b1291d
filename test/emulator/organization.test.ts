import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import * as Organizations from '@aws-sdk/client-organizations';
import * as S3 from '@aws-sdk/client-s3';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { OrganizationRun } from '../../src/model/organization.ts';
import { buildCli } from './cli.ts';
import { scratch } from './live/report.ts';
import { type Emulator, startEmulator } from './start.ts';

const REGION = 'eu-west-1';
const ROLE = 'Audit';
const { folder, remove } = scratch();
const cli = buildCli();

let emulator: Emulator;
let accounts: readonly string[];

const at = (credentials = { accessKeyId: 'test', secretAccessKey: 'test' }) => ({
  endpoint: emulator.endpoint,
  region: REGION,
  credentials,
});

/** Two accounts in a unit below another one: the first has a key, the second a queue under it. */
async function seed(): Promise<readonly string[]> {
  const client = new Organizations.OrganizationsClient(at());
  await client.send(new Organizations.CreateOrganizationCommand({ FeatureSet: 'ALL' }));
  const { Roots = [] } = await client.send(new Organizations.ListRootsCommand({}));
  const unit = async (ParentId: string, Name: string): Promise<string> => {
    const made = await client.send(new Organizations.CreateOrganizationalUnitCommand({ ParentId, Name }));
    return made.OrganizationalUnit?.Id ?? '';
  };
  const root = Roots[0]?.Id ?? '';
  const prod = await unit(await unit(root, 'Workloads'), 'Prod');
  const made: string[] = [];
  for (const AccountName of ['vault', 'orders']) {
    const created = await client.send(
      new Organizations.CreateAccountCommand({ AccountName, Email: `${AccountName}@example.com` }),
    );
    const AccountId = created.CreateAccountStatus?.AccountId ?? '';
    await client.send(
      new Organizations.MoveAccountCommand({ AccountId, SourceParentId: root, DestinationParentId: prod }),
    );
    made.push(AccountId);
  }
  const [vault = '', orders = ''] = made;
  const { KeyMetadata } = await new KMSClient(at(await enter(vault))).send(new CreateKeyCommand({}));
  const Attributes = { KmsMasterKeyId: KeyMetadata?.Arn ?? '' };
  await new SQSClient(at(await enter(orders))).send(new CreateQueueCommand({ QueueName: 'orders', Attributes }));
  return made;
}

async function enter(account: string) {
  const RoleArn = `arn:aws:iam::${account}:role/${ROLE}`;
  const { Credentials } = await new STSClient(at()).send(
    new AssumeRoleCommand({ RoleArn, RoleSessionName: 'seeding' }),
  );
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials ?? {};
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
}

beforeAll(async () => {
  emulator = await startEmulator({ correct: false });
  accounts = await seed();
});
afterAll(async () => {
  await emulator?.stop();
  cli.remove();
  remove();
});

const ASKED = ['--organization', '--assume-role', ROLE, '--region', REGION, '--service', 'kms,sqs', '--format', 'json'];
const rollUp = (text: string): OrganizationRun => JSON.parse(text) as OrganizationRun;

it('an organization is read by roles, into a folder and into a bucket that a key seals, to the same end', async () => {
  const { KeyMetadata } = await new KMSClient(at()).send(new CreateKeyCommand({}));
  const key = KeyMetadata?.Arn ?? '';
  const here = await cli.run(['scan', ...ASKED, '--output', folder('here'), '--fail-on', 'none'], emulator.env);
  expect(here.code, here.stderr).toBe(4); // the emulator lacks some calls
  const run = rollUp(readFileSync(join(folder('here'), 'report.json'), 'utf8'));
  expect(run.accounts.map(({ id }) => id)).toEqual(expect.arrayContaining([...accounts]));
  expect(run.units.map(({ units, accounts: count }) => [units.join('/'), count])).toEqual([
    ['Workloads', 2],
    ['Workloads/Prod', 2],
  ]);
  const [vault = '', orders = ''] = accounts;
  const report = readFileSync(
    join(folder('here'), run.accounts.find(({ id }) => id === orders)?.reports[0] ?? ''),
    'utf8',
  );
  const usable = (JSON.parse(report) as { findings: { rule: string; verdict: string }[] }).findings;
  expect(usable.find(({ rule }) => rule === 'sqs-key-usable')).toMatchObject({ verdict: 'pass' });
  expect(report).toContain(`:${vault}:key/`);

  const s3 = new S3.S3Client({ ...at(), forcePathStyle: true });
  const Bucket = 'posture';
  await s3.send(new S3.CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: REGION } }));
  const store = ['--store', `s3://${Bucket}/runs`, '--store-key', key];
  expect(await cli.run(['fleet', 'plan', ...ASKED, ...store], emulator.env)).toMatchObject({ code: 0 });
  expect((await cli.run(['fleet', 'work', ...store, '--fail-on', 'none'], emulator.env)).code).toBe(4);
  const { Contents = [] } = await s3.send(new S3.ListObjectsV2Command({ Bucket }));
  const heads = await Promise.all(Contents.map(({ Key }) => s3.send(new S3.HeadObjectCommand({ Bucket, Key }))));
  expect(new Set(heads.map((head) => head.SSEKMSKeyId))).toEqual(new Set([key]));
  const stored = await s3.send(new S3.GetObjectCommand({ Bucket, Key: 'runs/report.json' }));
  const other = rollUp((await stored.Body?.transformToString()) ?? '');
  const { takenAt: _, history: __, accounts: ___, ...said } = other;
  expect(run).toMatchObject(said);
});
