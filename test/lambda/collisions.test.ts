import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { openSession } from '../../src/aws/session.ts';
import { collectors } from '../../src/collectors/registry.ts';
import { type CloudTrailEvent, readEvent } from '../../src/lambda/event.ts';
import { type Checking, checkEvents } from '../../src/lambda/events.ts';
import { standardsIn } from '../../src/lambda/settings.ts';
import { loadHead } from '../../src/lambda/state.ts';
import { tableOf } from '../../src/lambda/table.ts';
import { neededFor } from '../../src/live.ts';
import { directoryStore, type Store } from '../../src/store.ts';
import { envFor, event, handlerFor, kmsAccount, scratch } from './account.ts';

beforeEach(() => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIATEST');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
  vi.stubEnv('AWS_PROFILE', undefined);
});
afterEach(() => vi.unstubAllEnvs());

async function scanned() {
  const account = await kmsAccount({ k1: {}, k2: {} });
  const state = scratch();
  await handlerFor(account.endpoint, state)({ scan: true });
  for (const id of ['k1', 'k2']) account.keys.set(id, { rotates: false });
  const { call, homeRegion } = await openSession({ env: envFor(account.endpoint, state) });
  onTestFinished(() => call.close());
  const standards = await standardsIn(directoryStore(state), ['kms'], collectors);
  const table = tableOf(neededFor(['kms'], collectors));
  const registry = new Map(collectors.map((collector) => [collector.type, collector]));
  const checking: Omit<Checking, 'store'> = {
    ...{ standards, table, registry, call, homeRegion, receivers: ['s3'] },
    now: () => new Date().toISOString(),
  };
  return { state, check: (store: Store, keyId: string) => checkEvents([disabled(keyId)], { ...checking, store }) };
}

const disabled = (keyId: string): CloudTrailEvent => {
  const read = readEvent(event('DisableKeyRotation', { keyId }));
  if (!read) throw new Error('no event');
  return read;
};

const openKeys = async (store: Store): Promise<readonly string[]> =>
  Object.values((await loadHead(store)).head.told)
    .map((finding) => `${finding?.verdict} ${finding?.resource.id.slice(-2)}`)
    .sort();

test('who writes second reads what the first wrote, judges again, and both are told', async () => {
  const { state, check } = await scanned();
  const store = directoryStore(state);
  let others = 1;
  const slow: Store = {
    ...store,
    replace: async (...given) => {
      if (others-- > 0) await check(store, 'k2'); // between reading the state and writing it
      return store.replace(...given);
    },
  };
  expect(await check(slow, 'k1')).toEqual([]);
  expect(await openKeys(store)).toEqual(['fail k1', 'fail k2']);
  const { pending } = (await loadHead(store)).head;
  expect(pending.map(({ sequence }) => sequence)).toEqual([1, 2]);
  expect(pending.map(({ news }) => news.map(({ finding }) => finding.resource.id.slice(-2)))).toEqual([['k2'], ['k1']]);
});

test('who is never first gives up, so that the event comes again', async () => {
  const { state, check } = await scanned();
  const store = directoryStore(state);
  await expect(check({ ...store, replace: async () => undefined }, 'k1')).rejects.toThrow('must come again');
  expect(await openKeys(store)).toEqual([]);
});
