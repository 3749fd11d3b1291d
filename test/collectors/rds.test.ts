import { describe, expect, test } from 'vitest';
import { play, refuses } from './play.ts';
import { CLUSTER_GROUPS, GROUPS, world } from './rds-world.ts';

const options = { rules: ['rds'], context: { trustedAccounts: ['444455556666'] } };
const played = await play(world, options);
const picked = (rule: string, ...names: string[]): Record<string, string | undefined> => {
  const verdicts = played.verdicts(rule);
  return Object.fromEntries(names.map((name) => [name, verdicts[name]]));
};

test('every rule passes something and fails something', () => {
  const seen = new Map<string, Set<string>>();
  const elsewhere = /^rds-(oracle|shared)|-same-as-/; // rds-oracle.test.ts, shared-copies.test.ts
  for (const { rule, verdict } of played.findings.filter((finding) => !elsewhere.test(finding.rule)))
    seen.set(rule, (seen.get(rule) ?? new Set()).add(verdict));
  expect(seen.size).toBe(31);
  for (const [rule, verdicts] of seen) expect([rule, ...verdicts]).toEqual(expect.arrayContaining(['pass', 'fail']));
});

describe('encryption at rest', () => {
  test('an instance is judged unless it shares the storage of a cluster', () => {
    expect(picked('rds-instance-storage-encrypted', 'good', 'plain', 'member', 'graph')).toEqual({
      good: 'pass',
      plain: 'fail',
      member: undefined,
      graph: undefined,
    });
  });
  test('a cluster under a key that AWS owns is encrypted, though StorageEncrypted is false', () => {
    expect(picked('rds-cluster-storage-encrypted', 'aurora-default', 'aurora-plain', 'documents')).toEqual({
      'aurora-default': 'pass',
      'aurora-plain': 'fail',
      documents: undefined,
    });
    expect(played.verdicts('aurora-global-database-encrypted')).toEqual({
      sealed: 'pass',
      default: 'pass',
      plain: 'fail',
    });
    expect(played.verdicts('rds-cluster-snapshot-encrypted')).toEqual({
      sealed: 'pass',
      default: 'pass',
      open: 'fail',
      lent: 'pass',
      theirs: 'pass',
    });
  });
  test('custody follows the key', () => {
    expect(picked('rds-instance-encrypted-with-cmk', 'good', 'aws-key', 'foreign-key', 'plain')).toEqual({
      good: 'pass',
      'aws-key': 'fail',
      'foreign-key': 'unknown',
      plain: undefined,
    });
    expect(picked('rds-cluster-encrypted-with-cmk', 'aurora', 'aurora-17', 'aurora-default')).toEqual({
      aurora: 'pass',
      'aurora-17': 'fail',
      'aurora-default': 'fail',
    });
    expect(played.verdicts('rds-performance-insights-cmk')).toEqual({ good: 'pass', 'aws-key': 'fail' });
  });
});

describe('keys in danger', () => {
  test('keys of accounts that are not trusted', () => {
    expect(picked('rds-instance-key-own-account', 'good', 'foreign-key')).toEqual({
      good: 'pass',
      'foreign-key': 'fail',
    });
    expect(picked('rds-cluster-key-own-account', 'aurora', 'aurora-new')).toEqual({
      aurora: 'pass',
      'aurora-new': 'fail',
    });
    expect(played.verdicts('rds-snapshot-key-own-account')).toMatchObject({ sealed: 'pass', trusted: 'fail' });
    expect(played.verdicts('rds-cluster-snapshot-key-own-account')).toMatchObject({ sealed: 'pass', theirs: 'fail' });
  });
  test('what hangs on a key that is disabled, dying or deleted', () => {
    expect(picked('rds-instance-key-usable', 'good', 'aws-key', 'dying-key', 'deleted-key', 'foreign-key')).toEqual({
      good: 'pass',
      'aws-key': undefined,
      'dying-key': 'fail',
      'deleted-key': 'fail',
      'foreign-key': 'unknown',
    });
    expect(picked('rds-cluster-key-usable', 'aurora', 'aurora-off', 'aurora-default')).toEqual({
      aurora: 'pass',
      'aurora-off': 'fail',
      'aurora-default': undefined,
    });
    expect(played.verdicts('rds-snapshot-key-usable')).toMatchObject({ lent: 'fail', 'rds:good-2026-05-31': 'fail' });
    expect(played.verdicts('rds-cluster-snapshot-key-usable')).toMatchObject({ sealed: 'pass', lent: 'fail' });
  });
  test('a database that is already cut off', () => {
    expect(picked('rds-instance-key-accessible', 'good', 'deleted-key')).toEqual({
      good: 'pass',
      'deleted-key': 'fail',
    });
    expect(picked('rds-cluster-key-accessible', 'aurora', 'aurora-off')).toEqual({
      aurora: 'pass',
      'aurora-off': 'fail',
    });
  });
});

