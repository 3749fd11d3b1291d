import { expect, test } from 'vitest';
import { world } from '../worlds/glue.ts';
import { recordWorld } from '../worlds.ts';
import { play, REGION, refuses } from './play.ts';

const options = { rules: ['glue'] };
/** A configuration that a complete listing lacks cannot be judged. */
const named = { sealed: 'pass', open: 'fail', none: 'fail', gone: 'unknown' };

test.each([
  ['glue-connection-ssl', { strict: 'pass', lax: 'fail', silent: 'fail', kafka: 'pass', 'kafka-plain': 'fail' }],
  ['glue-secconfig-s3-encrypted', { all: 'pass', 's3-own': 'pass', off: 'fail' }],
  ['glue-secconfig-bookmark-encrypted', { all: 'pass', 's3-own': 'fail', off: 'fail' }],
  ['glue-secconfig-cloudwatch-encrypted', { all: 'pass', 's3-own': 'fail', off: 'fail' }],
  ['glue-job-s3-encrypted', { ...named, argument: 'pass' }],
  ['glue-job-arguments-no-secrets', { sealed: 'pass', open: 'pass', none: 'pass', gone: 'pass', argument: 'fail' }],
  ['glue-job-bookmark-encrypted', { ...named, argument: 'fail' }],
  ['glue-job-cloudwatch-logs-encrypted', { ...named, argument: 'fail' }],
  ['glue-devendpoint-s3-encrypted', named],
  ['glue-devendpoint-bookmark-encrypted', named],
  ['glue-devendpoint-cloudwatch-logs-encrypted', named],
  ['glue-crawler-security-config', named],
  ['glue-ml-transform-encrypted', { sealed: 'pass', open: 'fail', silent: 'fail' }],
])('%s', async (rule, verdicts) => {
  expect((await play(world.answers, options)).verdicts(rule)).toEqual(verdicts);
});

test.each([
  ['glue-catalog-metadata-encrypted', { [REGION]: 'pass', 'us-west-2': 'pass', 'sa-east-1': 'fail' }],
  ['glue-catalog-encrypted-with-cmk', { [REGION]: 'pass', 'us-west-2': 'fail' }],
  ['glue-connection-passwords-encrypted', { [REGION]: 'pass', 'sa-east-1': 'fail' }],
])('catalogs by region: %s', async (rule, verdicts) => {
  const { findings } = await play(world.answers, { ...options, regions: world.regions ?? [] });
  const found = findings.filter((finding) => finding.rule === rule);
  expect(Object.fromEntries(found.map(({ resource, verdict }) => [resource.region, verdict]))).toEqual({
    ...verdicts,
    'us-east-1': 'unknown',
  });
});

test('without security configurations jobs that name one are unknown, with the permission', async () => {
  const answers = { ...world.answers, 'glue:GetSecurityConfigurations': refuses('AccessDeniedException') };
  const { verdicts, finding } = await play(answers, options);
  expect(verdicts('glue-job-s3-encrypted')).toMatchObject({ sealed: 'unknown', none: 'fail', argument: 'pass' });
  expect(finding('glue-job-s3-encrypted', 'sealed').reasons[0]).toMatchObject({
    class: 'denied',
    permission: 'glue:GetSecurityConfigurations',
  });
});

test('passwords, user names and arguments are not stored', async () => {
  expect(await recordWorld('glue')).not.toContain('not-to-be-stored');
});
