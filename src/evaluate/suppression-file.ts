import { z } from 'zod';
import { InputError, type Place } from '../model/input-error.ts';
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

/** Keys are joined by AND, the globs of a key by OR. */
export type Match = Suppression['match'];

export type WrittenSuppression = Suppression & {
  /** Where its last day is written. */
  readonly place: Place;
};

/** Parses a suppression file; a match that names nothing would hide everything, so it is refused. */
export function readSuppressions(text: string, file: string): readonly WrittenSuppression[] {
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
  return yaml.value.suppressions.map((entry, index) => ({
    ...entry,
    place: yaml.place(['suppressions', index, 'expires']),
  }));
}

/** What is accepted for ever is never looked at again. @param now ISO time from which a year counts */
export function refuseEndless(suppressions: readonly WrittenSuppression[], now: string): void {
  const latest = yearAfter(now);
  const endless = suppressions.find(({ expires }) => expires > latest);
  if (endless)
    throw new InputError(
      `the suppression '${endless.id}' lasts until ${endless.expires}; a year is the longest, until ${latest}`,
      endless.place,
    );
}

/** The same day a year later; of 29 February, 1 March. */
export function yearAfter(now: string): string {
  const day = new Date(now);
  day.setUTCFullYear(day.getUTCFullYear() + 1);
  return day.toISOString().slice(0, 10);
}

const named = ({ tags = {}, ...others }: Match): string[] => [...Object.keys(others), ...Object.keys(tags)];
