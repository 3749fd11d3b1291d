import type { Custody, CustodyRange, CustodySource } from '../model/custody.ts';
import { type FieldState, isUnknown, type LinkValue } from '../model/field.ts';
import type { Reason } from '../model/reason.ts';
import { isAwsAlias } from './links.ts';

const exactly = (custody: Custody): CustodyRange => ({ min: custody, max: custody });
const outOfSight = (reason: Reason): CustodyRange => ({ min: 'aws-managed', max: 'customer-managed', reason });
const NO_KEY_NAMED: Reason = { class: 'out-of-scope', operation: 'kms:DescribeKey', code: 'key-out-of-sight' };

/** A key's manager decides; a key nobody could read leaves a range, since it is at least AWS-managed. */
export function custodyOf(source: CustodySource, read: (link: string) => FieldState): CustodyRange {
  if (typeof source === 'string') return exactly(source);
  const state = read(source.ofLink);
  if (isUnknown(state)) return outOfSight(state.unknown);
  const link = state as LinkValue;
  const manager = link.target?.fields['manager'];
  if (manager === 'aws' || isAwsAlias(link.id)) return exactly('aws-managed');
  if (manager === 'customer') return exactly('customer-managed');
  return outOfSight(isUnknown(manager) ? manager.unknown : (link.reason ?? NO_KEY_NAMED));
}
