import { describe, expect, it } from 'vitest';
import { inventoryOf } from '../../src/inventory.ts';
import { hashedLines, lineHash } from '../../src/model/line-hash.ts';
import { inventory, inventoryFile, inventoryKey, inventoryLine, inventoryPath } from '../../src/report/inventory.ts';
import { fc } from '../seeded.ts';
import { PAYLOADS } from './hostile.ts';
import { resource } from './run.ts';

const fileHashes = (text: string): string[] => hashedLines(text).map(({ hash }) => hash);

const GREETINGS = [
  'e9496ae3ebfced30',
  'fb7c023a8b9ccb3f',
  'ce8ba1a563dcdaca',
  'e20e36e16fcb0cc8',
  'b3edc88f2938467e',
  'c8e28b0b4002a3a0',
  'c129715d7a2bc9a3',
];

/** Inputs and hashes published in github/codeql-action, src/fingerprints.test.ts. */
const VECTORS: readonly (readonly [string, readonly string[]])[] = [
  ['', ['c129715d7a2bc9a3']],
  [' a\nb\n  \t\tc\n d', ['271789c17abda88f', '54703d4cd895b18', '180aee12dab6264', 'a23a3dc5e078b07b']],
  [
    ' hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End',
    [
      '8b7cf3e952e7aeb2',
      'b1ae1287ec4718d9',
      'bff680108adb0fcc',
      'c6805c5e1288b612',
      'b86d3392aea1be30',
      'e6ceba753e1a442',
    ],
  ],
  [' hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End\n', GREETINGS],
  [' hello; \t\nworld!!!\r\r\r  \t\tGreetings\r End\r', GREETINGS],
  [' hello; \t\r\nworld!!!\r\n\r\n\r\n  \t\tGreetings\r\n End\r\n', GREETINGS],
  [' hello; \t\nworld!!!\r\n\n\r  \t\tGreetings\r End\r\n', GREETINGS],
];

describe('the line hash', () => {
  it.each(VECTORS)('is GitHub’s for %j', (text, hashes) => {
    expect(fileHashes(text)).toEqual(hashes.map((hash) => `${hash}:1`));
  });

  it('is GitHub’s for repeated lines', () => {
    const same = [1, 2, 3, 4, 5, 6].map((n) => `a7f2ff13bc495cf2:${n}`);
    const last = [
      'a7f2ff1481e87703:1',
      'a9cf91f7bbf1862b:1',
      '55ec222b86bcae53:1',
      'cc97dc7b1d7d8f7b:1',
      'c129715d7a2bc9a3:1',
    ];
    expect(fileHashes('Lorem ipsum dolor sit amet.\n'.repeat(10))).toEqual([...same, ...last]);
  });
});

const volume = (n: number) =>
  resource({ id: `arn:aws:ec2:eu-central-1:111122223333:volume/vol-${n}`, name: `vol ${n}` });

describe('an inventory line', () => {
  it('is JSON that starts with the digest of the ARN', () => {
    const line = inventoryLine(resource());
    expect(line.startsWith(`{"k":"${inventoryKey(resource().id)}","arn":"arn:aws:`)).toBe(true);
    expect(Object.keys(JSON.parse(line))).toEqual(['k', 'arn', 'type', 'name']);
  });

  it('has at least 100 characters that count, so that its hash never depends on its neighbours', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (id, type, name) => {
        const line = inventoryLine({ id, type, name });
        expect(line.replace(/[ \t]/g, '').length).toBeGreaterThanOrEqual(100);
        expect(line).not.toMatch(/[\r\n]/);
        expect(lineHash(`${line}\nnext`)).toBe(lineHash(line));
      }),
    );
  });

  it.each(PAYLOADS.map((text) => [text.slice(0, 30), text]))('%j stays one line and one path', (_, text) => {
    expect(inventoryLine(resource({ id: text, name: text })).split(/\r|\n/)).toHaveLength(1);
    expect(inventoryPath({ account: text, region: text })).toMatch(
      /^inventory\/[A-Za-z0-9_-]{1,64}\/[A-Za-z0-9_-]{1,64}\.jsonl$/,
    );
  });
});

describe('an inventory file', () => {
  const all = Array.from({ length: 50 }, (_, n) => volume(n));

  it('is sorted by line, and its places are those of GitHub', () => {
    const entries = inventoryFile(all);
    const lines = entries.map(({ text }) => text);
    expect([...lines].sort()).toEqual(lines);
    expect(entries.map(({ place }) => place.line)).toEqual(lines.map((_, index) => index + 1));
    expect(fileHashes(`${lines.join('\n')}\n`).slice(0, -1)).toEqual(entries.map(({ place }) => place.hash));
  });

  it('does not depend on the order of arrival; hashes survive a new resource', () => {
    expect(inventoryFile([...all].reverse())).toEqual(inventoryFile(all));
    const before = new Map(inventoryFile(all).map(({ id, place }) => [id, place.hash]));
    const after = inventoryFile([...all, volume(99)]).filter(({ id }) => before.has(id));
    expect(after.every(({ id, place }) => before.get(id) === place.hash)).toBe(true);
  });

  it('starts again with every file, and holds a resource once', () => {
    const other = { ...volume(1), region: 'eu-west-1' };
    const entries = [...inventory([volume(0), volume(0), other])];
    expect(entries.map(({ place }) => [place.path, place.line])).toEqual([
      ['inventory/111122223333/eu-central-1.jsonl', 1],
      ['inventory/111122223333/eu-west-1.jsonl', 1],
    ]);
  });
});

describe('the places in an inventory', () => {
  const ids = fc.oneof(
    fc.integer({ min: 0, max: 9 }).map((n) => `arn:aws:ec2:eu-central-1:111122223333:volume/vol-${n}`),
    fc.string(),
    fc.constantFrom(...PAYLOADS),
  );
  const resources = fc.record({
    id: ids,
    type: fc.string(),
    name: fc.oneof(fc.string(), fc.constant('long '.repeat(20_000))),
    account: fc.constantFrom('1', '2'),
    region: fc.constantFrom('a', 'a b', 'a/b'),
  });

  it('are those of its files, whatever comes in which order, and each file is there once', () => {
    fc.assert(
      fc.property(fc.array(resources, { maxLength: 30 }), (list) => {
        const made = inventoryOf(() => list);
        const files = [...made.files()];
        const paths = new Set(list.map(inventoryPath));
        expect(files.map(({ path }) => path).sort()).toEqual([...paths].sort());
        for (const { path, lines } of files) {
          expect(lines).toEqual(inventoryFile(list.filter((one) => inventoryPath(one) === path)));
          const member = list.find((one) => inventoryPath(one) === path);
          if (member) for (const { id, place } of lines) expect(made.place({ ...member, id })).toEqual(place);
        }
      }),
    );
  });
});
