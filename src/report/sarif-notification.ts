import type { Notification, ReportingDescriptor } from 'sarif';
import type { Run } from '../model/run.ts';
import { escapeMessage } from './sarif-result.ts';
import { type Counted, type GapGroup, groupGaps, type RuleTally, ranked, type Tally } from './tally.ts';
import { counted, figure, shown } from './text.ts';
import { reasonText } from './words.ts';

/** So that an account where everything is denied still gives a readable file. */
const MOST = 1_000;

const descriptor = (id: string, text: string): ReportingDescriptor => ({
  id,
  shortDescription: { text },
  // GitHub asks for both, of notifications as of rules
  fullDescription: { text },
  help: { text: `${text} The HTML report says which, and which permission is missing.` },
  defaultConfiguration: { level: 'warning' },
});

/** What the notifications of a run may be about. */
export const NOTIFICATIONS: readonly ReportingDescriptor[] = [
  descriptor('gap', 'A call or a listing failed, so something was not seen.'),
  descriptor('unknown', 'A rule could not be decided.'),
  descriptor('scope', 'An account or region was not read to its end.'),
  descriptor('cut', 'The document leaves something out.'),
];

const warning = (id: string, text: string): Notification => ({
  descriptor: { id, index: NOTIFICATIONS.findIndex((known) => known.id === id) },
  level: 'warning',
  message: { text: escapeMessage(text) },
});

const placesText = (places: ReadonlySet<string>): string => {
  const some = [...places]
    .sort()
    .slice(0, 5)
    .map((place) => shown(place, 80))
    .join(', ');
  return places.size > 5 ? `${some} and ${figure(places.size - 5)} more` : some;
};

const gapText = ({ reason, service, count, places }: GapGroup): string =>
  `Not seen (${shown(service, 80)}): ${reasonText(reason)}. ${counted(count, 'call')} in ${placesText(places)}.`;

const unknownText = (rule: string, { reason, count }: Counted, { unknown }: RuleTally): string =>
  `${rule}: ${figure(count)} of ${counted(unknown, 'unknown verdict')} because of ${reasonText(reason)}.`;

function* unknowns(tally: Tally, indexOf: ReadonlyMap<string, number>): Generator<Notification> {
  for (const [rule, counts] of [...tally.rules].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const index = indexOf.get(rule);
    const associatedRule = { id: rule, ...(index !== undefined && { index }) };
    for (const group of ranked(counts.reasons))
      yield { ...warning('unknown', unknownText(shown(rule, 255), group, counts)), associatedRule };
  }
}

function* scopes(run: Run): Generator<Notification> {
  for (const { account, region, status, reason } of run.scopes)
    if (status === 'partial' || status === 'failed')
      yield warning(
        'scope',
        `${shown(`${account}/${region}`, 100)} is ${status}${reason ? `: ${shown(reason, 400)}` : ''}.`,
      );
}

function* everything(
  run: Run,
  tally: Tally,
  indexOf: ReadonlyMap<string, number>,
  left: string,
): Generator<Notification> {
  if (left !== '') yield warning('cut', left);
  yield* scopes(run);
  for (const group of groupGaps(run.gaps)) yield warning('gap', gapText(group));
  yield* unknowns(tally, indexOf);
}

/** Gaps and unknowns, grouped by cause and bounded; `left` says what results were left out, "" when none. */
export function notificationsOf(
  run: Run,
  tally: Tally,
  indexOf: ReadonlyMap<string, number>,
  left: string,
): Notification[] {
  const kept: Notification[] = [];
  let rest = 0;
  for (const notification of everything(run, tally, indexOf, left)) {
    if (kept.length < MOST) kept.push(notification);
    else rest++;
  }
  return rest === 0
    ? kept
    : [
        ...kept,
        warning('cut', `${counted(rest, 'more notification')} left out; report.json has all gaps and unknowns.`),
      ];
}
