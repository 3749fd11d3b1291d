import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { CreateLaunchTemplateCommand, RequestSpotFleetCommand, RunInstancesCommand } from '@aws-sdk/client-ec2';
import { CreateDBInstanceCommand } from '@aws-sdk/client-rds';
import { CreateSecretCommand } from '@aws-sdk/client-secrets-manager';
import { CreateDocumentCommand, PutParameterCommand } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { REPORTERS } from '../../src/report/reporters.ts';
import { buildCli } from '../emulator/cli.ts';
import { scratch } from '../emulator/live/report.ts';
import { EU, newSeeding } from '../emulator/seed/context.ts';
import { type Emulator, startEmulator } from '../emulator/start.ts';
import { SEEDED } from '../emulator/unseeded.ts';
import { type ChaosProxy, startChaos } from './proxy.ts';

/** A value for each place that may hold a secret: none of them may turn up anywhere. */
const CANARY = {
  secret: 'canary-in-a-secret-5f1c',
  parameter: 'canary-in-a-parameter-81ab',
  secureParameter: 'canary-in-a-securestring-27d0',
  userData: 'DB_PASSWORD=canary-in-user-data-c3e9',
  document: 'canary-in-a-document-d2b8',
  templateUserData: 'DB_PASSWORD=canary-in-a-template-90aa',
  fleetUserData: 'canary-in-a-fleet-11f4',
  password: 'canary-in-a-password-77bd',
  secretKey: 'canary-of-the-caller-secret-key-e0',
  token: 'canary-of-the-caller-session-token-42',
} as const;

const base64 = (text: string): string => Buffer.from(text).toString('base64');

const { folder, remove } = scratch();
const cli = buildCli();
let emulator: Emulator;
let proxy: ChaosProxy;

beforeAll(async () => {
  emulator = await startEmulator({ correct: true });
  const seeding = await newSeeding(emulator.endpoint);
  await plant(seeding);
  proxy = await startChaos(emulator.endpoint);
});
beforeEach(() => proxy.calm());
afterAll(async () => {
  await proxy?.stop();
  await emulator?.stop();
  cli.remove();
  remove();
});

async function plant(seeding: Awaited<ReturnType<typeof newSeeding>>): Promise<void> {
  const ec2 = seeding.ec2(EU);
  const ImageId = 'ami-0acme0base0image0';
  await seeding.secrets(EU).send(new CreateSecretCommand({ Name: 'planted-secret', SecretString: CANARY.secret }));
  for (const [Name, Type, Value] of [
    ['/planted/DB_PASSWORD', 'String', CANARY.parameter],
    ['/planted/API_KEY', 'SecureString', CANARY.secureParameter],
  ] as const)
    await seeding.ssm(EU).send(new PutParameterCommand({ Name, Type, Value }));
  const Content = { schemaVersion: '2.2', parameters: { Password: { type: 'String', default: CANARY.document } } };
  await seeding.ssm(EU).send(
    new CreateDocumentCommand({
      Name: 'planted-document',
      DocumentType: 'Command',
      DocumentFormat: 'JSON',
      Content: JSON.stringify(Content),
    }),
  );
  const UserData = base64(CANARY.userData);
  await ec2.send(new RunInstancesCommand({ ImageId, MinCount: 1, MaxCount: 1, UserData }));
  await ec2.send(
    new CreateLaunchTemplateCommand({
      LaunchTemplateName: 'planted-template',
      LaunchTemplateData: { InstanceType: 't3.large', UserData: base64(CANARY.templateUserData) },
    }),
  );
  await ec2.send(
    new RequestSpotFleetCommand({
      SpotFleetRequestConfig: {
        TargetCapacity: 1,
        IamFleetRole: 'arn:aws:iam::123456789012:role/fleet',
        LaunchSpecifications: [{ ImageId, UserData: base64(CANARY.fleetUserData) }],
      },
    }),
  );
  await seeding.rds(EU).send(
    new CreateDBInstanceCommand({
      DBInstanceIdentifier: 'planted-db',
      DBInstanceClass: 'db.t3.micro',
      Engine: 'postgres',
      AllocatedStorage: 20,
      MasterUsername: 'planted',
      MasterUserPassword: CANARY.password,
    }),
  );
}

