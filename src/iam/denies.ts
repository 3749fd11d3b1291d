import { caseOf } from './case.ts';
import type { PolicyContext } from './pins.ts';
import type { PolicyKind, Statement } from './policy.ts';
import { castOf, strangerUses } from './questions.ts';
import { contextOf, METER_STEPS } from './settings.ts';

export interface Reading {
  readonly kind: PolicyKind;
  readonly context: PolicyContext;
  /** Values may hold policy variables. */
  readonly variables: boolean;
}

const EVERYONE: Statement = {
  index: -1,
  label: 'everyone',
  effect: 'Allow',
  principals: { negated: false, everyone: true, aws: [], services: [], federated: [], canonical: [] },
  actions: { patterns: ['*'], negated: false },
  resources: { patterns: ['*'], negated: false },
  conditions: [],
};

/**
 * Whether a Deny shuts strangers out of all that it names, so that it leaves nobody but those whom its conditions list;
 * undefined where a stranger escapes it.
 */
export function leftBy(deny: Statement, { kind, context, variables }: Reading): true | undefined {
  if (deny.effect !== 'Deny' || !deny.principals) return undefined;
  const allowed: Statement = {
    ...EVERYONE,
    actions: deny.actions,
    resources: deny.resources ?? { patterns: ['*'], negated: false },
  };
  const one = caseOf({ variables, statements: [allowed, deny] }, contextOf(kind, context), { left: METER_STEPS });
  const [allow] = one.base.allows;
  return allow && strangerUses(one, castOf(one), allow) ? undefined : true;
}
