import { viewsOf } from '../model/answers.ts';
import { isUnfinished } from '../model/classify.ts';
import type { Answers, CallContext, CallUse, Collector } from '../model/collector.ts';
import type { Judge } from '../model/mark.ts';
import { Unobserved } from '../model/reason.ts';
import type { Answer } from '../model/snapshot.ts';
import { type Call, CallFailed, type CallRequest } from './call.ts';
import { stored } from './members.ts';
import { type Memory, remembered } from './memory.ts';
import { readPages } from './pages.ts';

export interface Observing {
  readonly collector: Collector;
  readonly call: Call;
  readonly deep: boolean;
  readonly context: CallContext;
  readonly memory?: Memory | undefined;
  readonly judge?: Judge | undefined;
}

type Mutable = { -readonly [K in keyof Answers]: Answers[K] };

/** Makes the calls of one phase about one resource: unconditional ones side by side, then conditional ones in the order declared. */
export async function ask(
  observing: Observing,
  answers: Mutable,
  region: string,
  phase: 'first' | 'second',
): Promise<void> {
  const { collector, deep } = observing;
  const view = viewsOf(collector)(answers);
  const calls = collector.calls.filter((use) => use.second === (phase === 'second'));
  const independent = calls.filter((use) => !use.when);
  const conditional = calls.filter((use) => use.when);
  await Promise.all(independent.map((use) => answer(use, view, answers, region, observing)));
  for (const use of conditional) {
    if (wanted(use, view, deep && use.second)) await answer(use, view, answers, region, observing);
  }
}

/** A condition that hangs on an answer which failed cannot rule the call out, so the call is made. */
function wanted(use: CallUse, view: object, always: boolean): boolean {
  if (always) return true;
  try {
    return use.when?.(view) ?? true;
  } catch (cause) {
    if (cause instanceof Unobserved) return true;
    throw cause;
  }
}

async function answer(
  use: CallUse,
  view: object,
  answers: Mutable,
  region: string,
  { collector, call, memory, judge, context }: Observing,
): Promise<void> {
  const ask = (input: ReturnType<CallUse['input']>) => one(use, input, region, { call, judge });
  try {
    const input = use.input(view, context);
    answers[use.name] = await remembered(memory, [collector.type, use.name, region, input], () => ask(input), isWhole);
  } catch (cause) {
    if (!(cause instanceof Unobserved)) throw cause;
    const { operation, code } = cause.reason;
    answers[use.name] = { error: { operation, code, message: 'not asked: it needs an answer that failed' } };
  }
}

const isWhole = (answer: Answer): boolean => !('error' in answer && isUnfinished(answer.error.code));

async function one(
  use: CallUse,
  input: ReturnType<CallUse['input']>,
  region: string,
  { call, judge }: { readonly call: Call; readonly judge: Judge | undefined },
): Promise<Answer> {
  try {
    if (use.list) {
      const lists = await Promise.all([input].flat().map((input) => readPages({ use, input, region, call, judge })));
      const error = lists.find((list) => list.error)?.error;
      return error ? settle(use, error) : { ok: lists.flatMap(({ items }) => items) };
    }
    const { sdk, client, operation, at, required } = use;
    const output = await call({ sdk, client, operation, region, input: input as CallRequest['input'], required });
    return { ok: stored(at === undefined ? output : output[at], use, judge) };
  } catch (cause) {
    if (cause instanceof CallFailed) return settle(use, cause.error);
    throw cause;
  }
}

const settle = (use: CallUse, error: { operation: string; code: string; message: string }): Answer =>
  use.none.includes(error.code) ? { none: error.code } : { error };
