import { expect, test } from 'vitest';
import { world } from '../worlds/dynamodb.ts';
import { play, refuses } from './play.ts';

const options = { rules: ['dynamodb'], regions: ['eu-west-1', 'us-east-1'] };
const { verdicts, finding, calls } = await play(world.answers, options);

test('every table is encrypted; under KMS or not, and switched off or not', () => {
  expect(verdicts('dynamodb-table-encryption-enabled')).toMatchObject({
    default: 'pass',
    own: 'pass',
    leaving: 'fail',
  });
  expect(verdicts('dynamodb-table-encrypted-with-kms')).toMatchObject({
    default: 'fail',
    leaving: 'fail',
    managed: 'pass',
    own: 'pass',
    foreign: 'pass',
  });
});

test('a table that is cut off from its key says since when', () => {
  expect(verdicts('dynamodb-table-key-accessible')).toMatchObject({
    own: 'pass',
    default: 'pass',
    'cut-off': 'fail',
    archived: 'fail',
  });
  expect(finding('dynamodb-table-key-accessible', 'cut-off').message).toContain('2026-05-30');
  expect(verdicts('dynamodb-table-key-usable')).toMatchObject({
    own: 'pass',
    'cut-off': 'fail',
    archived: 'fail',
    foreign: 'unknown',
  });
  expect(verdicts('dynamodb-table-key-own-account')).toMatchObject({ own: 'pass', default: 'pass', foreign: 'fail' });
});

test('replicas: a bare key id is of their own region, no key is aws/dynamodb, and what is out of sight is unknown', () => {
  expect(verdicts('dynamodb-replica-key-level')).toEqual({
    'replica-own': 'pass',
    'replica-bare': 'pass',
    'replica-default': 'fail',
    'replica-elsewhere': 'unknown',
    refused: 'unknown',
  });
});

test('one call a table, and a refused one makes its findings unknown', () => {
  expect(calls.filter((call) => call === 'dynamodb:DescribeTable')).toHaveLength(12);
  const { verdict, reasons } = finding('dynamodb-table-key-accessible', 'refused');
  expect(verdict).toBe('unknown');
  expect(reasons[0]).toMatchObject({ class: 'denied', permission: 'dynamodb:DescribeTable' });
});

test('a denied listing is unknown, with the permission', async () => {
  const denied = await play({ ...world.answers, 'dynamodb:ListTables': refuses('AccessDeniedException') }, options);
  const found = denied.findings.filter(({ rule }) => rule === 'dynamodb-table-encryption-enabled');
  expect(found.map(({ verdict, reasons: [reason] }) => [verdict, reason?.permission])).toEqual([
    ['unknown', 'dynamodb:ListTables'],
    ['unknown', 'dynamodb:ListTables'],
  ]);
});
