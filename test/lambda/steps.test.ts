import { expect, test } from 'vitest';
import { CallFailed } from '../../src/collect/call.ts';
import { failureIn, StepFailed, stepIn } from '../../src/lambda/steps.ts';

/** What Lambda tells a state machine of what was thrown. */
const caught = ({ name: errorType, message: errorMessage }: Error) => ({
  Error: errorType,
  Cause: JSON.stringify({ errorType, errorMessage, trace: [] }),
});

test.each([
  ['Refused', 'AccessDenied'],
  ['CredentialsEnded', 'ExpiredTokenException'],
  ['StepFailed', 'ThrottlingException'],
])('%s is what %s is tried again by, and who gives up is told what AWS said', (name, code) => {
  const failure = { operation: 'sts:AssumeRole', code, message: `no "quotes" \u202e {}` };
  const failed = new StepFailed(new CallFailed(failure));
  expect(failed.name).toBe(name);
  expect(failureIn(caught(failed))).toEqual(failure);
});

test('what a function could not say is told by the engine, without times and ids', () => {
  const code = 'Sandbox.Timedout';
  const told = { operation: 'sealscan:collect', code, message: 'the function ended before it could say why' };
  const said = {
    Error: code,
    Cause: '{"errorMessage":"2026-11-26T03:00:00Z 3f2a Task timed out after 900.00 seconds"}',
  };
  expect([said, { Error: code, Cause: 'no JSON' }, { Error: code }].map(failureIn)).toEqual([told, told, told]);
});

test.each([
  [{}],
  [{ collect: { account: '111122223333' }, date: '2026-11-26' }],
  [{ reduceAccount: '111122223333', date: '../../plans' }],
  [{ reduceOrganization: false, date: '2026-11-26' }],
])('%j is no step', (event) => {
  expect(() => stepIn(event)).toThrow('no step of a run');
});
