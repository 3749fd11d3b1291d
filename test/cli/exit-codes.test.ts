import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { accountFile, customerKey, denied, ruleYaml, volume } from './account.ts';
import { withoutCredentials } from './no-credentials.ts';
import { fileWith, run, temporaryFolder } from './run.ts';

const CLEAN = () => accountFile([volume('vol-1', true, { KmsKeyId: 'k1' }), customerKey('k1')]);
const OPEN = () => accountFile([volume('vol-1', false), customerKey('k1')]);
const DENIED = () => accountFile([volume('vol-1', true)], { failed: { 'aws.kms.key': denied('kms:ListKeys') } });
const OPEN_AND_DENIED = () =>
  accountFile([volume('vol-1', false)], { failed: { 'aws.kms.key': denied('kms:ListKeys') } });
const DARK_KEY = () => accountFile([customerKey('k1', { rotation: { error: denied('kms:GetKeyRotationStatus') } })]);

const TWO = ['--rule', 'ebs-volume-encrypted,kms-key-rotation-enabled'];
const scan = (file: string, ...flags: readonly string[]) =>
  run(['scan', '--from', file, '--output', join(dirname(file), 'out'), ...TWO, ...flags]);

describe('exit codes of a scan', () => {
  const cases: readonly [string, () => string, readonly string[], number][] = [
    ['nothing is wrong', CLEAN, [], 0],
    ['a finding of the default severity', OPEN, [], 1],
    ['a finding below the asked-for severity', OPEN, ['--fail-on', 'critical'], 0],
    ['a finding above the asked-for severity', OPEN, ['--fail-on', 'low'], 1],
    ['nobody asks', OPEN, ['--fail-on', 'none'], 0],
    ['a new finding, without a baseline', OPEN, ['--fail-on', 'new:high'], 1],
    ['a listing was denied', DENIED, [], 4],
    ['a call about one resource was denied', DARK_KEY, [], 4],
    ['a gap that is accepted', DENIED, ['--allow-incomplete'], 0],
    ['findings win over gaps', OPEN_AND_DENIED, [], 1],
    ['findings that nobody asks about do not', OPEN_AND_DENIED, ['--fail-on', 'none'], 4],
    ['a gap of a service that is not judged', DENIED, ['--service', 'ebs', '--rule', 'ebs-volume-encrypted'], 4],
  ];
  test.each(cases)('%s', async (_, file, flags, wanted) => {
    const seen = await scan(file(), ...flags);
    expect(seen.code, seen.notes).toBe(wanted);
  });

  test('a rule that breaks makes the run incomplete, and the others go on', async () => {
    const folder = dirname(
      dirname(
        fileWith(ruleYaml('own-broken', { assert: 'resource.deletionDate > takenAt' }), 'own/kms/own-broken.yaml'),
      ),
    );
    const file = CLEAN();
    const seen = await run([
      'scan',
      '--from',
      file,
      '--output',
      '-',
      '--format',
      'json',
      '--rules',
      folder,
      '--rule',
      'own-broken,kms-key-rotation-enabled',
    ]);
    expect(seen.code).toBe(4);
    const { findings } = JSON.parse(seen.out);
    expect(findings.map(({ rule, verdict }: Record<string, string>) => [rule, verdict])).toEqual([
      ['kms-key-rotation-enabled', 'pass'],
      ['own-broken', 'unknown'],
    ]);
  });

  test('a suppressed finding does not fail the run', async () => {
    const text =
      'version: 1\nsuppressions:\n  - { id: s, match: { rules: [ebs-volume-encrypted] }, reason: r, expires: 2026-12-31 }\n';
    const seen = await scan(OPEN(), '--suppressions', fileWith(text, 's.yaml'));
    expect(seen.code).toBe(0);
    expect(seen.notes).not.toContain('suppression');
  });

  test.each([
    ['has expired', 'ebs-volume-encrypted', '2026-05-31', 1, /suppression 's' has expired/],
    ['matches nothing', 'kms-*', '2026-12-31', 1, /suppression 's' matched nothing/],
  ])('a suppression that %s is said to, and does not help', async (_, rules, expires, code, said) => {
    const text = `version: 1\nsuppressions:\n  - { id: s, match: { rules: ["${rules}"] }, reason: r, expires: ${expires} }\n`;
    const seen = await scan(OPEN(), '--suppressions', fileWith(text, 's.yaml'));
    expect(seen.code).toBe(code);
    expect(seen.notes).toMatch(said);
  });

  test('an output that cannot be written is 3, and leaves no half report', async () => {
    const file = OPEN();
    const inTheWay = fileWith('x', 'file');
    const seen = await run(['scan', '--from', file, '--output', inTheWay, '--format', 'json', ...TWO]);
    expect(seen.code).toBe(3);
    expect(seen.notes).toMatch(/^sealscan: .*could not be written: /);
    expect(readFileSync(inTheWay, 'utf8')).toBe('x');
  });
});

describe('a baseline', () => {
  const report = async (file: string): Promise<string> => {
    const folder = temporaryFolder();
    await run(['scan', '--from', file, '--output', folder, '--format', 'json', ...TWO]);
    return join(folder, 'report.json');
  };
  const KNOWN = () => accountFile([volume('vol-1', false)]);
  const MORE = () => accountFile([volume('vol-1', false), volume('vol-2', false)]);
  const FIXED = () => accountFile([volume('vol-1', true, { KmsKeyId: 'k' })]);

  test.each([
    ['nothing new', KNOWN, ['--fail-on', 'new:high'], 0],
    ['nothing new, and all count', KNOWN, [], 1],
    ['something new', MORE, ['--fail-on', 'new:high'], 1],
    ['something new, not severe enough', MORE, ['--fail-on', 'new:critical'], 0],
  ])('%s', async (_, now, flags, wanted) => {
    const seen = await scan(now(), '--baseline', await report(KNOWN()), ...flags);
    expect(seen.code, seen.notes).toBe(wanted);
  });

  test.each([
    ['fixed', FIXED, []],
    ['gone', () => accountFile([]), []],
    ['unseen', () => accountFile([], { failed: { 'aws.ec2.volume': denied('ec2:DescribeVolumes') } }), []],
    ['unseen', FIXED, ['--region', 'aws-global']],
  ])('what failed before is %s', async (change, now, flags) => {
    const seen = await run([
      'scan',
      '--from',
      now(),
      '--output',
      '-',
      '--format',
      'json',
      '--baseline',
      await report(KNOWN()),
      ...TWO,
      ...flags,
    ]);
    expect(JSON.parse(seen.out).baseline.changes).toMatchObject([{ rule: 'ebs-volume-encrypted', change }]);
  });
});

test('without credentials a live scan is 3, with a sentence and no crash', async () => {
  const folder = temporaryFolder();
  const seen = await withoutCredentials(() => run(['scan', '--region', 'eu-west-1', '--output', folder]));
  expect(seen.code).toBe(3);
  expect(seen.notes).toMatch(/^sealscan: no AWS credentials were found; .*--from\n$/);
  expect(existsSync(join(folder, 'report.json'))).toBe(false);
});
