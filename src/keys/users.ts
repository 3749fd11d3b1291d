import { affectedBy, type Ties } from '../graph/lineage.ts';
import type { Dependence, Stop } from '../model/dependence.ts';
import type { Thing, Tie } from '../model/lineage.ts';

/** What a key that goes away does to a resource. */
interface Effect {
  /** When it is first felt; see `STOPS`. */
  readonly stops: Stop;
  readonly effectIfDisabled: string;
  readonly effectIfDeleted: string;
  /** AWS's page on how the service uses the key. */
  readonly page: string;
}

/** A resource that names the key, once a link. */
export interface KeyUser extends Thing, Effect {
  /** The resource's link to the key: `kmsKey`, `masterSecretKey`, … */
  readonly via: string;
  /** ARN of the alias that it names; data from before the alias was moved is under the former key. */
  readonly alias?: string;
}

/** A resource that depends on one that names the key. */
export interface Affected extends Thing, Effect {
  readonly via: string;
  /** ARNs of what it depends on, sorted. */
  readonly through: readonly string[];
  /** 1 = next to a user of the key. */
  readonly depth: number;
}

function effectOf({ from, via }: Tie, ties: Ties): Effect {
  const dependence = ties.collector(from.type)?.depends[via] as Dependence;
  const { stops, disabled, deleted, page } = dependence;
  return { stops, effectIfDisabled: disabled, effectIfDeleted: deleted, page };
}

/** Of rows that are sorted by id, the last one of each. */
export const lastPerId = <T extends { readonly id: string }>(rows: readonly T[]): readonly T[] =>
  rows.filter(({ id }, at) => id !== rows[at + 1]?.id);

/** Sorted by id and link. */
export const usersOf = (key: string, ties: Ties): readonly KeyUser[] =>
  ties.into(key).map((tie) => {
    // member by member: spread objects take five times the memory, and a key may have a hundred thousand users
    const { id, type, name, account, region } = tie.from;
    const { stops, effectIfDisabled, effectIfDeleted, page } = effectOf(tie, ties);
    const { via, alias } = tie;
    return alias === undefined
      ? { id, type, name, account, region, via, stops, effectIfDisabled, effectIfDeleted, page }
      : { id, type, name, account, region, via, alias, stops, effectIfDisabled, effectIfDeleted, page };
  });

/** Sorted by id and link. */
export function affectedOf(key: string, ties: Ties): readonly Affected[] {
  const rows = new Map<string, Affected>();
  for (const { tie, depth } of affectedBy(ties.into(key), ties)) {
    const row = `${tie.from.id} ${tie.via}`;
    const known = rows.get(row);
    const { id, type, name, account, region } = tie.from;
    rows.set(row, {
      ...(known ?? { id, type, name, account, region, via: tie.via, depth, ...effectOf(tie, ties) }),
      through: [...(known?.through ?? []), tie.to],
    });
  }
  return [...rows.values()];
}
