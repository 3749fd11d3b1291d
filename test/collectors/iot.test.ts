import { expect, test } from 'vitest';
import { world } from '../worlds/iot.ts';
import { play } from './play.ts';

test('authorizers check signatures unless they are told not to', async () => {
  const rule = 'iot-authorizer-token-signing';
  const { verdicts, finding } = await play(world.answers, { rules: ['iot'] });
  expect(verdicts(rule)).toEqual({ signed: 'pass', silent: 'pass', unsigned: 'fail', denied: 'unknown' });
  expect(finding(rule, 'denied').reasons[0]).toMatchObject({ permission: 'iot:DescribeAuthorizer' });
});
