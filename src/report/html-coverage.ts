import type { Gap, Run } from '../model/run.ts';
import type { ScopeReport, ScopeStatus } from '../model/scope.ts';
import { type Counted, type GapGroup, groupGaps, missingPermissions, ranked, type Tally } from './tally.ts';
import { breakable, counted, figure, shown } from './text.ts';
import { CLASS_WORDS, neededFor } from './words.ts';

const SCOPES = 200;
const GROUPS = 100;
const PLACES = 8;
const PERMISSIONS = 300;

const STATUSES = ['failed', 'partial', 'complete', 'skipped'] as const satisfies readonly ScopeStatus[];
const STATUS_WORDS: Readonly<Record<ScopeStatus, string>> = {
  complete: 'read to the end',
  partial: 'read in part',
  failed: 'not read',
  skipped: 'skipped',
};
const STATUS_SHAPES: Readonly<Record<ScopeStatus, string>> = { complete: '✓', partial: '◐', failed: '✕', skipped: '–' };

const scopeView = ({ account, region, status, reason }: ScopeReport) => ({
  account: shown(account, 64),
  region: shown(region, 64),
  regionPieces: breakable(shown(region, 64)),
  status,
  word: STATUS_WORDS[status],
  shape: STATUS_SHAPES[status],
  reason: shown(reason ?? '', 400),
});

function statusViews({ scopes }: Run) {
  const all = STATUSES.map((status) => ({ status, count: scopes.filter((scope) => scope.status === status).length }));
  const seen = all.filter(({ status, count }) => count > 0 || status === 'complete');
  return seen.map(({ status, count }) => ({
    status,
    word: STATUS_WORDS[status],
    shape: STATUS_SHAPES[status],
    count: figure(count),
  }));
}

/** At most `most` of them, and how many more there are ("" when none). */
function capped<T>(items: readonly T[], most: number): { readonly items: readonly T[]; readonly more: string } {
  return { items: items.slice(0, most), more: items.length > most ? figure(items.length - most) : '' };
}

/** Nothing where there is no text, as the templates ask. */
const piecesOf = (text: string, limit = 200): readonly string[] => (text === '' ? [] : breakable(shown(text, limit)));

function reasonView({ reason, count }: Counted) {
  const { class: kind, operation, code } = reason;
  return {
    count: figure(count),
    cause: CLASS_WORDS[kind],
    operation: piecesOf(operation),
    code: shown(code, 200),
    permission: piecesOf(neededFor(reason)),
  };
}

function placesText(places: ReadonlySet<string>): string {
  const some = [...places]
    .sort()
    .slice(0, PLACES)
    .map((place) => shown(place, 80));
  return some.join(', ') + (places.size > PLACES ? ` and ${figure(places.size - PLACES)} more` : '');
}

const gapView = (group: GapGroup) => ({
  ...reasonView(group),
  service: shown(group.service, 80),
  message: piecesOf(group.message, 400),
  places: placesText(group.places),
});

function permissionsView(gaps: readonly Gap[], tally: Tally) {
  const all = missingPermissions([...gaps, ...ranked(tally.reasons).map(({ reason }) => reason)]);
  const { items, more } = capped(all, PERMISSIONS);
  return {
    lines: items.map((permission) => shown(permission, 200)).join('\n'),
    count: counted(all.length, 'permission'),
    any: all.length > 0,
    more,
  };
}

/** What was read and what was not: the first thing to know about any report. */
export function coverageView(run: Run, tally: Tally) {
  const open = run.scopes.filter(({ status }) => status !== 'complete');
  const whole = run.scopes.filter(({ status }) => status === 'complete');
  const reasons = ranked(tally.reasons);
  return {
    complete: run.complete,
    statuses: statusViews(run),
    open: capped(open.map(scopeView), SCOPES),
    why: open.some(({ reason }) => reason),
    whole: capped(whole.map(scopeView), SCOPES),
    wholeCount: counted(whole.length, 'scope'),
    gaps: capped(groupGaps(run.gaps).map(gapView), GROUPS),
    gapCount: counted(run.gaps.length, 'call'),
    reasons: capped(reasons.map(reasonView), GROUPS),
    unknownCount: counted(run.summary.findings.unknown, 'verdict'),
    permissions: permissionsView(run.gaps, tally),
  };
}
