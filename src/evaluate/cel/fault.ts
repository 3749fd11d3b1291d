import { EmptyRead, type Reason, Unobserved } from '../../model/reason.ts';

/** Why an expression has no value here. A class, since values are told from faults by it; no error, since it is made often. */
export class Fault {
  readonly reason: Reason | undefined;
  /** Set where the expression itself is broken, and nothing that nobody saw is to blame. */
  readonly broken: string | undefined;

  private constructor(reason: Reason | undefined, broken: string | undefined) {
    this.reason = reason;
    this.broken = broken;
  }

  static unseen(reason: Reason): Fault {
    return new Fault(reason, undefined);
  }

  static broken(sentence: string): Fault {
    return new Fault(undefined, sentence);
  }

  /** Of what the library threw. */
  static from(cause: unknown): Fault {
    if (cause instanceof Unobserved) return Fault.unseen(cause.reason);
    if (cause instanceof EmptyRead) return Fault.broken(cause.message);
    const error = cause as { summary?: string; message?: string };
    return Fault.broken((error.summary ?? error.message ?? String(cause)).split('\n')[0] as string);
  }
}
