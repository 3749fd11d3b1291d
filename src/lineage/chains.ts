import type { Copy } from '../graph/copies.ts';
import type { Lineage } from '../graph/lineage.ts';
import { custodyText, rank } from '../model/custody.ts';
import type { Thing } from '../model/lineage.ts';
import { byText } from '../model/order.ts';
import { opens } from './opens.ts';

/** What a person should know of a step in a chain of copies. */
export const STEP_NOTES = {
  'seal-weakens': 'its custody is less than that of what it was made from',
  'other-key': 'it is under another key than what it was made from',
  'source-gone': 'what it was made from is gone: nothing else is left',
  'key-gone': 'its key is gone: it cannot be opened again',
  'key-unusable': 'its key is not enabled: it cannot be opened now',
  'receiver-cannot-open': 'it is shared with an account that its key does not let in',
  'open-to-receiver': 'it is shared unsealed: whoever it is shared with can read it',
} as const;
export type StepNote = keyof typeof STEP_NOTES;

/** One resource in a tree of copies: volume -> snapshot -> image. What is made from several stands under the first. */
export interface Step extends Thing {
  /** ARNs of its keys; empty = none, or not known. */
  readonly keys: readonly string[];
  readonly custody: string | null;
  /** Account ids, `*` = everybody; null = not known. */
  readonly sharedWith: readonly string[] | null;
  readonly notes: readonly StepNote[];
  readonly copies: readonly Step[];
}

/** The trees of copies in which something lies under a key, from what they began with, sorted by ARN. */
export function chainsOf(key: string, lineage: Lineage): readonly Step[] {
  const members = lineage.into(key).flatMap(({ from }) => lineage.copy(from.id) ?? []);
  const roots = [...new Set(members.flatMap(({ thing: { id } }) => beginnings(id, lineage)))].sort(byText);
  const seen = new Set<string>();
  return roots
    .flatMap((root) => stepOf(root, undefined, lineage, seen) ?? [])
    .filter(({ copies, notes }) => copies.length + notes.length > 0);
}

/** A circle (buckets that replicate to each other) has no beginning: then it is where we stand. */
function beginnings(id: string, lineage: Lineage): readonly string[] {
  const roots = rootsOf(id, lineage);
  return roots.length > 0 ? roots : [id];
}

function rootsOf(id: string, lineage: Lineage, seen = new Set<string>()): string[] {
  if (seen.has(id)) return [];
  seen.add(id);
  const sources = lineage.sources(id).filter((source) => lineage.copy(source));
  return sources.length === 0 ? [id] : sources.flatMap((source) => rootsOf(source, lineage, seen));
}

function stepOf(id: string, source: Copy | undefined, lineage: Lineage, seen: Set<string>): Step | undefined {
  const copy = lineage.copy(id);
  if (!copy || seen.has(id)) return undefined;
  seen.add(id);
  const { thing, keys, custody, sharedWith } = copy;
  return {
    ...thing,
    keys,
    custody: custody ? custodyText(custody) : null,
    sharedWith: sharedWith ?? null,
    notes: notesOn(copy, source, lineage),
    copies: lineage.made(id).flatMap((next) => stepOf(next, copy, lineage, seen) ?? []),
  };
}

function notesOn(copy: Copy, source: Copy | undefined, lineage: Lineage): StepNote[] {
  const { custody, keys, sharedWith = [] } = copy;
  const states = keys.map((key) => opens(key, lineage.into(key)[0]?.state, lineage));
  const unsealed = custody?.max === 'none';
  const weaker = custody && source?.custody && rank(custody.max) < rank(source.custody.min);
  const moved = source && source.keys.length > 0 && keys.length > 0 && source.keys.join() !== keys.join();
  return [
    ...(weaker ? (['seal-weakens'] as const) : []),
    ...(moved ? (['other-key'] as const) : []),
    ...(!source && lineage.sources(copy.thing.id).some((id) => lineage.isGone(copy.thing.id, id))
      ? (['source-gone'] as const)
      : []),
    ...(states.includes('lost') ? (['key-gone'] as const) : []),
    ...(states.includes('no') ? (['key-unusable'] as const) : []),
    ...(!unsealed && sharedWith.some((account) => keys.some((key) => shuts(key, account, lineage)))
      ? (['receiver-cannot-open'] as const)
      : []),
    ...(unsealed && sharedWith.length > 0 ? (['open-to-receiver'] as const) : []),
  ];
}

/** Whether a key is known to let nobody of an account in. AWS-managed keys serve their own account only. */
function shuts(key: string, account: string, { hubs }: Lineage): boolean {
  const found = hubs.get(key);
  if (found?.read('manager') === 'aws') return true;
  const open = found?.read('openTo');
  return Array.isArray(open) && !open.includes(account) && !open.includes('*');
}
