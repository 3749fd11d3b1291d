import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { chance } from '../chaos/random.ts';
import { PAYLOADS } from '../report/hostile.ts';
import { CHECKS } from '../report/inert.ts';
import { ruleYaml } from './account.ts';
import { fileWith, run, type Seen, temporaryFolder } from './run.ts';

/** Whatever could move a cursor, recolour a screen, open a link or turn text around. */
const RAW = /(?![\n\t])[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069\u{e0000}-\u{e007f}]/u;
const EVIL =
  '\u001b[2J\u009b31m\u0007\b\u007f\u202e\u2066\u200f\u{e0041}\n::error::x\r\u001b]8;;https://evil.example\u0007</script><img src=x onerror=x>';

/** @param written the document is what somebody wrote in lines, and stays in lines */
function expectCalm({ code, out, notes }: Seen, written = false): void {
  expect(RAW.exec(out + notes)).toBe(null);
  expect(written ? notes : out + notes).not.toMatch(/^::error::x/m);
  expect(notes).not.toMatch(/should not happen|\n {4}at /);
  expect([0, 1, 2, 3, 4]).toContain(code);
}

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Where the strings of a value are, lists taken together. */
function* strings(value: Json, path: string): Generator<string> {
  if (typeof value === 'string') yield path;
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value))
    yield* strings(inner, Array.isArray(value) ? path : `${path}.${key}`);
}

function changed(value: Json, path: string, how: (path: string, text: string) => string): Json {
  if (typeof value === 'string') return how(path, value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item: Json) => changed(item, path, how));
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, changed(inner, `${path}.${key}`, how)]));
}

type Line = { readonly [key: string]: Json };
const read = (file: string): Line[] =>
  readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

/** What a loader checks, and what makes a record one: without these there is nothing to look at. */
const FRAME = /^(?:header|listing)\.(?!reason)|\.scope\.|^[^.]+\.type$/;
const pathOf = (record: Line): string => ('sealscan' in record ? 'header' : String(record['type'] ?? 'listing'));

const ACCOUNT = read('fixtures/edge.ndjson');
const fields = [...new Set(ACCOUNT.flatMap((record) => [...strings(record, pathOf(record))]))].filter(
  (path) => !FRAME.test(path),
);

/** The account with text in some of its fields: put after what stands there, or in its place. */
function poisonedFile(seed: number): { readonly file: string; readonly poisoned: readonly string[] } {
  const how = new Map(
    fields.map((path) => {
      const drawn = chance(seed, path);
      return [path, drawn < 0.15 ? 'after' : drawn < 0.3 ? 'instead' : 'not'];
    }),
  );
  const poison = (path: string, text: string): string =>
    ({ after: text + EVIL, instead: EVIL, not: text })[how.get(path) as 'not'] ?? text;
  const lines = ACCOUNT.map((record) => JSON.stringify(changed(record, pathOf(record), poison)));
  return {
    file: fileWith(`${lines.join('\n')}\n`, 's.ndjson'),
    poisoned: fields.filter((path) => how.get(path) !== 'not'),
  };
}

const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8];
const scan = (file: string, output: string, ...flags: readonly string[]) =>
  run(['scan', '--from', file, '--output', output, '--format', 'html,sarif,json', ...flags]);

