import { type Command, CommanderError } from 'commander';
import { describeInputError, InputError } from '../model/input-error.ts';
import { visible } from '../report/text.ts';
import { EXIT, Stopped } from './exit.ts';
import { terminalFor } from './log.ts';
import { program } from './program.ts';
import type { Action } from './program-options.ts';
import { processTerminal, type RawTerminal, type Terminal } from './terminal.ts';

// The SDK's notice about its own plans for Node versions would look like an error of ours.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

/** Runs one command line; every way out passes here. */
export async function main(argv: readonly string[], raw: RawTerminal = processTerminal()): Promise<number> {
  const terminal = terminalFor(argv, raw);
  let code: number = EXIT.clean;
  const run =
    (load: () => Promise<Action>) =>
    async (...args: unknown[]): Promise<void> => {
      const flags = args.at(-2) as never;
      code = await (await load())(flags, terminal, ...(args.slice(0, -2) as string[]));
    };
  const root = program(run);
  let help = '';
  quiet(root, terminal, (text) => {
    help += text;
  });
  try {
    await root.parseAsync([...argv], { from: 'user' }).catch(async (cause: unknown) => {
      await terminal.out(help); // printing help ends the parsing
      throw cause;
    });
    return code;
  } catch (cause) {
    return failure(cause, terminal, argv.includes('--debug'));
  }
}

function quiet(command: Command, terminal: Terminal, print: (text: string) => void): void {
  command
    .exitOverride()
    .configureOutput({
      writeOut: print,
      writeErr: (text) => terminal.note(text.trimEnd()),
    })
    .showSuggestionAfterError(true);
  for (const child of command.commands) quiet(child, terminal, print);
}

function failure(cause: unknown, terminal: Terminal, debug: boolean): number {
  if (debug && cause instanceof Error && !(cause instanceof CommanderError))
    terminal.note(cause.stack ?? cause.message);
  if (cause instanceof CommanderError) return cause.exitCode === 0 ? EXIT.clean : EXIT.usage;
  if (cause instanceof InputError) {
    terminal.note(`sealscan: ${describeInputError(cause)}`);
    return EXIT.usage;
  }
  if (cause instanceof Stopped) {
    terminal.note(visible(`sealscan: ${cause.message}`));
    return cause.exit;
  }
  const error = cause as Error;
  const known = NOTHING[error.name];
  const said = known?.(error) ?? `an error that should not happen: ${error.message} (--debug shows where)`;
  terminal.note(visible(`sealscan: ${said}`));
  return known ? EXIT.nothing : EXIT.usage;
}

/** By name, so that no SDK is loaded to tell. */
const NOTHING: Readonly<Record<string, (error: Error) => string>> = {
  NoCredentials: () =>
    'no AWS credentials were found; set AWS_PROFILE or --profile, sign in (aws sso login), or judge a snapshot with --from',
  NothingScanned: ({ message }) => message,
  OutputError: ({ message }) => message,
  QueueUnreachable: ({ message }) => message,
  CallFailed: ({ message }) => `AWS did not answer: ${message}`,
};
