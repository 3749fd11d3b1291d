import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createCaller } from '../../src/aws/caller.ts';
import { collectors as registry } from '../../src/collectors/registry.ts';
import { type Beside, neededFor } from '../../src/live.ts';
import { collected } from '../collect/fake.ts';
import { type Sizes, serveAccount } from './account.ts';

process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

const SERVICES = ['kms', 's3', 'ssm', 'lambda', 'cloudwatch', 'secretsmanager', 'ebs'];

/** The table of docs/calls.md: an operation, and how many of what share a request. */
const ROWS = [...readFileSync('docs/calls.md', 'utf8').matchAll(/^\| (\S+:\S+) \| (\d+) ([\w ]+) \|/gm)].map(
  ([, operation = '', share, thing = '']) => ({ operation, share: Number(share), thing }),
);

/** In every ten keys one is disabled, one asymmetric and one imported: see `Sizes`. */
const countsOf = (sizes: Sizes): Readonly<Record<string, number>> => ({
  keys: sizes.keys + sizes.awsKeys,
  aliases: sizes.aliases + sizes.awsKeys,
  'customer key': sizes.keys,
  'key that can rotate': (sizes.keys * 8) / 10,
  'customer key that is not enabled': sizes.keys / 10,
  bucket: sizes.buckets,
  buckets: sizes.buckets,
  account: 1,
  parameters: sizes.parameters,
  functions: sizes.functions,
  'signing configuration': sizes.signingConfigs,
  'log groups': sizes.logGroups,
  secrets: sizes.secrets,
  secret: sizes.secrets,
  'replicated secret': sizes.replicated,
  snapshots: sizes.snapshots,
  snapshot: sizes.snapshots,
  volumes: sizes.volumes,
});

/** A listing is asked for once at least. */
const expectedFor = (sizes: Sizes, without: readonly string[] = []): Readonly<Record<string, number>> =>
  Object.fromEntries(
    ROWS.filter(({ operation }) => !without.includes(operation))
      .map(({ operation, share, thing }): [string, number] => {
        const things = countsOf(sizes)[thing] ?? 0;
        return [operation, Math.max(share > 1 ? 1 : 0, Math.ceil(things / share))];
      })
      .filter(([, calls]) => calls > 0),
  );

/** What a scan of the services asked an account of this size for, as it arrived. */
async function asked(sizes: Sizes, beside: Beside = {}): Promise<Readonly<Record<string, number>>> {
  const { endpoint, counts } = await serveAccount(sizes);
  const credentials = async () => ({ accessKeyId: 'AKIA', secretAccessKey: 'secret' });
  const call = createCaller({ credentials, maxAttempts: 1, endpoint });
  const collectors = neededFor([], registry, beside).filter(({ service }) => SERVICES.includes(service));
  const groups = await collected(collectors, call);
  await call.close();
  const failed = groups.flatMap(({ listing, observations }) => [
    ...(listing.complete ? [] : [listing]),
    ...observations.filter(({ answers }) => Object.values(answers).some((answer) => 'error' in answer)),
  ]);
  expect(failed).toEqual([]);
  return Object.fromEntries(counts);
}

const NOTHING: Sizes = {
  keys: 0,
  awsKeys: 0,
  aliases: 0,
  buckets: 0,
  parameters: 0,
  functions: 0,
  signingConfigs: 0,
  logGroups: 0,
  secrets: 0,
  replicated: 0,
  snapshots: 0,
  volumes: 0,
};

/** More than a page of each listing, and of each thing another number. */
const SOME: Sizes = {
  keys: 30,
  awsKeys: 980,
  aliases: 25,
  buckets: 7,
  parameters: 101,
  functions: 53,
  signingConfigs: 3,
  logGroups: 151,
  secrets: 105,
  replicated: 4,
  snapshots: 11,
  volumes: 1001,
};

test('a scan makes the requests of the table, and not one more', async () => {
  expect(ROWS.length).toBeGreaterThan(20);
  expect(await asked(NOTHING)).toEqual(expectedFor(NOTHING));
  expect(await asked(SOME)).toEqual(expectedFor(SOME));
});

test('--no-grants makes the one call less for each key', async () => {
  const sizes = { ...NOTHING, keys: 20 };
  expect(await asked(sizes, { grants: false })).toEqual(expectedFor(sizes, ['kms:ListGrants']));
});

describe('what AWS allows of a big account', () => {
  const perItem = (service: string, of: string): number =>
    ROWS.filter(({ operation, share, thing }) => operation.startsWith(`${service}:`) && share === 1 && thing === of)
      .length;

  test('a thousand keys of the customer are read in 3,100 calls, and their grants in one more each', () => {
    const counts = expectedFor({ ...NOTHING, keys: 1000, aliases: 1000 }, ['kms:ListGrants']);
    const all = Object.entries(counts).filter(([operation]) => operation.startsWith('kms:'));
    expect(all.reduce((sum, [, calls]) => sum + calls, 0)).toBeLessThanOrEqual(3_100);
  });

  test.each([
    ['s3', 'bucket', 6],
    ['ssm', 'parameter', 0],
    ['lambda', 'function', 0],
    ['logs', 'log group', 0],
    ['secretsmanager', 'secret', 1],
    ['secretsmanager', 'replicated secret', 1],
    ['ec2', 'snapshot', 1],
    ['ec2', 'volume', 0],
  ])('%s: %s takes %i calls', (service, of, calls) => {
    expect(perItem(service, of)).toBe(calls);
  });
});