describe('TLS', () => {
  test('PostgreSQL: the default is on from version 15, and changes must have been applied', () => {
    expect(picked('rds-postgres-tls-required', 'good', 'pending', 'pg14', 'pg15', 'member')).toEqual({
      good: 'pass',
      pending: 'fail',
      pg14: 'fail',
      pg15: 'pass',
      member: undefined,
    });
  });
  test('MySQL and MariaDB', () => {
    expect(played.verdicts('rds-mysql-tls-required')).toEqual({ 'mysql-open': 'fail', 'mysql-tls': 'pass' });
    expect(played.verdicts('rds-mariadb-tls-required')).toEqual({
      'maria-104': 'fail',
      'maria-114': 'fail',
      'maria-116': 'unknown',
      'maria-118': 'pass',
    });
  });
  test('SQL Server: `default` means what the minor version has', () => {
    expect(played.verdicts('rds-sqlserver-tls-required')).toMatchObject({ 'mssql-tls': 'pass', 'mssql-old': 'fail' });
    expect(played.verdicts('rds-sqlserver-min-tls-1-2')).toEqual({
      'mssql-tls': 'pass',
      'mssql-old': 'fail',
      'mssql-new': 'pass',
      'mssql-next': 'unknown',
    });
  });
  test('clusters have parameters and defaults of their own', () => {
    expect(played.verdicts('aurora-cluster-tls-required')).toEqual({
      aurora: 'pass',
      'aurora-off': 'pass',
      'aurora-17': 'pass',
      'aurora-default': 'fail',
      'aurora-plain': 'fail',
      'aurora-pending': 'fail',
      'aurora-new': 'unknown',
    });
  });
  test('proxies', () => {
    expect(played.verdicts('rds-proxy-tls-required')).toEqual({ tls: 'pass', open: 'fail' });
  });
});

test('certificates: the CA and the server have dates of their own', () => {
  expect(picked('rds-ca-certificate-not-expiring', 'good', 'old-ca', 'gone-ca', 'graph')).toEqual({
    good: 'pass',
    'old-ca': 'fail',
    'gone-ca': 'fail',
    graph: undefined,
  });
  expect(picked('rds-server-certificate-not-expiring', 'good', 'old-ca')).toEqual({ good: 'pass', 'old-ca': 'fail' });
});

test('snapshots: only manual ones can be shared, and only untrusted accounts count', () => {
  expect(played.verdicts('rds-snapshot-encrypted')).toMatchObject({ sealed: 'pass', open: 'fail' });
  expect(played.verdicts('rds-snapshot-not-public')).toEqual({
    sealed: 'pass',
    open: 'fail',
    lent: 'pass',
    trusted: 'pass',
  });
  expect(played.verdicts('rds-snapshot-not-shared-with-untrusted-account')).toEqual({
    sealed: 'pass',
    open: 'pass',
    lent: 'fail',
    trusted: 'pass',
  });
  expect(played.finding('rds-snapshot-not-shared-with-untrusted-account', 'lent').message).toContain('777788889999');
  expect(played.verdicts('rds-cluster-snapshot-not-public')).toMatchObject({ sealed: 'pass', open: 'fail' });
  expect(played.verdicts('rds-cluster-snapshot-not-shared-with-untrusted-account')).toMatchObject({
    open: 'pass',
    lent: 'fail',
  });
});

test('links lead to keys, groups, clusters and sources', async () => {
  const found = new Map<string, (field: string) => unknown>();
  for await (const resource of played.graph.resources())
    found.set(`${resource.type} ${resource.name}`, (field) => resource.read(field));
  const state = (resource: string, link: string): unknown => found.get(resource)?.(`${link}State`);
  for (const link of ['kmsKey', 'masterSecretKey', 'activityStreamKey', 'performanceInsightsKey']) {
    expect([link, state('aws.rds.instance good', link)]).toEqual([link, 'resolved']);
  }
  for (const link of ['kmsKey', 'masterSecretKey', 'activityStreamKey', 'parameterGroup']) {
    expect([link, state('aws.rds.cluster aurora', link)]).toEqual([link, 'resolved']);
  }
  expect(state('aws.rds.instance member', 'cluster')).toBe('resolved');
  expect(state('aws.rds.instance plain', 'masterSecretKey')).toBe('none');
  expect(state('aws.rds.snapshot sealed', 'instance')).toBe('resolved');
  expect(state('aws.rds.cluster-snapshot sealed', 'cluster')).toBe('resolved');
  expect(found.get('aws.rds.instance good')?.('tags')).toEqual({ team: 'orders' });
});

describe('calls', () => {
  const made = (operation: string): number => played.calls.filter((call) => call === `rds:${operation}`).length;
  test('automated snapshots cost none, and each group one', () => {
    expect(made('DescribeDBSnapshotAttributes')).toBe(4);
    expect(made('DescribeDBParameters')).toBe(Object.keys(GROUPS).length - 1);
    expect(made('DescribeDBClusterParameters')).toBe(Object.keys(CLUSTER_GROUPS).length); // DocumentDB's for its own
  });
  test('every page of instances is read, for RDS, DocumentDB and Neptune', () => {
    expect(made('DescribeDBInstances')).toBe(3 * 2);
  });
});

describe('what is denied is unknown, and says which permission is missing', () => {
  const without = (operation: string) => play({ ...world, [`rds:${operation}`]: refuses('AccessDenied') }, options);
  test.each([
    ['DescribeDBParameters', 'rds-postgres-tls-required', 'good'],
    ['DescribeDBClusterParameters', 'aurora-cluster-tls-required', 'aurora'],
    ['DescribeDBParameterGroups', 'rds-mysql-tls-required', 'mysql-tls'],
    ['DescribeDBSnapshotAttributes', 'rds-snapshot-not-public', 'sealed'],
    ['DescribeDBClusterSnapshotAttributes', 'rds-cluster-snapshot-not-public', 'sealed'],
    ['DescribeCertificates', 'rds-ca-certificate-not-expiring', 'good'],
    ['DescribeDBInstances', 'rds-instance-storage-encrypted', '*'],
    ['DescribeDBClusters', 'rds-cluster-storage-encrypted', '*'],
    ['DescribeGlobalClusters', 'aurora-global-database-encrypted', '*'],
    ['DescribeDBProxies', 'rds-proxy-tls-required', '*'],
  ])('%s', async (operation, rule, name) => {
    const { verdict, reasons } = (await without(operation)).finding(rule, name);
    expect(verdict).toBe('unknown');
    expect(reasons).toContainEqual(expect.objectContaining({ class: 'denied', permission: `rds:${operation}` }));
  });
});
