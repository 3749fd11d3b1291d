import type { Target } from '../model/field.ts';
import { grown, newTargetRows } from './target-rows.ts';

/** Targets by id; one that comes again takes the place of the first. */
export interface Targets {
  add(target: Target): void;
  get(id: string): Target | undefined;
  values(): Iterable<Target>;
}

export function newTargets(): Targets {
  const rows = newTargetRows();
  let hashes = new Int32Array(64); // of rows
  let slots = new Int32Array(128); // rows plus one, by hash; 0 = free. No more than half are ever taken
  let count = 0;

  /** Where the id is, or would be. */
  const slotOf = (id: string, hash: number): number => {
    const mask = slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const row = (slots[slot] as number) - 1;
      if (row < 0 || (hashes[row] === hash && rows.idAt(row) === id)) return slot;
    }
  };
  const grow = (): void => {
    const taken = slots.filter((row) => row !== 0);
    const mask = slots.length * 2 - 1;
    hashes = grown(hashes);
    slots = new Int32Array(slots.length * 2);
    for (const row of taken) {
      let slot = (hashes[row - 1] as number) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = row;
    }
  };
  return {
    add(target) {
      if (count === hashes.length) grow();
      const hash = hashOf(target.id);
      const row = rows.add(target);
      hashes[row] = hash;
      slots[slotOf(target.id, hash)] = row + 1;
      count = row + 1;
    },
    get(id) {
      const row = (slots[slotOf(id, hashOf(id))] as number) - 1;
      return row < 0 ? undefined : rows.at(row);
    },
    *values() {
      for (const row of slots) if (row !== 0) yield rows.at(row - 1);
    },
  };
}

/** FNV-1a. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5 | 0;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash;
}
