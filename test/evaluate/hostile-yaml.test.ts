import { describe, expect, test } from 'vitest';
import { readConfig } from '../../src/evaluate/config.ts';
import { complaint } from './toy-rules.ts';

const said = (text: string): string => complaint(() => readConfig(text, 'c.yaml'));

const BOMB = [
  'a: &a [x,x,x,x,x,x,x,x,x]',
  ...'bcdefghi'.split('').map((name, index) => {
    const before = 'abcdefghi'[index];
    return `${name}: &${name} [${Array.from({ length: 9 }, () => `*${before}`).join(',')}]`;
  }),
].join('\n');

/** Each is refused in a sentence: none hangs, none ends the process, none is a stack trace. */
describe('a YAML file that means harm', () => {
  test.each([
    ['aliases that explode', BOMB],
    ['an alias to nothing', 'trustedAccounts: *nobody'],
    ['nesting in one line', `secretWords: ${'['.repeat(5_000)}`],
    ['nesting with ends', `secretWords: ${'['.repeat(5_000)}${']'.repeat(5_000)}`],
    ['nesting over lines', '[\n'.repeat(5_000)],
    ['nesting by maps in one line', `a: ${'{a: '.repeat(3_000)}`],
    ['nesting by indentation', Array.from({ length: 2_000 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')],
    ['nesting by dashes', `${'- '.repeat(5_000)}a`],
    ['brackets that a backtracking pattern would chew on', `a: ${'[ '.repeat(31)}`],
    ['a megabyte and more', `# ${'x'.repeat(1_100_000)}`],
    ['code', 'trustedAccounts: !!js/function "function () {}"'],
    ['two documents', 'rules: {}\n---\nrules: {}'],
    ['no mapping', '- 1'],
    ['bytes', '\u0000\u0001\u0002'],
  ])('%s', (_, text) => {
    const start = Date.now();
    expect(said(text)).toMatch(/^c\.yaml(:\d+)*: \S/);
    expect(Date.now() - start).toBeLessThan(5_000);
  });

  test.each([
    ['brackets', `secretWords: ${'['.repeat(40)}${']'.repeat(40)}`],
    ['brackets over lines', `secretWords: ${'[\n '.repeat(40)}${']'.repeat(40)}`],
    ['dashes', `secretWords:\n  ${'- '.repeat(40)}a`],
    ['indentation', `a:\n${' '.repeat(300)}b: 1`],
    ['keys in a line', 'a: '.repeat(5_000)],
    ['keys in brackets', `{${'a: '.repeat(5_000)}}`],
  ])('nesting by %s is told', (_, text) => expect(said(text)).toContain('nested too deeply'));

  test('what is refused unparsed is told with its line', () => {
    expect(said(`# one\n# two\n\nsecretWords: ${'['.repeat(40)}`)).toMatch(/^c\.yaml:4: the file is nested/);
  });

  test('a key called __proto__ changes nobody', () => {
    expect(said('__proto__: { polluted: true }')).toContain('unknown key');
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  test('brackets in prose are no nesting', () => {
    const text = `secretWords:\n  add:\n${Array.from({ length: 300 }, (_, index) => `    - "a[({${index}"`).join('\n')}\n`;
    expect(readConfig(text, 'c.yaml').config.secretWords?.add).toHaveLength(300);
  });
});

/** Found by fuzzing: the parser alone took minutes, or hundreds of megabytes, for files below the limit of bytes. */
describe('a file of many small things is refused before it is parsed', () => {
  const many = (count: number, make: (at: number) => string): string =>
    Array.from({ length: count }, (_, at) => make(at)).join('');
  test.each([
    ['keys', `rules:\n${many(60_000, (at) => ` k${at}: {}\n`)}`],
    ['items', `trustedAccounts: [${many(300_000, () => 'x,')}]`],
    ['empty items', many(300_000, () => '- \n')],
    ['comments', many(400_000, () => '#\n')],
  ])('%s', (_, text) => {
    const start = process.cpuUsage();
    expect(said(text)).toMatch(/^c\.yaml:\d+: the file holds more than 80000 YAML tokens/);
    expect(process.cpuUsage(start).user / 1000).toBeLessThan(1000);
  });

  test.each([
    ['mistakes', `${many(20_000, () => "'a' ")}`, /not valid YAML/],
    ['tags that nobody knows', `trustedAccounts: [${many(400, () => '!a x,')}]`, /an account id has 12 digits/],
    ['tags of one value', `trustedAccounts: ${many(15_000, () => '!a ')}x`, /more than 500 tags, anchors and aliases/],
    [
      'anchors of one value',
      `trustedAccounts: ${many(15_000, () => '&a ')}x`,
      /more than 500 tags, anchors and aliases/,
    ],
    [
      'keys, the last of them twice',
      `rules:\n${many(9_000, (at) => ` k${at}: {}\n`)} k8999: {}\n`,
      /^c\.yaml:9002:2: not valid YAML: Map keys must be unique/,
    ],
  ])('%s below that limit are told at once', (_, text, sentence) => {
    const start = process.cpuUsage();
    expect(said(text)).toMatch(sentence);
    expect(process.cpuUsage(start).user / 1000).toBeLessThan(3000);
  });

  test('a key is there twice where it is written in two ways', () =>
    expect(said('rules: { 1: {}, "1": {} }')).toMatch(/^c\.yaml:1:17: not valid YAML: Map keys must be unique/));

  test('aliases that explode are told with their place', () => expect(said(BOMB)).toMatch(/^c\.yaml:2:8: .*alias/));
});
