import { expect, test } from 'vitest';
import { world as docdb } from '../worlds/docdb.ts';
import { world as neptune } from '../worlds/neptune.ts';
import { play, refuses } from './play.ts';

const everything = { rules: ['rds', 'docdb', 'neptune'] };
const { verdicts, findings, calls } = await play(docdb.answers, everything);

test('RDS, DocumentDB and Neptune answer for each other; each cluster is judged by one of them', () => {
  const judged = (service: string): Set<string> =>
    new Set(
      findings
        .filter(({ resource }) => resource.type === `aws.${service}.cluster`)
        .map(({ resource: { name } }) => name),
    );
  expect([...judged('rds')]).toEqual(['aurora']);
  expect([...judged('neptune')]).toEqual(['graph']);
  expect([...judged('docdb')].sort()).toEqual(
    ['cut-off', 'default', 'foreign', 'good', 'open', 'pending', 'replica', 'silent'].sort(),
  );
});

test('DocumentDB: at rest', () => {
  expect(verdicts('docdb-cluster-encrypted')).toMatchObject({ good: 'pass', open: 'fail', foreign: 'pass' });
  expect(verdicts('docdb-instance-encrypted')).toEqual({ good: 'pass', open: 'fail' });
  expect(verdicts('docdb-cluster-key-level')).toMatchObject({ good: 'pass', default: 'fail', foreign: 'unknown' });
  expect(verdicts('docdb-cluster-key-usable')).toMatchObject({ good: 'pass', 'cut-off': 'fail' });
  expect(verdicts('docdb-cluster-key-accessible')).toMatchObject({ good: 'pass', 'cut-off': 'fail' });
  expect(verdicts('docdb-cluster-key-accessible')).not.toHaveProperty('open');
});

test('DocumentDB: TLS, by the group and once it is applied', () => {
  expect(verdicts('docdb-tls-required')).toMatchObject({
    good: 'pass',
    default: 'pass',
    open: 'fail',
    pending: 'fail',
    silent: 'unknown',
  });
  expect(verdicts('docdb-tls-modern')).toMatchObject({ good: 'pass', default: 'fail', silent: 'unknown' });
  expect(verdicts('docdb-tls-modern')).not.toHaveProperty('open');
  expect(verdicts('docdb-instance-certificate-rotated')).toEqual({ good: 'pass', open: 'fail' });
});

test('DocumentDB: who keeps the password, who may restore', () => {
  const kept = verdicts('docdb-credentials-in-secretsmanager');
  expect(kept).toMatchObject({ good: 'pass', open: 'fail' });
  expect(kept).not.toHaveProperty('replica');
  expect(verdicts('docdb-snapshot-not-public')).toEqual({ sealed: 'pass', open: 'fail', lent: 'pass' });
  expect(verdicts('docdb-snapshot-no-untrusted-account')).toEqual({ sealed: 'pass', open: 'pass', lent: 'fail' });
  expect(calls.filter((call) => call === 'rds:DescribeDBClusterSnapshotAttributes')).toHaveLength(3);
});

test('Neptune: clusters and snapshots', async () => {
  const played = await play(neptune.answers, everything);
  expect(played.verdicts('neptune-cluster-encrypted')).toEqual({
    good: 'pass',
    open: 'fail',
    default: 'pass',
    'cut-off': 'pass',
    foreign: 'pass',
  });
  expect(played.verdicts('neptune-cluster-encrypted-with-cmk')).toMatchObject({ good: 'pass', default: 'fail' });
  expect(played.verdicts('neptune-cluster-key-usable')).toMatchObject({ good: 'pass', 'cut-off': 'fail' });
  expect(played.verdicts('neptune-cluster-key-accessible')).toMatchObject({ good: 'pass', 'cut-off': 'fail' });
  expect(played.verdicts('neptune-snapshot-encrypted')).toMatchObject({ sealed: 'pass', open: 'fail' });
  expect(played.verdicts('neptune-snapshot-not-public')).toEqual({
    sealed: 'pass',
    open: 'fail',
    lent: 'pass',
    refused: 'unknown',
  });
  expect(played.verdicts('neptune-snapshot-no-untrusted-account')).toMatchObject({ lent: 'fail', refused: 'unknown' });
});

test.each([
  ['rds:DescribeDBClusters', 'docdb-tls-required', '*'],
  ['rds:DescribeDBClusterParameterGroups', 'docdb-tls-required', 'good'],
  ['rds:DescribeDBInstances', 'docdb-instance-encrypted', '*'],
  ['rds:DescribeDBClusterSnapshots', 'docdb-snapshot-not-public', '*'],
])('denied %s is unknown', async (permission, rule, name) => {
  const { finding } = await play({ ...docdb.answers, [permission]: refuses('AccessDenied') }, everything);
  expect(finding(rule, name).verdict).toBe('unknown');
  expect(finding(rule, name).reasons).toContainEqual(expect.objectContaining({ class: 'denied', permission }));
});
