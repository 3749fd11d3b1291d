// npm run bench:collect [-- KEYS]: what collecting the keys of an account costs, behind an endpoint in a process of its own with 20 ms latency:
// by sealscan, by a plain loop over the SDK, and by Prowler where it is installed (test/differential/install.sh). Ends with 1 beyond a target.
import { fork, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { METER } from './meter.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'sealscan-bench-collect-'));
const KEYS = Number(process.argv[2] ?? 1000);
const ROUNDS = 3;
const LATENCY = 20;
const PYTHON = join(root, '.venv-prowler/bin/python');
const PROWLER = join(root, '.venv-prowler/bin/prowler');
const GRANTS_PER_SECOND = 100;

/** The same meter for a program in Python. */
const PYTHON_METER = `
import json, resource, subprocess, sys, time
began = time.time()
code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN)
figures = dict(cpu=used.ru_utime + used.ru_stime, rss=used.ru_maxrss / 1024, wall=time.time() - began)
sys.stderr.write('\\n#' + json.dumps(figures) + '\\n')
sys.exit(code)
`;

/** What one writes who needs the same answers: the SDK as it comes, so many calls at once. */
const LOOP = `
import { DescribeKeyCommand, GetKeyPolicyCommand, GetKeyRotationStatusCommand, KMSClient, ListGrantsCommand, paginateListAliases, paginateListKeys } from '@aws-sdk/client-kms';
import pLimit from 'p-limit';
const client = new KMSClient({ maxAttempts: 10 });
const limit = pLimit(64);
const send = (Command, input) => limit(() => client.send(new Command(input)));
const keys = [];
for await (const { Keys } of paginateListKeys({ client }, { Limit: 1000 })) keys.push(...Keys);
for await (const page of paginateListAliases({ client }, { Limit: 100 })) page.Aliases.length;
await Promise.all(keys.map(async ({ KeyId }) => {
  await send(DescribeKeyCommand, { KeyId });
  await send(GetKeyPolicyCommand, { KeyId, PolicyName: 'default' });
  await send(GetKeyRotationStatusCommand, { KeyId });
  await send(ListGrantsCommand, { KeyId, Limit: 100 });
}));
client.destroy();
`;

/** The same through the one door that sealscan has to AWS. */
const CALLER = `
import { createCaller } from './src/aws/caller.ts';
const credentials = async () => ({ accessKeyId: 'AKIA', secretAccessKey: 'secret' });
const call = createCaller({ credentials, maxAttempts: 10, endpoint: process.env.AWS_ENDPOINT_URL });
const send = (operation, input) => call({ sdk: 'kms', client: 'KMSClient', operation, region: 'eu-west-1', input });
async function pages(operation, member, Limit) {
  const all = [];
  for (let Marker; ; ) {
    const page = await send(operation, { Limit, ...(Marker && { Marker }) });
    all.push(...page[member]);
    if (!page.NextMarker) return all;
    Marker = page.NextMarker;
  }
}
const keys = await pages('ListKeys', 'Keys', 1000);
await pages('ListAliases', 'Aliases', 100);
await Promise.all(keys.map(async ({ KeyId }) => {
  await send('DescribeKey', { KeyId });
  await send('GetKeyPolicy', { KeyId, PolicyName: 'default' });
  await send('GetKeyRotationStatus', { KeyId });
  await send('ListGrants', { KeyId, Limit: 100 });
}));
await call.close();
`;

/** As the package is bundled. */
async function bundled(name, contents) {
  const js = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";
  const stdin = { contents, resolveDir: root, loader: 'ts' };
  const esm = {
    platform: 'node',
    format: 'esm',
    splitting: true,
    mainFields: ['module', 'main'],
    conditions: ['module'],
  };
  const outdir = join(folder, name);
  await build({
    stdin,
    bundle: true,
    outdir,
    outExtension: { '.js': '.mjs' },
    banner: { js },
    logLevel: 'error',
    ...esm,
  });
  return join(outdir, 'stdin.mjs');
}

/** An endpoint of its own for each run. */
async function endpoint(keys, quotas) {
  const args = [String(keys), String(LATENCY), ...(quotas ? ['quotas'] : [])];
  const child = fork(join(root, 'scripts/kms-endpoint.mjs'), args, { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
  const url = await new Promise((resolve) => child.stdout.once('data', (chunk) => resolve(String(chunk).trim())));
  return { url, counts: async () => (await fetch(`${url}/counts`)).json(), stop: () => child.kill() };
}

const ENV = {
  PATH: process.env.PATH,
  AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  AWS_REGION: 'eu-west-1',
  AWS_DEFAULT_REGION: 'eu-west-1',
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
};

/** Service by service, so that sealscan takes the endpoint for AWS and keeps to AWS's quotas. */
const asAws = (url) =>
  Object.fromEntries(
    ['KMS', 'STS', 'ACCOUNT', 'EC2', 'CLOUDTRAIL', 'CLOUDHSM_V2'].map((name) => [`AWS_ENDPOINT_URL_${name}`, url]),
  );

/** CPU seconds, wall seconds and peak MB of a process, and what it asked for. */
async function measure(
  command,
  args,
  { keys = KEYS, quotas = false, env = (url) => ({ AWS_ENDPOINT_URL: url }) } = {},
) {
  const aws = await endpoint(keys, quotas);
  try {
    const meter = command === process.execPath ? ['--import', METER] : [];
    const child = spawn(command, [...meter, ...args], {
      cwd: root,
      env: { ...ENV, ...env(aws.url) },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.on('data', (chunk) => (said = (said + chunk).slice(-10_000)));
    const code = await new Promise((resolve) => child.on('exit', resolve));
    if (code !== 0) throw new Error(`${command} ${args.join(' ')} gave ${code}: ${said}`);
    const { counts, ...asked } = await aws.counts();
    const calls = Object.values(counts).reduce((sum, count) => sum + count, 0);
    const figures = /#(\{.*\})/.exec(said);
    return { ...JSON.parse(figures[1]), calls, ...asked };
  } finally {
    aws.stop();
  }
}

const rows = new Map();
const beyond = [];
const target = (what, holds) => void (holds || beyond.push(what));

/** The same without a key is the start: what is more is the calls', in processor time and (`ofCalls`) in all. The least of several runs is kept, figure by figure. */
async function compared(what, command, args, options) {
  const start = await measure(command, args, { ...options, keys: 0 });
  const all = await measure(command, args, options);
  const perCall = (1000 * (all.cpu - start.cpu)) / (all.calls - start.calls);
  const figures = { ...all, perCall, ofCalls: all.wall - start.wall };
  const before = rows.get(what) ?? figures;
  const least = Object.fromEntries(
    Object.entries(figures).map(([name, value]) => [name, Math.min(value, before[name])]),
  );
  rows.set(what, { ...least, throttled: Math.max(figures.throttled, before.throttled) });
  return rows.get(what);
}
const node = (what, args, options) => compared(what, process.execPath, args, options);

const SCOPE = ['--service', 'kms', '--region', 'eu-west-1'];
const into = ['--allow-incomplete', '--quiet', '-o', join(folder, 'snapshot.ndjson')];
const collect = (...flags) => ['dist/cli.js', 'collect', ...SCOPE, ...into, ...flags];
/** What dropping the SDK's needless middleware is known to save: 0.8 ms of 0.95 on a quiet core. */
const OF_THE_FLOOR = 0.8 / 0.95;

try {
  const [loop, caller] = [await bundled('loop', LOOP), await bundled('caller', CALLER)];
  let least;
  for (let round = 0; round < ROUNDS; round++)
    least = {
      floor: await node('floor: a loop over the SDK', [loop]),
      caller: await node('the same loop over the caller of sealscan', [caller]),
      ours: await node('sealscan collect --service kms', collect()),
      without: await node('the same, --no-grants', collect('--no-grants')),
    };
  const { floor, ours } = least;
  target(
    '0.8 ms of processor time a call where the floor takes 0.95',
    least.caller.perCall <= OF_THE_FLOOR * floor.perCall,
  );
  target('6 s for a thousand keys', ours.wall <= (6 * KEYS) / 1000);
  target('no more calls than the loop makes', ours.calls <= floor.calls + 1); // and whether there are key stores
  const bound = await node('sealscan collect, where quotas are enforced', collect(), { quotas: true, env: asAws });
  target('one answer in a hundred throttled', bound.throttled / bound.calls <= 0.01);
  target('1.25 times what the quota takes', bound.ofCalls <= 1.25 * (KEYS / GRANTS_PER_SECOND));
  if (existsSync(PROWLER)) {
    const report = ['-M', 'csv', '-o', folder, '--no-banner', '--ignore-exit-code-3'];
    const theirs = await compared('Prowler', PYTHON, ['-c', PYTHON_METER, PROWLER, 'aws', ...SCOPE, ...report]);
    target('20 times faster than Prowler', ours.wall * 20 <= theirs.wall);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
const head = ['what', 'calls', 'throttled', 'wall s', 'CPU s', 'CPU ms a call', 'peak MB', 'in flight'];
const lines = [...rows].map(([what, { calls, throttled, wall, cpu, perCall, rss, most }]) => [
  what,
  calls,
  throttled,
  wall.toFixed(1),
  cpu.toFixed(2),
  perCall.toFixed(2),
  rss.toFixed(0),
  most,
]);
for (const line of [head, head.map(() => '---'), ...lines]) console.log(`| ${line.join(' | ')} |`);
if (!existsSync(PROWLER)) console.log('Prowler is not installed and was not compared.');
for (const what of beyond) console.log(`beyond the target: ${what}`);
process.exitCode = beyond.length > 0 ? 1 : 0;
