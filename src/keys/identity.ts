import type { Resource } from '../graph/resource.ts';
import { placeInArn } from '../model/arn.ts';
import { EMPTY, type FieldState, isUnknown, type LinkState, type LinkValue } from '../model/field.ts';
import type { Reason } from '../model/reason.ts';
import { type Cost, monthlyCost } from './cost.ts';

/** What a key is. A field that AWS leaves empty is null; one that nobody saw is null and named in `unknown`. */
export interface KeyIdentity {
  readonly arn: string;
  readonly id: string;
  readonly account: string;
  readonly region: string;
  /** `seen`, or how a reference to a key that is not in the snapshot ended: `gone`, `foreign`, … */
  readonly sight: 'seen' | LinkState;
  /** Sorted. */
  readonly aliases: readonly string[];
  readonly state: string | null;
  readonly manager: string | null;
  readonly origin: string | null;
  readonly spec: string | null;
  readonly usage: string | null;
  /** `no`, `PRIMARY` or `REPLICA`. */
  readonly multiRegion: string | null;
  /** ARN of the primary key of a replica. */
  readonly primaryKey: string | null;
  /** ARNs of the other keys of a multi-Region set. */
  readonly relatedKeys: readonly string[] | null;
  readonly rotationEnabled: boolean | null;
  readonly rotationPeriodDays: number | null;
  /** ISO 8601, like all times. */
  readonly nextRotationAt: string | null;
  readonly createdAt: string | null;
  readonly deletionDate: string | null;
  readonly materialExpiresAt: string | null;
  /** Null and not in `unknown` = not used since `usageTrackedSince`; AWS saw nothing of what was before. */
  readonly lastUsedAt: string | null;
  readonly usageTrackedSince: string | null;
  readonly monthlyCost: Cost | null;
  readonly unknown: Readonly<Record<string, Reason>>;
}

const FIELDS = [
  ...(['state', 'manager', 'origin', 'spec', 'usage', 'multiRegion', 'primaryKey', 'relatedKeys'] as const),
  ...(['rotationEnabled', 'rotationPeriodDays', 'nextRotationAt', 'createdAt', 'deletionDate'] as const),
  ...(['materialExpiresAt', 'lastUsedAt', 'usageTrackedSince'] as const),
];

export function identityOf(resource: Resource, aliases: readonly string[]): KeyIdentity {
  const states = FIELDS.map((name) => [name, resource.read(name)] as const);
  return {
    ...placeOf(resource.id),
    sight: 'seen',
    aliases,
    ...Object.fromEntries(states.map(([name, state]) => [name, plain(state)])),
    monthlyCost: monthlyCost(resource),
    unknown: Object.fromEntries(states.flatMap(([name, state]) => (isUnknown(state) ? [[name, state.unknown]] : []))),
  } as KeyIdentity;
}

/** A key that something names and the snapshot lacks: all that is known is its name. */
export function identityOutOfSight(arn: string, sight: LinkState, reason: Reason): KeyIdentity {
  return {
    ...placeOf(arn),
    sight,
    aliases: [],
    ...Object.fromEntries(FIELDS.map((name) => [name, null])),
    monthlyCost: null,
    unknown: Object.fromEntries(FIELDS.map((name) => [name, reason])),
  } as unknown as KeyIdentity;
}

const placeOf = (arn: string) => {
  const { account, region } = placeInArn(arn);
  return { arn, id: arn.slice(arn.lastIndexOf(':') + 1).replace(/^key\//, ''), account, region };
};

function plain(state: FieldState): unknown {
  if (state === EMPTY || isUnknown(state)) return null;
  if (typeof state === 'object' && 'link' in state) return (state as LinkValue).id || null;
  return state;
}
