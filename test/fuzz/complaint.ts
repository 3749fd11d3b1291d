import type { Case } from './targets.ts';
import type { Answered, Died } from './tool.ts';

/** Of one case. Time is that of the processor, since the machine may be busy with other things. */
const MAX_CPU_MS = 2000;
/** A whole scan loads every rule first, whatever the file holds. */
const MAX_SCAN_MS = 6000;
const MAX_PEAK_MB = 300;

const STACK = /\n\s+at \S.*:\d+|node:internal|should not happen/;
/** What moves a cursor or turns text around. */
const HIDDEN = /(?![\n\t])[\p{Cc}\p{Cf}]/u;
/** A file that cannot be read to its end, or is too big to be looked into, is refused as a whole. */
const NO_PLACE = /cannot be read|larger than|longer than|is empty|it is no policy|a batch is an array|the baseline is/;
/** Said of an argument, whatever the file holds. */
const OF_ARGUMENT = /^sealscan: (no key |the snapshot holds no KMS key|'.*' names \d+ keys)/;

/** What is wrong with an answer; undefined when a user would be content. */
export function complaintAbout({ spoilt, codes, argv }: Case, answer: Answered | Died): string | undefined {
  if ('died' in answer) return `the process died: ${answer.died}`;
  const { code, out, notes, cpuMs, peakMb, polluted } = answer;
  if (!codes.includes(code)) return `exit code ${code}: ${notes}`;
  if (STACK.test(notes) || STACK.test(out)) return `a stack or an internal error: ${notes}`;
  if (HIDDEN.test(notes) || HIDDEN.test(out)) return `control characters on the terminal: ${JSON.stringify(notes)}`;
  if (polluted) return 'the prototype of all objects was changed';
  if (cpuMs > (argv[0] === 'scan' ? MAX_SCAN_MS : MAX_CPU_MS)) return `took ${cpuMs} ms`;
  if (peakMb > MAX_PEAK_MB) return `took ${peakMb} MB`;
  if (code === 2) return aboutRefusal(spoilt, out, notes);
  if (argv.includes('json')) return aboutJson(out);
  return undefined;
}

function aboutRefusal(file: string, out: string, notes: string): string | undefined {
  const [head = ''] = notes.split('\n');
  if (out !== '') return `refused and answered: ${out}`;
  if (OF_ARGUMENT.test(head)) return undefined;
  if (!head.startsWith(`sealscan: ${file}:`)) return `does not name the file: ${notes}`;
  if (!/^:\d+/.test(head.slice(`sealscan: ${file}`.length)) && !NO_PLACE.test(head))
    return `does not say where: ${notes}`;
  return notes.length > 3000 ? `says too much: ${notes.length} characters` : undefined;
}

function aboutJson(out: string): string | undefined {
  try {
    JSON.parse(out);
    return undefined;
  } catch (cause) {
    return `printed no JSON: ${(cause as Error).message}`;
  }
}
