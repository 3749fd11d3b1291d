import { Readable } from 'node:stream';
import type { NodeHttpHandler } from '@smithy/node-http-handler';
import { CODES } from '../model/classify.ts';
import { TOOL } from '../version.ts';
import { faultOf, isDripped, malformed, readBody } from './body.ts';
import type { Breaker } from './breaker.ts';
import { LATE_MS, type Opening } from './opening.ts';
import { type Deadline, deadlines, type Timing, timedOut } from './timing.ts';

const USER_AGENT = `${TOOL.name}/${TOOL.version}`;

type Handle = NodeHttpHandler['handle'];
export type Transport = Pick<
  NodeHttpHandler,
  'metadata' | 'handle' | 'destroy' | 'updateHttpClientConfig' | 'httpHandlerConfigs'
>;

/** What the requests of all clients go over. */
export interface Connections {
  readonly http: NodeHttpHandler;
  /** Milliseconds. */
  readonly connect: number;
  readonly attempt: number;
  readonly deadline: (ms: number) => Deadline;
}

/**
 * The SDK's HTTP/1.1 handler (over HTTP/2 a cut body reads as complete), with time-outs that throw. One for all clients: each
 * host has connections of its own in it, and services behind one endpoint share theirs. How many are used is for turns to bound.
 */
export async function openConnections(
  { connect, attempt }: Timing,
  interruption: AbortSignal | undefined,
): Promise<Connections> {
  const { NodeHttpHandler } = await import('@smithy/node-http-handler');
  const agent = { maxSockets: Number.POSITIVE_INFINITY, keepAlive: true };
  const http = new NodeHttpHandler({
    connectionTimeout: connect,
    requestTimeout: attempt,
    socketTimeout: attempt,
    throwOnRequestTimeout: true,
    httpAgent: agent,
    httpsAgent: agent,
  });
  return { http, attempt, connect, deadline: deadlines(interruption) };
}

/**
 * How one service of one region is reached. Around each attempt: a deadline that includes the body, a look at what came, the
 * breakers of this service and of its region, and the region's first answer.
 */
export function transportOver(
  { http, connect, attempt, deadline }: Connections,
  breakers: readonly Breaker[],
  opening: Opening,
): Transport {
  const handle: Handle = async (request) => {
    if (opening.isDead() || breakers.some((breaker) => breaker.isOpen())) throw unreachable(request.hostname);
    const limit = deadline(attempt);
    const ended = opening.asked(limit.expire);
    const began = performance.now();
    try {
      request.headers['user-agent'] = USER_AGENT; // what CloudTrail shows the account; no part of the signature
      const { response } = await http.handle(request, { abortSignal: limit.signal });
      const headed = performance.now();
      const body = await readBody(response.body);
      if (!isDripped(body, performance.now() - headed))
        for (const watching of [opening, ...breakers]) watching.answered(performance.now() - began);
      const fault = response.statusCode < 300 && isDescribed(request) ? faultOf(body) : undefined;
      if (fault) throw malformed(fault);
      response.body = isDescribed(request) ? body : Readable.from(body); // the SDK hands an object's out as a stream
      return { response };
    } catch (cause) {
      const isLate = limit.passed() || isTimeout(cause);
      const how = isUnconnected(cause) ? 'unconnected' : isLate || isReset(cause) ? 'silent' : undefined;
      const isOurs = performance.now() - began > LATE_MS + (how === 'unconnected' ? connect : attempt);
      if (how && !isOurs) for (const breaker of breakers) breaker.failed(how);
      if (isLate) throw opening.isDead() ? unreachable(request.hostname) : timedOut(attempt);
      throw cause;
    } finally {
      ended();
      limit.end();
    }
  };
  return {
    metadata: http.metadata,
    handle,
    destroy: () => http.destroy(),
    updateHttpClientConfig: (key, value) => http.updateHttpClientConfig(key, value),
    httpHandlerConfigs: () => http.httpHandlerConfigs(),
  };
}

/** What is written or read as an object is whatever it is, and the answer to a write is empty. */
const OBJECTS: ReadonlySet<unknown> = new Set(['GetObject', 'PutObject']);

const isDescribed = ({ method, query }: Parameters<Handle>[0]): boolean =>
  method !== 'HEAD' && !OBJECTS.has(query['x-id']);

interface SystemError {
  readonly name?: string;
  readonly code?: string;
  readonly message?: string;
}

const UNCONNECTED = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'EADDRNOTAVAIL'];

function isUnconnected(cause: unknown): boolean {
  const { name, code = '', message = '' } = cause as SystemError;
  return UNCONNECTED.includes(code) || (name === 'TimeoutError' && message.includes('did not establish a connection'));
}

/** The handler's own time-outs, which may come a moment before ours. */
function isTimeout(cause: unknown): boolean {
  const { name, message = '' } = cause as SystemError;
  return name === 'TimeoutError' && /requestTimeout|of inactivity/.test(message);
}

const isReset = (cause: unknown): boolean => ['ECONNRESET', 'EPIPE'].includes((cause as SystemError).code ?? '');

/** Not retried: its name is none that the SDK knows. */
const unreachable = (host: string): Error =>
  Object.assign(new Error(`${host} does not answer; it is not asked again`), { name: CODES.unreachable });
