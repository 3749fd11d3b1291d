import type { Judged, Verdict } from './report.ts';

/** Both say something else about a resource, or one of them nothing. */
export interface Disagreement {
  readonly check: string;
  readonly rules: readonly string[];
  readonly resource: string;
  readonly ours: Verdict;
  readonly theirs: Verdict;
  readonly said: string;
}

/** Prowler's checks, and the rules of ours that together ask what each asks. */
export type CheckMap = Readonly<Record<string, readonly string[]>>;

/** How many verdicts are the same, and those that are not. */
export interface Comparison {
  readonly agreed: number;
  readonly disagreements: readonly Disagreement[];
}

export function compare(
  map: CheckMap,
  ours: ReadonlyMap<string, readonly Judged[]>,
  theirs: ReadonlyMap<string, readonly Judged[]>,
): Comparison {
  const pairs = Object.entries(map).flatMap(([check, rules]) => {
    const mine = byResource(rules.flatMap((rule) => ours.get(rule) ?? []));
    const other = byResource(theirs.get(check) ?? []);
    return [...new Set([...mine.keys(), ...other.keys()])].sort().map((resource): Disagreement => {
      const [a, b] = [mine.get(resource), other.get(resource)];
      const said = [a?.said, b?.said].filter(Boolean).join(' | ');
      return { check, rules, resource, ours: a?.verdict ?? 'absent', theirs: b?.verdict ?? 'absent', said };
    });
  });
  const disagreements = pairs.filter(({ ours: a, theirs: b }) => a !== b);
  return { agreed: pairs.length - disagreements.length, disagreements };
}

const WORST: readonly Verdict[] = ['fail', 'unknown', 'pass'];

/** One verdict a resource: several findings on it, of parts or of rules, fold to the worst. */
function byResource(judged: readonly Judged[]): Map<string, Judged> {
  const found = new Map<string, Judged>();
  for (const one of judged) {
    const key = nameOf(one);
    const known = found.get(key);
    if (!known || WORST.indexOf(one.verdict) < WORST.indexOf(known.verdict)) found.set(key, one);
  }
  return found;
}

/** What Prowler calls the settings of a region in one service. */
const SETTINGS = /^arn:aws:(ec2|logs):[^:]*:\d*:(account|volume|log-group)$/;

/** One name for a resource that the two call differently: Prowler judges stages where we judge their API, and so on. */
function nameOf({ resource, region }: Judged): string {
  if (SETTINGS.test(resource) || resource.startsWith('arn:aws:account:')) return `the settings of ${region}`;
  return resource
    .replace(/:\*$/, '')
    .replace(/^(arn:aws:glue:.*:)data-catalog$/, '$1catalog')
    .replace(/(:\/restapis\/[^/]+)\/stages\/.*$/, '$1')
    .replace(/^arn:aws:ec2:([^:]*):\d*:(image|snapshot)\//, 'arn:aws:ec2:$1::$2/')
    .replace(/^arn:aws:neptune:/, 'arn:aws:rds:');
}
