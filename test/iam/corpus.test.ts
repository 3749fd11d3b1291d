import { describe, expect, test } from 'vitest';
import { type Answer, checkPolicy } from '../../src/iam/check.ts';
import { readPolicy } from '../../src/iam/parse.ts';
import { ALL } from './corpus/all.ts';
import { type CorpusCase, contextFor, QUESTIONS_OF, textOf } from './corpus/case.ts';

const check = (one: CorpusCase): Answer => checkPolicy(readPolicy(textOf(one)), contextFor(one));

const answersOf = (answer: Answer) => Object.fromEntries(QUESTIONS_OF.map((question) => [question, answer[question]]));

describe.each([...new Set(ALL.map(({ page }) => page))])('%s', (page) => {
  test.each(ALL.filter((one) => one.page === page).map((one) => [`${one.kind}: ${one.name}`, one] as const))(
    '%s',
    (_name, one) => {
      const answer = check(one);
      expect({ ...answersOf(answer), invalid: answer.invalid }).toEqual({ ...one.answers, invalid: [] });
      for (const { question, witness } of answer.reasons) if (question !== 'lockout') expect(witness).not.toBeNull();
    },
  );
});

describe('the corpus', () => {
  test('has 200 cases or more, a third of them one change from another', () => {
    const flips = ALL.filter(({ flips }) => flips !== undefined);
    expect(ALL.length).toBeGreaterThanOrEqual(200);
    expect(flips.length * 3).toBeGreaterThanOrEqual(ALL.length);
  });
  test('has every kind and both answers to every question', () => {
    expect(new Set(ALL.map(({ kind }) => kind)).size).toBe(5);
    for (const question of QUESTIONS_OF) {
      const values = new Set(ALL.map((one) => String(one.answers[question])));
      expect(values.size, question).toBeGreaterThan(1);
    }
  });
});
