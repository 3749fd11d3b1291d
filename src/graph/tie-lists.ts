import type { LinkValue, Target } from '../model/field.ts';
import type { Thing, Tie } from '../model/lineage.ts';
import { newNumbers } from '../model/numbers.ts';
import { byText } from '../model/order.ts';
import { RECOVERY_POINT } from './copies.ts';
import type { Resource } from './resource.ts';
import { newResourceRows } from './resource-rows.ts';

/** Ties by what they lead to: numbers, of which ties are made when somebody asks. A key may have a hundred thousand. */
export interface TieLists {
  add(from: Resource, via: string, link: LinkValue): void;
  /** What leads there, sorted by id and link; one a (id, link). */
  into(id: string): readonly Tie[];
  /** Ids of what leads there, each once, in no order: they take a tenth of what ties take. */
  idsInto(id: string): ReadonlySet<string>;
}

/** What a tie has beside its ends. */
type Manner = Pick<Tie, 'via' | 'state' | 'alias'>;

const NO_TIES: readonly Tie[] = [];
const NO_IDS: ReadonlySet<string> = new Set();

export function newTieLists(): TieLists {
  const things = newResourceRows();
  const manners = newNumbers<Manner>(({ via, state, alias = '' }) => `${via} ${state} ${alias}`);
  const lists = new Map<string, number[]>(); // of each tie its thing, and then its manner
  let last: { readonly id: string; readonly ties: readonly Tie[] } | undefined; // what asks about a key asks several times
  const tiesIn = (list: readonly number[], to: string): readonly Tie[] => {
    const ties: Tie[] = [];
    for (let at = 0; at < list.length; at += 2)
      ties.push(tieOf(things.at(list[at] as number), manners.at(list[at + 1] as number), to));
    return distinct(ties);
  };
  return {
    add(from, via, { id, state, alias }) {
      last = undefined;
      const thing = things.of(from);
      const manner = manners.of(alias === undefined ? { via, state } : { via, state, alias });
      const list = lists.get(id);
      if (list) list.push(thing, manner);
      else lists.set(id, [thing, manner]);
    },
    into(id) {
      const list = lists.get(id);
      if (!list) return NO_TIES;
      if (last?.id !== id) last = { id, ties: tiesIn(list, id) };
      return last.ties;
    },
    idsInto(id) {
      const list = lists.get(id);
      if (!list) return NO_IDS;
      const ids = new Set<string>();
      for (let at = 0; at < list.length; at += 2) ids.add(things.idAt(list[at] as number));
      return ids;
    },
  };
}

const thingOf = ({ id, name, account, region, fields }: Target): Thing => {
  const { type = '' } = fields as Readonly<Record<string, string>>;
  return { id, type, name, account, region };
};

const tieOf = (thing: Target, { via, state, alias }: Manner, to: string): Tie =>
  alias === undefined ? { from: thingOf(thing), via, to, state } : { from: thingOf(thing), via, to, state, alias };

/** In order; of two types that describe one resource, the recovery point gives way. */
function distinct(ties: Tie[]): readonly Tie[] {
  const rank = ({ from }: Tie): number => (from.type === RECOVERY_POINT ? 1 : 0);
  const sorted = ties.sort((a, b) => byText(a.from.id, b.from.id) || byText(a.via, b.via) || rank(a) - rank(b));
  return sorted.filter(({ from, via }, at) => from.id !== sorted[at - 1]?.from.id || via !== sorted[at - 1]?.via);
}
