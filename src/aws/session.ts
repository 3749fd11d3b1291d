import { createRates } from '../collect/rates.ts';
import { type Caller, createCaller } from './caller.ts';
import type { Timing } from './timing.ts';

export interface SessionOptions {
  readonly profile?: string | undefined;
  readonly signal?: AbortSignal;
  readonly timing?: Partial<Timing>;
  /** Requests a second, all services and regions together; without it AWS's quotas alone hold. */
  readonly maxRps?: number | undefined;
  /** process.env, handed in by the face. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Someone who can call AWS, and from where. */
export interface Session {
  readonly call: Caller;
  readonly homeRegion: string;
}

const DEFAULT_REGION = 'us-east-1';
const AWS_ATTEMPTS = 10;
/** An emulator answers at once or never: what it lacks is an error page that no retry mends. */
const EMULATOR_ATTEMPTS = 2;

/** Credentials come from the SDK's default chain: environment, profile, SSO, web identity, container, instance. */
export async function openSession({ profile, signal, timing, maxRps, env }: SessionOptions): Promise<Session> {
  const { fromNodeProviderChain } = await import('./credentials.ts');
  const endpoint = env['AWS_ENDPOINT_URL'];
  const homeRegion =
    env['AWS_REGION'] ?? env['AWS_DEFAULT_REGION'] ?? (await configuredRegion(profile)) ?? DEFAULT_REGION;
  const provider = fromNodeProviderChain({
    ...(profile === undefined ? {} : { profile }),
    clientConfig: { region: homeRegion },
  });
  let known: ReturnType<typeof provider> | undefined; // asked for late: nobody would catch its refusal before
  let refreshing: ReturnType<typeof provider> | undefined; // one for all calls that see the same token expire
  const credentials = async (options?: { forceRefresh?: boolean }): Promise<unknown> => {
    known ??= provider();
    if (options?.forceRefresh || (await expires(known))) {
      refreshing ??= provider({ forceRefresh: true }).finally(() => {
        refreshing = undefined;
      });
      known = refreshing;
    }
    return known;
  };
  const attempts = Number(env['AWS_MAX_ATTEMPTS'] ?? (endpoint ? EMULATOR_ATTEMPTS : AWS_ATTEMPTS));
  return {
    homeRegion,
    call: createCaller({
      credentials,
      maxAttempts: Number.isInteger(attempts) && attempts > 0 ? attempts : AWS_ATTEMPTS,
      rates: createRates({ maxRps, isAws: !endpoint }),
      ...(endpoint ? { endpoint } : {}),
      ...(signal ? { signal } : {}),
      ...(timing ? { timing } : {}),
    }),
  };
}

const REFRESH_BEFORE_MS = 5 * 60_000;

async function expires(known: Promise<{ readonly expiration?: Date }>): Promise<boolean> {
  const { expiration } = await known;
  return expiration !== undefined && expiration.getTime() - Date.now() < REFRESH_BEFORE_MS;
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
