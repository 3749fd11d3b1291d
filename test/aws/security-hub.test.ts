import { describe, expect, test } from 'vitest';
import type { HubFinding } from '../../src/aws/deliver/hub-finding.ts';
import { type HubDelivery, sendToSecurityHub } from '../../src/aws/deliver/security-hub.ts';
import { type FakeHub, fakeHub } from './hub.ts';

const ACCOUNT = '111122223333';
const product = (region: string, account = ACCOUNT): string =>
  `arn:aws:securityhub:${region}:${account}:product/${account}/default`;
const HOME = 'eu-west-1';

const finding = (Id: string, changes: Partial<HubFinding> & Readonly<Record<string, unknown>> = {}): HubFinding => ({
  Id,
  ProductArn: product(HOME),
  GeneratorId: 'sealscan/ebs-volume-encrypted',
  AwsAccountId: ACCOUNT,
  UpdatedAt: '2026-11-01T00:00:00Z',
  RecordState: 'ACTIVE',
  Compliance: { Status: 'FAILED' },
  ProductFields: { 'sealscan/ResourceType': 'aws.ec2.volume' },
  ...changes,
});
const at = (UpdatedAt: string, ids: readonly string[], Status = 'FAILED'): HubFinding[] =>
  ids.map((id) => finding(id, { UpdatedAt, Compliance: { Status } }));

const FIRST = '2026-11-01T00:00:00Z';
const SECOND = '2026-11-02T00:00:00Z';

const send = (hub: FakeHub, findings: readonly HubFinding[], changes: Partial<HubDelivery> = {}) =>
  sendToSecurityHub({
    call: hub.call,
    account: ACCOUNT,
    takenAt: FIRST,
    generator: 'sealscan/',
    productArns: [product(HOME)],
    findings,
    wouldSee: () => true,
    backoff: 1,
    ...changes,
  });

const states = (hub: FakeHub, region = HOME) =>
  Object.fromEntries(
    [...(hub.held.get(region) ?? [])].map(([id, { Compliance, RecordState }]) => [
      id,
      `${Compliance?.Status} ${RecordState}`,
    ]),
  );
const imports = (hub: FakeHub) =>
  hub.asked
    .filter(({ operation }) => operation === 'BatchImportFindings')
    .map(({ input }) => input['Findings'] as readonly HubFinding[]);

describe('a first delivery', () => {
  test('sends what fails and what is unknown, and not what passes', async () => {
    const hub = fakeHub();
    const [delivered] = await send(hub, [
      finding('a'),
      finding('b', { Compliance: { Status: 'NOT_AVAILABLE' } }),
      finding('c', { Compliance: { Status: 'PASSED' } }),
    ]);
    expect(states(hub)).toEqual({ a: 'FAILED ACTIVE', b: 'NOT_AVAILABLE ACTIVE' });
    expect(delivered).toMatchObject({ region: HOME, sent: 2, archived: 0, failed: [] });
  });

  test('sends at most a hundred a request and six megabytes, each to the Region of its product', async () => {
    const hub = fakeHub();
    const small = Array.from({ length: 250 }, (_, n) => finding(`s${n}`));
    const big = Array.from({ length: 60 }, (_, n) =>
      finding(`b${n}`, { ProductArn: product('us-east-1'), Description: 'x'.repeat(200_000) }),
    );
    const delivered = await send(hub, [...small, ...big]);
    expect(delivered.map(({ region, sent }) => [region, sent])).toEqual([
      [HOME, 250],
      ['us-east-1', 60],
    ]);
    expect(imports(hub).map(({ length }) => length)).toEqual([100, 100, 29, 29, 50, 2]);
  });

  test('leaves out findings of other accounts, which Security Hub would refuse', async () => {
    const hub = fakeHub();
    await send(hub, [finding('a', { AwsAccountId: '444455556666', ProductArn: product(HOME, '444455556666') })]);
    expect(imports(hub)).toEqual([]);
  });
});

