import { expect, test } from 'vitest';
import { world } from '../worlds/stepfunctions.ts';
import { recordWorld } from '../worlds.ts';
import { play } from './play.ts';

test.each([
  ['stepfunctions-state-machine-cmk', 'states:DescribeStateMachine'],
  ['stepfunctions-activity-kms-key', 'states:DescribeActivity'],
])('%s', async (rule, permission) => {
  const { verdicts, finding } = await play(world.answers, { rules: ['stepfunctions'] });
  expect(verdicts(rule)).toEqual({ owned: 'fail', silent: 'fail', sealed: 'pass', denied: 'unknown' });
  expect(finding(rule, 'denied').reasons[0]).toMatchObject({ class: 'denied', permission });
});

test('definitions are not stored', async () => {
  expect(await recordWorld('stepfunctions')).not.toContain('not-to-be-stored');
});
