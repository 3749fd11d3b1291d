import type { CallRequest } from './call.ts';
import { QUOTAS, type Quota, UNDOCUMENTED } from './quotas.ts';

type Asked = Pick<CallRequest, 'sdk' | 'operation' | 'region'>;

/** Keeps requests to what AWS allows the account, most of which is left to those who work in it. */
export interface Rates {
  /** Takes a place in the queue; milliseconds until the request may be made. */
  take(asked: Asked): number;
  /** AWS throttled it: others draw on the same quota, or it is lower than we know. */
  slowDown(asked: Asked): void;
}

export interface RatesOptions {
  /** Requests a second, all together. */
  readonly maxRps?: number | undefined;
  /** Those of a whole of which this is a part: both hold. */
  readonly within?: Rates;
  /** False = only `maxRps` holds: an emulator has no quotas. */
  readonly isAws: boolean;
  /** Milliseconds. */
  readonly now?: () => number;
}

export function createRates({ maxRps, within, isAws, now = () => performance.now() }: RatesOptions): Rates {
  const whole = maxRps === undefined ? undefined : createBucket({ perSecond: maxRps, burst: 1 });
  const buckets = new Map<string, Bucket>();
  const bucketOf = ({ sdk, operation, region }: Asked): Bucket => {
    const quota = QUOTAS[`${sdk}:${operation}`] ?? QUOTAS[`${sdk}:*`] ?? UNDOCUMENTED;
    const key = `${region}/${quota.shared ?? `${sdk}:${operation}`}`;
    const bucket = buckets.get(key) ?? createBucket(shareOf(quota));
    buckets.set(key, bucket);
    return bucket;
  };
  return {
    take: (asked) => {
      const at = now();
      return Math.max(whole?.take(at) ?? 0, within?.take(asked) ?? 0, isAws ? bucketOf(asked).take(at) : 0);
    },
    slowDown: (asked) => {
      if (isAws) bucketOf(asked).slowDown(now());
    },
  };
}

const SHARE = 0.8;

/** No second sees more than the quota: what is in the bucket and what runs into it make the whole. */
const shareOf = ({ perSecond, burst }: Quota): Required<Omit<Quota, 'shared'>> => ({
  perSecond: perSecond * SHARE,
  burst: Math.max(1, burst === undefined ? perSecond * (1 - SHARE) : burst * SHARE),
});

interface Bucket {
  /** Takes one place; milliseconds until it is there. */
  take(now: number): number;
  slowDown(now: number): void;
}

const SLOWEST = 1 / 16;
const RECOVERS_PER_MS = 1 / 120_000;
/** What was sent together is refused together, and is one reason to slow down. */
const ONE_REFUSAL_MS = 1_000;

/** A leaky bucket: it remembers only when the next request would be due if all came evenly. */
function createBucket({ perSecond, burst }: Required<Omit<Quota, 'shared'>>): Bucket {
  let due = 0;
  let slowed = { to: 1, at: Number.NEGATIVE_INFINITY };
  const pace = (now: number): number => Math.min(1, slowed.to + Math.max(0, now - slowed.at) * RECOVERS_PER_MS);
  return {
    take: (now) => {
      const gap = 1000 / (perSecond * pace(now));
      const wait = Math.max(0, due - gap * (burst - 1) - now);
      due = Math.max(due, now) + gap;
      return wait;
    },
    slowDown: (now) => {
      if (now - slowed.at < ONE_REFUSAL_MS) return;
      slowed = { to: Math.max(SLOWEST, pace(now) / 2), at: now };
    },
  };
}
