import { expect, test } from 'vitest';
import { CONTENTS, world as guarded, organization } from '../worlds/organizations.ts';
import { world as open } from '../worlds/organizations-open.ts';
import { ACCOUNT, type Answers, play, refuses } from './play.ts';

const RULE = 'organizations-key-deletion-guardrail';
const verdict = async (answers: Answers): Promise<string | undefined> =>
  (await play(answers, { rules: ['organizations'] })).verdicts(RULE)[ACCOUNT];

test('a guardrail is a Deny for everyone but named principals, on the account or above it', async () => {
  expect(await verdict(guarded.answers)).toBe('pass');
  expect(await verdict(open.answers)).toBe('fail');
  expect(await verdict(organization({ keep: [ACCOUNT] }))).toBe('pass');
});

test.each(Object.keys(CONTENTS).map((name) => [name, /^keep/.test(name) ? 'pass' : 'fail']))(
  'on the root, %s: %s',
  async (name, expected) => {
    expect(await verdict(organization({ [name]: ['r-root'] }))).toBe(expected);
  },
);

test('the management account, which no policy binds, is asked for one on the root', async () => {
  expect(await verdict(organization({ keep: ['r-root'] }, ACCOUNT))).toBe('pass');
  expect(await verdict(organization({ keep: [ACCOUNT] }, ACCOUNT))).toBe('fail');
});

test('where policies cannot be read nobody knows; without an organization there are none', async () => {
  const member = organization({ keep: ['r-root'] });
  expect(await verdict({ ...member, 'organizations:ListPolicies': refuses('AccessDeniedException') })).toBe('unknown');
  expect(await verdict({ ...member, 'organizations:ListParents': refuses('AccessDeniedException') })).toBe('unknown');
  expect(
    await verdict({ ...member, 'organizations:DescribeOrganization': refuses('AWSOrganizationsNotInUseException') }),
  ).toBeUndefined();
});
