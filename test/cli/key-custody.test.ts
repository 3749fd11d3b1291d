import { expect, test } from 'vitest';
import { keyArn } from '../graph/world.ts';
import { accountFile, customerKey, volume } from './account.ts';
import { fileWith, run } from './run.ts';

const origin = (Origin: string) => ({
  metadata: { ok: { KeyManager: 'CUSTOMER', KeyState: 'Enabled', KeySpec: 'SYMMETRIC_DEFAULT', Origin } },
});
const KEYS = [
  customerKey('own'),
  customerKey('brought', origin('EXTERNAL')),
  customerKey('hsm', origin('AWS_CLOUDHSM')),
];
const under = (id: string, key: string, tags: Readonly<Record<string, string>> = {}) =>
  volume(id, true, { KmsKeyId: keyArn(key), Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) });

const FILE = () =>
  accountFile([
    ...KEYS,
    under('vol-1', 'own', { data: 'pci' }),
    under('vol-2', 'brought', { data: 'pci' }),
    under('vol-3', 'hsm'),
    under('vol-4', 'lost'),
    volume('vol-5', false),
  ]);

async function rows(...by: readonly string[]) {
  const { code, out } = await run(['key', 'custody', '--from', FILE(), '--format', 'json', '--by', by.join(',')]);
  expect(code).toBe(0);
  const found = JSON.parse(out).rows as { place: string[]; holders: Record<string, number> }[];
  return found.map(({ place, holders }) => [
    ...place,
    Object.fromEntries(Object.entries(holders).filter(([, count]) => count > 0)),
  ]);
}

test('counts by where the material of the key is', async () => {
  expect(await rows('account', 'service')).toEqual([
    ['111122223333', 'ebs', { none: 1, 'customer-managed': 1, imported: 1, cloudhsm: 1, 'not-known': 1 }],
  ]);
  expect(await rows('tag:data')).toEqual([
    ['', { none: 1, cloudhsm: 1, 'not-known': 1 }],
    ['pci', { 'customer-managed': 1, imported: 1 }],
  ]);
});

test('tells how much is under whose keys, where AWS tells sizes', async () => {
  const sized = accountFile([
    ...KEYS,
    volume('vol-1', true, { KmsKeyId: keyArn('own'), Size: 100 }),
    volume('vol-2', true, { KmsKeyId: keyArn('own'), Size: 1436 }),
    volume('vol-3', false, { Size: 8 }),
    volume('vol-4', false),
  ]);
  const ask = (format: string) => run(['key', 'custody', '--from', sized, '--by', 'service', '--format', format]);
  const [row] = JSON.parse((await ask('json')).out).rows;
  expect(row).toMatchObject({
    sized: 3,
    holders: { none: 2 },
    bytes: { none: 8 * 2 ** 30, 'customer-managed': 1536 * 2 ** 30 },
  });
  expect((await ask('text')).out).toMatch(/^ebs {2,}2 \(8 GiB\) .* 2 \(1\.5 TiB\) /m);
});

test('counts every resource that has a custody, once', async () => {
  const { out } = await run(['key', 'custody', '--from', 'fixtures/acme.ndjson', '--format', 'json', '--by', 'type']);
  const counted = (JSON.parse(out).rows as { place: string[]; holders: Record<string, number> }[]).map(
    ({ place, holders }) => [place[0], Object.values(holders).reduce((sum, count) => sum + count, 0)],
  );
  const lines = (await import('node:fs')).readFileSync('fixtures/acme.ndjson', 'utf8').split('\n');
  for (const [type, count] of counted)
    expect([type, lines.filter((line) => line.startsWith(`{"type":"${type}",`)).length]).toEqual([type, count]);
  expect(counted.length).toBeGreaterThan(8);
});

test('as a configuration it holds what is true, and nothing else', async () => {
  const { out } = await run(['key', 'custody', '--from', 'fixtures/acme.ndjson', '--format', 'config']);
  expect(out).toMatch(/^custody:\n/);
  const config = fileWith(out, 'sealscan.config.yaml');
  const scan = await run([
    'scan',
    '--from',
    'fixtures/acme.ndjson',
    '--config',
    config,
    '--format',
    'json',
    '--output',
    '-',
  ]);
  const required = (JSON.parse(scan.out).findings as { rule: string; verdict: string }[]).filter(({ rule }) =>
    rule.startsWith('required-custody'),
  );
  expect(new Set(required.map(({ verdict }) => verdict))).toEqual(new Set(['pass']));
});

test('refuses to count by what it does not know', async () => {
  expect(await run(['key', 'custody', '--from', FILE(), '--by', 'mood'])).toMatchObject({
    code: 2,
    notes: expect.stringContaining("not 'mood'"),
  });
});
