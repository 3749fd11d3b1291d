import { InputError } from '../model/input-error.ts';
import type { Severity } from '../model/rule.ts';
import { SEVERITIES } from '../model/rule.ts';
import type { ScanResult } from '../scan.ts';

/** DESIGN section 7; the same for every format. */
export const EXIT = {
  clean: 0,
  findings: 1,
  usage: 2,
  nothing: 3,
  incomplete: 4,
  interrupted: 130,
  terminated: 143,
} as const;

/** A class since it is thrown past all that was to be done with a snapshot: a signal, or the end of the credentials, ended the scan. */
export class Stopped extends Error {
  override readonly name = 'Stopped';
  readonly exit: number;
  constructor(exit: number, kept: number, resume: string, things = 'records', why = 'stopped') {
    super(kept === 0 ? `${why} before anything was read` : `${why}; ${kept} ${things} are kept. Go on with: ${resume}`);
    this.exit = exit;
  }
}

export interface FailOn {
  readonly severity: Severity | 'none';
  /** Only findings that the baseline does not know. */
  readonly onlyNew: boolean;
}

/** `[new:]SEVERITY|none` */
export function parseFailOn(text: string): FailOn {
  const onlyNew = text.startsWith('new:');
  const severity = onlyNew ? text.slice(4) : text;
  if (severity !== 'none' && !(SEVERITIES as readonly string[]).includes(severity)) {
    throw new InputError(
      `--fail-on takes ${SEVERITIES.join(', ')} or none, with new: before it for new findings only; not '${text}'`,
    );
  }
  return { severity: severity as FailOn['severity'], onlyNew };
}

/** 1 wins over 4. */
export function exitCodeOf(
  { failing, run }: ScanResult,
  { severity, onlyNew }: FailOn,
  allowIncomplete: boolean,
): number {
  if (severity !== 'none') {
    const worst = SEVERITIES.slice(0, SEVERITIES.indexOf(severity) + 1).map((one) => failing[one]);
    if (worst.some((fails) => fails.new > 0 || (fails.unchanged > 0 && !onlyNew))) return EXIT.findings;
  }
  return run.complete || allowIncomplete ? EXIT.clean : EXIT.incomplete;
}