describe('a later delivery', () => {
  test('closes what passes now, archives what is gone, and opens what is new', async () => {
    const hub = fakeHub();
    await send(hub, at(FIRST, ['fixed', 'gone', 'still']));
    const [delivered] = await send(hub, [...at(SECOND, ['fixed'], 'PASSED'), ...at(SECOND, ['still', 'new'])], {
      takenAt: SECOND,
    });
    expect(states(hub)).toEqual({
      fixed: 'PASSED ACTIVE',
      gone: 'FAILED ARCHIVED',
      still: 'FAILED ACTIVE',
      new: 'FAILED ACTIVE',
    });
    expect(hub.held.get(HOME)?.get('gone')?.UpdatedAt).toBe(SECOND);
    expect(delivered).toMatchObject({ sent: 3, archived: 1 });
  });

  test('archives in Regions without any finding now', async () => {
    const hub = fakeHub();
    await send(hub, at(FIRST, ['gone']));
    await send(hub, [], { takenAt: SECOND });
    expect(states(hub)).toEqual({ gone: 'FAILED ARCHIVED' });
  });

  test('archives nothing that this run would not have seen', async () => {
    const hub = fakeHub();
    await send(hub, at(FIRST, ['unread', 'gone']));
    const asked: unknown[] = [];
    await send(hub, [], {
      takenAt: SECOND,
      wouldSee: (known) => {
        asked.push(known.ProductFields);
        return known.Id === 'gone';
      },
    });
    expect(states(hub)).toEqual({ unread: 'FAILED ACTIVE', gone: 'FAILED ARCHIVED' });
    expect(asked).toEqual(Array(2).fill({ 'sealscan/ResourceType': 'aws.ec2.volume' }));
  });

  test('leaves alone what others sent and what is archived already, however many pages there are', async () => {
    const hub = fakeHub();
    await send(
      hub,
      Array.from({ length: 250 }, (_, n) => finding(`mine-${n}`)),
    );
    hub.held.get(HOME)?.set('other', finding('other', { GeneratorId: 'somebody/else' }));
    hub.held.get(HOME)?.set('old', finding('old', { RecordState: 'ARCHIVED' }));
    const [delivered] = await send(hub, [], { takenAt: SECOND });
    expect(delivered?.archived).toBe(250);
    expect(states(hub)).toMatchObject({ other: 'FAILED ACTIVE', old: 'FAILED ARCHIVED' });
    expect(hub.held.get(HOME)?.get('old')?.UpdatedAt).toBe(FIRST);
  });

  test('of an older snapshot leaves what a later run said', async () => {
    const hub = fakeHub();
    await send(hub, at(SECOND, ['a', 'b']), { takenAt: SECOND });
    const [delivered] = await send(hub, at(FIRST, ['a'], 'NOT_AVAILABLE'));
    expect(states(hub)).toEqual({ a: 'FAILED ACTIVE', b: 'FAILED ACTIVE' });
    expect(delivered).toMatchObject({ sent: 0, archived: 0, newer: 1 });
  });

  test('says suppressed once, and leaves the workflow to people from then on', async () => {
    const hub = fakeHub();
    const Workflow = { Status: 'SUPPRESSED' };
    await send(hub, [finding('a', { Workflow })]);
    await send(hub, [finding('a', { Workflow, UpdatedAt: SECOND })], { takenAt: SECOND });
    expect(imports(hub).map(([first]) => first?.Workflow)).toEqual([Workflow, undefined]);
  });

  test('says of what is known since when it is', async () => {
    const hub = fakeHub();
    await send(hub, [finding('a', { CreatedAt: FIRST, FirstObservedAt: FIRST })]);
    const later = { CreatedAt: SECOND, FirstObservedAt: SECOND, LastObservedAt: SECOND, UpdatedAt: SECOND };
    await send(hub, [finding('a', later)], { takenAt: SECOND });
    expect(imports(hub)[1]?.[0]).toMatchObject({ ...later, CreatedAt: FIRST, FirstObservedAt: FIRST });
  });

  test("sends back none of Security Hub's own fields with what it archives", async () => {
    const hub = fakeHub();
    const own = { 'aws/securityhub/FindingId': 'arn:x', 'sealscan/Rule': 'r' };
    hub.held.set(HOME, new Map([['a', finding('a', { ProductFields: own, Region: HOME, ProcessedAt: FIRST })]]));
    await send(hub, [], { takenAt: SECOND });
    expect(imports(hub)[0]?.[0]).toMatchObject({ ProductFields: { 'sealscan/Rule': 'r' } });
    expect(imports(hub)[0]?.[0]?.ProductFields).not.toHaveProperty('aws/securityhub/FindingId');
    expect(imports(hub)[0]?.[0]).not.toHaveProperty('ProcessedAt');
  });
});

