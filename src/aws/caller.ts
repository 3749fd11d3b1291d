import { setMaxListeners } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import type { LimitFunction } from 'p-limit';
import { type Call, CallFailed, type CallRequest } from '../collect/call.ts';
import type { Rates } from '../collect/rates.ts';
import { CODES } from '../model/classify.ts';
import { type Clients, clientsFor, commandOf, send } from './clients.ts';
import { answerError, isExpired, isNoCredentials } from './errors.ts';
import { type Opening, openingsOf } from './opening.ts';
import { identityOf, type Provider, renewed } from './refresh.ts';
import { failureOf, pauseAfter } from './retry.ts';
import { TIMING, type Timing, timedOut, within } from './timing.ts';
import { createTurns, type InTurn } from './turns.ts';

export interface CallerOptions {
  readonly credentials: Provider;
  /** Of one call, whatever makes another one necessary. */
  readonly maxAttempts: number;
  readonly endpoint?: string;
  /** Ends every call in flight; their answers become `Interrupted`. */
  readonly signal?: AbortSignal;
  readonly timing?: Partial<Timing>;
  /** Whose turn it is; without them nobody waits. */
  readonly rates?: Rates;
  /** Where several callers share the places in flight. */
  readonly places?: LimitFunction;
}

export interface Caller extends Call {
  /** Requests so far, every attempt one, and how many of them AWS throttled. */
  readonly counts: Readonly<Counts>;
  /** Closes all connections. */
  close(): Promise<void>;
}

interface Counts {
  requests: number;
  throttled: number;
}

/** A class since it is thrown through the engine: without credentials there is nothing to collect. */
class NoCredentials extends Error {
  override readonly name = 'NoCredentials';
}

/** Renewals of credentials that one call may ask for, however few attempts it has: others may have used up the new ones before its turn comes. */
const RENEWALS = 10;

type Settings = CallerOptions & {
  readonly timing: Timing;
  readonly inTurn: InTurn;
  readonly openingOf: (region: string) => Opening;
};

/** The one door to AWS. Every answer that lacks a member it must have is a fault, never "nothing there". */
export function createCaller(given: CallerOptions): Caller {
  const timing = { ...TIMING, ...given.timing };
  const openingOf = openingsOf(timing.silence, given.signal, given.endpoint !== undefined);
  const options: Settings = { ...given, timing, openingOf, inTurn: createTurns({ ...given, openingOf }) };
  const clients = clientsFor(options);
  if (options.signal) setMaxListeners(0, options.signal); // every client and every pause listens
  const session = { answered: false, counts: { requests: 0, throttled: 0 } };
  const call = (request: CallRequest) => attempts(request, options, clients, session);
  return Object.assign(call, { close: clients.close, counts: session.counts });
}

async function attempts(
  request: CallRequest,
  options: Settings,
  clients: Clients,
  session: { answered: boolean; readonly counts: Counts },
): Promise<Record<string, unknown>> {
  const { credentials, signal, timing, rates, inTurn } = options;
  const operation = `${request.sdk}:${request.operation}`;
  let left = timing.call; // waiting for one's turn does not count
  let corrected = false; // the clock, once a call
  for (let attempt = 1; ; attempt++) {
    let signer = '';
    let began = performance.now();
    try {
      if (signal?.aborted) throw interrupted(operation);
      const answer = await inTurn(request, async () => {
        began = performance.now();
        if (signal?.aborted) throw interrupted(operation);
        signer = await identityOf(credentials);
        session.counts.requests++;
        return once(request, left, timing, clients);
      });
      session.answered = true;
      return answer;
    } catch (cause) {
      if (isNoCredentials(cause)) throw session.answered ? ended(operation) : new NoCredentials(messageOf(cause));
      if (signal?.aborted) throw interrupted(operation);
      const failure = await failureOf(cause);
      if (failure.isThrottled) {
        session.counts.throttled++;
        rates?.slowDown(request);
      }
      const error =
        cause instanceof CallFailed ? cause.error : answerError(cause, operation, options.endpoint !== undefined);
      const isCorrected: boolean = !corrected && failure.isSkewed;
      corrected ||= isCorrected;
      const isWorth =
        isExpired(error) && !isCorrected
          ? attempt < RENEWALS && (await renewed(credentials, signer))
          : attempt < options.maxAttempts && (error.code === CODES.missingMember || isCorrected || failure.isPassing);
      left -= performance.now() - began;
      const wait = pauseAfter(cause, failure, attempt, timing.backoff);
      if (!isWorth || left <= wait) throw new CallFailed(error);
      left -= wait;
      await pause(wait, undefined, { signal }).catch(() => {}); // an interruption is seen above
    }
  }
}

async function once(
  { sdk, client, operation, region, input, required = [] }: CallRequest,
  left: number,
  timing: Timing,
  clients: Clients,
): Promise<Record<string, unknown>> {
  const [target, command] = await Promise.all([clients.of(sdk, client, region), commandOf(sdk, operation, input)]);
  const output = await within(left, () => timedOut(timing.call), send(target, command));
  const missing = required.find((member) => output[member] === undefined || output[member] === null);
  if (missing === undefined) return output;
  const message = `the answer has no ${missing}`;
  throw new CallFailed({ operation: `${sdk}:${operation}`, code: CODES.missingMember, message });
}

const messageOf = (cause: unknown): string => (cause as Error).message;

const ended = (operation: string): CallFailed =>
  new CallFailed({ operation, code: CODES.expired, message: 'the credentials ended and could not be renewed' });

const interrupted = (operation: string): CallFailed =>
  new CallFailed({ operation, code: CODES.interrupted, message: 'the scan was interrupted' });
