import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { collectors } from '../../src/collectors/registry.ts';
import { damaged } from './bytes.ts';
import { expressions } from './expressions.ts';
import { damages, hostilePattern, hostileText, jsonMutations, mutations } from './hostile.ts';
import { BASELINES, BATCHES, CONFIGS, POLICIES, RULES, type Seed, SNAPSHOTS, SUPPRESSIONS } from './seeds.ts';
import type { Asked } from './tool.ts';
import { mutated, type Tree, textOf, treeOf } from './tree.ts';

/** One question, the file in it that was spoilt, and the exit codes that it may have. */
export interface Case extends Asked {
  readonly spoilt: string;
  readonly codes: readonly number[];
}

const encoder = new TextEncoder();

/** A seed whose structure, bytes or both are spoilt. */
const spoilt = (seed: Seed, written: (tree: Tree) => string = textOf, changes = mutations): fc.Arbitrary<Uint8Array> =>
  fc.oneof(
    { weight: 5, arbitrary: changes.map((all) => encoder.encode(written(mutated(seed.tree, all)))) },
    { weight: 2, arbitrary: damages.map((all) => damaged(seed.bytes, all)) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(changes, damages)
        .map(([first, then]) => damaged(encoder.encode(written(mutated(seed.tree, first))), then)),
    },
  );

const from = <S extends Seed, T>(seeds: readonly S[], make: (seed: S) => fc.Arbitrary<T>): fc.Arbitrary<T> =>
  fc.constantFrom(...seeds).chain(make);

/** The types that rules judge, with the fields that expressions may name. */
const FIELDS = new Map(collectors.map(({ type, fields }) => [type, ['id', 'name', ...Object.keys(fields)]]));

/** Members of a rule, written anew. */
function withMembers(tree: Tree, members: Readonly<Record<string, unknown>>): Tree {
  const old = 'map' in tree ? tree.map.filter(([key]) => !(key in members)) : [];
  return { map: [...old, ...Object.entries(members).map(([key, value]) => [key, treeOf(value)] as const)] };
}

/** A rule of hostile expressions, whose cases give hostile texts. */
const expressed = (seed: (typeof RULES)[number]): fc.Arbitrary<Uint8Array> => {
  const fields = FIELDS.get(seed.resource) ?? [];
  const given = fc.dictionary(fc.constantFrom(...fields), hostileText, { maxKeys: 4 });
  const verdicts = ['pass', 'fail', 'unknown', 'not-applicable'];
  return fc.tuple(expressions(fields), expressions(fields), given, hostileText).map(([when, assert, values, message]) =>
    encoder.encode(
      textOf(
        withMembers(seed.tree, {
          ...(when.length % 2 ? { when } : {}),
          assert,
          message: `{resource.${message.slice(0, 200)}}`,
          cases: verdicts.map((verdict) => ({ given: values, verdict })),
        }),
      ),
    ),
  );
};

const STRING_FIELDS = new Map(
  collectors.map(({ type, fields }) => [
    type,
    Object.keys(fields).filter((name) => fields[name]?.type.kind === 'string' && !fields[name]?.optional),
  ]),
);

/** A rule in which all is right but that its pattern, or the text which it meets, means harm. */
const matched = (seed: (typeof RULES)[number]): fc.Arbitrary<Uint8Array> => {
  const fields = STRING_FIELDS.get(seed.resource) ?? [];
  if (fields.length === 0) return expressed(seed);
  const verdicts = ['pass', 'fail', 'unknown', 'not-applicable'];
  return fc.tuple(fc.constantFrom(...fields), hostilePattern, hostileText).map(([field, pattern, text]) =>
    encoder.encode(
      textOf(
        withMembers(seed.tree, {
          assert: `resource.${field}.regex(${JSON.stringify(pattern)})`,
          message: `{resource.${field}}`,
          cases: verdicts.map((verdict) => ({ given: { [field]: text }, verdict })),
        }),
      ),
    ),
  );
};

const rules = from(RULES, (seed) =>
  fc
    .oneof(
      { weight: 2, arbitrary: spoilt(seed) },
      { weight: 1, arbitrary: expressed(seed) },
      { weight: 1, arbitrary: matched(seed) },
    )
    .map(
      (bytes): Case => ({
        argv: ['rules', 'test', 'rules'],
        files: { [seed.file]: bytes },
        spoilt: seed.file,
        codes: [0, 1, 2],
      }),
    ),
);

