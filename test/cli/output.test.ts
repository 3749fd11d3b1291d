import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import type { Observation } from '../../src/model/snapshot.ts';
import { keyArn, scopeIn } from '../graph/world.ts';
import { accountFile, customerKey, denied, ruleYaml, volume } from './account.ts';
import { fileWith, run, temporaryFolder } from './run.ts';

const OPEN = () =>
  accountFile([volume('vol-1', false), customerKey('k1')], { failed: { 'aws.kms.alias': denied('kms:ListAliases') } });

describe('stdout', () => {
  test.each(['json', 'sarif', 'html'])('holds the %s document and nothing else with --output -', async (format) => {
    const seen = await run(['scan', '--from', OPEN(), '--output', '-', '--format', format]);
    expect(seen.code).toBe(1);
    if (format === 'html') {
      expect(seen.out).toMatch(/^<!doctype html>/i);
      expect(seen.out.trimEnd()).toMatch(/<\/html>$/i);
      expect(seen.out.match(/<!doctype html>/gi)).toHaveLength(1);
    } else expect(() => JSON.parse(seen.out)).not.toThrow();
    expect(seen.notes).toMatch(/\S/);
  });

  test('holds a short table and where the reports are, when they go to files', async () => {
    const output = join(temporaryFolder(), 'reports');
    const seen = await run(['scan', '--from', OPEN(), '--output', output]);
    expect(seen.out).toContain(join(output, 'report.html'));
    expect(readdirSync(output).sort()).toEqual([
      'inventory',
      'manifest.json',
      'report.html',
      'report.json',
      'report.sarif',
    ]);
    expect(readdirSync(join(output, 'inventory', '111122223333'))).toEqual(['account.jsonl', 'eu-west-1.jsonl']);
  });

  test('gets the same bytes for the same snapshot', async () => {
    const file = OPEN();
    const scan = async () => (await run(['scan', '--from', file, '--output', '-', '--format', 'sarif'])).out;
    expect(await scan()).toBe(await scan());
  });

  test('inventory files that nothing points at any more are removed, and nothing else', async () => {
    const output = temporaryFolder();
    mkdirSync(join(output, 'inventory', '999'), { recursive: true });
    writeFileSync(join(output, 'inventory', '999', 'eu-west-1.jsonl'), 'old\n');
    writeFileSync(join(output, 'inventory', 'mine.txt'), 'kept');
    writeFileSync(join(output, 'report-2.sarif'), 'of an earlier scan of many accounts');
    writeFileSync(join(output, 'mine-2.sarif'), 'kept');
    await run(['scan', '--from', OPEN(), '--output', output, '--format', 'sarif']);
    expect(existsSync(join(output, 'inventory', '999', 'eu-west-1.jsonl'))).toBe(false);
    expect(readFileSync(join(output, 'inventory', 'mine.txt'), 'utf8')).toBe('kept');
    expect(
      readdirSync(output)
        .filter((file) => file.endsWith('.sarif'))
        .sort(),
    ).toEqual(['mine-2.sarif', 'report.sarif']);
  });
});

test('--version and --help answer', async () => {
  expect(await run(['--version'])).toEqual({ code: 0, out: `${packageJson.version}\n`, notes: '' });
  const help = await run(['--help']);
  expect(help).toMatchObject({ code: 0, notes: '' });
  expect(help.out).toMatch(/^Usage: sealscan/);
  for (const command of ['scan', 'collect', 'rules', 'permissions', 'doctor', 'suppressions', 'verify']) {
    expect(help.out).toMatch(new RegExp(`^ {2}${command}\\b`, 'm'));
  }
  expect((await run(['scan', '--help'])).out).toContain('--fail-on');
});

