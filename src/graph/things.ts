import { type FieldState, isUnknown, type LinkList, type LinkValue } from '../model/field.ts';
import type { Thing } from '../model/lineage.ts';
import type { Resource } from './resource.ts';

/** The references of a link or a list of them; none of what is unknown or empty. */
export function linksIn(state: FieldState): readonly LinkValue[] {
  if (typeof state !== 'object' || isUnknown(state)) return [];
  const links = 'link' in state ? [state as LinkValue] : ((state as LinkList).links ?? []);
  return links.filter(({ id }) => id !== '');
}

export const thingOf = ({ id, type, name, scope: { account, region } }: Resource): Thing => ({
  id,
  type,
  name,
  account,
  region,
});