const whole = (SNAPSHOTS[0] as Seed).bytes;
const SCANNED = [0, 1, 2, 4];

/** By the quick command that reads it, and now and then by a whole scan. */
const configs = from(CONFIGS, (seed) =>
  fc.tuple(spoilt(seed), fc.nat({ max: 19 })).map(
    ([bytes, rare]): Case => ({
      argv:
        rare === 0
          ? ['scan', '--from', 's.ndjson', '--output', '-', '--format', 'json', '--config', 'c.yaml']
          : ['key', 'list', '--from', 's.ndjson', '--format', 'json', '--config', 'c.yaml'],
      files: { 's.ndjson': whole, 'c.yaml': bytes },
      spoilt: 'c.yaml',
      codes: SCANNED,
    }),
  ),
);

const suppressions = from(SUPPRESSIONS, (seed) =>
  fc.tuple(spoilt(seed), fc.nat({ max: 3 })).map(
    ([bytes, rare]): Case => ({
      argv: rare === 0 ? ['judge', 's.ndjson', 'suppressions', 'x.yaml'] : ['suppressions', 'check', 'x.yaml'],
      files: { 's.ndjson': whole, 'x.yaml': bytes },
      spoilt: 'x.yaml',
      codes: SCANNED,
    }),
  ),
);

const baselines = from(BASELINES, (seed) =>
  spoilt(seed, textOf, jsonMutations).map(
    (bytes): Case => ({
      argv: ['judge', 's.ndjson', 'baseline', 'b.json'],
      files: { 's.ndjson': whole, 'b.json': bytes },
      spoilt: 'b.json',
      codes: SCANNED,
    }),
  ),
);

const linesOf = (tree: Tree): string =>
  'list' in tree ? tree.list.map((line) => `${textOf(line)}\n`).join('') : textOf(tree);

const LOOKS = [['judge'], ['judge'], ['judge'], ['key', 'list', '--from'], ['key', 'show', 'KEY', '--from']];

const snapshots = from(SNAPSHOTS, (seed) =>
  fc
    .tuple(spoilt(seed, linesOf, jsonMutations), fc.constantFrom(...LOOKS), fc.nat({ max: 9 }))
    .map(([bytes, look, rare]): Case => {
      const file = rare === 0 ? 's.ndjson.gz' : 's.ndjson';
      return {
        argv: [...look.map((word) => (word === 'KEY' ? seed.key : word)), file],
        files: { [file]: rare === 0 ? gzipSync(bytes) : bytes },
        spoilt: file,
        codes: SCANNED,
      };
    }),
);

const packed = from(SNAPSHOTS, (seed) =>
  damages.map(
    (all): Case => ({
      argv: ['judge', 's.ndjson.gz'],
      files: { 's.ndjson.gz': damaged(gzipSync(seed.bytes), all) },
      spoilt: 's.ndjson.gz',
      codes: SCANNED,
    }),
  ),
);

const policies = from(POLICIES, (seed) =>
  fc
    .tuple(
      spoilt(seed, textOf, jsonMutations),
      fc.constantFrom('text', 'json'),
      fc.constantFrom<string[]>([], ['--org', 'o-ownorg1234', '--trusted', '444455556666']),
    )
    .map(
      ([bytes, format, more]): Case => ({
        argv: [
          'policy',
          'check',
          'p.json',
          '--kind',
          seed.kind,
          '--account',
          '111122223333',
          '--format',
          format,
          ...more,
        ],
        files: { 'p.json': bytes },
        spoilt: 'p.json',
        codes: [0, 1, 2, 4],
      }),
    ),
);

const batches = from(BATCHES, (seed) =>
  fc.tuple(spoilt(seed, textOf, jsonMutations), fc.constantFrom('text', 'json')).map(
    ([bytes, format]): Case => ({
      argv: ['policy', 'check', '--batch', 'b.json', '--format', format],
      files: { 'b.json': bytes },
      spoilt: 'b.json',
      codes: [0, 2],
    }),
  ),
);

export const TARGETS: Readonly<Record<string, fc.Arbitrary<Case>>> = {
  rules,
  configs,
  suppressions,
  baselines,
  snapshots: fc.oneof({ weight: 9, arbitrary: snapshots }, { weight: 1, arbitrary: packed }),
  policies,
  batches,
};
