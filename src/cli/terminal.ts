import { visible } from '../report/text.ts';

/** What a command may do to the world. One object, so that a test can look at what a user would see. */
export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly color: boolean;
  readonly width: number;
  /** The command line that goes on where this one is stopped. */
  readonly resume: string;
  /** Nothing but the document that was asked for, and what went wrong. */
  readonly isQuiet: boolean;
  /** Also each listing that was read. */
  readonly isVerbose: boolean;
  /** The document that was asked for. */
  out(text: string): Promise<void>;
  /** Progress, notes and errors. */
  note(text: string): void;
  /** A line that the next one replaces; nothing where nobody looks. */
  progress(text: string): void;
}

/** A reader that has seen enough (`| head`) is no failure. */
const isClosed = (cause: Error): boolean => 'code' in cause && cause.code === 'EPIPE';

async function write(stream: NodeJS.WriteStream, text: string): Promise<void> {
  const broken = await new Promise<Error | null | undefined>((resolve) => stream.write(text, resolve));
  if (!broken || isClosed(broken)) return;
  const { writeError } = await import('../snapshot/write.ts');
  throw writeError('standard output', broken);
}

/** What the world gives; how it is spoken to is in the command line. */
export type RawTerminal = Omit<Terminal, 'resume' | 'isQuiet' | 'isVerbose'>;

export function processTerminal(): RawTerminal {
  const { env, stdout, stderr } = process;
  stdout.on('error', () => {}); // what it was, each write is told; without a listener it would end the process
  const live = stderr.isTTY === true && !env['CI'];
  let shown = false;
  const now = nowAndThen((text) => stderr.write(`${visible(text)}\n`));
  const clear = (): void => {
    if (shown) stderr.write('\r\u001b[2K');
    shown = false;
  };
  return {
    env,
    color: stdout.isTTY === true && !env['NO_COLOR'] && env['TERM'] !== 'dumb',
    width: Math.min(100, stdout.columns ?? 100),
    out: (text) => {
      clear();
      return write(stdout, text);
    },
    note: (text) => {
      clear();
      stderr.write(`${text}\n`);
    },
    progress: (text) => {
      if (live) {
        clear();
        stderr.write(visible(text).slice(0, (stderr.columns ?? 80) - 1));
        shown = true;
      } else now(text);
    },
  };
}

/** In a log, a sign of life now and then is enough. */
const HEARTBEAT_MS = 30_000;

/** Says a text if the last one is long enough ago. */
export function nowAndThen(say: (text: string) => void): (text: string) => void {
  let last = Date.now();
  return (text) => {
    if (Date.now() - last < HEARTBEAT_MS) return;
    last = Date.now();
    say(text);
  };
}

/** The same words, fit for a shell. */
export const resumeOf = (argv: readonly string[]): string =>
  ['sealscan', ...argv.filter((word) => word !== '--resume'), '--resume'].map(quoted).join(' ');

const quoted = (word: string): string => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);
