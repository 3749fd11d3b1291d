import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { REPORTERS } from '../../src/report/reporters.ts';
import { VALID } from '../report/valid.ts';
import { accountFile, customerKey, denied, volume } from './account.ts';
import { run, temporaryFolder } from './run.ts';

const ACCOUNT = () =>
  accountFile([volume('vol-\u001b[31m\u202e=1+1', false), customerKey('k1')], {
    failed: { 'aws.kms.alias': denied('kms:ListAliases') },
  });
const scan = (account: string, ...flags: readonly string[]) => run(['scan', '--from', account, ...flags]);
const FORMATS = Object.keys(REPORTERS);

test('--help names every format', async () => {
  const { out } = await run(['scan', '--help']);
  expect(FORMATS.filter((format) => !new RegExp(`--format[^]*\\b${format}\\b[^]*--output`).test(out))).toEqual([]);
});

test.each(FORMATS)(
  '--output - prints the %s document that would be in the file, which a terminal can show',
  async (format) => {
    const { fileName } = REPORTERS[format as keyof typeof REPORTERS];
    const [account, folder] = [ACCOUNT(), temporaryFolder()];
    await scan(account, '--output', folder, '--format', format);
    const { out, code } = await scan(account, '--output', '-', '--format', format);
    expect(code).toBe(1);
    expect(VALID[format]?.(out)).toEqual([]);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is looked for
    expect(/[\u0000-\u0008\u001b\u007f-\u009f\u202a-\u202e]/.test(out)).toBe(false);
    if (format !== 'sarif') expect(out).toBe(readFileSync(join(folder, fileName), 'utf8')); // SARIF names the folder
  },
);

test.each(FORMATS.filter((format) => format !== 'html'))('%s tells of the call that failed', async (format) => {
  const { out } = await scan(ACCOUNT(), '--output', '-', '--format', format);
  expect(out.replaceAll('\\', '')).toMatch(/kms:ListAliases/);
});
