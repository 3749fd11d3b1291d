import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readBaseline } from '../src/evaluate/baseline.ts';
import type { Pieces } from '../src/model/run.ts';
import { REPORTERS } from '../src/report/reporters.ts';
import type { ScanInput } from '../src/scan.ts';
import { scratchIn } from '../src/scratch.ts';
import { scanFile } from './examples.ts';

const folder = mkdtempSync(join(tmpdir(), 'sealscan-scratch-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function textOf(pieces: Pieces): Promise<string> {
  let text = '';
  for await (const piece of pieces) text += piece;
  return text;
}

const OPTIONS = { sarifProfile: 'full', base: '' } as const;
const FORMATS = ['jsonl', 'sarif', 'html'] as const;

async function reports(more: Partial<ScanInput>): Promise<readonly string[]> {
  const { run, findings } = await scanFile('fixtures/acme.ndjson', 'default', more);
  const texts: string[] = [];
  for (const format of FORMATS) texts.push(await textOf(REPORTERS[format].render(run, findings, OPTIONS)));
  return texts;
}

describe('findings that do not fit into memory', () => {
  const expires = '2099-12-31';
  const suppressions = [{ id: 'logs', match: { rules: ['kms-*'] }, reason: 'r', expires }];

  let held: readonly string[] | undefined;

  test.each([2_000, 200_000])('are those that do, in the same order, where %i characters do', async (after) => {
    const scratch = scratchIn(folder, after);
    held ??= await reports({ suppressions });
    expect(held[0]).toContain('"suppression":{"id":"logs"');
    expect(await reports({ suppressions, scratch })).toEqual(held);
    scratch.close();
  });

  test('are compared with an earlier report all the same', async () => {
    const [jsonl = ''] = await reports({});
    const findings = jsonl
      .split('\n')
      .flatMap((line) => (line.startsWith('{"kind":"finding"') ? JSON.parse(line) : []));
    const baseline = readBaseline(JSON.stringify({ schemaVersion: '1.0', findings }), 'before.json');
    const scratch = scratchIn(folder, 3_000);
    const [held, spilled] = [await reports({ baseline }), await reports({ baseline, scratch })];
    expect(held[0]).toContain('"baseline":"unchanged"');
    expect(spilled).toEqual(held);
    scratch.close();
  });
});

describe('a scratch file', () => {
  test('has no name that anybody could open, and gives what was written', () => {
    const scratch = scratchIn(folder);
    const first = scratch.append(Buffer.from('één\n'));
    const second = scratch.append(Buffer.from('two\n'.repeat(50_000)));
    expect(readdirSync(folder)).toEqual([]);
    expect(scratch.read(first).toString()).toBe('één\n');
    const part = scratch.read(second);
    expect('two\n'.repeat(50_000).startsWith(part.toString())).toBe(true);
    expect(part.length).toBeGreaterThan(0);
    scratch.close();
    expect(() => scratch.read(first)).toThrow('closed');
  });

  test('that cannot be written is told of in a sentence', () => {
    const scratch = scratchIn('package.json/reports');
    expect(() => scratch.append(Buffer.from('x'))).toThrow(
      'a scratch file in package.json/reports could not be written: part of the path is a file',
    );
    scratch.close();
  });
});
