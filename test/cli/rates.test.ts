import { expect, test } from 'vitest';
import { resumeOf } from '../../src/cli/terminal.ts';
import { run, temporaryFolder } from './run.ts';

test.each(['0', '-1', 'fast', '1e3', ' '])(
  '--max-rps %j is refused in one sentence, before anything is asked',
  async (rate) => {
    const { code, notes } = await run(['scan', '--output', temporaryFolder(), `--max-rps=${rate}`]);
    expect([code, notes]).toEqual([
      2,
      `sealscan: --max-rps takes a number of requests a second above 0, not '${rate}'\n`,
    ]);
  },
);

test('the command that goes on is fit for a shell', () => {
  expect(resumeOf(['scan', '--output', "it's here", '--region', 'eu-west-1', '--resume'])).toBe(
    `sealscan scan --output 'it'\\''s here' --region eu-west-1 --resume`,
  );
});
