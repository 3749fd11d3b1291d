import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { isNever, isReading } from '../never.ts';
import { buildCli, type Ended } from './cli.ts';
import { actionOf } from './faults.ts';
import { budget } from './live/budget.ts';
import { LISTED } from './live/listed.ts';
import { type Judged, observationsIn, type Report, reportIn, scratch, text } from './live/report.ts';
import { VERDICTS } from './live/seeded.ts';
import { LISTING_NAMES } from './pages.ts';
import { type Seeded, seedAcme } from './seed.ts';
import { type Emulator, startEmulator } from './start.ts';
import { SEEDED } from './unseeded.ts';
import { REGIONS } from './world.ts';

const { folder, remove } = scratch();
const LIVE = folder('live');
const cli = buildCli();

let emulator: Emulator;
let seeded: Seeded;
let ended: Ended;
let report: Report;
let judged: readonly Judged[];
let calls: Readonly<Record<string, number>>;

const scan = (output: string, ...flags: string[]) =>
  cli.run(['scan', '--output', output, '--service', SEEDED.join(), '--fail-on', 'none', ...flags], emulator.env);

/** The account as the role that recorded the fixture sees it. */
function asRecorded(): void {
  emulator.heal();
  for (const denial of seeded.denials) emulator.deny(denial);
}

function counted(): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { service, operation } of emulator.requests.splice(0)) {
    counts[`${service}:${operation}`] = (counts[`${service}:${operation}`] ?? 0) + 1;
  }
  return counts;
}

beforeAll(async () => {
  emulator = await startEmulator({ correct: true });
  seeded = await seedAcme(emulator.endpoint);
  asRecorded();
  counted();
  ended = await scan(LIVE);
  calls = counted();
  report = reportIn(LIVE);
  const optional = ['--rule', 's3-default-encryption-kms', '--from', join(LIVE, 'snapshot.ndjson')];
  await scan(folder('optional'), ...optional);
  judged = [...report.findings, ...reportIn(folder('optional')).findings];
});

afterAll(async () => {
  await emulator?.stop();
  cli.remove();
  remove();
});
afterEach(asRecorded);

