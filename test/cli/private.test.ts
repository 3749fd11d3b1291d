import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Reply, serve } from '../aws/server.ts';
import { accountFile, volume } from './account.ts';
import { KEYS } from './kms-account.ts';
import { run, temporaryFolder } from './run.ts';

let umask = 0;
beforeEach(() => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIATEST');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
  vi.stubEnv('AWS_PROFILE', undefined);
  umask = process.umask(0); // whatever the machine takes away by itself
});
afterEach(() => {
  process.umask(umask);
  vi.unstubAllEnvs();
});

const env = async (replies = KEYS) => ({
  AWS_ENDPOINT_URL: (await serve(replies)).endpoint,
  AWS_REGION: 'eu-west-1',
  SOURCE_DATE_EPOCH: '1780272000',
});

/** path -> mode of everything in a folder, and of the folder. */
const modesIn = (folder: string): ReadonlyMap<string, string> =>
  new Map(
    ['', ...readdirSync(folder, { recursive: true, encoding: 'utf8' })].map((path) => {
      const found = statSync(join(folder, path));
      return [`${path}${found.isDirectory() ? '/' : ''}`, (found.mode & 0o777).toString(8)];
    }),
  );

function expectPrivate(folder: string, ...files: readonly string[]): void {
  const modes = modesIn(folder);
  expect([...modes.keys()]).toEqual(expect.arrayContaining([...files]));
  const open = [...modes].filter(([path, mode]) => mode !== (path.endsWith('/') ? '700' : '600'));
  expect(open).toEqual([]);
}

describe('what is written is for its owner alone', () => {
  test('reports, inventory and manifest of a snapshot', async () => {
    const output = join(temporaryFolder(), 'new', 'reports');
    await run(['scan', '--from', accountFile([volume('vol-1', false)]), '--output', output]);
    expectPrivate(
      join(output, '..'),
      'reports/',
      'reports/report.html',
      'reports/inventory/111122223333/eu-west-1.jsonl',
    );
  });

  test('snapshot and reports of a live scan', async () => {
    const output = join(temporaryFolder(), 'reports');
    await run(['scan', '--service', 'kms', '--output', output], await env());
    expectPrivate(output, 'snapshot.ndjson', 'report.sarif');
  });

  test('a collected snapshot, and the folder made for it', async () => {
    const folder = join(temporaryFolder(), 'deep');
    await run(['collect', '--service', 'kms', '-o', join(folder, 's.ndjson.gz')], await env());
    expectPrivate(folder, 's.ndjson.gz');
  });

  test('the journal that an interrupted scan leaves', async () => {
    const output = join(temporaryFolder(), 'reports');
    const hang: Reply = () => setTimeout(() => process.emit('SIGINT', 'SIGINT'), 300);
    await run(['scan', '--service', 'kms', '--output', output], await env({ ...KEYS, GetKeyPolicy: hang }));
    expectPrivate(output, 'snapshot.ndjson.journal');
  });
});

test.each([
  ['scan', (folder: string) => ['scan', '--output', folder]],
  ['collect', (folder: string) => ['collect', '-o', join(folder, 'snapshot.ndjson')]],
])('%s --mask writes and says nothing of whose the account is', async (_, argv) => {
  const output = temporaryFolder();
  const seen = await run([...argv(output), '--mask', '--service', 'kms'], await env());
  const files = [...modesIn(output).keys()].filter((path) => !path.endsWith('/'));
  expect(files).toContain('snapshot.ndjson');
  const texts = files.map((path) => path + readFileSync(join(output, path), 'utf8'));
  const whole = [seen.out, seen.notes, ...texts].join('\n');
  expect(whole).toContain('100000000001');
  expect(whole).not.toContain('111122223333');
});
