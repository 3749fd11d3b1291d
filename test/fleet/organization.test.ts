import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { OrganizationRun } from '../../src/model/organization.ts';
import { ok, type Reply, raw, refuse } from '../aws/server.ts';
import { fileWith, run, temporaryFolder } from '../cli/run.ts';
import {
  accountOf,
  assumed,
  GONE,
  HOME,
  keyIn,
  ORGANIZATION,
  organization,
  refuseEntry,
  roleAccount,
  stubCredentials,
  TEAM,
  VAULT,
} from './world.ts';

beforeEach(stubCredentials);
afterEach(() => vi.unstubAllEnvs());

const SCHEMA = JSON.parse(readFileSync('reports/organization.schema.json', 'utf8')) as object;
const DAY = 'date=2026-06-01';
const ROLE = ['--assume-role', 'Audit'];
const SCAN = ['scan', '--organization', ...ROLE, '--service', 'kms,sqs', '--format', 'json'];

async function scan(changed: Readonly<Record<string, Reply>> = {}, ...flags: readonly string[]) {
  const { env, asked } = await organization(changed);
  const output = temporaryFolder();
  const seen = await run([...SCAN, '--output', output, ...flags], env);
  return { ...seen, asked, output, env };
}

const rollUp = (output: string) => JSON.parse(readFileSync(join(output, 'report.json'), 'utf8')) as OrganizationRun;
const rowOf = (output: string, account: string) => rollUp(output).accounts.find(({ id }) => id === account);

interface Found {
  readonly id: string;
  readonly rule: string;
  readonly verdict: string;
  readonly resource: { readonly id: string; readonly account: string };
  readonly reasons?: readonly { readonly class: string; readonly permission?: string; readonly operation: string }[];
}

