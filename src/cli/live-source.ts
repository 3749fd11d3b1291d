import { collectors } from '../collectors/registry.ts';
import { plainPolicies } from '../iam/reach/text.ts';
import { type Collected, collectLive, neededFor } from '../live.ts';
import { InputError } from '../model/input-error.ts';
import type { Mask } from '../model/mask.ts';
import { openJournal } from '../snapshot/journal.ts';
import { maskedHeader, maskedRecord } from '../snapshot/masked.ts';
import { snapshotLines } from '../snapshot/order.ts';
import { snapshotOf } from '../snapshot/read.ts';
import { writeFileWhole } from '../snapshot/write.ts';
import { TOOL } from '../version.ts';
import { nowIn } from './clock.ts';
import { Stopped } from './exit.ts';
import { listenForStop } from './interrupt.ts';
import { maskFor } from './mask.ts';
import { progressTo } from './progress.ts';
import type { Terminal } from './terminal.ts';

export interface LiveFlags {
  readonly region: readonly string[];
  readonly service: readonly string[];
  readonly profile?: string | undefined;
  readonly deep?: boolean | undefined;
  /** Also IAM and Organizations, for `sealscan key`. */
  readonly iam?: boolean | undefined;
  /** Also content that may hold secrets, to look into. */
  readonly secrets?: boolean | undefined;
  /** False under `--no-grants`. */
  readonly grants?: boolean | undefined;
  readonly resume?: boolean | undefined;
  /** Stand-ins for ids and names in all that is written. */
  readonly mask?: boolean | undefined;
  readonly maxRps?: number | undefined;
}

export interface Taken extends Collected {
  /** Under `--mask`. */
  readonly mask?: Mask;
  /** Once all that was to be made of the snapshot is written: until then a killed run goes on from the journal. */
  finish(): void;
}

/** How often the last progress is said again while nothing comes. */
const ALIVE_MS = 5_000;

/**
 * Collects live, keeping every finished listing in a journal beside the snapshot. Ctrl-C ends the calls in flight, keeps
 * what there is and says how to go on.
 */
export async function takeSnapshot(
  flags: LiveFlags,
  snapshot: string,
  terminal: Terminal,
  secretWords?: readonly string[],
): Promise<Taken> {
  refuseWithoutSecrets(flags);
  const interrupt = listenForStop(terminal);
  const tell = progressTo(terminal);
  const alive = setInterval(tell, ALIVE_MS);
  try {
    let journal: ReturnType<typeof openJournal> | undefined;
    const collected = await collectLive({
      ...flags,
      deep: flags.deep ?? false,
      regions: flags.region,
      services: flags.service,
      secretWords,
      registry: collectors,
      env: terminal.env,
      signal: interrupt.signal,
      tool: TOOL,
      takenAt: nowIn(terminal.env),
      journal: (header) => {
        journal = openJournal(snapshot, header, flags.resume ?? false);
        return journal;
      },
      onProgress: tell,
    });
    const stopped = interrupt.exit();
    if (stopped !== undefined) throw new Stopped(stopped, collected.records.length, terminal.resume);
    const mask = flags.mask ? await maskFor(snapshotOf(collected.header, collected.records)) : undefined;
    await writeSnapshot(snapshot, collected, mask);
    const finish = (): void => {
      if (journal?.close() === false)
        terminal.note(
          `sealscan: the credentials ended before the scan did; renew them, and go on with: ${terminal.resume}`,
        );
    };
    return { ...collected, ...(mask && { mask }), finish };
  } catch (cause) {
    const stopped = interrupt.exit();
    throw stopped === undefined || cause instanceof Stopped ? cause : new Stopped(stopped, 0, terminal.resume);
  } finally {
    clearInterval(alive);
    interrupt.off();
  }
}

/** Asked for by name, and nothing of it would be read. */
export function refuseWithoutSecrets({ service, secrets }: LiveFlags): void {
  const read = new Set(neededFor([], collectors, { secrets, iam: true }).map((collector) => collector.service));
  const missing = service.find((name) => !read.has(name) && collectors.some((collector) => collector.service === name));
  if (missing !== undefined)
    throw new InputError(`of service '${missing}' there is only content to look into: it takes --secrets`);
}

/** Policies are written as plain text when they are masked: nobody finds a name in what is percent-encoded. */
function writeSnapshot(file: string, { header, records }: Collected, mask: Mask | undefined): Promise<void> {
  const lines = mask
    ? snapshotLines(
        maskedHeader(header, mask),
        records.map((record) => maskedRecord(plainPolicies(record), mask)),
      )
    : snapshotLines(header, records);
  return writeFileWhole(file, withEnds(lines));
}

function* withEnds(lines: Iterable<string>): Generator<string> {
  for (const line of lines) yield `${line}\n`;
}
