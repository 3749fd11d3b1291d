import { type Breaker, regionBreaker, serviceBreaker } from './breaker.ts';
import type { Opening } from './opening.ts';
import { modules } from './sdk/index.ts';
import type { Timing } from './timing.ts';
import { type Connections, openConnections, transportOver } from './transport.ts';

/** What the SDK's clients have in common, as far as we use it. */
export interface Client {
  send(command: object, options?: object): Promise<Record<string, unknown>>;
  destroy(): void;
  readonly config: { signer?: Signer };
  readonly middlewareStack: {
    remove(name: string): boolean;
    add(middleware: (next: unknown) => unknown, at: object): void;
  };
}

/** What signs by one scheme: service, region and how. */
type Signer = (scheme?: SigningScheme) => Promise<unknown>;
interface SigningScheme {
  readonly name?: string;
  readonly signingName?: string;
  readonly signingRegion?: string;
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
  readonly openingOf: (region: string) => Opening;
  /** Ends every call in flight. */
  readonly signal?: AbortSignal;
  /** Set for emulators: buckets are addressed by path there. */
  readonly endpoint?: string;
}

type ClientClass = new (configuration: object) => Client;
interface CommandClass {
  new (input: object): object;
  /** By what the endpoint is chosen: `contextParams` are members of the input. */
  getEndpointParameterInstructions?(): Readonly<Record<string, { readonly type: string }>>;
}

/**
 * One client per service and region, so that what happens to one does not slow another. Never a logger: the SDK would
 * print session tokens to it.
 */
export function clientsFor(options: ClientOptions): Clients {
  const clients = new Map<string, Promise<Client>>();
  const regions = new Map<string, Breaker>();
  const { connect, attempt } = options.timing;
  let shared: Promise<Shared> | undefined;
  return {
    of: (sdk, client, region) => {
      const key = `${sdk}/${region}`;
      const ofRegion = regions.get(region) ?? regionBreaker(connect, attempt);
      regions.set(region, ofRegion);
      shared ??= sharedBy(options);
      const known =
        clients.get(key) ?? create(sdk, client, region, options, shared, [serviceBreaker(connect, attempt), ofRegion]);
      clients.set(key, known);
      return known;
    },
    close: async () => {
      for (const client of await Promise.allSettled(clients.values()))
        if (client.status === 'fulfilled') client.value.destroy();
      clients.clear();
      shared = undefined;
    },
  };
}

/** What all clients have in common, made when the first of them is. */
interface Shared {
  readonly connections: Connections;
  readonly settings: object;
}

async function sharedBy({ timing, signal }: ClientOptions): Promise<Shared> {
  const { userSettings } = await import('./user-settings.ts');
  return { connections: await openConnections(timing, signal), settings: userSettings() };
}

async function create(
  sdk: string,
  client: string,
  region: string,
  options: ClientOptions,
  shared: Promise<Shared>,
  breakers: readonly Breaker[],
): Promise<Client> {
  const { connections, settings } = await shared;
  const module = await moduleOf(sdk);
  const Class = module[client] as ClientClass;
  const made = new Class({
    ...settings,
    region,
    // Said to be over, so that the client asks before each request: by itself it would keep what the server refuses.
    credentials: async () => ({ ...((await options.credentials()) as object), expiration: new Date(0) }),
    cacheMiddleware: true, // see `send`
    requestHandler: transportOver(connections, breakers, options.openingOf(region)),
    ...(options.endpoint === undefined ? {} : atEndpoint(options.endpoint, sdk)),
  });
  for (const name of NEEDLESS) made.middlewareStack.remove(name);
  made.middlewareStack.add((next) => next, RETRIES);
  if (made.config.signer) made.config.signer = kept(made.config.signer);
  return made;
}

/** A third of what a call costs in processor time. Attempts are the caller's; the user agent is the transport's. */
const NEEDLESS = ['loggerMiddleware', 'getUserAgentMiddleware', 'recursionDetectionMiddleware', 'retryMiddleware'];
/** The place of the SDK's own, by which signing finds its. */
const RETRIES = { name: 'retryMiddleware', step: 'finalizeRequest', priority: 'high' };

/** The SDK makes one anew for each request. It holds no credentials: it asks for them. */
function kept(signer: Signer): Signer {
  const made = new Map<string, ReturnType<Signer>>();
  return (scheme = {}) => {
    const key = `${scheme.name} ${scheme.signingName} ${scheme.signingRegion}`;
    const known = made.get(key) ?? signer(scheme);
    made.set(key, known);
    return known;
  };
}

/**
 * Without options the client keeps the middleware of an operation, and calls in flight share a context in which the SDK notes
 * the endpoint. So not where the input chooses the endpoint, as a bucket's name does: nothing then hangs on when it is read.
 */
export const send = (client: Client, command: object): Promise<Record<string, unknown>> =>
  isElsewhere(command.constructor as CommandClass) ? client.send(command, {}) : client.send(command);

const elsewhere = new WeakMap<CommandClass, boolean>();

function isElsewhere(Class: CommandClass): boolean {
  const known = elsewhere.get(Class);
  if (known !== undefined) return known;
  const by = Object.values(Class.getEndpointParameterInstructions?.() ?? {});
  const is = by.some(({ type }) => type === 'contextParams' || type === 'operationContextParams');
  elsewhere.set(Class, is);
  return is;
}

/** S3 and S3 Control would put a bucket's or an account's name before the host, which an emulator has not. */
const atEndpoint = (endpoint: string, sdk: string): object =>
  sdk === 's3-control'
    ? { endpointProvider: () => ({ url: new URL(endpoint) }), disableHostPrefix: true }
    : { endpoint, ...(sdk === 's3' ? { forcePathStyle: true } : {}) };

export async function commandOf(sdk: string, operation: string, input: object): Promise<object> {
  const module = await moduleOf(sdk);
  const Class = module[`${operation}Command`] as CommandClass;
  return new Class(input);
}

type Module = Readonly<Record<string, unknown>>;
const loaded = new Map<string, Promise<Module>>();

function moduleOf(sdk: string): Promise<Module> {
  const load = modules[sdk];
  if (!load) throw new Error(`no generated module for the SDK client '${sdk}': run npm run generate`);
  const module = loaded.get(sdk) ?? load();
  loaded.set(sdk, module);
  return module;
}