describe('a live scan of the seeded account', () => {
  it('finds every resource that the SDK lists', async () => {
    const seen = observationsIn(LIVE);
    for (const [type, list] of Object.entries(LISTED)) {
      const found = seen.filter((one) => one.type === type);
      let count = 0;
      for (const region of REGIONS) {
        const here = found.filter(({ scope }) => scope.region === region).map(({ id }) => id);
        const names = (await list(seeded.acme, region)) ?? [];
        expect(names.filter((name) => !here.some((id) => id.endsWith(name ?? '?')))).toEqual([]);
        expect(here, `${type} in ${region}`).toHaveLength(names.length);
        count += names.length;
      }
      expect(count, type).toBeGreaterThan(0);
    }
  });

  it.each(VERDICTS.map((one) => [`${one.rule}: ${one.name} in ${one.region}`, one] as const))(
    '%s',
    (_title, wanted) => {
      const said = judged.filter(
        ({ rule, resource }) =>
          rule === wanted.rule &&
          resource.region === wanted.region &&
          (resource.tags['Name'] ?? resource.name) === wanted.name,
      );
      expect(said.map(({ verdict }) => verdict)).toEqual(wanted.verdict === 'none' ? [] : [wanted.verdict]);
    },
  );

  it('has what these verdicts name, so that none is empty by a slip', () => {
    const snapshot = text(LIVE, 'snapshot.ndjson');
    expect(VERDICTS.filter(({ name }) => !snapshot.includes(`"${name}"`))).toEqual([]);
    expect(VERDICTS.filter(({ rule }) => !judged.some((one) => one.rule === rule))).toEqual([]);
  });

  it('says what was denied, and which permission is missing', () => {
    expect(ended.code).toBe(4);
    const gaps = report.gaps.map((gap) => [gap.region, gap.class, gap.permission, gap.resource?.replace(/.*:/, '')]);
    expect(gaps).toEqual([
      ['eu-central-1', 'scp', 'rds:DescribeDBProxies', undefined],
      ['eu-west-1', 'denied', 'kms:GetKeyPolicy', expect.stringMatching(/^key\//)],
      ['eu-west-1', 'denied', 'rds:DescribeDBSnapshotAttributes', 'orders-archive-last'],
      ['eu-west-1', 'denied', 's3:GetBucketPolicy', 'acme-hr-archive'],
      ['eu-west-1', 'denied', 'secretsmanager:GetResourcePolicy', expect.stringMatching(/^hr\/oracle-/)],
    ]);
    expect(ended.stdout).toContain('Missing permissions');
    expect(ended.stderr).not.toMatch(/^\s+at .*:\d+:\d+\)?$/m);
  });

  it('gives the bytes that its snapshot gives', async () => {
    const again = folder('again');
    expect((await scan(again, '--from', join(LIVE, 'snapshot.ndjson'))).code).toBe(4);
    const names = readdirSync(again, { recursive: true, encoding: 'utf8' });
    // the manifest of a live scan also has the digest of the snapshot that it took
    const files = names.filter((name) => name.includes('.') && name !== 'manifest.json');
    expect(files.length).toBeGreaterThan(6);
    for (const file of files) same(again, file);
  });

  it('makes no call that it could do without', () => {
    expect(calls).toEqual(budget(observationsIn(LIVE)));
  });

  it('gives the same bytes when every listing comes in pages of one to three', async () => {
    LISTING_NAMES.forEach((operation, index) => {
      emulator.split({ operation, size: 1 + (index % 3) });
    });
    const paged = folder('paged');
    expect((await scan(paged)).code).toBe(4);
    expect(counted()['kms:ListKeys']).toBeGreaterThan(10);
    for (const file of ['report.json', 'report.html', 'report.sarif', 'snapshot.ndjson']) same(paged, file);
  });
});

describe('permissions', () => {
  it('are those that a deep scan uses, no more and no fewer, and none reads a secret', async () => {
    emulator.heal();
    emulator.deny({ operation: 'account:ListRegions' }); // so that the way around it is taken as well
    counted();
    expect((await scan(folder('deep'), '--deep')).code).toBe(0);
    const operations = Object.keys(counted());
    const used = operations.map((name) => actionOf(name.split(':')[0] ?? '', name.split(':')[1] ?? ''));
    const { stdout } = await cli.run(['permissions', '--service', SEEDED.join()], {});
    const policy: { Statement: { Action: string[] }[] } = JSON.parse(stdout);
    const granted = policy.Statement.flatMap(({ Action }) => Action);
    const unreached = ['lambda:ListFunctionsByCodeSigningConfig']; // no seed makes a configuration
    expect([...new Set(used), ...unreached].sort()).toEqual([...granted].sort());
    expect([...operations, ...granted].filter(isNever)).toEqual([]);
    expect([...operations, ...granted].filter((name) => !isReading(name))).toEqual([]);
  });

  it('that are all missing are said in one sentence, with exit code 3', async () => {
    emulator.deny({ operation: '*', match: ({ service }) => service !== 'sts' });
    for (const flags of [[], ['--region', 'eu-west-1']]) {
      const { code, stdout, stderr } = await scan(folder('denied'), ...flags);
      expect([code, stdout]).toEqual([3, '']);
      expect(stderr.trimEnd()).toMatch(/^sealscan: .*(--region|sealscan permissions prints the policy it needs)$/);
    }
    emulator.deny({ operation: '*' });
    expect((await scan(folder('denied'))).code).toBe(3);
    expect(existsSync(join(folder('denied'), 'report.json'))).toBe(false);
  });
});

describe('a listing that AWS throttles to the end', () => {
  it('is a gap, and every rule over it is unknown in that Region', async () => {
    const slow = { code: 'RequestLimitExceeded', message: 'Request limit exceeded.', status: 503 };
    emulator.deny({ operation: 'ec2:DescribeVolumes', region: 'us-east-1', with: slow });
    const output = folder('throttled');
    expect((await scan(output, '--service', 'ebs')).code).toBe(4);
    const { gaps, findings } = reportIn(output);
    expect(gaps.filter(({ operation }) => operation === 'ec2:DescribeVolumes')).toMatchObject([
      { region: 'us-east-1', class: 'throttled' },
    ]);
    const volumes = findings.filter(
      ({ rule, resource }) => rule === 'ebs-volume-encrypted' && resource.region === 'us-east-1',
    );
    expect(volumes).toMatchObject([
      { verdict: 'unknown', resource: { id: expect.stringMatching(/^sealscan:unlisted:/) } },
    ]);
  });
});

describe('an interrupted scan', () => {
  const output = folder('resumed');
  const journal = join(output, 'snapshot.ndjson.journal');

  /** Stops a scan where all is read but the buckets. */
  async function interrupt(by: NodeJS.Signals): Promise<Ended> {
    emulator.stall({ operation: 's3:GetBucketPolicy' });
    counted();
    const args = ['scan', '--output', output, '--service', SEEDED.join(), '--fail-on', 'none'];
    const stopped = await cli.run(args, emulator.env, (signal) => void quiet().then(() => signal(by)));
    asRecorded();
    counted();
    return stopped;
  }

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGKILL', null],
  ] as const)('by %s keeps what it collected, and goes on with --resume to the same report', async (by, wanted) => {
    const { code, stderr } = await interrupt(by);
    expect(code).toBe(wanted);
    if (code !== null) expect(stderr).toContain('--resume');
    expect(existsSync(journal)).toBe(true);
    expect(existsSync(join(output, 'report.json'))).toBe(false);
    expect((await scan(output, '--resume')).code).toBe(4);
    const { 's3:GetBucketPolicy': policies, 'kms:DescribeKey': keys } = counted();
    expect([policies, keys]).toEqual([calls['s3:GetBucketPolicy'], undefined]);
    for (const file of ['report.json', 'snapshot.ndjson']) same(output, file);
    expect(existsSync(journal)).toBe(false);
    rmSync(output, { recursive: true });
  });
});

/** As the first scan's, byte for byte; a difference would be too long to print. */
function same(output: string, file: string): void {
  expect(text(output, file) === text(LIVE, file), file).toBe(true);
}

/** Until the scan has come to where it gets no answer any more. */
async function quiet(): Promise<void> {
  let before = -1;
  while (emulator.requests.length < 100 || emulator.requests.length > before) {
    before = emulator.requests.length;
    await pause(2000);
  }
}
