import { type Collector, keptMembers, type MemberTree, type OperationUse } from '../model/collector.ts';
import type { Judge } from '../model/mark.ts';

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** What is kept of an answer: its allow-listed members, and marks in the place of what is only looked at. */
export function stored(value: unknown, use: OperationUse, judge: Judge | undefined): unknown {
  const picked = pick(value, use.members);
  const kept: unknown = use.strip ? use.strip(picked) : picked;
  if (!use.judged || !judge || !isObject(kept) || Array.isArray(kept)) return kept;
  return { ...kept, judged: judge(value, use.judged) };
}

/** Keeps the allow-listed members, in the tree's order, so that equal answers store equal bytes. */
export function pick(value: unknown, tree: MemberTree): unknown {
  if (Array.isArray(value)) return value.map((element) => pick(element, tree));
  if (!isObject(value)) return value;
  const kept: Record<string, unknown> = {};
  for (const [member, sub] of Object.entries(tree)) {
    const found = value[member];
    if (found !== undefined && found !== null) kept[member] = keep(found, sub);
  }
  return kept;
}

function keep(found: unknown, sub: MemberTree[string]): unknown {
  if (sub === true) return plain(found);
  return sub === 'keys' ? Object.keys(found as object).sort() : pick(found, sub);
}

/** JSON values only: dates to ISO strings, bytes dropped (no stored member is binary), keys as they are. */
function plain(value: unknown): unknown {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value.toISOString();
  if (Array.isArray(value)) return value.map(plain);
  if (value instanceof Uint8Array) return undefined;
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== undefined && member !== null)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => [key, plain(member)]),
  );
}

/** `{A: true, B: {C: true}}` -> `["A", "B.C"]`, for the snapshot's header. */
export function memberPaths(tree: MemberTree, prefix = ''): string[] {
  return Object.entries(tree).flatMap(([member, sub]) =>
    typeof sub !== 'object' ? [`${prefix}${member}`] : memberPaths(sub, `${prefix}${member}.`),
  );
}

/** What a snapshot's header says was stored, by `type/answer`. */
export function storedMembers(collectors: readonly Collector[]): Readonly<Record<string, readonly string[]>> {
  const members: Record<string, string[]> = {};
  for (const { type, list, calls } of collectors) {
    if (list) members[`${type}/item`] = memberPaths(keptMembers(list));
    for (const call of calls) members[`${type}/${call.name}`] = memberPaths(keptMembers(call));
  }
  return Object.fromEntries(Object.entries(members).sort(([a], [b]) => (a < b ? -1 : 1)));
}
