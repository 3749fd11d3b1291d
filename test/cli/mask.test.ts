import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { maskFor } from '../../src/cli/mask.ts';
import { collectors } from '../../src/collectors/registry.ts';
import { DECIDING_WORDS } from '../../src/model/secret-name.ts';
import { DEFAULT_SECRET_WORDS } from '../../src/model/secret-words.ts';
import type { SnapshotRecord } from '../../src/model/snapshot.ts';
import { maskedHeader, maskedRecord } from '../../src/snapshot/masked.ts';
import { snapshotLines } from '../../src/snapshot/order.ts';
import { PLAIN_WORDS } from '../../src/snapshot/plain-words.ts';
import { openSnapshot } from '../../src/snapshot/read.ts';
import { allRules } from '../examples.ts';
import { accountFile, volume } from './account.ts';
import { fileWith, run, temporaryFolder } from './run.ts';

const FIXTURES = ['fixtures/acme.ndjson', 'fixtures/edge.ndjson'] as const;

/** What ARNs are made of is no name: `event-bus/…`. */
const ARN_WORDS = collectors.flatMap(({ arn }) => arn.match(/[a-z]+/g) ?? []);
const PLAIN = new Set(
  [...PLAIN_WORDS, ...DEFAULT_SECRET_WORDS, ...DECIDING_WORDS, ...ARN_WORDS].flatMap((word) => [word, `${word}s`]),
);
/** No word of our own rules, which are the same for everybody. */
const isTelling = (name: string): boolean =>
  /[-_.]/.test(name) && name.split(/[^A-Za-z]+/).some((word) => word.length > 2 && !PLAIN.has(word.toLowerCase()));

/** What tells whose the account is, found in the file itself: account ids, hexadecimal ids, names at the ends of ARNs. */
function secretsIn(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  const names = [...text.matchAll(/arn:[\w-]+:[\w-]+:[\w-]*:(\d{12}|):[\w-]*[/:]?([A-Za-z0-9_.-]+)/g)];
  return [
    ...new Set([
      ...(text.match(/(?<!\d)\d{12}(?!\d)/g) ?? []),
      ...(text.match(/\b(?:vol|snap|ami|i|lt)-[0-9a-f]{17}\b/g) ?? []),
      ...(text.match(/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g) ?? []),
      ...names.map((match) => match[2] ?? '').filter(isTelling),
    ]),
  ];
}

/** Every file of a folder, with its path, and what was said. */
function everything(folder: string, said: { readonly out: string; readonly notes: string }): string {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const texts = files.filter((file) => statSync(join(folder, file)).isFile());
  return [said.out, said.notes, ...files, ...texts.map((file) => readFileSync(join(folder, file), 'utf8'))].join('\n');
}

const FORMATS = ['--format', 'html,sarif,json', '--sarif-profile', 'full'] as const;
const countsOf = (folder: string) => {
  const { summary, findings } = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8'));
  const verdicts = (findings as { rule: string; verdict: string }[]).map(({ rule, verdict }) => `${rule} ${verdict}`);
  return { summary, verdicts: verdicts.sort() };
};

describe.each(FIXTURES)('--mask of %s', (fixture) => {
  test('judges the same and tells nothing of whose it is', async () => {
    const plain = temporaryFolder();
    const hidden = temporaryFolder();
    const seen = await run(['scan', '--from', fixture, '--output', plain, ...FORMATS]);
    const masked = await run(['scan', '--mask', '--from', fixture, '--output', hidden, ...FORMATS]);
    expect(masked.code).toBe(seen.code);
    expect(countsOf(hidden)).toEqual(countsOf(plain));
    const secrets = secretsIn(fixture);
    expect(secrets.length).toBeGreaterThan(60);
    const before = everything(plain, seen);
    expect(secrets.filter((secret) => before.includes(secret)).length).toBeGreaterThan(40);
    const after = everything(hidden, masked);
    // a name that is part of a rule's stands in every report about that rule
    const rules = allRules().map(({ info }) => info.id);
    const told = secrets.filter((secret) => after.includes(secret) && !rules.some((id) => id.includes(secret)));
    expect(told).toEqual([]);
  }, 120_000);

  test('holds for the snapshot, which gives the same verdicts', async () => {
    const source = await openSnapshot(fixture);
    const mask = await maskFor(source);
    const records: SnapshotRecord[] = [];
    for await (const record of source.records()) records.push(maskedRecord(record, mask));
    const file = fileWith(`${snapshotLines(maskedHeader(source.header, mask), records).join('\n')}\n`, 's.ndjson');
    const [plain, hidden] = [temporaryFolder(), temporaryFolder()];
    const seen = await run(['scan', '--from', fixture, '--output', plain, ...FORMATS]);
    const again = await run(['scan', '--from', file, '--output', hidden, ...FORMATS]);
    expect(again.code).toBe(seen.code);
    expect(countsOf(hidden)).toEqual(countsOf(plain));
  }, 120_000);
});

test('what was decided about findings is decided about the real ones', async () => {
  const file = accountFile([volume('vol-1', false, { Tags: [{ Key: 'team', Value: 'globex' }] })]);
  const suppressions = fileWith(
    'version: 1\nsuppressions: [{ id: a, match: { tags: { team: [globex] }, rules: [ebs-volume-encrypted] }, reason: globex says so, expires: 2026-12-31 }]',
    's.yaml',
  );
  const [old, output] = [temporaryFolder(), temporaryFolder()];
  await run(['scan', '--from', file, '--output', old, '--format', 'json']);
  const flags = ['--suppressions', suppressions, '--baseline', join(old, 'report.json')];
  const seen = await run(['scan', '--mask', '--from', file, '--output', output, '--format', 'json', ...flags]);
  expect(seen.notes).toBe('');
  const text = readFileSync(join(output, 'report.json'), 'utf8');
  const { findings } = JSON.parse(text);
  expect(findings.find(({ rule }: { rule: string }) => rule === 'ebs-volume-encrypted')).toMatchObject({
    suppression: { id: 'a' },
    baseline: 'unchanged',
  });
  expect(text + seen.out + seen.notes).not.toContain('globex');
  const ids = (report: string) => JSON.parse(report).findings.map(({ id }: { id: string }) => id);
  const known = new Set(ids(readFileSync(join(old, 'report.json'), 'utf8')));
  expect(ids(text).filter((id: string) => known.has(id))).toEqual([]);
});
