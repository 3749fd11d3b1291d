import { createHash, createHmac } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { HubFinding } from '../../src/aws/deliver/hub-finding.ts';
import { type Call, CallFailed, type CallRequest } from '../../src/collect/call.ts';
import type { News } from '../../src/lambda/news.ts';
import { receiverOf, type Sending } from '../../src/lambda/receivers.ts';
import type { Message } from '../../src/lambda/state.ts';
import type { Finding } from '../../src/model/finding.ts';
import { directoryStore } from '../../src/store.ts';
import { fakeHub } from '../aws/hub.ts';
import { type Doc, messages, scratch, TOPIC } from './account.ts';
import { selfSigned } from './certificate.ts';

const ACCOUNT = '111122223333';
const SECRET = 'not a secret of anybody';
const SIGNING_KEY = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/mac`;

const finding = (id: string, verdict: Finding['verdict'] = 'fail', message = 'It is open.'): Finding => ({
  id,
  rule: 'kms-key-policy-not-public',
  severity: 'critical',
  verdict,
  part: '',
  resource: {
    id: `arn:${id}`,
    type: 'aws.kms.key',
    name: id,
    partition: 'aws',
    account: ACCOUNT,
    region: 'eu-west-1',
    tags: {},
  },
  message,
  evidence: {},
  reasons: [],
});

const messageOf = (...news: readonly News[]): Message => ({
  sequence: 7,
  takenAt: '2026-11-26T00:00:00Z',
  cause: { events: [] },
  news,
  left: [],
});
const opened = (id: string, text?: string): News => ({ change: 'opened', finding: finding(id, 'fail', text) });

/** SNS and KMS as far as they are asked. */
function aws() {
  const asked: CallRequest[] = [];
  const call: Call = async (request) => {
    asked.push(request);
    const { operation, input } = request;
    if (operation === 'Publish') return { MessageId: 'm' };
    if (operation !== 'GenerateMac') throw new CallFailed({ operation, code: 'AccessDenied', message: '' });
    return {
      Mac: createHmac('sha256', SECRET)
        .update(input['Message'] as Buffer)
        .digest(),
    };
  };
  return { asked, call };
}

const sendingWith = (call: Call, webhook: Partial<Sending['webhook']> = {}): Sending => ({
  call,
  account: ACCOUNT,
  store: directoryStore(scratch()),
  rules: new Map(),
  webhook: { now: () => 1_700_000_000, backoff: 1, ...webhook },
});

/** An https server that answers with the statuses in turn, the last for ever. */
async function hook(...statuses: readonly number[]) {
  const { key, cert } = selfSigned();
  const got: { readonly headers: IncomingHttpHeaders; readonly body: string }[] = [];
  const server = createServer({ key, cert }, async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    got.push({ headers: request.headers, body });
    const status = statuses[Math.min(got.length, statuses.length) - 1] ?? 200;
    response.writeHead(status, status === 302 ? { location: 'https://169.254.169.254/' } : {}).end('hostile text');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { got, ca: cert, url: `https://127.0.0.1:${(server.address() as AddressInfo).port}/hook?token=CANARY` };
}

