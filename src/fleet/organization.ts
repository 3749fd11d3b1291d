import type { Collector } from '../model/collector.ts';
import type { HistoryPoint, OrganizationRun } from '../model/organization.ts';
import { isListing } from '../model/snapshot.ts';
import { organizationHtml } from '../report/organization-html.ts';
import { organizationJson } from '../report/organization-json.ts';
import { wholeOf } from '../snapshot/parts.ts';
import { openParts } from '../snapshot/read.ts';
import type { Store } from '../store.ts';
import { accountParts, dayOf, HISTORY, historyKey, linksFolder } from './keys.ts';
import { type Link, linksAt, SOMEBODY, writeFound } from './links.ts';
import { doneWith, withFiles } from './parts.ts';
import { type Plan, shardsOf } from './plan.ts';
import { rollUp } from './rollup.ts';
import type { Done } from './work.ts';

/**
 * Judges again the accounts whose resources refer to others' or are referred to, now that all parts are there; then adds
 * everything up.
 * @param judge of one account: see `judgeAccount`
 */
export async function rollUpOrganization(
  plan: Plan,
  registry: readonly Collector[],
  store: Store,
  judge: (account: string) => Promise<Done>,
): Promise<Done> {
  for (const account of await linkedAccounts(plan, registry, store)) await judge(account);
  const run = await withHistory(await rollUp(plan, store), plan, store);
  const json = organizationJson(run);
  await store.put('report.json', Buffer.from(json));
  await store.put('report.html', Buffer.from(organizationHtml(run)));
  return { ...doneWith(json), records: run.accounts.length };
}

/** Accounts with links between them, once the owners of what has none in its ARN are found. */
async function linkedAccounts(plan: Plan, registry: readonly Collector[], store: Store): Promise<readonly string[]> {
  const day = dayOf(plan);
  const accounts = [...shardsOf(plan).keys()];
  const linked = new Set<string>();
  const lost = new Map<string, { readonly account: string; readonly link: Link }[]>();
  for (const account of accounts) {
    for (const key of await store.list(linksFolder(day, account))) {
      if (!key.includes(`/to=${SOMEBODY}/`)) linked.add(account);
      else
        for (const link of await linksAt(store, key))
          lost.set(link.to.id, [...(lost.get(link.to.id) ?? []), { account, link }]);
    }
  }
  if (lost.size === 0) return [...linked].sort();
  const types = new Set(registry.filter(({ anybodys }) => anybodys).map(({ type }) => type));
  for (const owner of accounts) {
    const found = await heldBy(owner, types, lost, plan, store);
    for (const [account, links] of found) {
      await writeFound(store, day, account, owner, links);
      linked.add(account).add(owner);
    }
  }
  return [...linked].sort();
}

/** Who refers to something that this account holds. */
async function heldBy(
  owner: string,
  types: ReadonlySet<string>,
  lost: ReadonlyMap<string, readonly { readonly account: string; readonly link: Link }[]>,
  plan: Plan,
  store: Store,
): Promise<ReadonlyMap<string, readonly Link[]>> {
  const found = new Map<string, Link[]>();
  await withFiles(store, wholeOf(await store.list(accountParts(dayOf(plan), owner))), async (files) => {
    if (files.length === 0) return;
    const { records } = await openParts(files, `account ${owner}`);
    for await (const record of records(types)) {
      if (isListing(record) || !types.has(record.type)) continue;
      for (const { account, link } of lost.get(record.id) ?? []) {
        if (account !== owner) found.set(account, [...(found.get(account) ?? []), link]);
      }
    }
  });
  return found;
}

/** What stands at the top of the store. */
export async function rollUpIn(store: Store): Promise<OrganizationRun | undefined> {
  const stored = await store.get('report.json');
  return stored && (JSON.parse(stored.body.toString('utf8')) as OrganizationRun);
}

/** Runs kept for the history; two years of days. */
const MOST_POINTS = 732;

async function withHistory(run: Omit<OrganizationRun, 'history'>, plan: Plan, store: Store): Promise<OrganizationRun> {
  const { takenAt, states, counts } = run;
  const point: HistoryPoint = { takenAt, states, counts };
  await store.put(historyKey(dayOf(plan)), Buffer.from(`${JSON.stringify(point)}\n`));
  const history: HistoryPoint[] = [];
  for (const key of (await store.list(HISTORY)).slice(-MOST_POINTS)) {
    const stored = await store.get(key);
    const known = stored && (JSON.parse(stored.body.toString('utf8')) as HistoryPoint);
    if (known && known.takenAt <= takenAt) history.push(known);
  }
  return { ...run, history };
}
