import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { plainPolicies, policyText } from '../../src/iam/reach/text.ts';
import type { SnapshotHeader, SnapshotRecord } from '../../src/model/snapshot.ts';
import { scrub } from '../../src/snapshot/scrub.ts';

test('a document is decoded where it is encoded, and left alone where it is not', () => {
  expect(policyText('%7B%22a%22%3A%22b%2Fc%22%7D')).toBe('{"a":"b/c"}');
  expect(policyText('{"a":"100%25"}')).toBe('{"a":"100%25"}');
  expect(policyText('%7B%E0%A4%A')).toBe('%7B%E0%A4%A');
});

test('a snapshot with IAM is scrubbed inside of its policies, too', () => {
  const [header, ...records] = readFileSync('fixtures/edge.ndjson', 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line)) as [SnapshotHeader, ...SnapshotRecord[]];
  expect(JSON.stringify(records)).toContain('%7B%22Version');
  const names = ['sandbox-app', 'sandbox-bounded', 'casey', 'readers', 'read-sealed'];
  const plain = records.map((record) => plainPolicies(record));
  const scrubbed = JSON.stringify(scrub(header, plain, names, []));
  expect(scrubbed).not.toContain('%7B%22Version');
  for (const name of [...names, '123456789012']) expect(scrubbed).not.toContain(name);
});
