import { affectedBy } from '../graph/lineage.ts';
import type { Dependence, Stop } from '../model/dependence.ts';
import type { Thing, Tie } from '../model/lineage.ts';
import { byText } from '../model/order.ts';
import { type AccessChange, accessChanges } from './access-change.ts';
import { type CustodyChange, custodyChanges } from './custody-change.ts';
import { type FindingChange, findingChanges } from './finding-change.ts';
import type { Ledger } from './ledger.ts';
import { type Opens, opens, stateOf } from './opens.ts';
import { changed } from './order.ts';

export interface KeyChange {
  readonly arn: string;
  /** The key's state; `absent` where the snapshot has no such key. */
  readonly before: string;
  readonly after: string;
}

export interface OpenChange extends Thing {
  readonly via: string;
  readonly key: string;
  readonly before: Opens;
  readonly after: Opens;
  /** When it is felt, and what it is. */
  readonly stops: Stop;
  readonly effect: string;
}

export interface HandChange extends Thing {
  readonly via: string;
  /** ARNs of keys, sorted. */
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** What changed between two snapshots as to keys and what lies under them. Each list is sorted by ARN. */
export interface Difference {
  readonly keys: readonly KeyChange[];
  /** Could be opened before, and cannot or may not now. */
  readonly unreadable: readonly OpenChange[];
  readonly readable: readonly OpenChange[];
  /** What depends on the unreadable, and names none of the keys itself. */
  readonly affected: readonly Thing[];
  /** Under another key than before. */
  readonly hands: readonly HandChange[];
  readonly custody: readonly CustodyChange[];
  /** Who can decrypt with a key, administer it or pass it on. */
  readonly access: readonly AccessChange[];
  readonly findings: readonly FindingChange[];
}

/** @param organizationId from the configuration */
export function differenceOf(before: Ledger, after: Ledger, organizationId?: string): Difference {
  const changes = openChanges(before, after);
  const unreadable = changes.filter((change) => change.before === 'yes');
  return {
    keys: keyChanges(before, after),
    unreadable,
    affected: thingsBehind(unreadable, after),
    readable: changes.filter((change) => change.after === 'yes'),
    hands: handChanges(before, after),
    custody: custodyChanges(before.held, after.held),
    access: accessChanges(before.observed, after.observed, organizationId),
    findings: findingChanges(before.findings, after.findings),
  };
}

const KEY = 'aws.kms.key';

function keyChanges(before: Ledger, after: Ledger): KeyChange[] {
  const states = ({ lineage: { hubs } }: Ledger): ReadonlyMap<string, string> =>
    new Map([...hubs.values()].filter(({ type }) => type === KEY).map((key) => [key.id, stateOf(key)]));
  return changed(states(before), states(after)).map(([arn, was = 'absent', is = 'absent']) => ({
    arn,
    before: was,
    after: is,
  }));
}

const tiesOf = ({ lineage }: Ledger): Tie[] => [...lineage.tied].flatMap((key) => lineage.into(key));
const rowOf = ({ from, via }: Tie): string => `${from.id} ${via}`;

/** Ties by resource and link; through an alias that is no more, a tie leads nowhere and is still the same tie. */
function rowsOf(ledger: Ledger): ReadonlyMap<string, readonly Tie[]> {
  const rows = new Map<string, Tie[]>();
  for (const tie of tiesOf(ledger)) {
    const known = rows.get(rowOf(tie));
    if (known) known.push(tie);
    else rows.set(rowOf(tie), [tie]);
  }
  return rows;
}

function openChanges(before: Ledger, after: Ledger): OpenChange[] {
  const rows = rowsOf(after);
  const changes = tiesOf(before).flatMap((tie): OpenChange[] => {
    const now = sameTie(tie, rows.get(rowOf(tie)) ?? []);
    if (!now) return [];
    const [was, is] = [opens(tie.to, tie.state, before.lineage), opens(now.to, now.state, after.lineage)];
    if (was === is) return [];
    const dependence = after.lineage.collector(tie.from.type)?.depends[tie.via] as Dependence;
    const effect = is === 'lost' ? dependence.deleted : dependence.disabled;
    return [{ ...tie.from, via: tie.via, key: tie.to, before: was, after: is, stops: dependence.stops, effect }];
  });
  return changes.sort((a, b) => byText(a.id, b.id) || byText(a.via, b.via) || byText(a.key, b.key));
}

function thingsBehind(changes: readonly OpenChange[], { lineage }: Ledger): Thing[] {
  const ties = changes.map(({ via, key: to, ...from }): Tie => ({ from, via, to, state: 'resolved' }));
  return [...new Map(affectedBy(ties, lineage).map(({ tie: { from } }) => [from.id, from])).values()];
}

const sameTie = (tie: Tie, ties: readonly Tie[]): Tie | undefined =>
  ties.find(({ to }) => to === tie.to) ??
  ties.find(({ alias, state }) => alias !== undefined && alias === tie.alias && state === 'gone');

function handChanges(before: Ledger, after: Ledger): HandChange[] {
  const now = rowsOf(after);
  const keysIn = (ties: readonly Tie[]): string[] => ties.map(({ to }) => to).sort(byText);
  return [...rowsOf(before).values()]
    .flatMap((ties): HandChange[] => {
      const [first] = ties as [Tie];
      const others = now.get(rowOf(first)) ?? [];
      const [was, is] = [keysIn(ties), keysIn(others)];
      if (others.length === 0 || was.join() === is.join() || others.every(({ state }) => state === 'gone')) return [];
      return [{ ...first.from, via: first.via, before: was, after: is }];
    })
    .sort((a, b) => byText(a.id, b.id) || byText(a.via, b.via));
}
