import { EXIT } from './exit.ts';
import type { Terminal } from './terminal.ts';

/** Ctrl-C, and what stops services. */
export interface Interrupt {
  /** Ends the calls in flight. */
  readonly signal: AbortSignal;
  /** The exit code, once somebody stopped the command. */
  readonly exit: () => number | undefined;
  /** Listens no longer. */
  off(): void;
}

/** The first one lets the command keep what it has; a second one ends the process. */
export function listenForStop(terminal: Terminal): Interrupt {
  const abort = new AbortController();
  let exit: number | undefined;
  const stop = (signal: NodeJS.Signals): void => {
    if (exit !== undefined) process.exit(exit);
    exit = signal === 'SIGINT' ? EXIT.interrupted : EXIT.terminated;
    terminal.note('interrupted: keeping what was collected…');
    abort.abort();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  return {
    signal: abort.signal,
    exit: () => exit,
    off: () => {
      process.off('SIGINT', stop);
      process.off('SIGTERM', stop);
    },
  };
}
