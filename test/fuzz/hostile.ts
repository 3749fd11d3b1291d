import fc from 'fast-check';
import type { Damage } from './bytes.ts';
import type { Mutation } from './tree.ts';

const quoted = (text: string): string => JSON.stringify(text);

/** Patterns on which a backtracking engine never ends, and some that no engine should build. */
export const hostilePattern: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    ...[
      '(a+)+$',
      '(a|a)*$',
      '(a|aa)+$',
      '(.*a){30}',
      '^(([a-z])+.)+[A-Z]([a-z])+$',
      '(x+x+)+y',
      '((a{1,100}){1,100}){1,100}',
    ],
    ...[
      'a{1000}',
      '(a{1000}){1000}',
      '(a*)*',
      '[',
      '(',
      '\\',
      '(?=a)',
      '(?<n>a)\\1',
      '\\p{Greek}',
      '[\\s\\S]*',
      '.*.*.*.*=',
      '',
    ],
  ),
  fc.integer({ min: 1, max: 1000 }).map((count) => `${'('.repeat(count)}a${')*'.repeat(count)}`),
  fc.integer({ min: 1, max: 1000 }).map((count) => `(${'a?'.repeat(count)}${'a'.repeat(count)})`),
  fc.integer({ min: 1, max: 40 }).map((count) => `${'(.*[a-z0-9]{0,20})'.repeat(count)}$`),
  fc.string({ maxLength: 20 }),
);

export const hostileText: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom(
      '',
      ' ',
      '*',
      '?',
      '__proto__',
      'constructor',
      'toString',
      'arn:::::',
      '${',
      '{{',
      '\u0000',
      '\u202e',
      '\ufeff',
      '2026-02-30',
      '0x1f',
      'null',
      '~',
    ),
  },
  { weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 30 }) },
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 300 }).map((count) => '*a'.repeat(count)) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      'a'.repeat(1_000_000),
      'a'.repeat(40_000),
      `${'a'.repeat(900_000)}!`,
      '{'.repeat(100_000),
      '*'.repeat(100_000),
      '\n'.repeat(300_000),
      '😀'.repeat(200_000),
    ),
  },
);

const jsonRaw: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom(
      ...[
        'null',
        'true',
        'false',
        '0',
        '-0',
        '-1',
        '1e308',
        '1e999',
        '-1e999',
        '0.1',
        '9007199254740993',
        '1'.repeat(400),
      ],
      ...[
        '[]',
        '{}',
        '[[]]',
        '[null]',
        '[[[[]]]]',
        '{"": ""}',
        '{"__proto__": {"polluted": true}}',
        '{"constructor": {"prototype": {"polluted": true}}}',
      ],
      ...[
        '{"length": 1e9}',
        '{"toString": 1, "valueOf": 1}',
        '{"then": 1}',
        '{"toJSON": 1}',
        '"\\ud800"',
        '"\\udc00\\ud800"',
        '"\\u0000"',
        '"\\u005f_proto__"',
      ],
    ),
  },
  { weight: 4, arbitrary: hostileText.map(quoted) },
  { weight: 1, arbitrary: fc.json({ maxDepth: 5 }) },
);

/** What only YAML has, or nobody. */
const yamlRaw: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom(
      ...[
        'NaN',
        '.inf',
        '2026-06-01',
        '*nobody',
        '&a [*a]',
        '&b {c: *b}',
        '!!binary "====", ',
        '!!js/function "x"',
        '!!set {a, b}',
        '!!merge <<',
        '? a',
        '- - -',
      ],
      ...['', ':', "'", '"', '#', '|', '>9', '%', '@', '`', '\u0000', '\u2028'],
    ),
  },
  { weight: 1, arbitrary: hostilePattern.map(quoted) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 6 }).map(aliasBomb) },
);

/** Aliases of aliases: nine to the power of the levels. */
function aliasBomb(levels: number): string {
  const level = (depth: number): string =>
    depth === 0 ? '&l0 [x,x,x,x,x,x,x,x,x]' : `&l${depth} [${level(depth - 1)}${`,*l${depth - 1}`.repeat(8)}]`;
  return level(levels);
}

