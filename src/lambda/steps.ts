import { z } from 'zod';
import { isRefused } from '../fleet/here.ts';
import { failureOf } from '../fleet/work.ts';
import { isUnfinished } from '../model/classify.ts';
import { InputError } from '../model/input-error.ts';
import type { AnswerError } from '../model/snapshot.ts';

const date = z.iso.date();
const shard = z.object({ account: z.string(), region: z.string() });
/** What a state machine knows of a step that failed: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html */
const stepError = z.object({ Error: z.string(), Cause: z.string().optional() });

const schema = z.union([
  z.object({ plan: z.object({ date: date.optional() }) }),
  z.object({ collect: shard, date }),
  z.object({ giveUp: shard, date, error: stepError }),
  z.object({ reduceAccount: z.string(), date }),
  z.object({ reduceOrganization: z.literal(true), date }),
]);

/** What a state machine asks for: a step of a run, and the run's day. */
export type Step = z.infer<typeof schema>;

export function stepIn(event: unknown): Step {
  const read = schema.safeParse(event);
  if (read.success) return read.data;
  throw new InputError('the event is no step of a run: plan, collect, giveUp, reduceAccount or reduceOrganization');
}

/**
 * A class since Lambda tells a state machine the name and the message of what is thrown. The name decides whether the step is
 * tried again, and the message brings the failure to whoever gives up.
 */
export class StepFailed extends Error {
  override readonly name: 'Refused' | 'CredentialsEnded' | 'StepFailed';
  constructor(cause: unknown) {
    const failure = failureOf(cause);
    super(JSON.stringify(failure), { cause });
    this.name = isUnfinished(failure.code) ? 'CredentialsEnded' : isRefused(failure) ? 'Refused' : 'StepFailed';
  }
}

const failure = z.object({ operation: z.string(), code: z.string(), message: z.string() });

/** What a function that was killed or ran out of time could not say; what Lambda says then has times and ids in it. */
const SILENT = 'the function ended before it could say why';

/** Of a step that failed for good: the failure that it threw, or what the engine calls its end. */
export function failureIn({ Error: code, Cause = '' }: z.infer<typeof stepError>): AnswerError {
  const thrown = z.object({ errorMessage: z.string() }).safeParse(parsed(Cause));
  const told = failure.safeParse(thrown.success ? parsed(thrown.data.errorMessage) : undefined);
  return told.success ? told.data : { operation: 'sealscan:collect', code, message: SILENT };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
