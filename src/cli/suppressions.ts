import { chmodSync, existsSync, statSync } from 'node:fs';
import { z } from 'zod';
import { readText } from '../evaluate/read-text.ts';
import { type ReportedFinding, readReport } from '../evaluate/report-file.ts';
import { withSuppression } from '../evaluate/suppression-entry.ts';
import { readSuppressions, refuseEndless, yearAfter } from '../evaluate/suppression-file.ts';
import { reviewOf, type SuppressionReview } from '../evaluate/suppression-review.ts';
import { MAX_BYTES } from '../evaluate/yaml-limits.ts';
import { InputError } from '../model/input-error.ts';
import { counted, visible, visibleLines } from '../report/text.ts';
import { writeFileWhole } from '../snapshot/write.ts';
import { dayAfter, nowIn } from './clock.ts';
import { EXIT } from './exit.ts';
import { safeJson } from './safe-json.ts';
import type { Terminal } from './terminal.ts';

const DEFAULT_FILE = 'sealscan.suppressions.yaml';
const SOON_DAYS = 30;

interface CheckFlags {
  readonly report?: string | undefined;
  readonly format: 'text' | 'json';
}

/** What of a suppression file still holds, and what it is good for: exit code 1 when an entry has expired. */
export async function suppressionsCheckCommand(
  { report, format }: CheckFlags,
  terminal: Terminal,
  file = DEFAULT_FILE,
): Promise<number> {
  const now = nowIn(terminal.env);
  const entries = readSuppressions(readText(file, MAX_BYTES), file);
  refuseEndless(entries, now);
  const findings = report === undefined ? undefined : suppressible(report);
  const reviews = reviewOf(entries, {
    today: now.slice(0, 10),
    soon: dayAfter(now, SOON_DAYS),
    ...(findings && { findings }),
  });
  await terminal.out(
    format === 'json'
      ? safeJson(`${JSON.stringify(reviews, null, 2)}\n`)
      : visibleLines(`${reviews.map(reviewLine).join('\n')}\n`),
  );
  if (report === undefined && !terminal.isQuiet) terminal.note(UNSEEN);
  return reviews.some(({ state }) => state === 'expired') ? EXIT.findings : EXIT.clean;
}

const UNSEEN = 'Give --report REPORT.json to see which match nothing, and which the same findings.';

function reviewLine({ id, state, expires, reason, owner, matches, overlaps }: SuppressionReview): string {
  const more = [
    ...(matches === 0 && state !== 'expired' ? ['matches nothing'] : []),
    ...(matches ? [`${counted(matches, 'finding')}`] : []),
    ...(overlaps.length > 0 ? [`overlaps ${overlaps.join(', ')}`] : []),
    ...(owner === undefined ? [] : [`owner ${owner}`]),
  ];
  return visible(`${state.padEnd(13)} ${expires}  ${id}: ${reason}${more.length > 0 ? `  (${more.join('; ')})` : ''}`);
}

/** No suppression touches what passes. */
const suppressible = (report: string): ReportedFinding[] =>
  readReport(readText(report), report, 'report').filter(({ verdict }) => verdict !== 'pass');

interface AddFlags {
  readonly reason: string;
  readonly expires: string;
  readonly owner?: string | undefined;
  readonly ticket?: string | undefined;
  readonly id?: string | undefined;
  readonly file: string;
  readonly report: string;
}

/** Writes a suppression of one finding of a report, and leaves the rest of the file as it is. */
export async function suppressionsAddCommand(flags: AddFlags, terminal: Terminal, wanted: string): Promise<number> {
  const { reason, expires, owner, ticket, file } = flags;
  refuseDay(expires, nowIn(terminal.env));
  if (reason.trim() === '') throw new InputError('--reason is empty: say why the finding is accepted');
  const { id: finding, rule, resource } = findingNamed(wanted, flags.report);
  const isThere = existsSync(file);
  const mode = isThere ? statSync(file).mode : 0o644;
  const text = withSuppression(isThere ? readText(file, MAX_BYTES) : undefined, file, {
    id: flags.id ?? `${rule}-${finding.slice(0, 8)}`,
    finding,
    about: visible(`${rule} on ${resource.id}`),
    reason,
    expires,
    owner,
    ticket,
  });
  await writeFileWhole(file, [text]);
  chmodSync(file, mode); // it is a file of the repository's, no report
  await terminal.out(visibleLines(`${rule} on ${resource.id} is suppressed until ${expires} by ${file}.\n`));
  return EXIT.clean;
}

const DAY = z.iso.date();

function refuseDay(expires: string, now: string): void {
  const latest = yearAfter(now);
  const isDay = DAY.safeParse(expires).success;
  if (!isDay) throw new InputError(`--expires takes a day (${latest} at the latest), not '${expires}'`);
  if (expires < now.slice(0, 10)) throw new InputError(`--expires ${expires} is over already`);
  if (expires > latest) throw new InputError(`--expires takes a day within a year, ${latest} at the latest`);
}

/** By its id or the beginning of it, as git does with commits. */
function findingNamed(wanted: string, report: string): ReportedFinding {
  const findings = suppressible(report);
  const found = findings.filter(({ id }) => id.startsWith(wanted));
  const [only] = found;
  if (only && found.length === 1) return only;
  throw new InputError(
    found.length > 1
      ? `'${wanted}' begins the ids of ${found.length} findings; give more of it`
      : `no finding of ${report} that fails or is unknown has an id that begins with '${wanted}'`,
  );
}
