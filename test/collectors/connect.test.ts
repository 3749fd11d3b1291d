import { expect, test } from 'vitest';
import { world } from '../worlds/connect.ts';
import { play } from './play.ts';

const { verdicts, finding, calls } = await play(world.answers, { rules: ['connect'] });

test.each([
  'attachments',
  'call-recordings',
  'chat-transcripts',
  'exported-reports',
  'media-streams',
  'screen-recordings',
])('connect-%s-encrypted: every store of the kind names a key; an instance without one is not applicable', (kind) => {
  const rule = `connect-${kind}-encrypted`;
  expect(verdicts(rule)).toEqual({ sealed: 'pass', plain: 'fail', denied: 'unknown' });
  expect(finding(rule, 'denied').reasons[0]).toMatchObject({ permission: 'connect:ListInstanceStorageConfigs' });
});

test('campaigns, profiles and assistants: AWS holds the key unless the account names one', () => {
  expect(verdicts('connect-campaign-key')).toEqual({ sealed: 'pass', plain: 'fail', denied: 'fail' });
  expect(verdicts('connect-customer-profiles-key-level')).toEqual({ default: 'fail', own: 'pass' });
  expect(verdicts('connect-wisdom-assistant-key-level')).toEqual({ default: 'fail', own: 'pass' });
});

test('six listings of stores and one call for campaigns an instance', () => {
  expect(calls.filter((call) => call === 'connect:ListInstanceStorageConfigs')).toHaveLength(4 * 6);
  expect(calls.filter((call) => call.startsWith('connectcampaignsv2:'))).toHaveLength(4);
  expect(calls.filter((call) => call.startsWith('qconnect:'))).toHaveLength(1);
});
