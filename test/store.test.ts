import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { openSession } from '../src/aws/session.ts';
import { bucketStore, directoryStore, type Store } from '../src/store.ts';
import { scratch } from './lambda/account.ts';

beforeEach(() => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIATEST');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
  vi.stubEnv('AWS_PROFILE', undefined);
});
afterEach(() => vi.unstubAllEnvs());

interface Bucket {
  readonly endpoint: string;
  readonly objects: Map<string, Buffer>;
  /** Bodies that end early. */
  cuts: number;
  /** What every request is answered with. */
  refuses?: { readonly status: number; readonly code: string };
}

/** S3 as far as conditional writes go: https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html */
async function bucket(): Promise<Bucket> {
  const objects = new Map<string, Buffer>();
  const etag = (body: Buffer): string => `"${createHash('md5').update(body).digest('hex')}"`;
  const error = (code: string): string =>
    `<?xml version="1.0"?><Error><Code>${code}</Code><Message>no</Message></Error>`;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const key = decodeURIComponent(new URL(request.url ?? '', 'http://x').pathname);
    const known = objects.get(key);
    const { 'if-match': match, 'if-none-match': noneMatch } = request.headers;
    const refuse = (status: number, code: string) =>
      response.writeHead(status, { 'content-type': 'application/xml' }).end(error(code));
    if (made.refuses) return refuse(made.refuses.status, made.refuses.code);
    if (request.method === 'GET') {
      if (!known) return refuse(404, 'NoSuchKey');
      response.writeHead(200, { etag: etag(known), 'content-length': known.length });
      if (made.cuts-- <= 0) return response.end(known);
      response.write(known.subarray(0, 1));
      return setTimeout(() => response.socket?.destroy(), 5);
    }
    if (match !== undefined && !known) return refuse(404, 'NoSuchKey');
    if ((match !== undefined && known && etag(known) !== match) || (noneMatch === '*' && known))
      return refuse(412, 'PreconditionFailed');
    const body = Buffer.concat(chunks);
    objects.set(key, body);
    return response.writeHead(200, { etag: etag(body) }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const made: Bucket = { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, objects, cuts: 0 };
  return made;
}

async function inBucket({ endpoint }: Bucket): Promise<Store> {
  const { call } = await openSession({ env: { AWS_ENDPOINT_URL: endpoint, AWS_REGION: 'eu-west-1' } });
  onTestFinished(() => call.close());
  return bucketStore({ call, region: 'eu-west-1', bucket: 'state', prefix: 'sealscan/' });
}

const text = async (store: Store, key: string): Promise<string | undefined> => (await store.get(key))?.body.toString();

describe.each([
  ['a directory', async () => directoryStore(scratch())],
  ['a bucket', async () => inBucket(await bucket())],
])('%s', (_, open) => {
  test('gives back what was put, whatever it is', async () => {
    const store = await open();
    const body = Buffer.from([0, 255, 10, 13, 128]);
    await store.put('runs/one/x.gz', body);
    expect((await store.get('runs/one/x.gz'))?.body.equals(body)).toBe(true);
    expect(await store.get('runs/one/y.gz')).toBeUndefined();
  });

  test('is written over only by who knows what is there', async () => {
    const store = await open();
    expect(await store.replace('head', Buffer.from('a'), 'not there')).toBeUndefined();
    const tag = await store.replace('head', Buffer.from('a'), undefined);
    expect(tag).toBeDefined();
    expect(await store.replace('head', Buffer.from('b'), undefined)).toBeUndefined();
    expect(await store.replace('head', Buffer.from('b'), tag)).toBeDefined();
    expect(await store.replace('head', Buffer.from('c'), tag)).toBeUndefined();
    expect(await text(store, 'head')).toBe('b');
    expect((await store.get('head'))?.tag).not.toBe(tag);
  });

  test('lets one of many writers win, each time', async () => {
    const store = await open();
    const tag = await store.replace('head', Buffer.from('0'), undefined);
    const results = await Promise.all(
      Array.from({ length: 8 }, (_, writer) => store.replace('head', Buffer.from(`writer ${writer}`), tag)),
    );
    expect(results.filter((result) => result !== undefined)).toHaveLength(1);
  });
});

describe('a bucket', () => {
  test('keeps all below its prefix', async () => {
    const held = await bucket();
    await (await inBucket(held)).put('a', Buffer.from('x'));
    expect([...held.objects.keys()]).toEqual(['/state/sealscan/a']);
  });

  test('is read anew when a body ends early, and a body that always does is no state', async () => {
    const held = await bucket();
    const store = await inBucket(held);
    await store.put('a', Buffer.from('whole'));
    held.cuts = 1;
    expect(await text(store, 'a')).toBe('whole');
    held.cuts = 100;
    await expect(store.get('a')).rejects.toThrow();
  });

  test('that refuses is not taken for one that is empty', async () => {
    const held = await bucket();
    const store = await inBucket(held);
    held.refuses = { status: 403, code: 'AccessDenied' };
    await expect(store.get('a')).rejects.toThrow('s3:GetObject: AccessDenied');
    await expect(store.replace('a', Buffer.from('x'), undefined)).rejects.toThrow('s3:PutObject: AccessDenied');
  });
});
