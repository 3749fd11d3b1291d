import { CODES } from '../model/classify.ts';
import { type Collector, keptMembers, type MemberTree } from '../model/collector.ts';
import { Unobserved } from '../model/reason.ts';
import type { SnapshotHeader } from '../model/snapshot.ts';

type Guard = (value: unknown) => unknown;

/**
 * A snapshot of an earlier version may lack members that today's fields read. For those answers, and only those, a guard
 * makes the lacking member `not-collected` instead of absent.
 */
export function guardsOf(
  collector: Collector,
  collectors: ReadonlyMap<string, Collector>,
  header: SnapshotHeader,
): Readonly<Record<string, Guard>> {
  const guards: Record<string, Guard> = {};
  const joined = collector.joins.flatMap(({ name, type }) => {
    const list = collectors.get(type)?.list;
    return list ? [{ ...list, name, from: `${type}/item` }] : [];
  });
  const own = [...(collector.list ? [{ ...collector.list, name: 'item' }] : []), ...collector.calls];
  for (const use of [...own.map((use) => ({ ...use, from: `${collector.type}/${use.name}` })), ...joined]) {
    const stored = header.members[use.from];
    if (stored === undefined) continue;
    const lacking = lacks(keptMembers(use), '', new Set(stored));
    if (lacking.length > 0) guards[use.name] = guard(new Set(lacking), '', `${use.sdk}:${use.operation}`);
  }
  return guards;
}

function lacks(tree: MemberTree, prefix: string, stored: ReadonlySet<string>): string[] {
  return Object.entries(tree).flatMap(([member, sub]) => {
    const path = `${prefix}${member}`;
    if (stored.has(path)) return [];
    return typeof sub !== 'object' ? [path] : lacks(sub, `${path}.`, stored);
  });
}

function guard(lacking: ReadonlySet<string>, prefix: string, operation: string): Guard {
  const wrap = (value: unknown, path: string): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    const isList = Array.isArray(value);
    return new Proxy(value, {
      get(target, member, receiver) {
        const found: unknown = Reflect.get(target, member, receiver);
        if (typeof member === 'symbol' || typeof found === 'function') return found;
        const inner = isList ? path : `${path}${member}`;
        if (!isList && lacking.has(inner)) {
          throw new Unobserved({ class: 'not-collected', operation, code: CODES.notCollected });
        }
        return wrap(found, isList ? path : `${inner}.`);
      },
    });
  };
  return (value) => wrap(value, prefix);
}
