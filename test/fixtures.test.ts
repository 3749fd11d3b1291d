import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { collectors } from '../src/collectors/registry.ts';
import { buildGraph } from '../src/graph/graph.ts';
import { EMPTY, isUnknown } from '../src/model/field.ts';
import { openSnapshot } from '../src/snapshot/read.ts';
import { allRules, scanFile } from './examples.ts';

const files = readdirSync('fixtures', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ndjson'))
  .map((file) => `fixtures/${file}`)
  .sort();

/** `type.field` that some resource of some fixture has a value for. */
async function fieldsSeen(): Promise<ReadonlySet<string>> {
  const seen = new Set<string>();
  for (const file of files) {
    const graph = await buildGraph(await openSnapshot(file), collectors, {
      trustedAccounts: [],
      secretWords: ['password'],
      parameters: {},
    });
    for await (const resource of graph.resources()) {
      for (const field of Object.keys(collectors.find(({ type }) => type === resource.type)?.fields ?? {})) {
        const state = resource.read(field);
        if (state !== EMPTY && !isUnknown(state)) seen.add(`${resource.type}.${field}`);
      }
    }
  }
  return seen;
}

test('every declared field has a value in some recorded resource', async () => {
  const seen = await fieldsSeen();
  const declared = collectors.flatMap(({ type, fields }) => Object.keys(fields).map((field) => `${type}.${field}`));
  expect(declared.length).toBeGreaterThan(100);
  expect(declared.filter((field) => !seen.has(field))).toEqual([]);
});

/** What a configuration must say before these rules judge anything, or fail it. */
const PARAMETERS = {
  'iam-canary-access-key-not-used': { keys: ['AKIACANARY', 'AKIATRIPPED'] },
  'kms-grants-within-quota': { quota: 3 }, // the real ones no recording holds
  'kms-keys-within-quota': { quota: 10 },
  'kms-tier-key-present': { tag: 'tier' },
  'lambda-env-client-side-encrypted': { names: ['TOKEN'] },
};

describe('every rule reaches pass and fail from recorded answers', async () => {
  const rules = allRules(PARAMETERS);
  const verdicts = new Map<string, Set<string>>();
  for (const file of files) {
    for (const { rule, verdict } of (await scanFile(file, 'all', { rules })).findings) {
      verdicts.set(rule, (verdicts.get(rule) ?? new Set()).add(verdict));
    }
  }
  test.each(allRules().map(({ info }) => info.id))('%s', (id) => {
    expect([...(verdicts.get(id) ?? [])].sort()).toEqual(expect.arrayContaining(['fail', 'pass']));
  });
});
