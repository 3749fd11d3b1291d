import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { type Denial, denied, denies } from './faults.ts';
import { paging, type Split } from './pages.ts';
import type { Context, Quirk } from './quirk.ts';
import { AROUND_PAGES, QUIRKS } from './quirks/index.ts';
import type { Answer } from './wire/answer.ts';
import { type Call, type Received, signedFor, understand } from './wire/call.ts';
import { encodeError, Refused } from './wire/error.ts';
import { newWorld, type World } from './world.ts';

/** One request that reached the proxy, without any value. */
interface Recorded {
  readonly service: string;
  readonly operation: string;
  readonly region: string;
  /** Names of the input's members, sorted. */
  readonly input: readonly string[];
}

export interface CorrectingProxy {
  readonly endpoint: string;
  readonly requests: Recorded[];
  deny(denial: Denial): void;
  split(split: Split): void;
  /** Calls like these get no answer until `heal`. */
  stall(calls: Pick<Denial, 'operation' | 'match' | 'region'>): void;
  /** Takes back every denial, split and stall. */
  heal(): void;
  stop(): Promise<void>;
}

interface State {
  readonly moto: string;
  readonly start: Date;
  readonly requests: Recorded[];
  readonly denials: Denial[];
  readonly splits: Split[];
  readonly stalls: Denial[];
  world: World;
}

/** Puts AWS's answers in front of moto's, on a loopback port of its own. */
export async function startProxy(moto: string, start: Date): Promise<CorrectingProxy> {
  const state: State = { moto, start, requests: [], denials: [], splits: [], stalls: [], world: newWorld(start) };
  const server = createServer((incoming, outgoing) => {
    serve(state, incoming, outgoing).catch((error) => outgoing.writeHead(599).end(String(error?.stack ?? error)));
  });
  server.keepAliveTimeout = 0; // a connection that ends while a request is under way would be a fault of ours
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    requests: state.requests,
    deny: (denial) => void state.denials.push(denial),
    split: (split) => void state.splits.push(split),
    stall: (calls) => void state.stalls.push(calls),
    heal: () => {
      state.denials.length = 0;
      state.splits.length = 0;
      state.stalls.length = 0;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function serve(state: State, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const { method = 'GET', url = '/', headers } = incoming;
  const received = { method, url, headers, body: Buffer.concat(chunks) };
  follow(state, received);
  const call = understand(received);
  const answer = call ? await answered(state, call) : await passed(state, received);
  outgoing.writeHead(answer.status, { ...answer.headers, 'content-length': answer.body.length }).end(answer.body);
}

/** Keeps the proxy's memory in step with what a test tells moto: its clock and its reset. Splits are for the proxy alone. */
function follow(state: State, { method, url, body }: Received): void {
  if (method === 'PUT' && url === '/splits') state.splits.splice(0, Infinity, ...JSON.parse(body.toString()));
  if (method === 'PUT' && url === '/clock') state.world.now = new Date(body.toString());
  if (method === 'POST' && url === '/moto-api/reset') state.world = newWorld(state.start);
}

/** A service that the proxy does not speak is recorded all the same: a call that no test sees could read anything. */
function passed(state: State, received: Received): Promise<Answer> {
  const service = signedFor(received);
  if (service) state.requests.push({ service, operation: `${received.method} ${received.url}`, region: '', input: [] });
  return forward(state.moto, received);
}

async function answered(state: State, call: Call): Promise<Answer> {
  const { service, operation, region, input } = call;
  const names = Object.keys(input).map((name) => name.split('.')[0] ?? name);
  state.requests.push({ service, operation, region, input: [...new Set(names)].sort() });
  while (state.stalls.some((one) => denies(one, call))) await pause(20);
  const denial = state.denials.find((one) => denies(one, call));
  if (denial) return encodeError(call, denied(denial, call));
  try {
    return await corrected(state, call, [...AROUND_PAGES, paging(state.splits), ...QUIRKS]);
  } catch (error) {
    if (error instanceof Refused) return encodeError(call, error.refusal);
    throw error;
  }
}

/** Lets the matching quirks answer, each wrapped around the next, moto innermost. */
function corrected(state: State, call: Call, quirks: readonly Quirk[]): Promise<Answer> {
  const at = quirks.findIndex((quirk) => quirk.matches(call));
  const quirk = quirks[at];
  if (!quirk) return forward(state.moto, call);
  const rest = quirks.slice(at + 1);
  const context: Context = {
    world: state.world,
    call,
    next: (changed = call) => corrected(state, changed, rest),
    kms: (operation, input, region = call.region) => askKms(state, operation, input, region),
  };
  return quirk.answer(call, context);
}

/** Moto's KMS as it is, for quirks that must resolve an alias or see a key. */
async function askKms(state: State, operation: string, input: object, region: string) {
  const answer = await forward(state.moto, {
    method: 'POST',
    url: '/',
    headers: {
      host: new URL(state.moto).host,
      authorization: `AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20261115/${region}/kms/aws4_request, SignedHeaders=host, Signature=0`,
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `TrentService.${operation}`,
    },
    body: Buffer.from(JSON.stringify(input)),
  });
  const output: Record<string, unknown> = JSON.parse(answer.body.toString() || '{}');
  if (answer.status < 300) return output;
  throw new Refused({ code: String(output.__type), message: String(output.message), status: answer.status });
}

/**
 * What the proxy says itself. Moto's clock stands, and the SDK takes a date that is off for its own clock's fault and tries
 * again: https://docs.aws.amazon.com/IAM/latest/UserGuide/signature-v4-troubleshooting.html
 */
const OWN: ReadonlySet<string> = new Set(['connection', 'content-length', 'date', 'transfer-encoding']);

/** Hands the request on as it came; the Host header stays, since addresses in answers are built from it. */
function forward(moto: string, { method, url, headers, body }: Received): Promise<Answer> {
  const { hostname, port } = new URL(moto);
  return new Promise((resolve, reject) => {
    const onward = { ...headers, 'content-length': String(body.length), connection: 'close' };
    const asked = request({ hostname, port, method, path: url, headers: onward }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () => {
        const kept = Object.entries(answer.headers).filter(([name]) => !OWN.has(name));
        const headersBack = Object.fromEntries(kept.map(([name, value]) => [name, String(value)]));
        resolve({ status: answer.statusCode ?? 500, headers: headersBack, body: Buffer.concat(chunks) });
      });
    });
    asked.on('error', reject);
    asked.end(body);
  });
}
