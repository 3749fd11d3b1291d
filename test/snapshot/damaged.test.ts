import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { complaintAbout, temporaryFolder, WORLD, withEnds, worldLines, written } from './files.ts';

const nested = (levels: number): string => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;
const header = (changes: object): string => `${JSON.stringify({ ...WORLD.header, ...changes })}\n`;
const record = (changes: object): string =>
  header({}) +
  `${JSON.stringify({ type: 't', id: 'i', scope: { partition: 'aws', account: '1', region: 'r' }, answers: {}, ...changes })}\n`;

describe('a file that is no snapshot is refused in a sentence', () => {
  test.each([
    ['empty', '', /^FILE: the snapshot is empty$/],
    ['not JSON', 'hello\n', /^FILE:1: not valid JSON; the snapshot is cut or damaged here$/],
    ['a list', '[]\n', /^FILE:1: each line of a snapshot is a JSON object$/],
    ['another JSON document', '{"schemaVersion":"1.0","findings":[]}\n', /^FILE:1: this is not a sealscan snapshot/],
    [
      'of another version',
      header({ schemaVersion: '2.0' }),
      /^FILE:1: snapshot version 2\.0 cannot be read by this sealscan/,
    ],
    ['without a version', header({ schemaVersion: undefined }), /^FILE:1: snapshot version undefined cannot be read/],
    ['with a version that is no text', header({ schemaVersion: { toString: 1 } }), /^FILE:1: snapshot version object/],
    ['with a time that is no text', header({ takenAt: { toString: 1 } }), /^FILE:1: the header's takenAt is no time$/],
    ['of no time', header({ takenAt: 'yesterday' }), /^FILE:1: the header's takenAt is no time$/],
    ['of a time that is not UTC in ISO 8601', header({ takenAt: 'June 1, 2026' }), /takenAt is no time/],
    ['with scopes that are none', header({ scopes: [{ account: 1 }] }), /scopes are not valid/],
    ['without services', header({ services: undefined }), /services are not valid/],
    ['without members', header({ members: [] }), /members are not valid/],
    ['with members that are none', header({ members: { 'toy.box/item': false } }), /members are not valid/],
    ['with services that are none', header({ services: [null] }), /services are not valid/],
    [
      'with a record of nothing',
      record({ type: undefined }),
      /^FILE:2: the record is neither a listing nor an observation$/,
    ],
    ['with a record from nowhere', record({ scope: undefined }), /^FILE:2: the record has no scope$/],
    [
      'with an answer that is none',
      record({ answers: { item: { maybe: 1 } } }),
      /^FILE:2: an answer is neither ok, none nor error$/,
    ],
    ['with an answer that is null', record({ answers: { item: null } }), /^FILE:2: an answer is neither/],
    [
      'with an error that says nothing',
      record({ answers: { item: { error: 'no' } } }),
      /^FILE:2: an error has no operation/,
    ],
    ['with a listing that does not say why', record({ listing: 't', count: 0, complete: false }), /does not say why$/],
    ['with a listing that does not count', record({ listing: 't', complete: true }), /has no count$/],
    [
      'with a resource that nobody listed',
      record({}),
      /^FILE:2: the snapshot is damaged: 1 resources t of account 1 are not in its listings$/,
    ],
    ['a tarball', gzipSync('x'), /^FILE:1: not valid JSON/],
  ])('%s', async (_, content, said) => expect(await complaintAbout(written(content))).toMatch(said));

  test('missing', async () => {
    expect(await complaintAbout(join(temporaryFolder(), 'none'))).toBe(
      'FILE: the snapshot cannot be read: no such file',
    );
  });

  test('a directory', async () => {
    const folder = join(temporaryFolder(), 'folder');
    mkdirSync(folder);
    expect(await complaintAbout(folder)).toBe('FILE: the folder holds no part of a snapshot (snapshot.ndjson.gz)');
  });

  test('called .gz, and not packed', async () => {
    expect(await complaintAbout(written('plain', 's.gz'))).toMatch(
      /^FILE: the snapshot cannot be read: incorrect header/,
    );
  });

  test('packed, and cut', async () => {
    const packed = gzipSync(withEnds(await worldLines()));
    expect(await complaintAbout(written(packed.subarray(0, -20), 's.gz'))).toMatch(/^FILE: .*unexpected end of file/);
  });
});

describe('a file that means harm', () => {
  test.each([
    ['a member called __proto__', '{"__proto__":{"polluted":true}}', /:2: a member is called __proto__/],
    ['written otherwise', '{"\\u005f_proto__" : {"polluted":true}}', /:2: a member is called __proto__/],
    ['deep inside', '{"answers":{"item":{"ok":[{"a":{"__proto__":{}}}]}}}', /:2: a member is called __proto__/],
    ['nesting beyond reason', nested(65), /:2: nested deeper than 64 levels$/],
    ['nesting without end', nested(100_000), /:2: (nested deeper than 64 levels|not valid JSON)/],
    ['lists without end', `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, /:2: (nested deeper|not valid JSON)/],
  ])('%s', async (_, line, said) => {
    expect(await complaintAbout(written(`${header({})}${line}\n`))).toMatch(said);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  test('a tag of that name in a text is only a text', async () => {
    const lines = await worldLines();
    const file = written(withEnds(lines.map((line) => line.replace('"Sealed":true', '"Label":"{\\"__proto__\\":1}"'))));
    await expect(complaintAbout(file)).rejects.toThrow('taken for a whole snapshot');
  });

  test('a line of 65 MB', async () => {
    const file = written(Buffer.concat([Buffer.from(header({})), Buffer.alloc(65 * 1024 * 1024, 'x')]));
    expect(await complaintAbout(file)).toBe('FILE: a line is longer than 67108864 bytes');
  });
});

describe('a snapshot that was cut', () => {
  const members = { 'toy.box/item': ['Sealed'], 'toy.chest/item': ['Sealed'] };

  test('in the middle of any line is refused, and so is one cut at the end of any', async () => {
    const lines = await worldLines();
    const whole = withEnds([JSON.stringify({ ...WORLD.header, members }), ...lines.slice(1)]);
    await expect(complaintAbout(written(whole))).rejects.toThrow('taken for a whole snapshot');
    const ends = [...whole.matchAll(/\n/g)].map(({ index }) => index).slice(0, -1);
    for (const end of ends) {
      expect(await complaintAbout(written(whole.slice(0, end + 1))), `at ${end}`).toMatch(
        /^FILE:\d+: the snapshot is cut: /,
      );
      expect(await complaintAbout(written(whole.slice(0, end + 20))), `after ${end}`).toMatch(
        /^FILE:\d+: not valid JSON/,
      );
    }
  });
});