describe('a webhook', () => {
  test('gets what changed, and can tell who sent it', async () => {
    const { got, ca, url } = await hook(200);
    const receiver = receiverOf(url, sendingWith(aws().call, { key: SIGNING_KEY, ca }));
    await receiver.send(messageOf(opened('one')));
    const [{ headers, body } = { headers: {}, body: '' }] = got;
    const [, seconds, mac] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers['sealscan-signature'])) ?? [];
    const said = `v1:${seconds}:${createHash('sha256').update(body).digest('hex')}`;
    expect(mac).toBe(createHmac('sha256', SECRET).update(said).digest('hex'));
    expect(seconds).toBe('1700000000');
    expect(JSON.parse(body)).toMatchObject({ sequence: 7, news: [{ change: 'opened', finding: { id: 'one' } }] });
  });

  test('is named without what is secret in its address', async () => {
    const { url } = await hook(200);
    const { name } = receiverOf(url, sendingWith(aws().call));
    expect(name).toMatch(/^https:\/\/127\.0\.0\.1:\d+#[0-9a-f]{8}$/);
  });

  test.each([
    [[503, 429, 200], 3, true],
    [[500], 3, false],
    [[400], 1, false],
    [[302], 1, false],
  ])('that answers %j is asked %i times', async (statuses, times, isSent) => {
    const { got, ca, url } = await hook(...statuses);
    const sent = receiverOf(url, sendingWith(aws().call, { ca })).send(messageOf(opened('one')));
    await (isSent ? sent : expect(sent).rejects.toThrow(`it answered ${statuses.at(-1)}`));
    expect(got).toHaveLength(times);
  });

  test('whose certificate nobody vouches for gets nothing', async () => {
    const { got, url } = await hook(200);
    await expect(receiverOf(url, sendingWith(aws().call)).send(messageOf(opened('one')))).rejects.toThrow(
      'SELF_SIGNED',
    );
    expect(got).toEqual([]);
  });

  test('gets nothing unsigned where a key was named and KMS refuses it', async () => {
    const { got, ca, url } = await hook(200);
    const refusing: Call = async () => {
      throw new CallFailed({ operation: 'kms:GenerateMac', code: 'AccessDeniedException', message: '' });
    };
    const receiver = receiverOf(url, sendingWith(refusing, { key: SIGNING_KEY, ca }));
    await expect(receiver.send(messageOf(opened('one')))).rejects.toThrow('kms:GenerateMac');
    expect(got).toEqual([]);
  });
});

test('a topic gets what it takes, in as many parts as that needs, and nothing is lost', async () => {
  const { asked, call } = aws();
  const news = Array.from({ length: 40 }, (_, index) => opened(`f${index}`, 'é'.repeat(10_000)));
  await receiverOf(TOPIC, sendingWith(call)).send(messageOf(...news));
  const texts = asked.map(({ input }) => String(input['Message']));
  expect(texts.length).toBeGreaterThan(2);
  for (const text of texts) expect(Buffer.byteLength(text)).toBeLessThanOrEqual(262_144);
  const docs = texts.map((text) => JSON.parse(text) as Doc);
  expect(docs.map(({ part, parts }) => [part, parts])).toEqual(docs.map((_, index) => [index + 1, docs.length]));
  expect(docs.flatMap((doc) => doc.news.map(({ finding }) => finding.id))).toEqual(
    news.map(({ finding }) => finding.id),
  );
  expect(asked.every(({ region, input }) => region === 'eu-west-1' && input['TopicArn'] === TOPIC)).toBe(true);
});

test('the store gets one document for each message, the same one when it is sent twice', async () => {
  const folder = scratch();
  const sending = { ...sendingWith(aws().call), store: directoryStore(folder) };
  const receiver = receiverOf('s3', sending);
  await receiver.send(messageOf(opened('one')));
  await receiver.send(messageOf(opened('one')));
  expect(messages(folder)).toMatchObject([{ sequence: 7, news: [{ finding: { id: 'one' } }] }]);
});

test('Security Hub gets what is open, what is over is closed, and what is gone is archived; the rest is left alone', async () => {
  const hub = fakeHub();
  const { send } = receiverOf('security-hub', sendingWith(hub.call));
  const ids = Array.from({ length: 45 }, (_, index) => `f${index}`);
  await send(messageOf(...ids.map((id) => opened(id))));
  const held = hub.held.get('eu-west-1') ?? new Map<string, HubFinding>();
  expect(held.size).toBe(45);
  hub.asked.length = 0;
  const later: Message = {
    ...messageOf({ change: 'closed', finding: finding('f0', 'pass') }, { change: 'gone', finding: finding('f1') }),
    takenAt: '2026-11-26T01:00:00Z',
  };
  await send(later);
  expect(held.get('f0')?.Compliance?.Status).toBe('PASSED');
  expect(held.get('f1')?.RecordState).toBe('ARCHIVED');
  expect([...held.values()].filter(({ UpdatedAt }) => UpdatedAt === '2026-11-26T01:00:00Z')).toHaveLength(2);
  const asked = hub.asked.filter(({ operation }) => operation === 'GetFindings');
  expect(asked.map(({ input }) => JSON.stringify(input)).join()).not.toContain('"f2"');
});

test.each(['http://example.com', 'arn:aws:sqs:eu-west-1:111122223333:q', 'slack', ''])(
  'nobody is sent to as %j',
  (name) => {
    expect(() => receiverOf(name, sendingWith(aws().call))).toThrow('findings can be sent to');
  },
);
