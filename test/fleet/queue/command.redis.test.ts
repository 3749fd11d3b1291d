import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { raw } from '../../aws/server.ts';
import { bundledCli } from '../../bundle.ts';
import { run, temporaryFolder } from '../../cli/run.ts';
import { assumed, organization, roleAccount, stubCredentials, TEAM } from '../world.ts';
import { KEPT, startServer } from './redis.ts';

beforeEach(stubCredentials);
afterEach(() => vi.unstubAllEnvs());

const ASKED = ['--organization', '--assume-role', 'Audit', '--service', 'kms,sqs', '--format', 'json'];

const denied = raw(
  403,
  '<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>no</Message></Error></ErrorResponse>',
  'text/xml',
);

/** Path below a folder -> text, of all that lies there. */
function filesOf(folder: string): ReadonlyMap<string, string> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  const files = paths.map((path) => join(folder, path)).filter((path) => statSync(path).isFile());
  return new Map(files.map((path) => [relative(folder, path), readFileSync(path, 'latin1')]));
}

test('plan and work leave behind what a scan of the organization does, byte for byte', async () => {
  const { env: aws } = await organization();
  const env = { ...aws, SEALSCAN_QUEUE: (await startServer()).url };
  const [queued, scanned] = [temporaryFolder(), temporaryFolder()];
  const plan = () => run(['fleet', 'plan', '--store', queued, ...ASKED], env);
  const work = () => run(['fleet', 'work', '--store', queued, '--fail-on', 'none'], env);
  expect((await plan()).notes).toMatch(
    /^sealscan: run 2026-06-01-[0-9a-f]{16} is queued; sealscan fleet work does it$/m,
  );
  const [one, two] = await Promise.all([work(), work()]);
  const alone = await run(['scan', ...ASKED, '--output', scanned, '--fail-on', 'none'], aws);
  expect([one.code, two.code]).toEqual([alone.code, alone.code]);
  expect(one.notes).toMatch(/is done: 9 shards read, 3 accounts judged$/m);
  expect(filesOf(queued)).toEqual(filesOf(scanned));
  expect((await plan()).notes).toMatch(/is done$/m);
  expect((await work()).code).toBe(alone.code);
});

test('an account that cannot be entered is unknown in its report, and makes the run incomplete', async () => {
  const { env: aws } = await organization({
    AssumeRole: (response, asked, count) =>
      asked.input['RoleArn'] === `arn:aws:iam::${TEAM}:role/Audit`
        ? denied(response, asked, count)
        : assumed(roleAccount(asked))(response, asked, count),
  });
  const env = { ...aws, SEALSCAN_QUEUE: (await startServer()).url };
  const store = temporaryFolder();
  await run(['fleet', 'plan', '--store', store, ...ASKED], env);
  const seen = await run(['fleet', 'work', '--store', store, '--fail-on', 'none'], env);
  expect(seen.notes).toMatch(new RegExp(`^sealscan: ${TEAM}/eu-west-1: given up: AccessDenied$`, 'm'));
  expect(seen.code).toBe(4);
});

test('what a queue needs is refused before anything is done', async () => {
  const { env, asked } = await organization();
  const forgetful = await startServer(['--appendonly', 'no']);
  const store = temporaryFolder();
  const work = (...flags: readonly string[]) => run(['fleet', 'work', '--store', store, ...flags], env);
  expect(await work('--forever')).toMatchObject({ code: 2, notes: expect.stringContaining('--forever waits') });
  expect(await work('--concurrency', '0')).toMatchObject({ code: 2, notes: expect.stringContaining('above 0') });
  await run(['fleet', 'plan', '--store', store, ...ASKED], env);
  const before = asked.length;
  expect(await work('--queue', forgetful.url)).toMatchObject({ code: 2, notes: expect.stringContaining('forgets') });
  expect(asked.slice(before).map(({ operation }) => operation)).toEqual(['GetCallerIdentity']);
});

test('a worker that stays ends by SIGTERM alone, and never says the password', async () => {
  const { env: aws } = await organization();
  const { port } = await startServer([...KEPT, '--requirepass', 's3cr3t']);
  const env = { ...process.env, ...aws, SEALSCAN_QUEUE: `redis://:s3cr3t@127.0.0.1:${port}` };
  const store = temporaryFolder();
  await run(['fleet', 'plan', '--store', store, ...ASKED], env);
  const cli = await bundledCli('dist.fleet-cli');
  onTestFinished(() => rmSync('dist.fleet-cli', { recursive: true, force: true }));
  const child = spawn(process.execPath, [cli, 'fleet', 'work', '--store', store, '--forever', '--debug'], { env });
  onTestFinished(() => void child.kill('SIGKILL'));
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text: Buffer) => {
      said += text;
    });
  await run(['fleet', 'plan', '--store', store, ...ASKED], env);
  await expect
    .poll(() => said, { timeout: 60_000, interval: 200 })
    .toMatch(/is done: 9 shards read, 3 accounts judged/);
  const ended = new Promise((resolve) => child.once('exit', resolve)); // and not before
  child.kill('SIGTERM');
  expect(await ended).toBe(143);
  expect(said).not.toContain('s3cr3t');
}, 90_000);
