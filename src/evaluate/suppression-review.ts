import { covers } from './glob.ts';
import type { Match, Suppression } from './suppression-file.ts';
import { matcher, type Subject } from './suppressions.ts';

export type SuppressionState = 'in force' | 'expires soon' | 'expired';

/** What there is to say of one entry of a suppression file. */
export interface SuppressionReview {
  readonly id: string;
  readonly state: SuppressionState;
  readonly expires: string;
  readonly reason: string;
  readonly owner?: string;
  /** How many findings of the report it matches; absent without one. */
  readonly matches?: number;
  /** Entries in force that match some finding that it matches, or plainly all that it could. */
  readonly overlaps: readonly string[];
}

/**
 * @param today the day that decides what has expired
 * @param soon the last day that counts as soon
 * @param findings those of a report that may be suppressed; without them only what the globs themselves show is told
 */
export function reviewOf(
  entries: readonly Suppression[],
  { today, soon, findings }: { today: string; soon: string; findings?: readonly Subject[] },
): readonly SuppressionReview[] {
  const held = findings && new Map(entries.map((entry) => [entry.id, new Set(findings.filter(matcher(entry)))]));
  const isShared = (a: Suppression, b: Suppression): boolean => {
    const others = held?.get(b.id);
    return others !== undefined && [...(held?.get(a.id) ?? [])].some((finding) => others.has(finding));
  };
  const inForce = entries.filter(({ expires }) => expires >= today);
  return entries.map((entry) => {
    const { id, expires, reason, owner } = entry;
    const others = expires < today ? [] : inForce.filter((other) => other !== entry);
    return {
      id,
      state: expires < today ? 'expired' : expires <= soon ? 'expires soon' : 'in force',
      expires,
      reason,
      ...(owner !== undefined && { owner }),
      ...(held && { matches: held.get(id)?.size ?? 0 }),
      overlaps: others
        .filter((other) => isShared(entry, other) || isWithin(entry, other) || isWithin(other, entry))
        .map((other) => other.id),
    };
  });
}

/** Whether all that one entry matches, the other plainly does. */
const isWithin = (narrow: Suppression, wide: Suppression): boolean =>
  wide.except === undefined &&
  globsOf(wide.match).every(([key, globs]) => {
    const own = new Map(globsOf(narrow.match)).get(key);
    return own?.every((glob) => globs.some((wider) => covers(wider, glob))) ?? false;
  });

function globsOf({ tags = {}, ...others }: Match): (readonly [string, readonly string[]])[] {
  const keys = Object.entries(others).flatMap(([key, globs]) => (globs ? [[key, globs] as const] : []));
  return [...keys, ...Object.entries(tags).map(([tag, globs]) => [`tag ${tag}`, globs] as const)];
}
