import { Cluster, Redis, type RedisOptions } from 'ioredis';
import { InputError } from '../../model/input-error.ts';
import { checkServer, type Server } from './server.ts';

/** What BullMQ speaks to: one Redis or Valkey, or a cluster of them. */
export interface Connection {
  readonly client: Redis | Cluster;
  /** `host:port`; the address never holds the password. */
  readonly address: string;
  /** What is worth knowing of the server, a sentence each. */
  readonly warnings: readonly string[];
  /** Ends at once: what waits for an answer does not get one. */
  close(): void;
}

/** A class since it is thrown: no server answered, which is nobody's typing error. Exit code 3. */
class QueueUnreachable extends Error {
  override readonly name = 'QueueUnreachable';
}

const ANSWER_MS = 10_000;
const MOST_PAUSE_MS = 5_000;

/**
 * Connects to `redis://` or `rediss://` (TLS), and makes sure that the server keeps what it is given.
 * @throws InputError where the address, the password or the server's settings will not do
 * @throws QueueUnreachable where nothing answers
 */
export async function connect(url: string, note: (text: string) => void = () => {}): Promise<Connection> {
  const options = optionsOf(url);
  const address = `${options.host}:${options.port}`;
  const { isCluster, warnings } = await ask(options, address);
  const client = isCluster ? clusterOf(options) : new Redis(lasting(options));
  const say = nowAndThen(note);
  client.on('error', (cause: Error) =>
    say(`queue ${address}: ${withoutPassword(cause.message, options)}; trying again`),
  );
  return { client, address, warnings, close: () => client.disconnect() };
}

/** Commands wait for a server that is away, and a replica that became the primary is looked for. */
const lasting = (options: RedisOptions): RedisOptions => ({
  ...options,
  maxRetriesPerRequest: null,
  retryStrategy: (times) => Math.min(100 * 2 ** Math.min(times, 10), MOST_PAUSE_MS),
  reconnectOnError: ({ message }) => (message.startsWith('READONLY') ? 2 : false),
});

/** Names are not resolved beforehand: certificates of ElastiCache are made out for them (ioredis, "Special Note: AWS ElastiCache Clusters with TLS"). */
const clusterOf = ({ host, port, ...options }: RedisOptions): Cluster =>
  new Cluster([{ host: host as string, port: port as number }], {
    redisOptions: lasting(options),
    dnsLookup: (name, done) => done(null, name),
  });

/** Asked on a connection of its own, which gives up: a wrong address is to be said at once. */
async function ask(options: RedisOptions, address: string): Promise<Server> {
  const client = new Redis({ ...options, lazyConnect: true, retryStrategy: null, connectTimeout: ANSWER_MS });
  let broken: Error | undefined;
  client.on('error', (cause: Error) => {
    broken = cause;
  });
  try {
    await client.connect();
    return await checkServer(client, address);
  } catch (cause) {
    throw refusal(broken ?? (cause as Error), options, address);
  } finally {
    client.disconnect();
  }
}

function refusal(cause: Error, options: RedisOptions, address: string): Error {
  if (cause instanceof InputError) return cause;
  const message = withoutPassword(cause.message, options);
  return /^(NOAUTH|WRONGPASS|NOPERM|ERR .*(AUTH|password))/.test(message)
    ? new InputError(`the queue at ${address} does not let sealscan in: ${message}`)
    : new QueueUnreachable(`the queue at ${address} does not answer: ${message}`);
}

const withoutPassword = (text: string, { password }: RedisOptions): string =>
  password ? text.replaceAll(password, '…') : text;

/** @throws InputError, which does not repeat what was given: it may hold a password */
function optionsOf(url: string): RedisOptions {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  const isTls = parsed?.protocol === 'rediss:';
  const db = parsed?.pathname.replace(/^\//, '') ?? '';
  if (!parsed || !(isTls || parsed.protocol === 'redis:') || parsed.hostname === '' || !/^\d*$/.test(db))
    throw new InputError('a queue is redis://HOST:PORT, or rediss://USER:PASSWORD@HOST:PORT for TLS');
  return {
    host: parsed.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: Number(parsed.port || 6379),
    family: 0, // whatever the name resolves to
    db: Number(db || 0),
    ...(parsed.username !== '' && { username: decodeURIComponent(parsed.username) }),
    ...(parsed.password !== '' && { password: decodeURIComponent(parsed.password) }),
    ...(isTls && { tls: {} }),
  };
}

const SILENCE_MS = 30_000;

/** A server that is away says so with each try. */
function nowAndThen(say: (text: string) => void): (text: string) => void {
  let last = Number.NEGATIVE_INFINITY;
  return (text) => {
    if (performance.now() - last < SILENCE_MS) return;
    last = performance.now();
    say(text);
  };
}
