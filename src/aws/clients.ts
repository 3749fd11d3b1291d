import { type Breaker, regionBreaker, serviceBreaker } from './breaker.ts';
import { ONE_ATTEMPT } from './retry.ts';
import { modules } from './sdk/index.ts';
import type { Timing } from './timing.ts';
import { openTransport } from './transport.ts';

/** What the SDK's clients have in common, as far as we use it. */
export interface Client {
  send(command: unknown, options: { abortSignal: AbortSignal }): Promise<Record<string, unknown>>;
  destroy(): void;
}

/** Every client that was needed so far. */
export interface Clients {
  of(sdk: string, client: string, region: string): Promise<Client>;
  /** Closes their connections. */
  close(): Promise<void>;
}

export interface ClientOptions {
  /** A provider, not values, so that expiring credentials can be refreshed. */
  readonly credentials: () => Promise<unknown>;
  readonly timing: Timing;
  /** Set for emulators: buckets are addressed by path there. */
  readonly endpoint?: string;
}

type ClientClass = new (configuration: object) => Client;
type CommandClass = new (input: object) => unknown;

/**
 * One client per service and region, so that what happens to one does not slow another. Never a logger: the SDK would
 * print session tokens to it.
 */
export function clientsFor(options: ClientOptions): Clients {
  const clients = new Map<string, Promise<Client>>();
  const regions = new Map<string, Breaker>();
  const { connect, attempt } = options.timing;
  return {
    of: (sdk, client, region) => {
      const key = `${sdk}/${region}`;
      const ofRegion = regions.get(region) ?? regionBreaker(connect, attempt);
      regions.set(region, ofRegion);
      const known =
        clients.get(key) ?? create(sdk, client, region, options, [serviceBreaker(connect, attempt), ofRegion]);
      clients.set(key, known);
      return known;
    },
    close: async () => {
      for (const client of await Promise.allSettled(clients.values()))
        if (client.status === 'fulfilled') client.value.destroy();
      clients.clear();
    },
  };
}

async function create(
  sdk: string,
  client: string,
  region: string,
  options: ClientOptions,
  breakers: readonly Breaker[],
): Promise<Client> {
  const module = await moduleOf(sdk);
  const Class = module[client] as ClientClass;
  return new Class({
    region,
    // Said to be over, so that the client asks before each request: by itself it would keep what the server refuses.
    credentials: async () => ({ ...((await options.credentials()) as object), expiration: new Date(0) }),
    maxAttempts: 1, // the caller makes the others
    cacheMiddleware: true, // the stack of a command is the same at every call
    retryStrategy: ONE_ATTEMPT,
    requestHandler: await openTransport(options.timing, breakers),
    ...(options.endpoint === undefined ? {} : atEndpoint(options.endpoint, sdk)),
  });
}

/** S3 and S3 Control would put a bucket's or an account's name before the host, which an emulator has not. */
const atEndpoint = (endpoint: string, sdk: string): object =>
  sdk === 's3-control'
    ? { endpointProvider: () => ({ url: new URL(endpoint) }), disableHostPrefix: true }
    : { endpoint, ...(sdk === 's3' ? { forcePathStyle: true } : {}) };

export async function commandOf(sdk: string, operation: string, input: object): Promise<unknown> {
  const module = await moduleOf(sdk);
  const Class = module[`${operation}Command`] as CommandClass;
  return new Class(input);
}

const moduleOf = (sdk: string): Promise<Record<string, unknown>> => {
  const load = modules[sdk];
  if (!load) throw new Error(`no generated module for the SDK client '${sdk}': run npm run generate`);
  return load();
};