describe('an account that is hostile in any of its fields', () => {
  test('has many, and each is poisoned in some seed', () => {
    expect(fields.length).toBeGreaterThan(150);
    const covered = new Set(SEEDS.flatMap((seed) => poisonedFile(seed).poisoned));
    expect(covered.size / fields.length).toBeGreaterThan(0.9);
  });

  test.each(SEEDS)(
    '%i: the terminal and the files stay ours',
    async (seed) => {
      const { file } = poisonedFile(seed);
      const [output, plain] = [temporaryFolder(), temporaryFolder()];
      expectCalm(await scan(file, output));
      await scan('fixtures/edge.ndjson', plain);
      for (const name of readdirSync(output, { recursive: true, encoding: 'utf8' })) {
        if (statSync(join(output, name)).isDirectory()) continue;
        const text = readFileSync(join(output, name), 'utf8');
        const harmless = name.startsWith('inventory') ? '' : readFileSync(join(plain, name), 'utf8');
        expect([name, CHECKS[extname(name)]?.(text, harmless)]).toEqual([name, []]);
        expect([name, RAW.exec(text)]).toEqual([name, null]);
      }
      for (const format of ['text', 'json']) expectCalm(await run(['key', 'list', '--from', file, '--format', format]));
      const { out } = await run(['key', 'list', '--from', file, '--format', 'json']);
      const keys = out === '' ? [] : (JSON.parse(out) as { key: { arn: string; region: string } }[]);
      for (const { key } of keys.slice(0, 6))
        expectCalm(await run(['key', 'show', key.arn, '--from', file, '--format', 'text']));
    },
    120_000,
  );
});

const policyWith = (text: string): string =>
  JSON.stringify({
    Id: text,
    Statement: [
      { Sid: text, Effect: 'Allow', Principal: '*', Action: 'kms:*', Resource: text || '*' },
      {
        Sid: `${text}2`,
        Effect: 'Allow',
        Principal: { AWS: text },
        Action: text,
        Resource: '*',
        Condition: { StringEquals: { [text]: text } },
      },
    ],
  });
const folderWith = (changes: Readonly<Record<string, string>>): string =>
  dirname(dirname(fileWith(ruleYaml('own-rule', changes), 'own/kms/own-rule.yaml')));

test.each(PAYLOADS.filter(({ length }) => length < 10_000).map((text) => [text.slice(0, 30), text]))(
  '%j is inert in a policy and in a rule, and in what complains of them',
  async (_, payload) => {
    const check = [
      'policy',
      'check',
      fileWith(policyWith(payload), 'p.json'),
      '--kind',
      'kms',
      '--account',
      '111122223333',
    ];
    expectCalm(await run(check));
    expectCalm(await run([...check, '--format', 'json']));
    expectCalm(await run(['policy', 'check', fileWith(payload, 'p.json'), '--kind', 'kms', '--account', payload]));
    const text = JSON.stringify(payload || 'x');
    for (const name of ['id', 'assert', 'resource', 'severity', 'when', 'title', 'message'])
      expectCalm(await run(['rules', 'test', folderWith({ [name]: text })]));
  },
  60_000,
);

describe('what a command is told is repeated without obeying it', () => {
  const text = JSON.stringify(EVIL);
  const rules = () =>
    folderWith({ title: text, rationale: text, message: text, remediation: `{ cli: ${text}, terraform: ${text} }` });
  const from = 'fixtures/edge.ndjson';
  const flags = ['region', 'format', 'rule', 'framework', 'service', 'fail-on', 'config', 'suppressions', 'baseline'];
  const cases: readonly (readonly [string, () => readonly string[]])[] = [
    ...flags.map((flag) => [`--${flag}`, () => ['scan', '--from', from, `--${flag}`, EVIL]] as const),
    ['a rule', () => ['rules', 'show', 'own-rule', '--rules', rules()]],
    ['a rule as JSON', () => ['rules', 'show', 'own-rule', '--rules', rules(), '--format', 'json']],
    ['rules', () => ['rules', 'list', '--rules', rules()]],
    ['a snapshot', () => ['scan', '--from', fileWith(EVIL, 's.ndjson')]],
    ['a configuration', () => ['scan', '--from', from, '--config', fileWith(EVIL, 'c.yaml')]],
    ['a key', () => ['key', 'show', EVIL, '--from', from]],
    ['a folder', () => ['verify', EVIL]],
    ['a file', () => ['policy', 'check', EVIL, '--kind', 'kms', '--account', '1']],
  ];
  test.each(cases)('%s', async (what, argv) => {
    const seen = await run(argv());
    expectCalm(seen, what === 'a rule');
    expect(seen.out + seen.notes).toMatch(/\S/);
  });
});
