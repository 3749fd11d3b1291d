import { describe, expect, it } from 'vitest';
import { summaryTable } from '../../src/report/table.ts';
import { tallyFindings } from '../../src/report/tally.ts';
import { clip, visible, visibleLines } from '../../src/report/text.ts';
import { fc } from '../seeded.ts';
import { anyStory, hostileStory, PAYLOADS } from './hostile.ts';
import { finding, gap, resource, rule, type Story, story } from './run.ts';

const table = async ({ run, findings }: Story, width = 100, color = false) =>
  summaryTable(run, tallyFindings(findings), { width, color });
const reasons = [
  {
    class: 'denied',
    operation: 's3:GetBucketPolicy',
    code: 'AccessDenied',
    permission: 's3:GetBucketPolicy',
    fields: [],
  },
] as const;

const told = story(
  [
    rule('worst', { severity: 'critical', title: 'Volumes are encrypted at rest' }),
    rule('other', { severity: 'low', title: 'Keys rotate' }),
  ],
  [
    finding('worst', { severity: 'critical' }),
    finding('other', { severity: 'low', resource: resource({ type: 'aws.kms.key', id: 'arn:aws:kms:k' }) }),
    finding('other', { verdict: 'unknown', reasons }),
  ],
  { complete: false, gaps: [gap(), gap({ region: 'eu-west-1' })] },
);

