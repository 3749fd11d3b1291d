import { byText } from '../model/order.ts';
import type { AccountRow, AccountStatus, Counts, OrganizationRun, RuleRow, UnitRow } from '../model/organization.ts';
import { SEVERITIES } from '../model/rule.ts';
import type { Store } from '../store.ts';
import { dayOf, reportsFolder } from './keys.ts';
import type { Plan, PlannedAccount } from './plan.ts';
import { type AccountSummary, type RuleCount, readSummary } from './summary.ts';

const NOTHING: Counts = {
  resources: 0,
  findings: { fail: 0, pass: 0, unknown: 0, suppressed: 0 },
  bySeverity: { critical: 0, high: 0, medium: 0, low: 0, informational: 0 },
};

type Numbers<K extends string> = Readonly<Record<K, number>>;

const added = <K extends string>(a: Numbers<K>, b: Numbers<K>): Numbers<K> =>
  Object.fromEntries(Object.keys(a).map((key) => [key, a[key as K] + b[key as K]])) as Record<K, number>;

const plus = (a: Counts, b: Counts): Counts => ({
  resources: a.resources + b.resources,
  findings: added(a.findings, b.findings),
  bySeverity: added(a.bySeverity, b.bySeverity),
});

/** Adds up the summaries of all accounts, one after the other. One that has none yet was not judged. */
export async function rollUp(plan: Plan, store: Store): Promise<Omit<OrganizationRun, 'history'>> {
  const states: Record<AccountStatus, number> = { complete: 0, partial: 0, failed: 0, skipped: 0 };
  const units = new Map<string, UnitRow>();
  const rules = new Map<string, RuleRow>();
  const rows: AccountRow[] = [];
  let counts = NOTHING;
  for (const account of plan.accounts) {
    const summary = account.skipped === undefined ? await readSummary(store, dayOf(plan), account.id) : undefined;
    const row = rowOf(account, summary, plan);
    rows.push(row);
    states[row.status]++;
    counts = plus(counts, row.counts ?? NOTHING);
    addToUnits(units, row);
    for (const [id, rule] of Object.entries(summary?.rules ?? {})) addToRules(rules, id, rule);
  }
  return {
    tool: plan.tool,
    takenAt: plan.takenAt,
    complete: states.partial + states.failed === 0,
    states,
    counts,
    units: [...units.values()].sort((a, b) => byText(a.units.join('\u0000'), b.units.join('\u0000'))),
    rules: [...rules.values()].sort(byWeight),
    accounts: rows.sort(byNeed),
  };
}

function rowOf(
  { id, name, units, skipped }: PlannedAccount,
  summary: AccountSummary | undefined,
  plan: Plan,
): AccountRow {
  const base = { id, name, units };
  if (skipped !== undefined) return { ...base, status: 'skipped', reason: skipped, gaps: 0, reports: [] };
  if (!summary) return { ...base, status: 'failed', reason: 'it was not judged', gaps: 0, reports: [] };
  const { status, reason, gaps } = summary;
  const { resources, findings, bySeverity } = summary.summary;
  return {
    ...base,
    status,
    ...(reason !== undefined && { reason }),
    counts: { resources, findings, bySeverity },
    gaps,
    reports: summary.reports.map((file) => `${reportsFolder(dayOf(plan), id)}${file}`),
  };
}

function addToUnits(units: Map<string, UnitRow>, { units: path, status, counts = NOTHING }: AccountRow): void {
  for (const depth of path.keys()) {
    const names = path.slice(0, depth + 1);
    const key = JSON.stringify(names);
    const known = units.get(key) ?? { units: names, accounts: 0, complete: 0, counts: NOTHING };
    units.set(key, {
      units: names,
      accounts: known.accounts + 1,
      complete: known.complete + Number(status === 'complete'),
      counts: plus(known.counts, counts),
    });
  }
}

function addToRules(rules: Map<string, RuleRow>, id: string, { title, severity, fail, unknown }: RuleCount): void {
  const known = rules.get(id) ?? { id, title, severity, fail: 0, unknown: 0, accounts: 0 };
  rules.set(id, {
    ...known,
    fail: known.fail + fail,
    unknown: known.unknown + unknown,
    accounts: known.accounts + Number(fail > 0),
  });
}

const byWeight = (a: RuleRow, b: RuleRow): number =>
  SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
  b.fail - a.fail ||
  b.unknown - a.unknown ||
  byText(a.id, b.id);

/** The worst severity decides, then the next; what could not be read comes before what has nothing. */
const byNeed = (a: AccountRow, b: AccountRow): number => {
  for (const severity of SEVERITIES) {
    const more = (b.counts?.bySeverity[severity] ?? 0) - (a.counts?.bySeverity[severity] ?? 0);
    if (more !== 0) return more;
  }
  return RANK[a.status] - RANK[b.status] || byText(a.id, b.id);
};
const RANK: Readonly<Record<AccountStatus, number>> = { failed: 0, partial: 1, complete: 2, skipped: 3 };
