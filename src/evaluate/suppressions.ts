import type { Finding, FindingResource } from '../model/finding.ts';
import { globTest } from './glob.ts';
import type { Match, Suppression } from './suppression-file.ts';

export interface Suppressor {
  /** The first suppression in force that matches. */
  find(finding: Finding): Suppression | undefined;
  /** Ids of suppressions whose last day is over. */
  readonly expired: readonly string[];
  /** Ids of suppressions in force that matched nothing so far. */
  unused(): readonly string[];
}

/** @param takenAt the snapshot's time decides what has expired, so that old snapshots judge alike for ever */
export function suppressorOf(suppressions: readonly Suppression[], takenAt: string): Suppressor {
  const today = takenAt.slice(0, 10);
  const inForce = suppressions
    .filter(({ expires }) => expires >= today)
    .map((suppression) => ({ suppression, matches: matcher(suppression) }));
  const used = new Set<string>();
  return {
    find(finding) {
      const found = inForce.find(({ matches }) => matches(finding))?.suppression;
      if (found) used.add(found.id);
      return found;
    },
    expired: suppressions.filter(({ expires }) => expires < today).map(({ id }) => id),
    unused: () => inForce.map(({ suppression }) => suppression.id).filter((id) => !used.has(id)),
  };
}

/** What of a finding a suppression looks at. */
export interface Subject {
  readonly id: string;
  readonly rule: string;
  readonly resource: Pick<FindingResource, 'id' | 'account' | 'region' | 'tags'> & {
    readonly tagsUnknown?: boolean | undefined;
  };
}

type Matches = (finding: Subject) => boolean;

/** Unknown tags match nothing, and may be those that an exception names. */
export const matcher = ({ match, except }: Pick<Suppression, 'match' | 'except'>): Matches => {
  const wanted = allOf(match, false);
  const excepted = except && allOf(except, true);
  return (finding) => wanted(finding) && !excepted?.(finding);
};

function allOf(match: Match, ofUnknown: boolean): Matches {
  const tests: Matches[] = [];
  const add = (patterns: readonly string[] | undefined, of: (finding: Subject) => string): void => {
    if (!patterns) return;
    const test = anyOf(patterns);
    tests.push((finding) => test(of(finding)));
  };
  add(match.rules, ({ rule }) => rule);
  add(match.findings, ({ id }) => id);
  add(match.accounts, ({ resource }) => resource.account);
  add(match.regions, ({ resource }) => resource.region);
  add(match.arns, ({ resource }) => resource.id);
  for (const [tag, patterns] of Object.entries(match.tags ?? {})) {
    const test = anyOf(patterns);
    tests.push(({ resource: { tags, tagsUnknown } }) =>
      tagsUnknown ? ofUnknown : Object.hasOwn(tags, tag) && test(tags[tag] ?? ''),
    );
  }
  return (finding) => tests.every((test) => test(finding));
}

function anyOf(patterns: readonly string[]): (text: string) => boolean {
  const tests = patterns.map(globTest);
  return (text) => tests.some((test) => test(text));
}