describe('what goes wrong', () => {
  const passing = { ErrorCode: 'InternalException', ErrorMessage: 'try again' };
  const lasting = { ErrorCode: 'InvalidInput', ErrorMessage: 'Title too long' };

  test('findings that failed in passing are tried again, alone', async () => {
    const hub = fakeHub();
    hub.fails.set('b', { times: 2, error: passing });
    const [delivered] = await send(hub, at(FIRST, ['a', 'b', 'c']));
    expect(imports(hub).map((findings) => findings.map(({ Id }) => Id))).toEqual([['a', 'b', 'c'], ['b'], ['b']]);
    expect(delivered).toMatchObject({ sent: 3, failed: [] });
  });

  test('findings that Security Hub refuses are named, once', async () => {
    const hub = fakeHub();
    hub.fails.set('a', { times: 99, error: lasting });
    hub.fails.set('b', { times: 99, error: passing });
    const [delivered] = await send(hub, at(FIRST, ['a', 'b', 'c']));
    expect(delivered).toMatchObject({ sent: 1 });
    expect(delivered?.failed.map(({ Id, ErrorCode }) => `${Id} ${ErrorCode}`)).toEqual([
      'a InvalidInput',
      'b InternalException',
    ]);
    expect(imports(hub)).toHaveLength(4);
  });

  test('a Region that refuses is told, with what it did not get, and the others get theirs', async () => {
    const hub = fakeHub();
    hub.refuses.set('us-east-1', { code: 'AccessDeniedException', message: 'not authorized' });
    const there = at(FIRST, ['x', 'y']).map((one) => ({ ...one, ProductArn: product('us-east-1') }));
    const delivered = await send(hub, [...there, finding('a')]);
    expect(delivered).toMatchObject([
      { region: HOME, sent: 1, unsent: 0 },
      { region: 'us-east-1', sent: 0, unsent: 2, refused: { code: 'AccessDeniedException' } },
    ]);
  });

  test('a Region without Security Hub is told apart from one that refuses', async () => {
    const hub = fakeHub();
    const message = 'Account 111122223333 is not subscribed to AWS Security Hub';
    hub.refuses.set(HOME, { code: 'InvalidAccessException', message });
    expect(await send(hub, at(FIRST, ['a']))).toMatchObject([{ region: HOME, isOff: true, unsent: 1 }]);
  });

  test('nothing is archived where the sending broke off', async () => {
    const hub = fakeHub();
    await send(hub, at(FIRST, ['gone']));
    const many = Array.from({ length: 150 }, (_, n) => finding(`n${n}`, { UpdatedAt: SECOND }));
    const { call } = hub;
    let times = 0;
    const breaking: FakeHub['call'] = (request) => {
      if (request.operation === 'BatchImportFindings' && ++times > 1)
        hub.refuses.set(HOME, { code: 'InternalException', message: '' });
      return call(request);
    };
    const [delivered] = await send(hub, many, { takenAt: SECOND, call: breaking });
    expect(delivered).toMatchObject({ sent: 100, archived: 0, refused: { code: 'InternalException' } });
    expect(states(hub)).toMatchObject({ gone: 'FAILED ACTIVE' });
  });

  test('an answer that does not say which findings failed is no success', async () => {
    const hub = fakeHub();
    const vague: FakeHub['call'] = async (request) =>
      request.operation === 'GetFindings' ? hub.call(request) : { FailedCount: 1, SuccessCount: 0 };
    expect(await send(hub, at(FIRST, ['a']), { call: vague })).toMatchObject([
      { sent: 0, unsent: 1, refused: { code: 'MalformedAnswer' } },
    ]);
  });
});
