import { CODES, classify, reasonOf } from './classify.ts';
import type { Answers, Collector, ListUse } from './collector.ts';
import { type Reason, Unobserved } from './reason.ts';
import type { Answer, AnswerError } from './snapshot.ts';

export interface Source {
  readonly operation: string;
  readonly permission: string;
  /** Another type's listing, which may hang on a third one's. */
  readonly list?: ListUse;
}

const known = new WeakMap<Collector, ReadonlyMap<string, Source>>();

/** Where each answer of a collector comes from, for reasons. */
export function sourcesOf(collector: Collector): ReadonlyMap<string, Source> {
  const sources = known.get(collector) ?? gather(collector);
  known.set(collector, sources);
  return sources;
}

function gather({ list, calls, joins }: Collector): ReadonlyMap<string, Source> {
  const named = (use: { sdk: string; operation: string; permission: string }): Source => ({
    operation: `${use.sdk}:${use.operation}`,
    permission: use.permission,
  });
  const sources = new Map<string, Source>();
  if (list) sources.set('item', named(list));
  for (const call of calls) sources.set(call.name, named(call));
  for (const join of joins)
    sources.set(
      join.name,
      join.all ? { ...named(join.all), list: join.all } : { operation: join.type, permission: '' },
    );
  return sources;
}

/** Why a listing was not read to its end; where it hangs on another one, that may be what failed. */
export function listingReason(error: AnswerError, { list }: Pick<Collector, 'list'>): Reason {
  for (let use = list; use; use = use.each?.of)
    if (error.operation === `${use.sdk}:${use.operation}`) return reasonOf(error, use.permission);
  return reasonOf(error, '');
}

/** Why nothing is known of a type: nobody asked for it. */
export const notCollected = ({ list, type }: Pick<Collector, 'list' | 'type'>): Reason => ({
  class: 'not-collected',
  operation: list ? `${list.sdk}:${list.operation}` : type,
  code: CODES.notCollected,
});

/** `last` is the answer read last: where a missing member is missing from. */
export interface View {
  readonly answers: Answers;
  last: Source | undefined;
}

function read(answer: Answer | undefined, source: Source, guard: (value: unknown) => unknown): unknown {
  if (answer === undefined) throw unobserved(source, undefined);
  if ('ok' in answer) return guard(answer.ok);
  if ('none' in answer) return undefined;
  throw unobserved(source, answer.error);
}

const thrown = new WeakMap<Source, Map<string, Unobserved>>();
/** Codes come from the account: more kinds of failures than this are none that repeat. */
const CAP = 100;

/** Why an answer is not known. A call that is refused once is refused for every resource, so what is thrown is kept. */
function unobserved(source: Source, error: AnswerError | undefined): Unobserved {
  const ofSource = thrown.get(source) ?? new Map<string, Unobserved>();
  thrown.set(source, ofSource);
  const key = error ? `${classify(error)} ${error.operation} ${error.code}` : '';
  const known = ofSource.get(key) ?? new Unobserved(whyOf(source, error));
  if (ofSource.size < CAP) ofSource.set(key, known);
  return known;
}

function whyOf({ list, operation, permission }: Source, error: AnswerError | undefined): Reason {
  if (!error) return { class: 'not-collected', operation, code: CODES.notCollected };
  return list ? listingReason(error, { list }) : reasonOf(error, permission);
}

/**
 * Makes the view through which field functions and call inputs see answers: an answer that is an error, or was never
 * asked for, throws `Unobserved` with its reason; "there is none" reads as undefined.
 * @param guards per answer, wraps a stored value (used for members that an older snapshot did not store)
 */
export function viewsOf(
  collector: Collector,
  guards: Readonly<Record<string, (value: unknown) => unknown>> = {},
): (answers: Answers) => View {
  // A class a collector, since a view is made for every resource, and getters on a prototype cost nothing then.
  class AnswersView implements View {
    declare readonly answers: Answers; // declared and then assigned: defining them would cost more than reading them does
    declare last: Source | undefined;
    constructor(answers: Answers) {
      this.answers = answers;
      this.last = undefined;
    }
  }
  for (const [name, source] of sourcesOf(collector)) {
    const guard = guards[name] ?? ((value: unknown) => value);
    Object.defineProperty(AnswersView.prototype, name, {
      get(this: View) {
        this.last = source;
        return read(this.answers[name], source, guard);
      },
    });
  }
  return (answers) => new AnswersView(answers);
}
