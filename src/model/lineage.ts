import type { LinkState } from './field.ts';

/** One resource as lineage shows it. Two types may describe the same one: a snapshot is a recovery point too. */
export interface Thing {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly account: string;
  readonly region: string;
}

/** `from` depends on `to` through its link `via`. */
export interface Tie {
  readonly from: Thing;
  readonly via: string;
  /** ARN; of an alias where nobody knows its key. */
  readonly to: string;
  /** How far the link could be followed: `gone` = a complete listing lacks it, `foreign` = out of the snapshot's scopes. */
  readonly state: LinkState;
  /** ARN of the alias by which a key is named. */
  readonly alias?: string;
}
