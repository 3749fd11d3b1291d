import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { Call, Received } from '../emulator/wire/call.ts';
import { documents, QUICK, take } from './live.ts';
import type { Gate } from './proxy.ts';
import { type StormyWorld, startWorld } from './world.ts';

const LIFE = 50;
const EXPIRED = { json: 'ExpiredTokenException', 'rest-json': 'ExpiredTokenException' } as const;

let world: StormyWorld;
let clean: Readonly<Record<string, string>>;
beforeAll(async () => {
  world = await startWorld({ deep: false });
  clean = await documents(world.snapshot);
});
afterEach(() => {
  world.proxy.calm();
  vi.unstubAllEnvs();
});
afterAll(() => world?.stop());

const keyOf = ({ headers }: Received): string => /Credential=([^/]*)/.exec(headers.authorization ?? '')?.[1] ?? '';

/** Each access key is good for so many calls. */
function mortal(): Gate {
  const used = new Map<string, number>();
  return ({ protocol }: Call, received) => {
    const key = keyOf(received);
    const times = (used.get(key) ?? 0) + 1;
    used.set(key, times);
    const code = protocol === 'json' || protocol === 'rest-json' ? EXPIRED[protocol] : 'ExpiredToken';
    return times > LIFE
      ? { code, message: 'The security token included in the request is expired', status: 400 }
      : undefined;
  };
}

/** Hands out new keys each time, as the credential endpoint of a container does. */
async function startRole(): Promise<{ readonly url: string; readonly given: () => number; stop(): void }> {
  let given = 0;
  const server = createServer((_, response) => {
    given += 1;
    const Expiration = new Date(Date.now() + 3_600_000).toISOString();
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(
      JSON.stringify({ AccessKeyId: `AKIAROLE${given}`, SecretAccessKey: 'secret', Token: 'token', Expiration }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/role`;
  return { url, given: () => given, stop: () => void server.close() };
}

test('credentials of a role that expire after fifty calls are renewed: the same bytes', async () => {
  const role = await startRole();
  vi.stubEnv('AWS_ACCESS_KEY_ID', undefined);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', undefined);
  vi.stubEnv('AWS_CONTAINER_CREDENTIALS_FULL_URI', role.url);
  world.proxy.gate(mortal());
  const texts = await documents(await take({ endpoint: world.proxy.endpoint, staticKeys: false, timing: QUICK }));
  expect(Object.keys(clean).filter((name) => texts[name] !== clean[name])).toEqual([]);
  expect(role.given()).toBeGreaterThan(5);
  role.stop();
});

const HOURS_2 = 2 * 3_600_000;
const SKEW_ALLOWED = 5 * 60_000;

test.each([HOURS_2, -HOURS_2])('a server clock %i ms off is followed: the same bytes', async (off) => {
  world.proxy.clock(off);
  world.proxy.gate((_, { headers }) => {
    const said = String(headers['x-amz-date']).replace(/^(....)(..)(..)T(..)(..)(..)Z$/, '$1-$2-$3T$4:$5:$6Z');
    const isNear = Math.abs(Date.parse(said) - (Date.now() + off)) < SKEW_ALLOWED;
    return isNear ? undefined : { code: 'RequestTimeTooSkewed', message: 'The difference is too large.', status: 403 };
  });
  const texts = await documents(await take({ endpoint: world.proxy.endpoint, timing: QUICK }));
  expect(Object.keys(clean).filter((name) => texts[name] !== clean[name])).toEqual([]);
});
