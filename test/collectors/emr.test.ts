import { expect, test } from 'vitest';
import { world } from '../worlds/emr.ts';
import { recordWorld } from '../worlds.ts';
import { play } from './play.ts';

const options = { rules: ['emr'] };
/** Texts that are no JSON, or say what EMR does not document, and one that was refused. */
const blind = { broken: 'unknown', list: 'unknown', odd: 'unknown', denied: 'unknown' };
const sealed = { good: 'pass', client: 'pass', custom: 'pass' };

test.each([
  ['emr-at-rest-encrypted', { ...sealed, 'no-disk': 'pass', off: 'fail', kerberos: 'fail', ...blind }],
  ['emr-in-transit-encrypted', { ...sealed, 'no-disk': 'fail', off: 'fail', kerberos: 'fail', ...blind }],
  ['emr-local-disk-encrypted', { ...sealed, 'no-disk': 'fail', off: 'fail', kerberos: 'fail', ...blind }],
  ['emr-local-disk-cmk', { good: 'pass', client: 'fail', custom: 'pass', ...blind }],
  ['emr-s3-sse-kms', { good: 'pass', client: 'fail', custom: 'fail', 'no-disk': 'fail', ...blind }],
  ['emr-s3-client-side-encryption', { good: 'fail', client: 'pass', custom: 'pass', 'no-disk': 'fail', ...blind }],
  ['emr-security-configuration-present', { secured: 'pass', bare: 'fail', hidden: 'unknown' }],
])('%s', async (rule, verdicts) => {
  expect((await play(world.answers, options)).verdicts(rule)).toEqual(verdicts);
});

test('a refused description names its permission', async () => {
  const { finding } = await play(world.answers, options);
  expect(finding('emr-at-rest-encrypted', 'denied').reasons[0]).toMatchObject({
    class: 'denied',
    permission: 'elasticmapreduce:DescribeSecurityConfiguration',
  });
});

test('passwords of Kerberos are not stored', async () => {
  expect(await recordWorld('emr')).not.toContain('not-to-be-stored');
});
