import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface Asked {
  readonly operation: string;
  readonly input: Record<string, unknown>;
  /** Access key that signed. */
  readonly key: string;
  /** Region that it signed for. */
  readonly region: string;
}

/** Answers one request; `count` counts requests of its operation from 1. */
export type Reply = (response: ServerResponse, asked: Asked, count: number) => void;

export const ok =
  (body: object): Reply =>
  (response) =>
    send(response, 200, JSON.stringify(body));

export const refuse =
  (code: string, message = 'no', status = 400): Reply =>
  (response) =>
    send(response, status, JSON.stringify({ __type: code, message }));

export const raw =
  (status: number, body: string, type = 'application/x-amz-json-1.1'): Reply =>
  (response) =>
    send(response, status, body, type);

/** A body that ends before its announced length. */
export const cutConnection: Reply = (response) => {
  response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1', 'content-length': '1000' });
  response.write('{"Keys":[');
  setTimeout(() => response.socket?.destroy(), 5);
};

/** The first replies in turn, then the last for ever. */
export const inTurn =
  (...replies: readonly Reply[]): Reply =>
  (response, asked, count) =>
    replies[Math.min(count, replies.length) - 1]?.(response, asked, count);

function send(response: ServerResponse, status: number, body: string, type = 'application/x-amz-json-1.1'): void {
  response.writeHead(status, { 'content-type': type, 'x-amzn-requestid': 'request-id-in-a-header' });
  response.end(body);
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += chunk;
  return body;
}

/** A service that speaks AWS's JSON 1.1 (KMS, STS's requests are told by their form), on a port of its own. */
export async function serve(
  replies: Readonly<Record<string, Reply>>,
): Promise<{ endpoint: string; asked: Asked[]; connections: () => number }> {
  const asked: Asked[] = [];
  let connections = 0;
  const server = createServer(async (request, response) => {
    const body = await bodyOf(request);
    const target = String(request.headers['x-amz-target'] ?? '').split('.')[1];
    const operation = target ?? new URLSearchParams(body).get('Action') ?? `${request.method} ${request.url}`;
    const [, key = '', region = ''] =
      /Credential=([^/]*)\/[^/]*\/([^/]*)/.exec(String(request.headers.authorization)) ?? [];
    const isJson = target !== undefined || /json/.test(String(request.headers['content-type']));
    const form = Object.fromEntries(new URLSearchParams(body));
    const one = { operation, input: isJson ? JSON.parse(body || '{}') : form, key, region };
    asked.push(one);
    const reply = replies[operation] ?? raw(500, '<html>what?</html>', 'text/html');
    reply(response, one, asked.filter((other) => other.operation === operation).length);
  });
  server.on('connection', () => {
    connections += 1;
  });
  server.keepAliveTimeout = 0; // a connection that it closes while a request is on its way would be a fault that no test wants
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  );
  const { port } = server.address() as AddressInfo;
  return { endpoint: `http://127.0.0.1:${port}`, asked, connections: () => connections };
}