/** All files of a folder by their paths, unpacked. */
const filesIn = (folder: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((file) => [file.slice(folder.length + 1), readFileSync(file)] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([path, bytes]) => [path, (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')]),
  );

const findingsIn = (files: Readonly<Record<string, string>>): readonly Found[] =>
  Object.entries(files)
    .filter(([path]) => path.startsWith('findings/'))
    .flatMap(([, text]) => text.split('\n').filter(Boolean))
    .map((line) => JSON.parse(line) as Found);
const findings = (output: string): readonly Found[] => findingsIn(filesIn(output));

/** What a scan leaves that nothing disturbs; made once, by whichever test asks first. */
let undisturbed: ReturnType<typeof filesIn> | undefined;
async function clean(): Promise<ReturnType<typeof filesIn>> {
  undisturbed ??= filesIn((await scan()).output);
  return undisturbed;
}
const withoutSnapshots = (files: ReturnType<typeof filesIn>) =>
  Object.fromEntries(Object.entries(files).filter(([path]) => !path.startsWith('snapshots/')));

const told = (found: readonly Found[], account: string): readonly string[] =>
  found
    .filter(({ resource }) => resource.account === account)
    .map(({ rule, verdict, resource }) => `${rule} ${verdict} ${resource.id}`)
    .sort();

describe('a scan of the organization', () => {
  test('gives each account its own report and all of them one; who is suspended is listed and not read', async () => {
    const { code, out, output, asked } = await scan();
    expect(code).toBe(1);
    const run = rollUp(output);
    expect(run.states).toEqual({ complete: 0, partial: 3, failed: 0, skipped: 1 }); // the endpoint knows only some services
    expect(run.accounts.map(({ id }) => id).sort()).toEqual([HOME, TEAM, VAULT, GONE]);
    expect(rowOf(output, GONE)).toMatchObject({ status: 'skipped', reason: 'suspended' });
    expect(run.units).toMatchObject([{ units: ['Workloads'], accounts: 3 }]);
    for (const account of [HOME, TEAM, VAULT]) {
      const report = JSON.parse(readFileSync(join(output, `reports/${DAY}/account=${account}/report.json`), 'utf8'));
      expect(new Set(report.findings.map(({ resource }: Found) => resource.account))).toEqual(new Set([account]));
      expect(rowOf(output, account)?.counts?.findings).toEqual(report.summary.findings);
    }
    expect(
      asked
        .filter(({ operation }) => operation === 'AssumeRole')
        .map(roleAccount)
        .sort(),
    ).toEqual([TEAM, VAULT]);
    expect(asked.some((one) => accountOf(one) === GONE)).toBe(false);
    expect(out).toContain('4 accounts');
    const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(SCHEMA);
    expect([validate(run), validate.errors]).toEqual([true, null]);
  });

  test('shows names from the organization as text', async () => {
    const { out, output } = await scan();
    const html = readFileSync(join(output, 'report.html'), 'utf8');
    expect(html).toContain('team &lt;b&gt;\\u{202e}');
    expect([html, out, readFileSync(join(output, 'report.json'), 'utf8')].join('')).not.toMatch(
      /\u202e|team <b>(?!\\u)/,
    );
  });

  test('sees across accounts what one of them cannot: the vault deletes the key of the team', async () => {
    const found = findingsIn(await clean());
    const across = found.filter(({ rule }) => rule === 'kms-key-not-pending-deletion-while-in-use');
    expect(across.filter(({ verdict }) => verdict === 'fail').map(({ resource }) => resource.id)).toEqual([
      keyIn(VAULT),
    ]);
    expect(found.find(({ rule }) => rule === 'sqs-key-usable')).toMatchObject({ verdict: 'fail' });
  });

  test('judges as one snapshot of all accounts is judged', async () => {
    const { output } = await scan();
    const config = fileWith(
      JSON.stringify({ organizationId: 'o-abcdefghij', trustedAccounts: [HOME, TEAM, VAULT, GONE] }),
      'config.yaml',
    );
    const whole = temporaryFolder();
    const from = join(output, `snapshots/${DAY}`);
    const judged = [
      '--service',
      'kms,sqs',
      '--format',
      'json',
      '--config',
      config,
      '--fail-on',
      'none',
      '--allow-incomplete',
    ];
    expect(await run(['scan', '--from', from, '--output', whole, ...judged])).toMatchObject({ code: 0 });
    const report = JSON.parse(readFileSync(join(whole, 'report.json'), 'utf8')) as { findings: Found[] };
    const byId = (a: Found, b: Found) => (a.id < b.id ? -1 : 1);
    expect([...findings(output)].sort(byId)).toEqual([...report.findings].sort(byId));
  });

  test('takes no ARN that somebody wrote for the name of a folder', async () => {
    const Attributes = { KmsMasterKeyId: `arn:aws:kms:../../../../${VAULT}:${VAULT}:key/k`, QueueArn: 'q' };
    const { code, notes, output } = await scan({ GetQueueAttributes: ok({ Attributes }) });
    expect([code, notes]).toEqual([1, '']);
    expect(Object.keys(await clean()).sort()).toEqual(
      expect.arrayContaining(Object.keys(filesIn(output)).filter((path) => !path.startsWith('links/'))),
    );
  });

  test('gives the role its external id and tags', async () => {
    const { asked } = await scan(
      {},
      '--external-id',
      'e-1',
      '--session-tag',
      'team=security',
      '--session-tag',
      'a=b=c',
    );
    expect(asked.find(({ operation }) => operation === 'AssumeRole')?.input).toMatchObject({
      RoleArn: expect.stringMatching(/^arn:aws:iam::\d{12}:role\/Audit$/),
      ExternalId: 'e-1',
      'Tags.member.1.Key': 'team',
      'Tags.member.1.Value': 'security',
      'Tags.member.2.Key': 'a',
      'Tags.member.2.Value': 'b=c',
    });
  });

  test('of one unit reads the accounts in it', async () => {
    const { env } = await organization();
    const output = temporaryFolder();
    await run(['scan', '--ou', 'ou-root-workloads', ...ROLE, '--service', 'kms', '--output', output], env);
    expect(
      rollUp(output)
        .accounts.map(({ id }) => id)
        .sort(),
    ).toEqual([TEAM, VAULT, GONE]);
  });
});

describe('an account that cannot be reached', () => {
  const inVault =
    (reply: Reply): Reply =>
    (response, asked, count) =>
      (roleAccount(asked) === VAULT ? reply : (ORGANIZATION['AssumeRole'] as Reply))(response, asked, count);
  const denied = refuseEntry('AccessDenied');

  test('is told of, all of it is unknown with the permission that lacks, and the others are as they were', async () => {
    const before = findingsIn(await clean());
    const { code, output, notes } = await scan({ AssumeRole: inVault(denied) }, '--fail-on', 'none');
    expect([code, notes]).toEqual([4, expect.stringContaining(`${VAULT} eu-west-1 could not be read: sts:AssumeRole`)]);
    expect(rowOf(output, VAULT)).toMatchObject({ status: 'failed', reason: expect.stringContaining('sts:AssumeRole') });
    const found = findings(output);
    const vault = found.filter(({ resource }) => resource.account === VAULT);
    expect(vault.length).toBeGreaterThan(0);
    expect(new Set(vault.map(({ verdict }) => verdict))).toEqual(new Set(['unknown']));
    expect(new Set(vault.flatMap(({ reasons }) => reasons ?? []).map(({ permission }) => permission))).toEqual(
      new Set(['sts:AssumeRole']),
    );
    expect(told(found, HOME)).toEqual(told(before, HOME));
    const same = told(found, TEAM).filter((line) => told(before, TEAM).includes(line));
    const other = found.filter(
      (one) => one.resource.account === TEAM && !told(before, TEAM).includes(told([one], TEAM)[0] ?? ''),
    );
    expect(same.length).toBeGreaterThan(0);
    expect(new Set(other.map(({ verdict }) => verdict))).toEqual(new Set(['unknown'])); // what is under the vault's key
  });

  test('is not taken for another one: a role that leads elsewhere reads nothing', async () => {
    const { output } = await scan({ AssumeRole: inVault(assumed(TEAM)) });
    expect(rowOf(output, VAULT)).toMatchObject({ status: 'failed', reason: 'sts:GetCallerIdentity: OtherAccount' });
  });

  test('since a policy of the organization closes it says so, and the others are as they were', async () => {
    const before = findingsIn(await clean());
    const closed = refuse('AccessDeniedException', 'not authorized, with an explicit deny in a service control policy');
    const inVaultOnly =
      (reply: Reply): Reply =>
      (response, asked, count) =>
        (accountOf(asked) === VAULT ? closed : reply)(response, asked, count);
    const reads = Object.entries(ORGANIZATION).filter(([name]) => !/^(AssumeRole|GetCallerIdentity)$/.test(name));
    const { code, output } = await scan(
      Object.fromEntries(reads.map(([name, reply]) => [name, inVaultOnly(reply)])),
      '--fail-on',
      'none',
    );
    expect(code).toBe(4);
    const found = findings(output);
    const vault = found.filter(({ resource }) => resource.account === VAULT);
    expect(new Set(vault.map(({ verdict }) => verdict))).toEqual(new Set(['unknown']));
    expect(vault.flatMap(({ reasons }) => reasons ?? []).some((reason) => reason.class === 'scp')).toBe(true);
    expect(told(found, HOME)).toEqual(told(before, HOME));
  });

  test('is read by the next run, which goes on', async () => {
    const { output } = await scan({ AssumeRole: inVault(denied) });
    const { env } = await organization();
    await run([...SCAN, '--output', output, '--resume'], env);
    expect(withoutSnapshots(filesIn(output))).toEqual(withoutSnapshots(await clean()));
  });
});

describe('credentials that end', () => {
  const ended = (operation: string): Reply =>
    operation in { AssumeRole: 1, GetCallerIdentity: 1 }
      ? refuseEntry('ExpiredToken')
      : refuse('ExpiredTokenException');
  /** Refuses a session after some calls, until it is renewed. */
  const shortLived = (calls: number): Readonly<Record<string, Reply>> => {
    const used = new Map<string, number>();
    const worn =
      (name: string, reply: Reply): Reply =>
      (response, asked, count) => {
        const times = (used.get(asked.key) ?? 0) + 1;
        used.set(asked.key, times);
        const isOver = asked.key.startsWith('ASIA') && times > calls;
        (isOver ? ended(name) : reply)(response, asked, count);
      };
    return Object.fromEntries(Object.entries(ORGANIZATION).map(([name, reply]) => [name, worn(name, reply)]));
  };

  test('are renewed where they are a role, and the report is the same', async () => {
    const { output, asked } = await scan(shortLived(4));
    expect(asked.filter(({ operation }) => operation === 'AssumeRole').length).toBeGreaterThan(2);
    expect(filesIn(output)).toEqual(await clean());
  });

  test('and are nobody to renew end the run, which goes on later to the same end', async () => {
    let left = 12;
    const ending = Object.fromEntries(
      Object.entries(ORGANIZATION).map(([name, reply]): [string, Reply] => [
        name,
        (response, asked, count) => (left-- > 0 ? reply : ended(name))(response, asked, count),
      ]),
    );
    const slow: Reply = (...asked) => setTimeout(() => raw(500, '<html>what?</html>', 'text/html')(...asked), 300);
    const { code, notes, output } = await scan({ ...ending, DescribeTrails: slow }); // is still on its way when the others have ended
    expect([code, notes]).toEqual([
      4,
      expect.stringMatching(/credentials ended.*Go on with: sealscan scan .* --resume/s),
    ]);
    const { env } = await organization();
    expect((await run([...SCAN, '--output', output, '--resume'], env)).code).toBe(1);
    expect(filesIn(output)).toEqual(await clean());
  });
});

describe('in steps', () => {
  const PLAN = ['fleet', 'plan', '--organization', ...ROLE, '--service', 'kms,sqs', '--format', 'json'];

  test('plan and work leave what a scan leaves', async () => {
    const { env } = await organization();
    const store = temporaryFolder();
    expect(await run([...PLAN, '--store', store], env)).toMatchObject({
      code: 0,
      out: expect.stringContaining('9 shards'),
    });
    expect((await run(['fleet', 'status', '--store', store], env)).out).toContain(
      '0 of 9 shards read, 0 given up, 9 missing',
    );
    expect((await run(['fleet', 'work', '--store', store], env)).code).toBe(1);
    expect((await run(['fleet', 'status', '--store', store], env)).out).toContain('9 of 9 shards read');
    expect(filesIn(store)).toEqual(await clean());
  });

  test('what nobody has read yet is unknown when it is reduced', async () => {
    const { env } = await organization();
    const store = temporaryFolder();
    await run([...PLAN, '--store', store], env);
    expect((await run(['fleet', 'reduce', '--store', store, '--fail-on', 'none'], env)).code).toBe(4);
    expect(new Set(findings(store).map(({ verdict }) => verdict))).toEqual(new Set(['unknown']));
  });

  test('a plan that asks for something else is refused, and the same one goes on', async () => {
    const { env } = await organization();
    const store = temporaryFolder();
    await run([...PLAN, '--store', store], env);
    expect((await run([...PLAN, '--store', store], env)).out).toContain('Planned already');
    expect(await run([...PLAN, '--store', store, '--region', 'eu-west-1'], env)).toMatchObject({
      code: 2,
      notes: expect.stringContaining('plan.json: the run of this day asks for other accounts, regions'),
    });
  });
});

describe('is refused in one sentence', () => {
  const list = (text: string): string => fileWith(text, 'accounts.txt');
  const cases: readonly (readonly [string, readonly string[], RegExp])[] = [
    ['two ways to say which', ['--organization', '--ou', 'ou-root-workloads'], /not --organization and --ou$/],
    ['no unit', ['--ou', 'workloads'], /looks like ou-a1b2-c3d4e5f6, not 'workloads'$/],
    ['no role name', ['--organization', '--assume-role', 'a b'], /--assume-role takes the name of a role/],
    ['a tag without a value', ['--organization', ...ROLE, '--session-tag', 'team'], /KEY=VALUE, not 'team'$/],
    ['an external id for nobody', ['--organization', '--external-id', 'x'], /name it with --assume-role$/],
    ['no role for others', ['--organization'], /name a role that they all have with --assume-role$/],
    ['a snapshot', ['--organization', ...ROLE, '--from', 'x'], /^--from is for one account/],
    ['a mask', ['--organization', ...ROLE, '--mask'], /^--mask is for one account/],
    ['standard output', ['--organization', ...ROLE, '--output', '-'], /--output takes a folder$/],
    ['a rate', ['--organization', '--max-account-rps', '0'], /^--max-account-rps takes a number/],
  ];
  test.each(cases)('%s', async (_, flags, said) => {
    const { env } = await organization();
    const { code, notes } = await run(['scan', '--output', temporaryFolder(), ...flags], env);
    expect(code).toBe(2);
    expect(notes.trim().replace(/^sealscan: /, '')).toMatch(said);
    expect(notes.trim().split('\n')).toHaveLength(1);
  });

  test.each([
    [`${TEAM}\nx1\n`, 2, 'a line is an account id of 12 digits'],
    [`${TEAM} team\n# again\n${TEAM}\n`, 3, `account ${TEAM} stands in the file twice`],
    ['# nothing\n', undefined, 'the file names no account'],
  ])('a list of accounts with %j', async (text, line, said) => {
    const file = list(text);
    const { code, notes } = await run(
      ['scan', '--accounts', file, ...ROLE, '--output', temporaryFolder()],
      (await organization()).env,
    );
    expect([code, notes]).toEqual([
      2,
      expect.stringContaining(`${file}${line === undefined ? '' : `:${line}`}: ${said}`),
    ]);
  });

  test('a folder that has a run of the day already', async () => {
    const { output, env } = await scan();
    expect(await run([...SCAN, '--output', output], env)).toMatchObject({
      code: 2,
      notes: expect.stringContaining('go on with it by --resume, or give another --output'),
    });
  });
});
