import { expect, test } from 'vitest';
import { plainPolicies, policyText } from '../../src/iam/reach/text.ts';

test('a document is decoded where it is encoded, and left alone where it is not', () => {
  expect(policyText('%7B%22a%22%3A%22b%2Fc%22%7D')).toBe('{"a":"b/c"}');
  expect(policyText('{"a":"100%25"}')).toBe('{"a":"100%25"}');
  expect(policyText('%7B%E0%A4%A')).toBe('%7B%E0%A4%A');
});

test('policies inside of answers become plain text, and nothing else changes', () => {
  const Policy = '%7B%22a%22%3A1%7D';
  expect(plainPolicies({ PolicyDocument: Policy, Other: [Policy, 1, null] })).toEqual({
    PolicyDocument: '{"a":1}',
    Other: [Policy, 1, null],
  });
});