test('regions narrow the findings of a snapshot, and global types stay', async () => {
  const scan = async (...flags: readonly string[]) => {
    const file = accountFile([volume('vol-1', false), account()]);
    const argv = ['scan', '--from', file, '--output', '-', '--format', 'json', ...flags];
    const { findings } = JSON.parse((await run(argv)).out) as { findings: { resource: { region: string } }[] };
    return [...new Set(findings.map(({ resource }) => resource.region))];
  };
  expect(await scan('--region', 'all')).toEqual(['aws-global', 'eu-west-1']);
  expect(await scan('--region', 'eu-west-1')).toEqual(['aws-global', 'eu-west-1']);
  expect(await scan('--region', 'aws-global')).toEqual(['aws-global']);
});

const account = (): Observation => ({
  type: 'aws.account',
  id: 'arn:aws:account::111122223333:account',
  scope: scopeIn('aws-global'),
  answers: { multiRegionTrails: { ok: [] } },
});

/** What could move a cursor, recolour a screen or turn text around. */
const EVIL = '\u001b[31m\u009b2J\u0007\u202e\u2066x';
const RAW = /(?!\n)[\p{Cc}\p{Cf}]/u;

describe('bytes that mean harm never reach a terminal as they are', () => {
  const evilAccount = () =>
    accountFile([
      customerKey('k1', {
        alias: { ok: { AliasName: `alias/${EVIL}`, AliasArn: `arn:${EVIL}`, TargetKeyId: 'k1' } },
        rotation: { error: { operation: `kms:${EVIL}`, code: EVIL, message: EVIL } },
      }),
      volume('vol-1', false, { Tags: [{ Key: EVIL, Value: EVIL }], KmsKeyId: keyArn(EVIL) }),
    ]);
  const evilRules = () =>
    dirname(
      dirname(
        fileWith(
          ruleYaml('own-rule', { title: JSON.stringify(EVIL), rationale: JSON.stringify(EVIL) }),
          'own/kms/own-rule.yaml',
        ),
      ),
    );
  const suppressions = (id: string) =>
    fileWith(
      `version: 1\nsuppressions: [{ id: ${JSON.stringify(id)}, match: { rules: [x] }, reason: ${JSON.stringify(id)}, expires: 2020-01-01 }]`,
      's.yaml',
    );

  const cases: readonly [string, () => readonly string[]][] = [
    ['a table of names', () => ['scan', '--from', evilAccount(), '--output', temporaryFolder()]],
    ['a table beside a document', () => ['scan', '--from', evilAccount(), '--output', '-', '--format', 'json']],
    ['an HTML document', () => ['scan', '--from', evilAccount(), '--output', '-', '--format', 'html']],
    ['a SARIF document', () => ['scan', '--from', evilAccount(), '--output', '-', '--format', 'sarif']],
    [
      'a warning',
      () => ['scan', '--from', evilAccount(), '--output', temporaryFolder(), '--suppressions', suppressions(EVIL)],
    ],
    ['an unknown flag', () => ['scan', `--${EVIL}`]],
    ['an unknown command', () => [EVIL]],
    ['an unknown rule', () => ['rules', 'show', EVIL]],
    ['a file name', () => ['scan', '--from', `/nonexistent/${EVIL}`]],
    ['a file name under --debug', () => ['--debug', 'scan', '--from', `/nonexistent/${EVIL}`]],
    [
      'a line under a caret',
      () => [
        'scan',
        '--from',
        'x',
        '--config',
        fileWith(`"${EVIL.replaceAll('\u001b', '').replace('\u0007', '')}": 1`, 'c.yaml'),
      ],
    ],
    ['suppressions', () => ['suppressions', 'check', suppressions(EVIL)]],
    ['a list of rules', () => ['rules', 'list', '--rules', evilRules()]],
    ['a rule', () => ['rules', 'show', 'own-rule', '--rules', evilRules()]],
    ['a rule as JSON', () => ['rules', 'show', 'own-rule', '--rules', evilRules(), '--format', 'json']],
    ['a test of rules', () => ['rules', 'test', evilRules()]],
  ];
  test.each(cases)('%s', async (_, argv) => {
    const seen = await run(argv());
    expect(seen.out + seen.notes).not.toMatch(RAW);
    expect(seen.out + seen.notes).toMatch(/\S/);
  });
});
