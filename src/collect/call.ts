import type { AnswerError } from '../model/snapshot.ts';

/** One request to AWS. `sdk` and `client` name the SDK package suffix and its client class. */
export interface CallRequest {
  readonly sdk: string;
  readonly client: string;
  readonly operation: string;
  readonly region: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** Members without which an answer is a fault (a cut or empty body); retried below this line. */
  readonly required?: readonly string[];
}

/** Resolves with the parsed answer; rejects with a `CallFailed`. Retries, timeouts and credentials live behind it. */
export type Call = (request: CallRequest) => Promise<Readonly<Record<string, unknown>>>;

/** A class since promises reject with errors; it carries only what may be stored. */
export class CallFailed extends Error {
  readonly error: AnswerError;
  constructor(error: AnswerError) {
    super(`${error.operation}: ${error.code}`);
    this.name = 'CallFailed';
    this.error = error;
  }
}
