import { byText } from '../model/order.ts';
import type { Run } from '../model/run.ts';
import { certainty, headline } from './headline.ts';
import type { Collected } from './html-collect.ts';
import type { Tally } from './tally.ts';
import { counted, figure, shown } from './text.ts';
import { accountsOf } from './words.ts';

const ACCOUNTS = 12;
const SUPPRESSIONS = 200;

/** A sentence in pieces, so that its figures can stand out. */
const emphasized = (text: string) => text.split(/(\d[\d,]*)/).map((part, index) => ({ part, strong: index % 2 === 1 }));

/** `2026-11-22T09:30:00Z` as `2026-11-22 09:30 UTC`; anything else as it is. */
const timeText = (iso: string): string =>
  shown(iso.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d):\d\d(?:\.\d+)?Z$/, '$1 $2 UTC'), 64);

function accountsText(accounts: readonly string[]): string {
  const some = accounts.slice(0, ACCOUNTS).map((account) => shown(account, 64));
  return some.join(', ') + (accounts.length > ACCOUNTS ? ` and ${figure(accounts.length - ACCOUNTS)} more` : '');
}

/** Title, who and when, and the posture in a paragraph. */
export function topView(run: Run, tally: Tally) {
  const accounts = accountsOf(run.scopes);
  const regions = new Set(run.scopes.filter(({ status }) => status !== 'skipped').map(({ region }) => region));
  return {
    title: accounts.length === 1 ? `Encryption posture of ${accountsText(accounts)}` : 'Encryption posture',
    accounts: accounts.length === 1 ? '' : accountsText(accounts) || 'none',
    taken: timeText(run.takenAt),
    tool: shown(`${run.tool.name} ${run.tool.version}`, 80),
    regions: counted(regions.size, 'region'),
    complete: run.complete && run.summary.findings.unknown === 0,
    certainty: emphasized(certainty(run)),
    sentences: headline(run, tally).map((text) => ({ parts: emphasized(text) })),
  };
}

const SOON = 30;
const DAY = 86_400_000;

/** `in 12 days` where an acceptance ends within a month of the scan; "" later, and where a date is none. */
function soonText(takenAt: string, expires: string): string {
  const days = Math.round((Date.parse(expires.slice(0, 10)) - Date.parse(takenAt.slice(0, 10))) / DAY);
  return days <= SOON ? `in ${counted(days, 'day')}` : '';
}

/** Accepted findings, by the entry that accepts them. */
export function suppressedView({ takenAt }: Run, { suppressions }: Collected) {
  const all = [...suppressions.values()].sort((a, b) => byText(a.id, b.id));
  return {
    anySuppressed: all.length > 0,
    suppressions: all.slice(0, SUPPRESSIONS).map(({ id, reason, expires, count }) => ({
      id: shown(id, 200),
      reason: shown(reason, 1_000),
      expires: shown(expires, 64),
      soon: soonText(takenAt, expires),
      count: figure(count),
    })),
    moreSuppressions: all.length > SUPPRESSIONS ? figure(all.length - SUPPRESSIONS) : '',
  };
}
