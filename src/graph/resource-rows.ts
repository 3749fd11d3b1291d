import type { Target } from '../model/field.ts';
import type { Resource } from './resource.ts';
import { newTargetRows, type TargetRows } from './target-rows.ts';

/** Resources that links come from, by number, with their type among their fields. */
export interface ResourceRows extends Pick<TargetRows, 'at' | 'idAt'> {
  /** The same as before where it is the last one again: it may lead to several things. */
  of(resource: Resource): number;
}

export function newResourceRows(): ResourceRows {
  const { add, at, idAt } = newTargetRows();
  let last: Resource | undefined;
  let row = 0;
  return {
    at,
    idAt,
    of(resource) {
      if (last !== resource) row = add(targetOf(resource));
      last = resource;
      return row;
    },
  };
}

const targetOf = ({ id, name, type, scope: { account, region } }: Resource): Target => ({
  ...{ id, name, account, region },
  fields: { type },
});
