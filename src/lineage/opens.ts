import type { Ties } from '../graph/lineage.ts';
import type { Resource } from '../graph/resource.ts';
import { isUnknown } from '../model/field.ts';
import type { Tie } from '../model/lineage.ts';

/** Whether what lies under a key can be opened: `lost` = the key is gone. */
export type Opens = 'yes' | 'no' | 'lost' | 'not-known';

/** https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html: in any other state KMS refuses to decrypt. */
const USABLE: ReadonlySet<string> = new Set(['Enabled', 'Updating']);

/** A key's state as AWS says it. */
export const stateOf = (key: Resource): string => {
  const state = key.read('state');
  return isUnknown(state) ? 'not-known' : String(state);
};

/** @param tied how a link to the key ended, which tells of a key that is not there; undefined = nothing is tied to it */
export function opens(key: string, tied: Tie['state'] | undefined, { hubs }: Ties): Opens {
  const found = hubs.get(key);
  if (!found) return tied === 'gone' ? 'lost' : 'not-known';
  const state = stateOf(found);
  return state === 'not-known' ? 'not-known' : USABLE.has(state) ? 'yes' : 'no';
}
