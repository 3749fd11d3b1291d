import { openSession, type Session } from '../aws/session.ts';
import { RunEnded, runHere } from '../fleet/here.ts';
import type { Work } from '../fleet/work.ts';
import type { Counts, OrganizationRun } from '../model/organization.ts';
import { SEVERITIES } from '../model/rule.ts';
import { organizationTable } from '../report/organization-table.ts';
import { visible } from '../report/text.ts';
import { EXIT, type FailOn, Stopped } from './exit.ts';
import type { Interrupt } from './interrupt.ts';
import type { Terminal } from './terminal.ts';

/** Accounts that are read at once; what is in flight to AWS is bounded for all of them together. */
const ACCOUNTS_AT_ONCE = 4;
const ATTEMPTS = 3;
const PAUSE_MS = 2_000;

/** A session that ends with the work. */
export async function withSession<T>(
  flags: {
    readonly profile?: string | undefined;
    readonly maxRps?: number | undefined;
    readonly maxAccountRps?: number | undefined;
  },
  terminal: Terminal,
  signal: AbortSignal,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const { profile, maxRps, maxAccountRps } = flags;
  const session = await openSession({ profile, maxRps, maxAccountRps, env: terminal.env, signal });
  try {
    return await work(session);
  } finally {
    await session.call.close();
  }
}

/** Runs all of a plan here, and says how it goes. */
export async function runPlan(work: Work, interrupt: Interrupt, terminal: Terminal): Promise<void> {
  const shards = [...work.shards.values()].flat().length;
  const done = { shards: 0, accounts: 0 };
  try {
    await runHere(work, {
      accounts: ACCOUNTS_AT_ONCE,
      attempts: ATTEMPTS,
      pause: PAUSE_MS,
      signal: interrupt.signal,
      onDone: ({ account, region, failed }) => {
        if (region === undefined) done.accounts++;
        else done.shards++;
        if (failed !== undefined) terminal.note(visible(`sealscan: ${account} ${region} could not be read: ${failed}`));
        terminal.progress(
          `${done.shards} of ${shards} shards read, ${done.accounts} of ${work.shards.size} accounts judged`,
        );
      },
    });
  } catch (cause) {
    const stopped = interrupt.exit();
    if (stopped !== undefined) throw new Stopped(stopped, done.shards, terminal.resume, 'shards');
    if (!(cause instanceof RunEnded)) throw cause;
    throw new Stopped(
      EXIT.incomplete,
      done.shards,
      terminal.resume,
      'shards',
      `the credentials ended before the run did (${cause.message})`,
    );
  }
}

/** Prints the roll-up, and gives the exit code: 1 wins over 4. */
export async function tellRollUp(
  run: OrganizationRun,
  where: string,
  { severity }: FailOn,
  allowIncomplete: boolean,
  terminal: Terminal,
): Promise<number> {
  if (!terminal.isQuiet) await terminal.out(`${organizationTable(run, terminal)}\nReports: ${visible(where)}\n`);
  if (severity !== 'none' && worstOf(run.counts) <= SEVERITIES.indexOf(severity)) return EXIT.findings;
  return run.complete || allowIncomplete ? EXIT.clean : EXIT.incomplete;
}

/** Index of the worst severity that fails; beyond the last one where nothing does. */
function worstOf({ bySeverity }: Counts): number {
  const found = SEVERITIES.findIndex((severity) => bySeverity[severity] > 0);
  return found < 0 ? SEVERITIES.length : found;
}
