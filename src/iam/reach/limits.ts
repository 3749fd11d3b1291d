import type { Condition } from '../policy.ts';
import { apply, type Question, remainingOf } from './decide.ts';
import type { Parse } from './policies.ts';
import type { NamedPolicy, Remaining, Unless } from './types.ts';

/** What stands in the way: `denied` for certain, else what may still deny. */
export interface Denial {
  readonly denied: boolean;
  readonly unless: readonly Unless[];
}

export interface Voice {
  readonly of: string;
  readonly policy: NamedPolicy;
}

/** What the Deny statements of several policies say of one question. */
export function denialBy(voices: readonly Voice[], question: Question, written: string, parse: Parse): Denial {
  const unless: Unless[] = [];
  for (const {
    of,
    policy: { text },
  } of voices) {
    const { policy, about } = parse(text);
    for (const statement of about(question.action)) {
      if (statement.effect !== 'Deny') continue;
      const { truth, open } = apply(statement, policy, question);
      if (truth === 'yes') return { denied: true, unless: [] };
      if (truth === 'open')
        unless.push({
          of,
          statement: statement.label,
          actions: [written],
          conditions: remainingOf(of, statement.label, open),
        });
    }
  }
  return { denied: false, unless };
}

/** Whether one level of limits lets a question through, and under which conditions; undefined where nothing of it does. */
export function allowedBy(
  voices: readonly Voice[],
  question: Question,
  parse: Parse,
): readonly Remaining[] | undefined {
  let conditional: Remaining[] | undefined;
  for (const {
    of,
    policy: { text },
  } of voices) {
    const { policy, broken, about } = parse(text);
    if (broken) conditional ??= []; // what cannot be read may allow it
    for (const statement of about(question.action)) {
      if (statement.effect !== 'Allow') continue;
      const { truth, open } = apply(statement, policy, question);
      if (truth === 'yes') return [];
      if (truth === 'open')
        conditional =
          conditional === undefined ? remainingOf(of, statement.label, open) : alternatives(conditional, open);
    }
  }
  return conditional;
}

/** Several conditional Allows: any of them is enough, so none of their conditions must hold by itself. */
const alternatives = (before: Remaining[], open: readonly Condition[]): Remaining[] =>
  before.length === 0 || open.length === 0 ? [] : before.filter(({ key }) => open.some(({ name }) => name === key));
