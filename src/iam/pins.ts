import type { FieldContext } from '../model/field.ts';

/** What a fact depends on beside the policy. */
export type PolicyContext = Pick<FieldContext, 'account' | 'partition' | 'trustedAccounts' | 'organizationId'> &
  Partial<Pick<FieldContext, 'takenAt'>>;
