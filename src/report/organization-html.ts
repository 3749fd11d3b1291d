import { template as foot } from '../../reports/html/foot.hbs';
import { template as head } from '../../reports/html/head.hbs';
import { template as body } from '../../reports/html/organization.hbs';
import { text as style } from '../../reports/html/style.css?text';
import type { AccountRow, Counts, HistoryPoint, OrganizationRun, UnitRow } from '../model/organization.ts';
import { SEVERITIES } from '../model/rule.ts';
import { badgeOf } from './html-badge.ts';
import { policy } from './html-frame.ts';
import { certaintyOf, STATUS_LOOKS, STATUSES } from './organization-words.ts';
import { LOOKS } from './severity.ts';
import { breakable, counted, figure, shown } from './text.ts';

/** Rules and earlier runs that are shown; report.json has all. */
const MOST = 100;
const MOST_RUNS = 60;
const NAME = 200;

/** One self-contained page without a script: what stands where, and the way to each account's own report. */
export function organizationHtml(run: OrganizationRun): string {
  const view = viewOf(run);
  return [
    head({ ...view, policy: policy(style, '') }),
    `<style>${style}</style>\n`,
    body(view),
    foot(view),
    '</body>\n</html>\n',
  ].join('');
}

function viewOf(run: OrganizationRun) {
  const { states, counts, tool, takenAt } = run;
  const failing = run.rules.filter(({ fail }) => fail > 0);
  return {
    title: 'Encryption across the organization',
    accounts: figure(run.accounts.length),
    taken: takenAt,
    tool: shown(`${tool.name} ${tool.version}`, NAME),
    complete: run.complete,
    certainty: certaintyOf(run),
    resources: counted(counts.resources, 'resource'),
    severities: SEVERITIES.map((severity) => ({
      word: severity,
      shape: LOOKS[severity].shape,
      count: figure(counts.bySeverity[severity]),
      zero: counts.bySeverity[severity] === 0,
    })),
    statuses: STATUSES.filter((status) => states[status] > 0 || status === 'complete').map((status) => ({
      status,
      ...STATUS_LOOKS[status],
      count: figure(states[status]),
    })),
    trend: run.history.length > 1 ? trendOf(run.history) : undefined,
    units: run.units.map(unitView),
    ruleCount: figure(failing.length),
    rules: { items: failing.slice(0, MOST).map(ruleView), more: more(failing.length, MOST) },
    rows: run.accounts.map(rowView),
  };
}

const more = (count: number, most: number): string => (count > most ? figure(count - most) : '');

const figuresOf = ({ resources, findings, bySeverity }: Counts) => ({
  critical: figure(bySeverity.critical),
  high: figure(bySeverity.high),
  medium: figure(bySeverity.medium),
  fail: figure(findings.fail),
  unknown: figure(findings.unknown),
  resources: figure(resources),
});

const NO_FIGURES = { critical: '', high: '', medium: '', fail: '', unknown: '', resources: '' };

const pathOf = (units: readonly string[]): string => shown(units.join(' / '), 2 * NAME);

const unitView = ({ units, accounts, complete, counts }: UnitRow) => ({
  path: pathOf(units),
  accounts: figure(accounts),
  complete: figure(complete),
  ...figuresOf(counts),
});

const ruleView = ({ id, title, severity, fail, unknown, accounts }: OrganizationRun['rules'][number]) => ({
  id: shown(id, NAME),
  title: shown(title, NAME),
  badge: badgeOf(severity),
  fail: figure(fail),
  unknown: figure(unknown),
  accounts: figure(accounts),
});

const rowView = ({ id, name, units, status, reason, counts, reports }: AccountRow) => ({
  id,
  name: shown(name, NAME),
  path: pathOf(units),
  status,
  ...STATUS_LOOKS[status],
  reason: reason === undefined ? undefined : breakable(shown(reason, NAME)),
  href: reports.find((path) => path.endsWith('.html')),
  ...(counts ? figuresOf(counts) : NO_FIGURES),
});

const WIDTH = 600;
const HEIGHT = 120;
const GAP = 2;
/** Fewer runs than this leave the rest of the picture free. */
const FEW_RUNS = 30;

/** A bar a run, as high as its critical and high findings. */
function trendOf(history: readonly HistoryPoint[]) {
  const last = history.slice(-MOST_RUNS);
  const worst = ({ counts: { bySeverity } }: HistoryPoint): number => bySeverity.critical + bySeverity.high;
  const most = Math.max(1, ...last.map(worst));
  const step = WIDTH / Math.max(last.length, FEW_RUNS);
  const now = last.at(-1) as HistoryPoint;
  return {
    label: `Critical and high findings of the last ${last.length} runs, at most ${figure(most)}, now ${figure(worst(now))}`,
    bars: last.map((point, index) => {
      const height = (worst(point) * HEIGHT) / most;
      return {
        x: (index * step).toFixed(2),
        y: (HEIGHT - height).toFixed(2),
        width: Math.max(1, step - GAP).toFixed(2),
        height: height.toFixed(2),
        title: `${point.takenAt}: ${figure(worst(point))}`,
      };
    }),
    rows: [...last].reverse().map(({ takenAt, states, counts }) => ({
      taken: takenAt,
      complete: `${figure(states.complete)} of ${figure(states.complete + states.partial + states.failed)}`,
      ...figuresOf(counts),
    })),
    more: more(history.length, MOST_RUNS),
  };
}
