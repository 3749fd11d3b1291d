import type { Notification, ReportingDescriptor } from 'sarif';
import type { Gap, Run } from '../model/run.ts';
import type { Section } from './sarif-plan.ts';
import { escapeMessage } from './sarif-result.ts';
import { type Counted, type GapGroup, groupGaps, type RuleTally, ranked, type Tally } from './tally.ts';
import { counted, figure, shown } from './text.ts';
import { reasonText } from './words.ts';

/** In a file, so that an account where everything is denied still gives a readable one. */
const MOST = 1_000;
/** With more gaps, those of one cause are said together. */
const MOST_GAPS = 500;

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

const reasonOf = ({ class: kind, operation, code, permission }: Gap) => ({
  class: kind,
  operation,
  code,
  ...(permission !== undefined && { permission }),
});

const gapText = (gap: Gap): string =>
  `Not seen (${shown(gap.service, 80)}): ${reasonText(reasonOf(gap))}. In ${shown(`${gap.account}/${gap.region}`, 100)}${gap.resource === undefined ? '' : `: ${shown(gap.resource, 400)}`}.`;

const groupText = ({ reason, service, count, places }: GapGroup): string =>
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

function* scopes(run: Run, { account: wanted }: Section): Generator<Notification> {
  for (const { account, region, status, reason } of run.scopes)
    if (account === wanted && (status === 'partial' || status === 'failed'))
      yield warning(
        'scope',
        `${shown(`${account}/${region}`, 100)} is ${status}${reason ? `: ${shown(reason, 400)}` : ''}.`,
      );
}

function* gaps(run: Run, { account: wanted }: Section): Generator<Notification> {
  const own = run.gaps.filter(({ account }) => account === wanted);
  const texts = own.length <= MOST_GAPS ? own.map(gapText) : groupGaps(own).map(groupText);
  for (const text of texts) yield warning('gap', text);
}

function* everything(
  run: Run,
  section: Section,
  indexOf: ReadonlyMap<string, number>,
  cuts: readonly string[],
): Generator<Notification> {
  for (const text of cuts) yield warning('cut', text);
  yield* scopes(run, section);
  yield* gaps(run, section);
  yield* unknowns(section.tally, indexOf);
}

/**
 * What an account's run leaves out (`cuts`), its gaps, and its unknowns grouped by cause.
 * @param runs how many runs share the room of the document
 */
export function notificationsOf(
  run: Run,
  section: Section,
  indexOf: ReadonlyMap<string, number>,
  cuts: readonly string[],
  runs: number,
): Notification[] {
  const most = Math.ceil(MOST / runs);
  const kept: Notification[] = [];
  let rest = 0;
  for (const notification of everything(run, section, indexOf, cuts)) {
    if (kept.length < most) kept.push(notification);
    else rest++;
  }
  return rest === 0
    ? kept
    : [
        ...kept,
        warning('cut', `${counted(rest, 'more notification')} left out; report.json has all gaps and unknowns.`),
      ];
}
