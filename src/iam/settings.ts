import type { PolicyContext } from './pins.ts';
import type { PolicyKind } from './policy.ts';
import type { CheckContext } from './world.ts';

/** Steps of some 50 nanoseconds that one question may take before it stays undecided, and all of them together. */
export const METER_STEPS = 5_000_000;
export const ALL_STEPS = 10_000_000;

/** A field's context as a question's. Time is the snapshot's. */
export const contextOf = (kind: PolicyKind, context: PolicyContext): CheckContext => ({
  kind,
  account: context.account,
  organizationId: context.organizationId,
  trustedAccounts: context.trustedAccounts,
  at: Date.parse(context.takenAt ?? '2026-01-01T00:00:00Z'),
});
