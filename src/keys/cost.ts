import type { Resource } from '../graph/resource.ts';
import { isUnknown } from '../model/field.ts';

/** US dollars a month for keeping the key, requests and HSMs apart; a range where its rotations were not read (`--deep`). */
export interface Cost {
  readonly min: number;
  readonly max: number;
}

const exactly = (dollars: number): Cost => ({ min: dollars, max: dollars });

/** Each of the first two rotations costs as much as the key itself. */
const PAID_ROTATIONS = 2;

/**
 * One dollar a key and for each of its first two rotations; nothing while it waits for its deletion, and nothing for keys
 * that AWS manages. https://aws.amazon.com/kms/pricing/
 * @returns null where the key's state is not known
 */
export function monthlyCost(key: Resource): Cost | null {
  const [manager, state, spec, rotations] = ['manager', 'state', 'spec', 'rotationCount'].map((name) => key.read(name));
  if (manager === 'aws') return exactly(0);
  if (isUnknown(manager) || isUnknown(state)) return null;
  if (state === 'PendingDeletion' || state === 'PendingReplicaDeletion') return exactly(0);
  if (typeof rotations === 'number') return exactly(1 + Math.min(rotations, PAID_ROTATIONS));
  const rotates = spec === 'SYMMETRIC_DEFAULT' && !['cloudhsm', 'external-store'].includes(String(key.read('origin')));
  return rotates ? { min: 1, max: 1 + PAID_ROTATIONS } : exactly(1);
}
