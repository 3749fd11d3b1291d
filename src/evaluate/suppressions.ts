import { z } from 'zod';
import type { Finding, FindingResource } from '../model/finding.ts';
import { InputError } from '../model/input-error.ts';
import { readYaml, type YamlFile } from './yaml-file.ts';

const globs = z.array(z.string().min(1)).min(1);
const fields = z.strictObject({
  rules: globs.optional(),
  findings: globs.optional(),
  accounts: globs.optional(),
  regions: globs.optional(),
  arns: globs.optional(),
  tags: z.record(z.string(), globs).optional(),
});

/** `*` and `?` match any characters and one; all else is literal, and a glob matches the whole text. */
const suppressionsSchema = z.strictObject({
  version: z.literal(1),
  suppressions: z.array(
    z.strictObject({
      id: z.string().min(1),
      match: fields,
      except: fields.optional(),
      reason: z.string().min(1),
      owner: z.string().optional(),
      ticket: z.string().optional(),
      expires: z.iso.date().describe('The last day on which it holds.'),
    }),
  ),
});

type SuppressionsFile = z.infer<typeof suppressionsSchema>;
export type Suppression = SuppressionsFile['suppressions'][number];

/** Parses a suppression file; a match that names nothing would hide everything, so it is refused. */
export function readSuppressions(text: string, file: string): readonly Suppression[] {
  const yaml: YamlFile<SuppressionsFile> = readYaml(text, file, suppressionsSchema);
  const seen = new Set<string>();
  for (const [index, { id, match }] of yaml.value.suppressions.entries()) {
    if (named(match).length === 0) {
      throw new InputError(
        'the match is empty and would suppress every finding',
        yaml.place(['suppressions', index, 'match']),
      );
    }
    if (seen.has(id)) throw new InputError(`the id '${id}' is used twice`, yaml.place(['suppressions', index, 'id']));
    seen.add(id);
  }
  return yaml.value.suppressions;
}

const named = ({ tags = {}, ...others }: Suppression['match']): string[] => [
  ...Object.keys(others),
  ...Object.keys(tags),
];

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

type Matches = (finding: Finding) => boolean;

const matcher = ({ match, except }: Suppression): Matches => {
  const wanted = allOf(match);
  const excepted = except && allOf(except);
  return (finding) => wanted(finding) && !excepted?.(finding);
};

function allOf(match: z.infer<typeof fields>): Matches {
  const tests: Matches[] = [];
  const add = (patterns: readonly string[] | undefined, of: (finding: Finding) => string): void => {
    if (patterns) tests.push(anyOf(patterns, of));
  };
  const resource = (member: keyof FindingResource) => (finding: Finding) => String(finding.resource[member]);
  add(match.rules, ({ rule }) => rule);
  add(match.findings, ({ id }) => id);
  add(match.accounts, resource('account'));
  add(match.regions, resource('region'));
  add(match.arns, resource('id'));
  for (const [tag, patterns] of Object.entries(match.tags ?? {})) {
    tests.push(
      (finding) =>
        Object.hasOwn(finding.resource.tags, tag) && anyOf(patterns, () => finding.resource.tags[tag] ?? '')(finding),
    );
  }
  return (finding) => tests.every((test) => test(finding));
}

function anyOf(patterns: readonly string[], of: (finding: Finding) => string): Matches {
  const tests = patterns.map(globTest);
  return (finding) => {
    const text = of(finding);
    return tests.some((test) => test(text));
  };
}

/** Greedy two-pointer match: linear for one `*`, never exponential. */
export function globTest(pattern: string): (text: string) => boolean {
  return (text) => {
    let at = 0;
    let cursor = 0;
    let star = -1;
    let resume = 0;
    while (at < text.length) {
      if (cursor < pattern.length && pattern[cursor] === '*') {
        star = cursor++;
        resume = at;
      } else if (cursor < pattern.length && (pattern[cursor] === '?' || pattern[cursor] === text[at])) {
        cursor++;
        at++;
      } else if (star >= 0) {
        cursor = star + 1;
        at = ++resume;
      } else return false;
    }
    while (pattern[cursor] === '*') cursor++;
    return cursor === pattern.length;
  };
}
