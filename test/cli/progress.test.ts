import { expect, test } from 'vitest';
import { leftOf, progressTo } from '../../src/cli/progress.ts';
import { fileWith, run } from './run.ts';

test.each([
  [0, 100, 60_000, undefined],
  [4, 100, 60_000, undefined],
  [50, 100, 4_000, undefined],
  [50, 100, 10_000, '10 s'],
  [10, 100, 60_000, '9 min'],
  [100, 100, 60_000, undefined],
])('%d of %d after %d ms: %s left', (done, of, elapsed, wanted) => expect(leftOf(done, of, elapsed)).toBe(wanted));

test('progress says how far a scan is, and again while nothing comes', () => {
  const said: string[] = [];
  let time = 0;
  const tell = progressTo({ isVerbose: false, note: () => {}, progress: (text) => said.push(text) }, () => time);
  tell();
  time = 20_000;
  tell({ type: 'aws.ec2.volume', region: 'eu-west-1', count: 34, groups: 12, of: 24, requests: 120, throttled: 3 });
  time = 30_000;
  tell();
  expect(said).toEqual([
    'sealscan: 12 of 24 listings, 120 calls, 3 throttled, about 20 s left; eu-west-1 aws.ec2.volume: 34',
    'sealscan: 12 of 24 listings, 120 calls, 3 throttled, about 30 s left; eu-west-1 aws.ec2.volume: 34',
  ]);
});

const BAD = ['rules', 'test', '/nonexistent'];

test('notes are lines of JSON for machines that keep logs', async () => {
  const seen = await run([...BAD, '--log-format', 'json']);
  expect(JSON.parse(seen.notes)).toEqual({
    time: expect.stringMatching(/^\d{4}-.*Z$/),
    message: expect.stringMatching(/^\/nonexistent/),
  });
});

test('a quiet command says what went wrong, and no more', async () => {
  expect((await run([...BAD, '--quiet'])).notes).toContain('/nonexistent');
  const file = fileWith('{"listing":', 's.ndjson');
  expect(await run(['scan', '--from', file, '--quiet', '--verbose'])).toMatchObject({
    code: 2,
    notes: expect.stringContaining("'--quiet' cannot be used with option '--verbose'"),
  });
});
