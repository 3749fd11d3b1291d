import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { accountFile, accountLines, customerKey, ruleYaml, volume } from './account.ts';
import { fileWith, run, temporaryFolder } from './run.ts';

const ACCOUNT = () => accountFile([volume('vol-1', true), customerKey('k1')]);
const scan = (...flags: readonly string[]) =>
  run(['scan', '--from', ACCOUNT(), '--output', temporaryFolder(), '--format', 'json', ...flags]);
const config = (text: string) => ['--config', fileWith(text, 'c.yaml')];
/** A folder of rules with one file in it. */
const rules = (changes: Readonly<Record<string, string>>) => [
  '--rules',
  dirname(dirname(fileWith(ruleYaml('own-rule', changes), 'own/kms/own-rule.yaml'))),
];

describe('bad input gets one sentence and exit code 2', () => {
  const cases: readonly [string, () => readonly string[], RegExp][] = [
    ['an unknown flag', () => ['--regoin', 'x'], /^error: unknown option '--regoin'\n\(Did you mean --region\?\)$/],
    ['a region that the snapshot has not', () => ['--region', 'eu-north-1'], /the snapshot has no region 'eu-north-1'/],
    ['a format', () => ['--format', 'sarf'], /no format 'sarf' exists; did you mean 'sarif'\?/],
    ['a format called as an object’s own', () => ['--format', 'constructor'], /no format 'constructor' exists/],
    [
      'a rule',
      () => ['--rule', 'ebs-volume-encrypt'],
      /no rule 'ebs-volume-encrypt' exists; did you mean 'ebs-volume-encrypted'\?/,
    ],
    ['a framework', () => ['--framework', 'cis-aws-9.0'], /no framework 'cis-aws-9\.0' exists; did you mean 'cis-aws-/],
    ['a framework unlike any', () => ['--framework', 'x'], /no framework 'x' exists \(.*cis-aws-3\.0.*\)$/],
    ['a service unlike any', () => ['--service', 'qqqqqqqq'], /no service 'qqqqqqqq' exists \(.*kms, .*\)$/],
    ['a service', () => ['--service', 'kmz'], /no service 'kmz' exists; did you mean 'kms'\?/],
    [
      'rules and services that exclude each other',
      () => ['--service', 's3', '--rule', 'ebs-volume-encrypted'],
      /no rule is selected/,
    ],
    ['a severity', () => ['--fail-on', 'bad'], /--fail-on takes critical, high, .*; not 'bad'/],
    ['a severity of new ones', () => ['--fail-on', 'new:'], /--fail-on takes critical/],
    ['a SARIF category', () => ['--sarif-category', 'a b'], /--sarif-category takes letters, .*, not 'a b'$/],
    ['a SARIF category upwards', () => ['--sarif-category', '/x'], /--sarif-category takes letters/],
    ['a SARIF profile', () => ['--sarif-profile', 'x'], /Allowed choices are github, full/],
    ['a configuration that is not there', () => ['--config', '/nonexistent/c.yaml'], /c\.yaml: no such file$/],
    ['a configuration that is a folder', () => ['--config', temporaryFolder()], /: it is a directory$/],
    [
      'a configuration with an unknown key',
      () => config('rulez: {}'),
      /c\.yaml:1:1: unknown key 'rulez'\n {2}rulez: \{\}\n {2}\^{5}$/,
    ],
    [
      'a configuration of a rule that is not there',
      () => config('rules:\n  no-such-rule: { enabled: true }'),
      /c\.yaml:2:3: no rule 'no-such-rule' exists\n.*\n {4}\^+$/,
    ],
    [
      'a configuration with a parameter that the rule has not',
      () => config('rules:\n  kms-key-used-recently:\n    parameters: { dayz: 3 }'),
      /c\.yaml:3:25: rule kms-key-used-recently has no parameter 'dayz'\n.*\n {26}\^$/,
    ],
    [
      'a configuration of 40 MB, which is not read at all',
      () => config('#'.repeat(40_000_000)),
      /c\.yaml: the file is larger than 1048576 bytes$/,
    ],
    [
      'a rule that is a folder',
      () => ['--rules', dirname(dirname(dirname(fileWith('', 'own/kms/own-rule.yaml/x'))))],
      /own-rule\.yaml: it is a directory$/,
    ],
    ['suppressions that are not there', () => ['--suppressions', '/nonexistent/s.yaml'], /s\.yaml: no such file$/],
    [
      'suppressions of everything',
      () => [
        '--suppressions',
        fileWith('version: 1\nsuppressions: [{ id: a, match: {}, reason: r, expires: 2026-12-31 }]', 's.yaml'),
      ],
      /s\.yaml:2:\d+: the match is empty/,
    ],
    [
      'a baseline that is none',
      () => ['--baseline', fileWith('{}', 'b.json')],
      /b\.json: the baseline is no sealscan report/,
    ],
    ['a folder of rules that is not there', () => ['--rules', '/nonexistent'], /nonexistent: no such folder of rules$/],
    [
      'a field with a typo',
      () => rules({ assert: 'resource.rotationEnabld' }),
      /own-rule\.yaml:6:18: .*rotationEnabld\n {2}assert: resource\.rotationEnabld\n {19}\^{14}$/,
    ],
    [
      'a value that AWS has not',
      () => rules({ assert: 'resource.state != "Disabld"' }),
      /own-rule\.yaml:6:27: "Disabld" is not a value of state; it is one of .*\n.*\n {28}\^{9}$/,
    ],
    [
      'a missing case',
      () => rules({ cases: '[{ given: {}, verdict: unknown }]' }),
      /own-rule\.yaml:12:1: no case gives pass\n/,
    ],
    ['an unknown key in a rule', () => rules({ 'title-x': 'x' }), /own-rule\.yaml:13:1: unknown key 'title-x'\n/],
    [
      'a rule that is there already',
      () => rules({ aliases: '[ebs-volume-encrypted]' }),
      /the id 'ebs-volume-encrypted' is taken by /,
    ],
  ];
  test.each(cases)('%s', async (_, flags, said) => {
    const seen = await scan(...flags());
    expect(seen.notes.trimEnd()).toMatch(said);
    expect(seen).toMatchObject({ code: 2, out: '' });
    expect(seen.notes).not.toMatch(/\n {4}at |node:internal|should not happen/);
  });

  test.each([
    ['no command that exists', ['scna'], /unknown command 'scna'/],
    ['no rule to show', ['rules', 'show', 'ebs-volume-encrypt'], /did you mean 'ebs-volume-encrypted'\?/],
    ['no rule to show, at all', ['rules', 'show'], /missing required argument 'id'/],
    ['a format of a query', ['rules', 'list', '--format', 'xml'], /Allowed choices are text, json/],
    ['nowhere to collect to', ['collect'], /required option '-o, --output <snapshot>' not specified/],
    ['a service to permit', ['permissions', '--service', 'kmz'], /no service 'kmz' exists/],
    ['suppressions to check', ['suppressions', 'check', '/nonexistent'], /no such file/],
    ['two documents for one stdout', ['scan', '--from', 'x', '--output', '-'], /give exactly one --format/],
    [
      'two formats for one stdout',
      ['scan', '--from', 'x', '--output', '-', '--format', 'json,sarif'],
      /give exactly one --format/,
    ],
  ])('%s', async (_, argv, said) => {
    const seen = await run(argv);
    expect(seen.notes).toMatch(said);
    expect(seen).toMatchObject({ code: 2, out: '' });
  });
});

describe('a snapshot that cannot be used gets one sentence and exit code 2', () => {
  const lines = accountLines([volume('vol-1', true), customerKey('k1')]);
  const whole = `${lines.join('\n')}\n`;
  test.each([
    ['missing', () => '/nonexistent/s.ndjson', /s\.ndjson: the snapshot cannot be read: no such file/],
    ['a folder', () => temporaryFolder(), /the folder holds no part of a snapshot/],
    ['empty', () => fileWith('', 's.ndjson'), /the snapshot is empty/],
    ['something else', () => fileWith(readFileSync('package.json'), 's.ndjson'), /s\.ndjson:1: not valid JSON/],
    [
      'of a later version',
      () => fileWith(whole.replace('"schemaVersion":"1.0"', '"schemaVersion":"9.0"'), 's.ndjson'),
      /snapshot version 9\.0/,
    ],
    [
      'of a version without end',
      () => fileWith(whole.replace('"schemaVersion":"1.0"', `"schemaVersion":"${'9'.repeat(100_000)}"`), 's.ndjson'),
      /s\.ndjson:1: snapshot version 9{900,1000}…\n$/,
    ],
    [
      'cut in a line',
      () => fileWith(whole.slice(0, -40), 's.ndjson'),
      /s\.ndjson:\d+: not valid JSON; the snapshot is cut or damaged here/,
    ],
    [
      'cut between lines',
      () => fileWith(`${lines.slice(0, -1).join('\n')}\n`, 's.ndjson'),
      /the snapshot is cut: 1 resources aws\.ec2\.volume/,
    ],
    ['with __proto__', () => fileWith(whole.replace('"item":', '"__proto__":'), 's.ndjson'), /__proto__/],
    [
      'nested without end',
      () => fileWith(`${lines[0]}\n${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}\n`, 's.ndjson'),
      /nested deeper than 64 levels|not valid JSON/,
    ],
    [
      'with an item that is null',
      () => fileWith(whole.replace(/"item":\{"ok":\{[^}]*\}\}/, '"item":{"ok":null}'), 's.ndjson'),
      /an answer holds nothing/,
    ],
  ])('%s', async (_, file, said) => {
    const output = temporaryFolder();
    const seen = await run(['scan', '--from', file(), '--output', output, '--format', 'json']);
    expect(seen.notes).toMatch(said);
    expect(seen).toMatchObject({ code: 2, out: '' });
    expect(seen.notes).not.toMatch(/\n {4}at |should not happen/);
  });
});

test.each([
  ['a service', ['--service', 's3']],
  ['a rule', ['--rule', 's3-bucket-key-enabled']],
])('%s that the snapshot was not taken for is refused', async (_, flags) => {
  const file = accountFile([volume('vol-1', true)], { header: { services: ['ebs'] } });
  const seen = await run(['scan', '--from', file, '--output', temporaryFolder(), ...flags]);
  expect(seen).toMatchObject({ code: 2, notes: `sealscan: ${file}: the snapshot was taken for ebs only\n` });
});

describe('--debug', () => {
  const missing = () => join(temporaryFolder(), 'none');
  test.each([
    ['before the command', (file: string) => ['--debug', 'scan', '--from', file]],
    ['after it', (file: string) => ['scan', '--from', file, '--debug']],
  ])('%s shows the stack trace that nobody else sees', async (_, argv) => {
    const seen = await run(argv(missing()));
    expect(seen.code).toBe(2);
    expect(seen.notes).toMatch(/\n {4}at /);
    expect(seen.notes).toMatch(/no such file/);
  });
});
