import { expect, test } from 'vitest';
import type { Session } from '../../src/aws/session.ts';
import type { CallRequest } from '../../src/collect/call.ts';
import { doorsOf } from '../../src/fleet/session.ts';
import { accountId, planOf } from './queue/fake.ts';

/** Sessions that count how many of them are open at once. */
function counted() {
  const seen = { open: new Set<string>(), most: 0, assumed: [] as string[] };
  const session = (account: string): Session => {
    const call = async ({ operation }: CallRequest) =>
      operation === 'GetCallerIdentity' ? { Account: account, Arn: `arn:aws:iam::${account}:role/r` } : { Regions: [] };
    const close = async (): Promise<void> => void seen.open.delete(account);
    return {
      homeRegion: 'eu-west-1',
      call: Object.assign(call, { close }) as unknown as Session['call'],
      as({ arn }) {
        const id = arn.split(':')[4] ?? '';
        seen.assumed.push(id);
        seen.open.add(id);
        seen.most = Math.max(seen.most, seen.open.size);
        return session(id);
      },
    };
  };
  return { seen, doors: doorsOf({ ...planOf(100), role: { name: 'Audit' } }, session('999999999999')) };
}

test('a worker that reads shards of many accounts, and judges none, keeps few of them open', async () => {
  const { seen, doors } = counted();
  for (let index = 0; index < 100; index++) await doors.within(accountId(index), async () => {});
  expect(seen.assumed).toHaveLength(100);
  expect(seen.most).toBeLessThan(10);
});

test('shards of an account that follow one another enter it once, until it is left', async () => {
  const { seen, doors } = counted();
  const nothing = async () => {};
  await Promise.all([doors.within(accountId(0), nothing), doors.within(accountId(0), nothing)]);
  await doors.within(accountId(0), nothing);
  expect(seen.assumed).toEqual([accountId(0)]);
  await doors.leave(accountId(0));
  expect(seen.open.size).toBe(0);
  await doors.within(accountId(0), nothing);
  expect(seen.assumed).toHaveLength(2);
});

test('nobody is locked out who still works: only accounts that are idle are closed', async () => {
  const { seen, doors } = counted();
  let leave = (): void => {};
  const busy = new Promise<void>((resolve) => {
    leave = resolve;
  });
  const all = Array.from({ length: 30 }, (_, index) => doors.within(accountId(index), () => busy));
  for (let index = 50; index < 70; index++) await doors.within(accountId(index), async () => {});
  expect([...seen.open]).toEqual(expect.arrayContaining(Array.from({ length: 30 }, (_, index) => accountId(index))));
  leave();
  await Promise.all(all);
  expect(seen.open.size).toBeLessThan(10);
});
