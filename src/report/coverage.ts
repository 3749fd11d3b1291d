import { hash } from 'node:crypto';
import type { Gap, Run } from '../model/run.ts';
import type { ScopeReport } from '../model/scope.ts';
import { type GapGroup, groupGaps } from './tally.ts';
import { counted } from './text.ts';
import { reasonText } from './words.ts';

/** What formats that know findings only are told of a scope that was not read to its end. */
export interface Hole {
  /** hex SHA-256 of `["v1", "coverage", partition, account, region]`: the same in every run. */
  readonly id: string;
  readonly scope: ScopeReport;
  readonly title: string;
  /** Most frequent cause first. */
  readonly causes: readonly string[];
}

/** The rule of findings about coverage; no rule file can have this name, which has no service. */
export const COVERAGE = 'coverage';

const placeOf = ({ account, region }: { readonly account: string; readonly region: string }): string =>
  JSON.stringify([account, region]);

const idOf = ({ partition, account, region }: ScopeReport): string =>
  hash('sha256', JSON.stringify(['v1', COVERAGE, partition, account, region]), 'hex');

const causeText = ({ reason, service, count }: GapGroup): string =>
  `${service}: ${reasonText(reason)} (${counted(count, 'call')})`;

/** Scopes with something that nobody saw; a run that saw everything has none. */
export function holesOf({ scopes, gaps }: Run): Hole[] {
  const byPlace = new Map<string, Gap[]>();
  for (const gap of gaps) {
    const known = byPlace.get(placeOf(gap));
    if (known) known.push(gap);
    else byPlace.set(placeOf(gap), [gap]);
  }
  return scopes
    .filter(({ status }) => status === 'partial' || status === 'failed')
    .map((scope) => ({
      id: idOf(scope),
      scope,
      title:
        scope.status === 'failed'
          ? `Nothing could be read in ${scope.account}/${scope.region}`
          : `Not everything could be read in ${scope.account}/${scope.region}`,
      causes: [
        ...(scope.reason === undefined ? [] : [scope.reason]),
        ...groupGaps(byPlace.get(placeOf(scope)) ?? []).map(causeText),
      ],
    }));
}
