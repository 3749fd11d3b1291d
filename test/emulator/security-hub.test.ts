import * as EC2 from '@aws-sdk/client-ec2';
import { type AwsSecurityFinding, GetFindingsCommand, SecurityHubClient } from '@aws-sdk/client-securityhub';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildCli } from './cli.ts';
import { reportIn, scratch } from './live/report.ts';
import { type Emulator, startEmulator } from './start.ts';

const { folder, remove } = scratch();
const cli = buildCli();
const REGION = 'eu-west-1';
let emulator: Emulator;

beforeAll(async () => {
  emulator = await startEmulator({ correct: false });
});
afterAll(async () => {
  await emulator?.stop();
  cli.remove();
  remove();
});

const client = () => ({
  endpoint: emulator.endpoint,
  region: REGION,
  credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' },
});

/** What Security Hub holds, however many pages that is. */
async function held(): Promise<AwsSecurityFinding[]> {
  const hub = new SecurityHubClient(client());
  const found: AwsSecurityFinding[] = [];
  let NextToken: string | undefined;
  do {
    const page = await hub.send(new GetFindingsCommand({ MaxResults: 100, NextToken }));
    found.push(...(page.Findings ?? []));
    NextToken = page.NextToken ?? undefined;
  } while (NextToken);
  return found;
}

async function scan(name: string) {
  const flags = ['--region', REGION, '--service', 'ebs', '--fail-on', 'none', '--allow-incomplete'];
  const seen = await cli.run(['scan', ...flags, '--output', folder(name), '--send-to', 'security-hub'], emulator.env);
  expect(seen.code, seen.stderr).toBe(0);
  return reportIn(folder(name)).findings;
}

test('findings go to Security Hub, close when they pass, and are archived when their resource is gone', async () => {
  const ec2 = new EC2.EC2Client(client());
  const volumes = Array.from({ length: 120 }, () =>
    ec2.send(new EC2.CreateVolumeCommand({ AvailabilityZone: `${REGION}a`, Size: 1, Encrypted: false })),
  );
  const [first] = await Promise.all(volumes);
  const told = (await scan('first')).filter(
    ({ verdict, resource }) => verdict !== 'pass' && resource.region === REGION,
  );
  const open = await held();
  expect(told.length).toBeGreaterThan(120);
  // and what could not be read in the Region is a finding too
  expect(open.filter(({ GeneratorId }) => GeneratorId !== 'sealscan/coverage')).toHaveLength(told.length);
  await ec2.send(new EC2.DeleteVolumeCommand({ VolumeId: first?.VolumeId }));
  await ec2.send(new EC2.EnableEbsEncryptionByDefaultCommand({}));
  await scan('second');
  const later = await held();
  const of = (text: string) => later.filter(({ Resources }) => Resources?.some(({ Id }) => Id?.includes(text)));
  expect(of(first?.VolumeId ?? '').map(({ RecordState }) => RecordState)).toContain('ARCHIVED');
  expect(of(first?.VolumeId ?? '').map(({ RecordState }) => RecordState)).not.toContain('ACTIVE');
  const byDefault = later.filter(({ GeneratorId }) => GeneratorId === 'sealscan/ebs-default-encryption-enabled');
  expect(byDefault.map(({ Compliance }) => Compliance?.Status)).toEqual(['PASSED']);
});
