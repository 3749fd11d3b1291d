import { createServer, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { connect } from '../../../src/fleet/queue/connection.ts';
import { freePort } from '../../emulator/server.ts';
import { startServer } from './redis.ts';

const KEPT = ['--appendonly', 'yes'];

async function refusal(url: string): Promise<string> {
  try {
    (await connect(url)).close();
  } catch (cause) {
    return `${(cause as Error).name}: ${(cause as Error).message}`;
  }
  return 'it connected';
}

test('a server that would forget jobs is refused, and says what to change', async () => {
  const evicting = await startServer([...KEPT, '--maxmemory-policy', 'allkeys-lru']);
  expect(await refusal(evicting.url)).toMatch(/^InputError: .*drops jobs.*maxmemory-policy is allkeys-lru.*noeviction/);
  const forgetful = await startServer(['--appendonly', 'no']);
  expect(await refusal(forgetful.url)).toMatch(/^InputError: .*forgets its jobs.*--appendonly yes$/);
  const kept = await startServer(KEPT);
  expect(await refusal(kept.url)).toBe('it connected');
});

test('a managed service that keeps CONFIG to itself is warned of', async () => {
  const managed = await startServer(['--appendonly', 'no', '--rename-command', 'CONFIG', '']);
  const connection = await connect(managed.url);
  onTestFinished(() => connection.close());
  expect(connection.warnings).toEqual([expect.stringMatching(/without an append-only file.*plan again$/)]);
});

test('no message holds the password', async () => {
  const { port } = await startServer([...KEPT, '--requirepass', 's3cr3t-right']);
  const at = `127.0.0.1:${port}`;
  expect(await refusal(`redis://:s3cr3t-right@${at}`)).toBe('it connected');
  const refused = await Promise.all([
    refusal(`redis://:s3cr3t-wrong@${at}`),
    refusal(`redis://${at}`),
    refusal(`redis://:s3cr3t-x@127.0.0.1:${await freePort()}`),
    refusal('redis//:s3cr3t-y@here'),
    refusal('http://:s3cr3t-z@here'),
    refusal(`redis://:s3cr3t-q@${at}/path`),
  ]);
  expect(refused[0]).toMatch(/^InputError: .*does not let sealscan in: WRONGPASS/);
  expect(refused[1]).toMatch(/^InputError: .*does not let sealscan in: NOAUTH/);
  expect(refused[2]).toMatch(/^QueueUnreachable: .*does not answer: .*ECONNREFUSED/);
  for (const text of refused.slice(3)) expect(text).toMatch(/^InputError: a queue is redis:\/\//);
  expect(refused.join()).not.toContain('s3cr3t');
});

test('what is no Redis, or an old one, is said', async () => {
  const answering = async (info: string): Promise<string> => {
    const server = createServer((socket: Socket) => {
      socket.on('error', () => {});
      socket.on('data', (asked) => {
        const many =
          asked
            .toString()
            .toLowerCase()
            .match(/\r\n(info|client|hello|config)\r\n/g) ?? [];
        for (const _ of many) socket.write(`$${info.length}\r\n${info}\r\n`);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    return refusal(`redis://127.0.0.1:${(server.address() as { port: number }).port}`);
  };
  expect(await answering('redis_version:5.0.7\r\n')).toMatch(/^InputError: .*Redis 5.0.7: it takes 6.2 or newer/);
  expect(await answering('hello:there\r\n')).toMatch(/^InputError: .*no Redis or Valkey/);
});

test('TLS is spoken where the address says so', async () => {
  const server = createServer();
  const first = new Promise<Buffer>((resolve) =>
    server.on('connection', (socket) => {
      socket.on('error', () => {});
      socket.once('data', (bytes) => {
        resolve(bytes);
        socket.destroy();
      });
    }),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const said = refusal(`rediss://127.0.0.1:${(server.address() as { port: number }).port}`);
  expect((await first)[0]).toBe(0x16); // a TLS handshake
  expect(await said).toMatch(/^QueueUnreachable: /);
});
