import { describe, expect, test } from 'vitest';
import { ask } from '../../src/iam/ask.ts';
import { caseOf } from '../../src/iam/case.ts';
import { type Answer, checkPolicy } from '../../src/iam/check.ts';
import { evaluate } from '../../src/iam/evaluate.ts';
import { readPolicy } from '../../src/iam/parse.ts';
import { castOf } from '../../src/iam/questions.ts';
import { fc } from '../seeded.ts';
import { contextFor, QUESTIONS_OF, type Statement } from './corpus/case.ts';
import { statement, statements } from './random-policy.ts';
import { strangersRequest } from './random-request.ts';

const context = contextFor({ kind: 's3', settings: {} });
const policyOf = (some: readonly Statement[]) => ({ Version: '2012-10-17', Statement: some });
const check = (some: readonly Statement[]): Answer => checkPolicy(readPolicy(policyOf(some)), context);
const answersOf = (answer: Answer) => QUESTIONS_OF.map((question) => answer[question]);
/** The same cases every time, so that a red run is about the change; other seeds look for what nobody has seen yet. */
const RUNS = {
  numRuns: Number(process.env['SEALSCAN_PROPERTY_RUNS'] ?? 60),
  seed: Number(process.env['SEALSCAN_PROPERTY_SEED'] ?? 20261125),
};

/** Every key of a condition in another case. */
const shouted = (some: readonly Statement[]): Statement[] =>
  some.map(({ Condition, ...rest }) => {
    if (Condition === undefined) return rest;
    const blocks = Object.entries(Condition as Record<string, Record<string, unknown>>).map(([operator, keys]) => [
      operator.toUpperCase(),
      Object.fromEntries(Object.entries(keys).map(([key, values]) => [key.toUpperCase(), values])),
    ]);
    return { ...rest, Condition: Object.fromEntries(blocks) as object };
  });

describe('whatever the policy', () => {
  test('every witness is allowed by the evaluator, and every closed search is confirmed or undecided', () => {
    fc.assert(
      fc.property(statements, (some) => {
        const { policy } = readPolicy(policyOf(some));
        const one = caseOf(policy, context, { left: 1e9 });
        const cast = castOf(one);
        for (const { index } of one.base.allows) {
          const proof = ask(one, cast.stranger, cast.everyWay, index, () => true);
          if (proof) expect(evaluate(policy, 's3', proof.request).decision).toBe('allow');
        }
      }),
      RUNS,
    );
  });
  test('the order of statements does not matter', () => {
    fc.assert(
      fc.property(statements, (some) => {
        expect(answersOf(check([...some].reverse()))).toEqual(answersOf(check(some)));
      }),
      RUNS,
    );
  });
  test('the case of keys and operators does not matter', () => {
    fc.assert(
      fc.property(statements, (some) => {
        expect(answersOf(check(shouted(some)))).toEqual(answersOf(check(some)));
      }),
      RUNS,
    );
  });
  test('another Deny never opens', () => {
    fc.assert(
      fc.property(statements, statement(['Deny']), (some, deny) => {
        const before = check(some);
        const after = check([...some, deny]);
        for (const question of ['public', 'wildcardAdmin'] as const)
          if (before[question] === false) expect(after[question]).toBe(false);
      }),
      RUNS,
    );
  });
  test('another Allow never closes', () => {
    fc.assert(
      fc.property(statements, statement(['Allow']), (some, allow) => {
        const before = check(some);
        const after = check([...some, allow]);
        for (const question of ['public', 'wildcardAdmin'] as const)
          if (before[question]) expect(after[question]).toBe(true);
      }),
      RUNS,
    );
  });
  test('no request that a stranger can make is allowed where the policy is not public', () => {
    fc.assert(
      fc.property(statements, fc.array(strangersRequest, { minLength: 60, maxLength: 60 }), (some, requests) => {
        const reading = readPolicy(policyOf(some));
        if (checkPolicy(reading, context).public !== false) return;
        for (const request of requests) expect(evaluate(reading.policy, 's3', request).decision).not.toBe('allow');
      }),
      RUNS,
    );
  });
});
