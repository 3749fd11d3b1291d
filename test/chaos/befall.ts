import type { ServerResponse } from 'node:http';
import type { Answer } from '../emulator/wire/answer.ts';
import type { Call } from '../emulator/wire/call.ts';
import { encodeError, type Refusal } from '../emulator/wire/error.ts';

/** What may befall an answer. `cut-connection` ends before its announced length, `cut-body` is whole HTTP. */
export type Fault =
  | 'throttle'
  | 'server-error'
  | 'reset'
  | 'cut-connection'
  | 'cut-body'
  | 'html'
  | 'empty'
  | 'hang'
  | 'drip';

type Befall = (outgoing: ServerResponse, answer: Answer, call: Call) => void;

const send: Befall = (outgoing, { status, headers, body }) =>
  void outgoing.writeHead(status, { ...headers, 'content-length': body.length }).end(body);

const refuse =
  (refusal: (call: Call) => Refusal): Befall =>
  (outgoing, _, call) =>
    send(outgoing, encodeError(call, refusal(call)), call);

const THROTTLES = {
  json: { code: 'ThrottlingException', status: 400 },
  'rest-json': { code: 'TooManyRequestsException', status: 429 },
  query: { code: 'Throttling', status: 400 },
  'rest-xml': { code: 'SlowDown', status: 503 },
  ec2: { code: 'RequestLimitExceeded', status: 503 },
} as const;

const half = ({ body }: Answer): Buffer => body.subarray(0, Math.floor(body.length / 2));

/** Sends what is left of an answer. */
export const BEFALL: Readonly<Record<Fault | 'none', Befall>> = {
  none: send,
  throttle: refuse(({ protocol }) => ({ ...THROTTLES[protocol], message: 'Rate exceeded' })),
  'server-error': refuse(() => ({ code: 'InternalError', message: 'We had a problem', status: 500 })),
  reset: (outgoing) => void outgoing.socket?.resetAndDestroy(),
  'cut-connection': (outgoing, answer) => {
    outgoing.writeHead(answer.status, { ...answer.headers, 'content-length': answer.body.length + 1 });
    outgoing.write(half(answer), () => outgoing.socket?.destroy());
  },
  'cut-body': (outgoing, answer, call) => send(outgoing, { ...answer, body: half(answer) }, call),
  html: (outgoing, _, call) =>
    send(
      outgoing,
      { status: 503, headers: { 'content-type': 'text/html' }, body: Buffer.from('<html><p>Busy</p></html>') },
      call,
    ),
  empty: (outgoing, { headers }, call) => send(outgoing, { status: 200, headers, body: Buffer.alloc(0) }, call),
  hang: () => {},
  drip: (outgoing, { status, headers, body }) => {
    outgoing.writeHead(status, { ...headers, 'content-length': body.length });
    let sent = 0;
    const timer = setInterval(() => outgoing.write(body.subarray(sent, ++sent)), 200);
    outgoing.on('close', () => clearInterval(timer));
  },
};
