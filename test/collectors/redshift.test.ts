import { describe, expect, test } from 'vitest';
import { world } from '../worlds/redshift.ts';
import { world as serverless } from '../worlds/redshiftserverless.ts';
import { recordWorld } from '../worlds.ts';
import { play, refuses } from './play.ts';

const options = {
  rules: ['redshift'],
  regions: ['eu-west-1', 'us-east-1'],
  context: { trustedAccounts: ['444455556666'] },
};
const { verdicts, finding, calls } = await play(world.answers, options);
const picked = (rule: string, ...names: string[]) => {
  const all = verdicts(rule);
  return Object.fromEntries(names.map((name) => [name, all[name]]));
};

describe('clusters', () => {
  test('are encrypted by a key of KMS, of AWS, or of a hardware security module', () => {
    const names = ['good', 'open', 'aws-owned', 'hsm', 'foreign'] as const;
    expect(picked('redshift-cluster-encrypted', ...names)).toEqual({
      good: 'pass',
      open: 'fail',
      'aws-owned': 'pass',
      hsm: 'pass',
      foreign: 'pass',
    });
    expect(picked('redshift-cluster-encrypted-with-cmk', ...names, 'aws-key')).toEqual({
      good: 'pass',
      open: undefined,
      'aws-owned': 'fail',
      'aws-key': 'fail',
      hsm: 'pass',
      foreign: 'unknown',
    });
    expect(picked('redshift-cluster-key-usable', 'good', 'cut-off', 'hsm', 'foreign')).toEqual({
      good: 'pass',
      'cut-off': 'fail',
      hsm: undefined,
      foreign: 'unknown',
    });
    expect(picked('redshift-encrypted-and-audit-logged', 'good', 'open', 'aws-key', 'silent')).toEqual({
      good: 'pass',
      open: 'fail',
      'aws-key': 'fail',
      silent: 'unknown',
    });
  });
  test('force TLS once the parameter has reached them', () => {
    expect(picked('redshift-require-ssl', 'good', 'open', 'pending', 'other-pending', 'silent')).toEqual({
      good: 'pass',
      open: 'fail',
      pending: 'fail',
      'other-pending': 'pass',
      silent: 'unknown',
    });
  });
  test('stay connected to their hardware security module', () => {
    expect(verdicts('redshift-hsm-connected')).toEqual({ hsm: 'pass', 'hsm-applying': 'fail', 'hsm-lost': 'fail' });
  });
  test('copy snapshots under a grant of the other region', () => {
    expect(verdicts('redshift-snapshot-copy-grant-exists')).toEqual({
      copies: 'pass',
      'copies-lost': 'fail',
      'copies-bare': 'fail',
      'copies-afar': 'unknown',
    });
    expect(verdicts('redshift-snapshot-copy-grant-key-usable')).toEqual({ grant: 'pass', off: 'fail' });
    expect(verdicts('redshift-snapshot-copy-grant-with-cmk')).toEqual({ grant: 'pass', default: 'fail', off: 'pass' });
  });
});

test('snapshots: shared with whom, and under a key that the receiver can be given', () => {
  expect(verdicts('redshift-snapshot-no-untrusted-account')).toMatchObject({
    own: 'pass',
    partner: 'pass',
    stranger: 'fail',
  });
  expect(finding('redshift-snapshot-no-untrusted-account', 'stranger').message).toContain('777788889999');
  expect(verdicts('redshift-shared-snapshot-key-shareable')).toEqual({
    partner: 'pass',
    stranger: 'pass',
    useless: 'fail',
  });
});

test('the address of a hardware security module is not kept, and each cluster costs one call', async () => {
  expect(await recordWorld('redshift')).not.toContain('10.0.0.7');
  expect(calls.filter((call) => call === 'redshift:DescribeLoggingStatus')).toHaveLength(16);
});

test('serverless: namespaces, workgroups and snapshots', async () => {
  const played = await play(serverless.answers, { ...options, rules: ['redshiftserverless'], regions: ['eu-west-1'] });
  expect(played.verdicts('redshiftserverless-require-ssl')).toEqual({ tls: 'pass', open: 'fail', silent: 'unknown' });
  expect(played.verdicts('redshiftserverless-namespace-cmk')).toEqual({
    own: 'pass',
    default: 'fail',
    'cut-off': 'pass',
    foreign: 'unknown',
  });
  expect(played.verdicts('redshiftserverless-namespace-key-usable')).toEqual({
    own: 'pass',
    'cut-off': 'fail',
    foreign: 'unknown',
  });
  expect(played.verdicts('redshiftserverless-snapshot-no-untrusted-account')).toEqual({
    own: 'pass',
    partner: 'pass',
    stranger: 'fail',
  });
});

test.each([
  ['redshift:DescribeClusters', 'redshift-require-ssl', '*'],
  ['redshift:DescribeClusterParameters', 'redshift-require-ssl', 'good'],
  ['redshift:DescribeClusterParameterGroups', 'redshift-require-ssl', 'good'],
  ['redshift:DescribeHsmClientCertificates', 'redshift-hsm-connected', 'hsm'],
  ['redshift:DescribeSnapshotCopyGrants', 'redshift-snapshot-copy-grant-exists', 'copies'],
])('denied %s is unknown', async (permission, rule, name) => {
  const denied = await play({ ...world.answers, [permission]: refuses('AccessDenied') }, options);
  const found = denied.findings.filter(({ rule: id, resource }) => id === rule && resource.name === name);
  expect(found.length).toBeGreaterThan(0);
  for (const { verdict, reasons } of found) {
    expect(verdict).toBe('unknown');
    expect(reasons).toContainEqual(expect.objectContaining({ class: 'denied', permission }));
  }
});
