import { setMaxListeners } from 'node:events';
import { type Call, CallFailed, type CallRequest } from '../collect/call.ts';
import { CODES } from '../model/classify.ts';
import { clientsFor, commandOf } from './clients.ts';
import { answerError, isExpired, isNoCredentials } from './errors.ts';
import { identityOf, type Provider, renewed } from './refresh.ts';
import { deadline, pauseFor, TIMING, type Timing, timedOut } from './timing.ts';

export interface CallerOptions {
  readonly credentials: Provider;
  readonly maxAttempts: number;
  readonly endpoint?: string;
  /** Ends every call in flight; their answers become `Interrupted`. */
  readonly signal?: AbortSignal;
  readonly timing?: Partial<Timing>;
}

/** A class since it is thrown through the engine: without credentials there is nothing to collect. */
class NoCredentials extends Error {
  override readonly name = 'NoCredentials';
}

/** For what the SDK takes for an answer: a member that is missing, credentials that expired. */
const OUTER_TRIES = 5;

/** The one door to AWS. Every answer that lacks a member it must have is a fault, never "nothing there". */
export function createCaller(given: CallerOptions): Call {
  const options = { ...given, timing: { ...TIMING, ...given.timing } };
  const clients = clientsFor(options);
  if (options.signal) setMaxListeners(0, options.signal); // every call in flight listens
  const tries = Math.min(OUTER_TRIES, options.maxAttempts);
  let answered = false;
  return async (request) => {
    const operation = `${request.sdk}:${request.operation}`;
    for (let attempt = 1; ; attempt++) {
      if (options.signal?.aborted) throw interrupted(operation);
      let signer = '';
      try {
        signer = await identityOf(options.credentials);
        const answer = await once(request, options, clients);
        answered = true;
        return answer;
      } catch (cause) {
        if (isNoCredentials(cause)) throw answered ? ended(operation) : new NoCredentials((cause as Error).message);
        if (options.signal?.aborted) throw interrupted(operation);
        const error =
          cause instanceof CallFailed ? cause.error : answerError(cause, operation, options.endpoint !== undefined);
        const isWorth =
          error.code === CODES.missingMember
            ? attempt < tries
            : isExpired(error) && attempt < OUTER_TRIES && (await renewed(options.credentials, signer));
        if (!isWorth) throw new CallFailed(error);
        await pause(pauseFor(attempt, options.timing.backoff));
      }
    }
  };
}

async function once(
  { sdk, client, operation, region, input, required = [] }: CallRequest,
  { signal, timing }: CallerOptions & { readonly timing: Timing },
  clients: ReturnType<typeof clientsFor>,
): Promise<Record<string, unknown>> {
  const limit = deadline(timing.call, signal);
  try {
    const [target, command] = await Promise.all([clients(sdk, client, region), commandOf(sdk, operation, input)]);
    const output = await target.send(command, { abortSignal: limit.signal });
    const missing = required.find((member) => output[member] === undefined || output[member] === null);
    if (missing === undefined) return output;
    const message = `the answer has no ${missing}`;
    throw new CallFailed({ operation: `${sdk}:${operation}`, code: CODES.missingMember, message });
  } catch (cause) {
    throw limit.passed() ? timedOut(timing.call) : cause;
  } finally {
    limit.end();
  }
}

const ended = (operation: string): CallFailed =>
  new CallFailed({ operation, code: CODES.expired, message: 'the credentials ended and could not be renewed' });

const interrupted = (operation: string): CallFailed =>
  new CallFailed({ operation, code: CODES.interrupted, message: 'the scan was interrupted' });

const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
