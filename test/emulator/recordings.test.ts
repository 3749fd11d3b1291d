import { readdirSync } from 'node:fs';
import { afterAll, expect, it } from 'vitest';
import { buildCli } from './cli.ts';
import { scratch, text } from './live/report.ts';
import { RECORDINGS, record } from './recordings.ts';

const { folder, remove } = scratch();
const cli = buildCli();

afterAll(() => {
  cli.remove();
  remove();
});

it('every fixture is recorded from a seed', () => {
  expect(
    readdirSync('fixtures')
      .filter((file) => file.endsWith('.ndjson'))
      .sort(),
  ).toEqual(RECORDINGS.map(({ file }) => file).sort());
});

it.each(RECORDINGS.map((recording) => [recording.file, recording] as const))(
  'fixtures/%s is what the collectors record today (npm run record)',
  async (file, recording) => {
    await record(recording, folder('fixtures'), cli.run);
    const now = text(folder('fixtures'), file).split('\n');
    const committed = text('fixtures', file).split('\n');
    expect(now.filter((line, index) => line !== committed[index])).toEqual([]);
    expect(now).toHaveLength(committed.length);
  },
);
