import { expect, test } from 'vitest';
import { world } from '../worlds/long-tail.ts';
import { play } from './play.ts';

const { findings, verdicts, finding, calls } = await play(world.answers, {
  rules: world.services,
  ...(world.regions ? { regions: world.regions } : {}),
});

test.each([
  ['location-geofence-collection-key-level', {}],
  ['location-tracker-key-level', { denied: 'unknown' }],
  ['kendra-index-key-level', {}],
  ['healthlake-datastore-key-level', { aws: 'fail' }],
  ['managedblockchain-member-key-level', {}],
  ['forecast-dataset-key-level', {}],
  ['forecast-export-key-level', {}],
  ['translate-job-output-key-level', {}],
  ['databrew-job-output-key-level', { 'sse-s3': 'fail', 'aws-managed': 'fail' }],
])('%s: AWS holds the key unless the account names one', (rule, more) => {
  expect(verdicts(rule)).toEqual({ default: 'fail', own: 'pass', ...more });
});

test('audio logs: a key of the account; no audio log is not applicable, a bot that refuses is unknown', () => {
  expect(verdicts('lex-audio-logs-key-level')).toEqual({
    'bot/default': 'fail',
    'bot/own': 'pass',
    'bot/aws-managed': 'fail',
    '*': 'unknown',
  });
  expect(finding('lex-audio-logs-key-level', '*').reasons[0]).toMatchObject({ permission: 'lex:ListBotAliases' });
});

test('exports of findings and data sources', () => {
  expect(verdicts('guardduty-export-key-level')).toEqual({ own: 'pass', 'aws-managed': 'fail' });
  expect(verdicts('quicksight-datasource-ssl')).toEqual({ athena: 'pass', on: 'pass', off: 'fail' });
});

test.each([
  ['auditmanager-key-level', {}],
  ['frauddetector-key-level', {}],
  ['iotsitewise-key-level', { 'us-east-1': 'unknown' }],
])('%s: one setting a region; where the service is not in use it is not applicable', (rule, more) => {
  const found = findings.filter((each) => each.rule === rule);
  expect(Object.fromEntries(found.map(({ resource, verdict }) => [resource.region, verdict]))).toEqual({
    'eu-west-1': 'pass',
    'eu-west-2': 'fail',
    ...more,
  });
});

test('what cannot apply is not asked: settings of a service not in use, members of a public network', () => {
  const count = (name: string) => calls.filter((call) => call === name).length;
  expect(count('auditmanager:GetSettings')).toBe(2);
  expect(count('frauddetector:GetKMSEncryptionKey')).toBe(2);
  expect(count('managedblockchain:ListMembers')).toBe(1);
});
