import type { Collector } from '../model/collector.ts';
import { InputError } from '../model/input-error.ts';
import type { SnapshotHeader } from '../model/snapshot.ts';
import { contentRead } from './operations.ts';
import type { Rule } from './rule.ts';

export interface Selection {
  /** Rule ids (or earlier ids); naming one runs it even if it is off by default. */
  readonly rules: readonly string[];
  readonly framework?: string | undefined;
  /** Services as in the catalogue; empty = all. */
  readonly services: readonly string[];
  /** From the configuration. */
  readonly enabled: Readonly<Record<string, boolean>>;
}

/** The rules that a run judges by. Throws an InputError for what does not exist, with the nearest name that does. */
export function selectRules(all: readonly Rule[], { rules, framework, services, enabled }: Selection): Rule[] {
  const byId = new Map(all.flatMap((rule) => [rule.info.id, ...rule.info.aliases].map((id) => [id, rule] as const)));
  const frameworks = new Set(all.flatMap(({ info }) => Object.keys(info.controls)));
  const known = new Set(all.map(({ info }) => info.service));
  const named = new Set(rules.map((id) => byId.get(id) ?? unknownName('rule', id, byId.keys())));
  if (framework !== undefined && !frameworks.has(framework)) unknownName('framework', framework, frameworks);
  for (const service of services) if (!known.has(service)) unknownName('service', service, known);
  return all.filter((rule) => {
    const { info } = rule;
    if (services.length > 0 && !services.includes(info.service)) return false;
    if (named.size > 0) return named.has(rule);
    if (framework !== undefined) return info.controls[framework] !== undefined && enabled[info.id] !== false;
    return enabled[info.id] ?? (info.default && !info.deprecated);
  });
}

interface Judging {
  readonly rules: readonly Rule[];
  readonly registry: readonly Collector[];
  readonly chosen?: ReadonlySet<string>;
}

/**
 * Services that a snapshot was not asked for are in it for the sake of links only. What it was taken without `--secrets` for
 * is judged only by rules that somebody chose, and those then say that they do not know.
 */
export function rulesFor({ services, members }: SnapshotHeader, { rules, registry, chosen }: Judging): readonly Rule[] {
  const byType = new Map(registry.map((collector) => [collector.type, collector]));
  return rules.filter(
    (rule) =>
      (services.length === 0 || services.includes(rule.info.service)) &&
      (chosen?.has(rule.info.id) || contentRead(rule, byType).every((answer) => Object.hasOwn(members, answer))),
  );
}

/** More would hide the sentence. */
const FEW = 100;

/** Refuses a name, with the nearest that exists. */
export function unknownName(what: string, given: string, known: Iterable<string>): never {
  const all = [...known].sort();
  const list = all.length <= FEW ? ` (${all.join(', ')})` : '';
  throw new InputError(`no ${what} '${given}' exists${didYouMean(given, all) || list}`);
}

/** `; did you mean 'rds'?`, or nothing where no known name is near. */
export function didYouMean(given: string, known: Iterable<string>): string {
  const near = nearest(given, known);
  return near === undefined ? '' : `; did you mean '${near}'?`;
}

/** The known name with the smallest edit distance, if it is near enough to be a slip. */
export function nearest(given: string, known: Iterable<string>): string | undefined {
  let best: { name: string; distance: number } | undefined;
  for (const name of known) {
    const distance = editDistance(given, name);
    if (!best || distance < best.distance) best = { name, distance };
  }
  return best && best.distance <= Math.max(2, given.length / 3) ? best.name : undefined;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min((row[j] as number) + 1, (next[j - 1] as number) + 1, swap));
    }
    row = next;
  }
  return row[b.length] as number;
}