const ESCAPES = /\p{Cc}\[\d+m/gu;

describe('the summary on the terminal', () => {
  it('reads like this', async () => {
    expect(await table(told, 80)).toMatchInlineSnapshot(`
      "sealscan 0.1.0  account 111122223333  2026-11-22T09:30:00Z
      1 of 1 scope read to the end, 2 resources, 2 rules

        2 findings need attention on 2 resources, 1 critical among them. 1 KMS key has
        at least one problem.

        ◆ critical     ▲ high         ■ medium       ● low          ○ informational
          1              0              0              1              0

        2 fail · 1 unknown · 0 pass · 0 suppressed · 17 not applicable

        Failing rules, worst first                                       fail  unknown
        ◆ critical      Volumes are encrypted at rest                       1        -
        ● low           Keys rotate                                         1        1

        Not seen: 2 calls failed
             2 × s3:GetBucketPolicy: permission denied (AccessDenied), 2 scopes

        Not decided: 1 verdict unknown
             1 × permission denied: s3:GetBucketPolicy

        Missing permissions
          s3:GetBucketPolicy
      "
    `);
  });

  it('says the same in colour', async () => {
    const colored = await table(told, 80, true);
    expect(colored).toMatch(ESCAPES);
    expect(colored.replace(ESCAPES, '')).toBe(await table(told, 80));
  });

  it.each([20, 60, 80, 100, 400, Number.NaN])('fits in a terminal of %d columns', async (width) => {
    for (const text of PAYLOADS) {
      const lines = (await table(hostileStory(text), width)).split('\n');
      expect(Math.max(...lines.map((line) => [...line].length))).toBeLessThanOrEqual(100);
    }
  });

  it.each(PAYLOADS.map((text) => [text.slice(0, 30), text]))('shows %j without obeying it', async (_, text) => {
    expect(await table(hostileStory(text))).not.toMatch(/(?!\n)[\p{Cc}\u202a-\u202e\u2066-\u2069\p{Cs}]/u);
  });

  it('never throws', async () => {
    await fc.assert(
      fc.asyncProperty(anyStory, async (any) => void (await table(any))),
      { numRuns: 60 },
    );
  });

  it('shows the worst of many, and says how many more there are', async () => {
    const names = Array.from({ length: 14 }, (_, at) => `rule-${String(at).padStart(2, '0')}`);
    const calls = names.map((name) => `kms:Call${name.slice(-2)}`);
    const many = story(
      names.map((name, at) => rule(name, { title: `Title ${name}`, severity: at < 2 ? 'low' : 'high' })),
      [...names, 'rule-13', 'rule-13'].map((name, at) =>
        finding(name, { resource: resource({ id: `arn:${at}` }), severity: 'high' }),
      ),
      {
        complete: false,
        gaps: calls.map((operation) => gap({ operation, permission: operation })),
        scopes: [
          { partition: 'aws', account: '111122223333', region: 'eu-west-1', status: 'partial' },
          { partition: 'aws', account: '444455556666', region: 'eu-west-1', status: 'complete' },
          { partition: 'aws', account: '444455556666', region: 'eu-west-2', status: 'skipped' },
        ],
      },
    );
    const lines = (await table(many)).split('\n');
    const shown = (start: RegExp) => lines.filter((line) => start.test(line)).map((line) => line.trim().split(/\s+/));
    expect(lines.slice(0, 2)).toEqual([
      expect.stringContaining('2 accounts'),
      '1 of 2 scopes read to the end, 16 resources, 14 rules',
    ]);
    expect(shown(/Title rule/).map((words) => [words[1], words[3], words[4]])).toEqual([
      ['high', 'rule-13', '3'],
      ...names.slice(2, 11).map((name) => ['high', name, '1']),
    ]);
    expect(lines).toContain('  and 4 more failing rules in the report');
    expect(lines).toContain('  Not seen: 14 calls failed');
    expect(shown(/× kms:Call/)).toHaveLength(6);
    expect(lines).toContain('  and 8 more causes in the report');
    expect(shown(/^ {4}kms:Call/).flat()).toEqual(calls.slice(0, 12));
    expect(lines).toContain('    and 2 more in the report');
  });

  it.each([
    [
      [{ fail: 1, unknown: 1 }, { unknown: 1, pass: 1 }, { pass: 1 }, { suppressed: 1 }, {}],
      ['x'],
      '5 controls assessed: 1 fail, 1 unknown, 2 pass, 1 with nothing to judge. 1 control of the framework is not assessed.',
      'Failing: c0',
    ],
    [
      [{ pass: 1 }],
      ['x', 'y'],
      '1 control assessed: 0 fail, 0 unknown, 1 pass, 0 with nothing to judge. 2 controls of the framework are not assessed.',
      '',
    ],
    [
      [{ fail: 2 }, { fail: 1 }],
      undefined,
      '2 controls assessed: 2 fail, 0 unknown, 0 pass, 0 with nothing to judge. No list of this framework’s controls is available, so what is not assessed cannot be said.',
      'Failing: c0, c1',
    ],
  ] as const)('says what a framework comes to (%#)', async (counted, notAssessed, sentence, failing) => {
    const none = { rules: [], fail: 0, unknown: 0, pass: 0, suppressed: 0 };
    const controls = counted.map((counts, at) => ({ ...none, ...counts, id: `c${at}` }));
    const framework = { name: 'f', title: 'The Framework', controls, ...(notAssessed && { notAssessed }) };
    const lines = await table({ ...told, run: { ...told.run, framework } });
    const text = lines.replaceAll(/\s+/g, ' ');
    expect(text).toContain(`The Framework ${sentence}`);
    if (failing) expect(text).toContain(`${failing} `);
    else expect(text).not.toContain('Failing:');
  });

  it('is calm when all is well', async () => {
    expect(await table(story([rule('a')], [finding('a', { verdict: 'pass' })]))).toContain('No rule fails.');
  });
});

describe('visible text', () => {
  it.each([
    ['a\u202eb', 'a\\u{202e}b'],
    ['a\nb', 'a\\u{a}b'],
    ['\u001b[31m', '\\u{1b}[31m'],
    ['\u009b\u007f\u0000', '\\u{9b}\\u{7f}\\u{0}'],
    ['\ud83d\udd11 key \ud800', '\u{1f511} key \\u{d800}'],
    ['ключ 鍵', 'ключ 鍵'],
  ])('%j is shown as %j', (text, expected) => {
    expect(visible(text)).toBe(expected);
  });

  it('keeps line ends where lines are meant', () => {
    expect(visibleLines('a\n\tb\r')).toBe('a\n\tb\\u{d}');
  });

  it('clips without halving a character', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }),
        fc.integer({ min: 1, max: 100 }),
        (text, limit) => {
          expect(clip(text, limit).length).toBeLessThanOrEqual(limit);
          expect(visible(clip(text, limit))).not.toContain('\\u{d8');
        },
      ),
    );
  });
});
