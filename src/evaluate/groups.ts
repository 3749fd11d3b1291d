import type { Finding, FindingResource } from '../model/finding.ts';
import { byText } from '../model/order.ts';
import type { Said } from './said.ts';

/** What was decided about a finding. */
export type Decisions = Pick<Finding, 'suppression' | 'baseline'>;

/** A resource and what the rules say of it. */
export interface Group {
  readonly resource: FindingResource;
  readonly said: Said;
  /** The keys and secrets that it leads to; none where nothing fails. */
  readonly related: readonly string[];
  /** By the place of what is said. */
  readonly decided?: ReadonlyMap<number, Decisions>;
  /** It stands for a listing that was not read. */
  readonly isUnlisted?: boolean;
}

/** All resources of a type in a region. */
export type Place = Pick<FindingResource, 'partition' | 'account' | 'region' | 'type'>;

/** Something about a resource. */
export interface Placed {
  readonly place: Place;
  readonly id: string;
}

/** In order of account, region, type and id. */
export const compareGroups = ({ resource: a }: Group, { resource: b }: Group): number =>
  comparePlaces(a, b) || byText(a.id, b.id);

export const comparePlaces = (a: Place, b: Place): number =>
  a === b ? 0 : byText(a.account, b.account) || byText(a.region, b.region) || byText(a.type, b.type);