/** Formats all at once, so that none is left out. */
const FORMATS = Object.keys(REPORTERS).join();

const scan = (name: string, meanwhile?: Parameters<typeof cli.run>[2], more: readonly string[] = []) =>
  cli.run(
    [
      ...['scan', '--output', folder(name), '--service', SEEDED.join(), '--format', FORMATS],
      ...['--fail-on', 'none', '--deep', '--debug', ...more],
    ],
    {
      ...emulator.env,
      AWS_ENDPOINT_URL: proxy.endpoint,
      AWS_SECRET_ACCESS_KEY: CANARY.secretKey,
      AWS_SESSION_TOKEN: CANARY.token,
    },
    meanwhile,
  );

/** All that a run left behind and said. */
function traces(name: string, { stdout, stderr }: { readonly stdout: string; readonly stderr: string }): string {
  const files = readdirSync(folder(name), { recursive: true, encoding: 'utf8' }).map((file) =>
    join(folder(name), file),
  );
  const texts = files.filter((file) => statSync(file).isFile()).map((file) => readFileSync(file, 'utf8'));
  return [stdout, stderr, ...texts].join('\n');
}

const found = (text: string): string[] =>
  Object.values(CANARY).filter((canary) => text.includes(canary) || text.includes(base64(canary).slice(0, 20)));

test('snapshot, reports and the terminal hold none; the resources are there', async () => {
  const seen = traces('all', await scan('all'));
  for (const name of ['planted-secret', '/planted/API_KEY', 'planted-template', 'planted-db'])
    expect(seen).toContain(name);
  expect(found(seen)).toEqual([]);
});

test('under --secrets they are looked into, and found; nothing of them is kept', async () => {
  const seen = traces('secrets', await scan('secrets', undefined, ['--secrets', '--allow-incomplete']));
  const { findings } = JSON.parse(readFileSync(join(folder('secrets'), 'report.json'), 'utf8')) as {
    findings: readonly { readonly rule: string; readonly verdict: string }[];
  };
  const failed = new Set(findings.filter(({ verdict }) => verdict === 'fail').map(({ rule }) => rule));
  const rules = ['ssm-document-no-secrets', 'ec2-user-data-no-secrets', 'launch-template-no-secrets'];
  expect(rules.filter((rule) => !failed.has(rule))).toEqual([]);
  expect(found(seen)).toEqual([]);
});

test('the journal of a killed run under --secrets holds none', async () => {
  let asked = 0;
  const killed = await scan(
    'killed-secrets',
    (signal) =>
      proxy.gate(() => {
        asked += 1;
        if (asked === 90) signal('SIGKILL');
        return undefined;
      }),
    ['--secrets'],
  );
  const seen = traces('killed-secrets', killed);
  expect(readdirSync(folder('killed-secrets'))).toContain('snapshot.ndjson.journal');
  expect(found(seen)).toEqual([]);
});

test('the journal of a killed run holds none', async () => {
  let asked = 0;
  const killed = await scan('killed', (signal) =>
    proxy.gate(() => {
      asked += 1;
      if (asked === 60) signal('SIGKILL');
      return undefined;
    }),
  );
  const seen = traces('killed', killed);
  expect(readdirSync(folder('killed'))).toContain('snapshot.ndjson.journal');
  expect(found(seen)).toEqual([]);
});

test('errors that quote the request hold none', async () => {
  proxy.gate((call, { headers }) => ({
    code: 'SignatureDoesNotMatch',
    status: 403,
    message: `The request signature does not match. The Canonical String for this request should have been '${call.method} / x-amz-security-token:${headers['x-amz-security-token']}'`,
  }));
  const refused = await scan('refused');
  expect(refused.code).toBe(3);
  expect(found(`${refused.stdout}${refused.stderr}`)).toEqual([]);
  proxy.gate((call, { headers }) =>
    call.service === 'sts' || call.operation === 'ListRegions'
      ? undefined
      : {
          code: 'InvalidSignatureException',
          message: `The Canonical String for this request should have been\n'POST\nx-amz-security-token:${headers['x-amz-security-token']}'`,
        },
  );
  const seen = traces('partly', await scan('partly').catch((cause) => cause));
  expect(found(seen)).toEqual([]);
});
