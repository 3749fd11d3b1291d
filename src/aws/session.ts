import type { LimitFunction } from 'p-limit';
import { createRates, type Rates } from '../collect/rates.ts';
import { type Caller, createCaller } from './caller.ts';
import { type Expiring, keptWhileValid } from './refresh.ts';
import { assuming, type Role } from './role.ts';
import type { Timing } from './timing.ts';
import { newPlaces } from './turns.ts';

export interface SessionOptions {
  readonly profile?: string | undefined;
  readonly signal?: AbortSignal;
  readonly timing?: Partial<Timing>;
  /** Requests a second, all services, regions and accounts together; without it AWS's quotas alone hold. */
  readonly maxRps?: number | undefined;
  /** The same of each account that is entered by a role. */
  readonly maxAccountRps?: number | undefined;
  /** process.env, handed in by the face. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Someone who can call AWS, and from where. */
export interface Session {
  readonly call: Caller;
  readonly homeRegion: string;
  /** The same process as somebody else, in another account: quotas are its own, the run's rate and places in flight are shared. */
  as(role: Role): Session;
}

const DEFAULT_REGION = 'us-east-1';
const AWS_ATTEMPTS = 10;
/** An emulator answers at once or never: what it lacks is an error page that no retry mends. */
const EMULATOR_ATTEMPTS = 2;

/** Credentials come from the SDK's default chain: environment, profile, SSO, web identity, container, instance. */
export async function openSession(options: SessionOptions): Promise<Session> {
  const { profile, maxRps, env } = options;
  const { fromNodeProviderChain } = await import('./credentials.ts');
  const homeRegion =
    env['AWS_REGION'] ?? env['AWS_DEFAULT_REGION'] ?? (await configuredRegion(profile)) ?? DEFAULT_REGION;
  const provider = fromNodeProviderChain({
    ...(profile === undefined ? {} : { profile }),
    clientConfig: { region: homeRegion },
  });
  const isAws = !env['AWS_ENDPOINT_URL'];
  const whole = createRates({ maxRps, isAws: false });
  const shared = { ...options, homeRegion, isAws, whole, places: newPlaces() };
  // places of its own: a call in flight may wait for a role's credentials, which this session asks for
  return sessionOf(provider, createRates({ isAws, within: whole }), newPlaces(), shared);
}

interface Shared extends SessionOptions {
  readonly homeRegion: string;
  readonly isAws: boolean;
  readonly whole: Rates;
  /** Of all accounts that are entered by roles. */
  readonly places: LimitFunction;
}

function sessionOf(provider: Expiring, rates: Rates, places: LimitFunction, shared: Shared): Session {
  const { env, signal, timing, homeRegion, isAws, whole, maxAccountRps } = shared;
  const endpoint = env['AWS_ENDPOINT_URL'];
  const attempts = Number(env['AWS_MAX_ATTEMPTS'] ?? (endpoint ? EMULATOR_ATTEMPTS : AWS_ATTEMPTS));
  const call = createCaller({
    credentials: keptWhileValid(provider),
    maxAttempts: Number.isInteger(attempts) && attempts > 0 ? attempts : AWS_ATTEMPTS,
    rates,
    places,
    ...(endpoint ? { endpoint } : {}),
    ...(signal ? { signal } : {}),
    ...(timing ? { timing } : {}),
  });
  return {
    homeRegion,
    call,
    as: (role) => {
      const own = createRates({ maxRps: maxAccountRps, isAws, within: whole });
      return sessionOf(assuming(call, homeRegion, role), own, shared.places, shared);
    },
  };
}

/** How the SDK says that no region is configured anywhere. */
const NO_REGION = 'Region is missing';

/** The SDK itself knows where a profile keeps its region. */
async function configuredRegion(profile: string | undefined): Promise<string | undefined> {
  const { STSClient } = await import('./sdk/sts.ts');
  const client = new STSClient(profile === undefined ? {} : { profile });
  try {
    return await client.config.region();
  } catch (cause) {
    if ((cause as Error).message === NO_REGION) return undefined; // the caller's default holds
    throw cause;
  }
}
