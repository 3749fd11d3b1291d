import { byText } from '../model/order.ts';

/** One box of the picture. */
export interface EgoNode {
  readonly id: string;
  /** Resource type; boxes of a type stand together. */
  readonly type: string;
  readonly name: string;
  /** A few words under the name: a state, or when it stops. */
  readonly note: string;
  /** Ids of the boxes that it depends on; empty = the key. */
  readonly through: readonly string[];
}

/** A box that stands for one node, or for all that had no room. */
export interface EgoBox extends EgoNode {
  /** How many nodes it stands for. */
  readonly count: number;
}

export interface Folded {
  readonly boxes: readonly EgoBox[];
  /** Node id -> id of the box in which it is shown. */
  readonly shownAs: ReadonlyMap<string, string>;
}

/** As many boxes as there is room for: each type gets one, then another each in turn; the rest of a type is one counted box. */
export function fold(nodes: readonly EgoNode[], room: number): Folded {
  const groups = groupsOf(nodes, room);
  const quota = quotas(
    groups.map(({ length }) => length),
    room,
  );
  const shownAs = new Map<string, string>();
  const boxes = groups.flatMap((group, index): EgoBox[] => {
    const whole = group.length <= (quota[index] ?? 0);
    const alone = whole ? group : group.slice(0, (quota[index] ?? 1) - 1);
    const rest = group.slice(alone.length);
    for (const { id } of alone) shownAs.set(id, id);
    const shown = alone.map((node) => ({ ...node, count: 1 }));
    return whole ? shown : [...shown, boxOf(rest, shownAs)];
  });
  return { boxes, shownAs };
}

function boxOf(rest: readonly EgoNode[], shownAs: Map<string, string>): EgoBox {
  const types = [...new Set(rest.map(({ type }) => type))];
  const notes = [...new Set(rest.map(({ note }) => note))];
  const id = `more ${types[0] ?? ''} ${rest[0]?.id ?? ''}`;
  for (const node of rest) shownAs.set(node.id, id);
  return {
    id,
    type: types.length === 1 ? (types[0] ?? '') : `${types.length} other types`,
    name: `${rest.length} more`,
    note: notes.length === 1 ? (notes[0] ?? '') : '',
    through: [...new Set(rest.flatMap(({ through }) => through))].sort(byText),
    count: rest.length,
  };
}

/** By type; where there are more types than room, the smallest share one group. */
function groupsOf(nodes: readonly EgoNode[], room: number): EgoNode[][] {
  const byType = new Map<string, EgoNode[]>();
  for (const node of nodes) {
    const known = byType.get(node.type);
    if (known) known.push(node);
    else byType.set(node.type, [node]);
  }
  const groups = [...byType].sort(([a], [b]) => byText(a, b)).map(([, group]) => group);
  if (groups.length <= room) return groups;
  const large = [...groups].sort((a, b) => b.length - a.length).slice(0, room - 1);
  return [...groups.filter((group) => large.includes(group)), groups.filter((group) => !large.includes(group)).flat()];
}

function quotas(sizes: readonly number[], room: number): readonly number[] {
  const quota = sizes.map(() => 0);
  for (let left = room, given = 1; left > 0 && given > 0; ) {
    given = 0;
    for (const [index, size] of sizes.entries()) {
      if (left === 0 || (quota[index] ?? 0) >= size) continue;
      quota[index] = (quota[index] ?? 0) + 1;
      left--;
      given++;
    }
  }
  return quota;
}