const hostileKey = fc.oneof(
  fc.constantFrom(
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'hasOwnProperty',
    'length',
    'then',
    '',
    '<<',
    '0',
    '*',
    'Statement',
    'id',
    'ID',
  ),
  fc.string({ maxLength: 12 }),
);

const at = fc.nat({ max: 1_000_000 });
const times = fc.oneof(fc.integer({ min: 1, max: 70 }), fc.constantFrom(100, 1000, 10_000, 100_000));

type Wrap = readonly [open: string, close: string];

function mutationsWith(raw: fc.Arbitrary<string>, wraps: readonly Wrap[]): fc.Arbitrary<Mutation[]> {
  const how = <H extends Mutation['how']>(...names: H[]): fc.Arbitrary<H> => fc.constantFrom(...names);
  const wrapped = fc
    .tuple(at, times, fc.constantFrom(...wraps))
    .map(([where, count, [open, close]]) => ({ at: where, how: 'wrap' as const, times: count, open, close }));
  const one: fc.Arbitrary<Mutation> = fc.oneof(
    { weight: 6, arbitrary: fc.record({ at, how: how('replace'), raw, key: fc.constant('') }) },
    { weight: 2, arbitrary: fc.record({ at, how: how('insert'), raw, key: hostileKey }) },
    { weight: 2, arbitrary: fc.record({ at, how: how('drop', 'double') }) },
    { weight: 2, arbitrary: fc.record({ at, how: how('rename'), key: hostileKey }) },
    { weight: 2, arbitrary: fc.record({ at, how: how('swap'), with: at }) },
    { weight: 1, arbitrary: wrapped },
    { weight: 1, arbitrary: fc.record({ at, how: how('repeat'), times: fc.integer({ min: 2, max: 300 }) }) },
  );
  return fc.array(one, { minLength: 1, maxLength: 5 });
}

const JSON_WRAPS: readonly Wrap[] = [
  ['[', ']'],
  ['{"a": ', '}'],
];
const YAML_WRAPS: readonly Wrap[] = [
  ['[', ''],
  ['{a: ', '}'],
  ['- ', ''],
  ['&a ', ''],
  ['"', '"'],
];

/** What stays JSON, so that it is judged and not only refused. */
export const jsonMutations = mutationsWith(jsonRaw, JSON_WRAPS);
export const mutations = mutationsWith(fc.oneof({ weight: 2, arbitrary: jsonRaw }, yamlRaw), [
  ...JSON_WRAPS,
  ...YAML_WRAPS,
]);

/** Not UTF-8, marks of an encoding, ends of lines, and what YAML and JSON see as structure. */
const INSERTED = [
  ...[
    '\u0000',
    '\ufeff',
    '\r',
    '\n',
    '\t',
    '\n---\n',
    '\n...\n',
    '\n%YAML 9.9\n',
    '"',
    "'",
    '{',
    '[',
    '}',
    ']',
    ': ',
    '- ',
    '&a ',
    '*a',
    '<<: ',
    '!!str ',
    '|\n',
    '? ',
    '#',
    ',',
    '\\',
  ],
].map((text) => new TextEncoder().encode(text));
const NOT_UTF8 = [[0xff], [0xfe, 0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xe2, 0x80]].map(
  (bytes) => Uint8Array.from(bytes),
);

const one: fc.Arbitrary<Damage> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ at, how: fc.constant('flip' as const), bit: fc.nat({ max: 7 }) }) },
  {
    weight: 2,
    arbitrary: fc.record({ at, how: fc.constant('cut' as const), length: fc.integer({ min: 1, max: 60 }) }),
  },
  { weight: 1, arbitrary: fc.record({ at, how: fc.constant('end' as const) }) },
  {
    weight: 4,
    arbitrary: fc.record({ at, how: fc.constant('insert' as const), bytes: fc.constantFrom(...INSERTED, ...NOT_UTF8) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      at,
      how: fc.constant('again' as const),
      length: fc.integer({ min: 1, max: 200 }),
      times: fc.constantFrom(1, 2, 50, 5000),
    }),
  },
);

export const damages: fc.Arbitrary<Damage[]> = fc.array(one, { minLength: 1, maxLength: 6 });
