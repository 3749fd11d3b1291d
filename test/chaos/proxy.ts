import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Denial, denied, denies } from '../emulator/faults.ts';
import type { Answer } from '../emulator/wire/answer.ts';
import { type Call, type Received, understand } from '../emulator/wire/call.ts';
import { encodeError, type Refusal } from '../emulator/wire/error.ts';
import { BEFALL, type Fault } from './befall.ts';
import { chance } from './random.ts';

/** What of all requests each fault befalls; together below 1. */
export type Rates = Partial<Readonly<Record<Fault, number>>>;

/** In place of an answer, decided for each signed request; undefined = as it is. */
export type Gate = (call: Call, received: Received) => Refusal | undefined;

export interface Weather {
  readonly seed: number;
  readonly rates: Rates;
  /** Faults in a row for the same request; then it is answered. */
  readonly inARow: number;
}

export interface ChaosProxy {
  readonly endpoint: string;
  /** Operations asked for, as `service:Operation`, since the last call of `calm`. */
  readonly asked: Map<string, number>;
  readonly faults: Map<Fault, number>;
  storm(weather: Weather): void;
  deny(denial: Denial): void;
  gate(gate: Gate): void;
  /** Calls like these get no answer, or none that ends. */
  blackout(calls: (call: Call) => boolean, how?: 'hang' | 'drip'): void;
  /** Its clock is so many milliseconds off. */
  clock(off: number): void;
  /** Every page after the first is answered as the second was. */
  repeatTokens(): void;
  /** No fault, no denial, no gate. */
  calm(): void;
  /** Asks the emulator anew, which answers otherwise now. */
  forget(): void;
  stop(): Promise<void>;
}

interface State {
  readonly upstream: string;
  /** An emulated account stands still, so each question is asked of it once. */
  readonly known: Map<string, Promise<Answer>>;
  readonly asked: Map<string, number>;
  readonly faults: Map<Fault, number>;
  readonly tries: Map<string, number>;
  readonly denials: Denial[];
  weather: Weather | undefined;
  gate: Gate | undefined;
  blackout: { readonly calls: (call: Call) => boolean; readonly how: 'hang' | 'drip' } | undefined;
  repeats: boolean;
  clockOff: number;
}

/** Puts bad weather in front of an emulator. */
export async function startChaos(upstream: string): Promise<ChaosProxy> {
  const state: State = {
    upstream,
    known: new Map(),
    asked: new Map(),
    faults: new Map(),
    tries: new Map(),
    denials: [],
    weather: undefined,
    gate: undefined,
    blackout: undefined,
    repeats: false,
    clockOff: 0,
  };
  const server = createServer((incoming, outgoing) => void serve(state, incoming, outgoing));
  server.keepAliveTimeout = 0; // faults come by plan only
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: state.asked,
    faults: state.faults,
    storm: (weather) => {
      state.weather = weather;
      state.tries.clear();
      state.faults.clear();
    },
    deny: (denial) => void state.denials.push(denial),
    gate: (gate) => {
      state.gate = gate;
    },
    blackout: (calls, how = 'hang') => {
      state.blackout = { calls, how };
    },
    clock: (off) => {
      state.clockOff = off;
    },
    repeatTokens: () => {
      state.repeats = true;
    },
    forget: () => state.known.clear(),
    calm: () => {
      state.weather = undefined;
      state.gate = undefined;
      state.blackout = undefined;
      state.repeats = false;
      state.clockOff = 0;
      state.denials.length = 0;
      state.asked.clear();
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const count = <K>(counts: Map<K, number>, key: K): number => {
  const next = (counts.get(key) ?? 0) + 1;
  counts.set(key, next);
  return next;
};

async function serve(state: State, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const { method = 'GET', url = '/', headers } = incoming;
  const received = { method, url, headers, body: Buffer.concat(chunks) };
  const call = understand(received);
  outgoing.setHeader('date', new Date(Date.now() + state.clockOff).toUTCString());
  if (!call) return void outgoing.writeHead(500).end();
  count(state.asked, `${call.service}:${call.operation}`);
  if (state.blackout?.calls(call)) return BEFALL[state.blackout.how](outgoing, await answered(state, call), call);
  const denial = state.denials.find((one) => denies(one, call));
  const refusal = state.gate?.(call, received) ?? (denial && denied(denial, call));
  const answer = refusal ? encodeError(call, refusal) : await answered(state, call);
  const fault = faultFor(state, call);
  if (fault) count(state.faults, fault);
  BEFALL[fault ?? 'none'](outgoing, answer, call);
}

const keyOf = ({ service, region, operation, method, url, body }: Call): string =>
  JSON.stringify([service, region, operation, method, url, body.toString()]);

/** Without the token, which is all that tells a page from the first. */
const firstPage = ({ service, region, operation, method, url, body }: Call): string => {
  const rest = body
    .toString()
    .replace(/"(NextToken|Marker)":"[^"]*",?/, '')
    .replace(/&(NextToken|Marker)=[^&]*/, '');
  return JSON.stringify([service, region, operation, method, url.replace(/continuation-token=[^&]*&?/, ''), rest]);
};

/** The second page again and again. */
async function repeated(state: State, call: Call): Promise<Answer> {
  const key = `repeated ${firstPage(call)}`;
  const isFirst = firstPage(call) === keyOf(call);
  if (isFirst) return forward(state.upstream, call);
  const known = state.known.get(key) ?? forward(state.upstream, call);
  state.known.set(key, known);
  return known;
}

function answered(state: State, call: Call): Promise<Answer> {
  if (state.repeats) return repeated(state, call);
  const key = keyOf(call);
  const known = state.known.get(key) ?? forward(state.upstream, call);
  state.known.set(key, known);
  return known;
}

function faultFor({ weather, tries }: State, call: Call): Fault | undefined {
  if (!weather) return undefined;
  const key = keyOf(call);
  const attempt = count(tries, key);
  if (attempt % (weather.inARow + 1) === 0) return undefined;
  let left = chance(weather.seed, key, attempt);
  for (const [fault, rate] of Object.entries(weather.rates) as [Fault, number][]) {
    if (left < rate) return fault;
    left -= rate;
  }
  return undefined;
}

const HOP: ReadonlySet<string> = new Set(['connection', 'content-length', 'date', 'transfer-encoding', 'keep-alive']);

function forward(upstream: string, { method, url, headers, body }: Received): Promise<Answer> {
  const { hostname, port } = new URL(upstream);
  return new Promise((resolve, reject) => {
    const onward = { ...headers, 'content-length': String(body.length), connection: 'close' };
    const asked = request({ hostname, port, method, path: url, headers: onward }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () => {
        const kept = Object.entries(answer.headers).filter(([name]) => !HOP.has(name));
        const back = Object.fromEntries(kept.map(([name, value]) => [name, String(value)]));
        resolve({ status: answer.statusCode ?? 500, headers: back, body: Buffer.concat(chunks) });
      });
    });
    asked.on('error', reject);
    asked.end(body);
  });
}
