import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { isListing, type Observation } from '../../src/model/snapshot.ts';
import { snapshotLines } from '../../src/snapshot/order.ts';
import { openSnapshot } from '../../src/snapshot/read.ts';
import { OutputError, writeFileWhole } from '../../src/snapshot/write.ts';
import { box, recordsOf } from '../graph/world.ts';
import { fc } from '../seeded.ts';
import { readAll, temporaryFolder, WORLD, withEnds, worldLines } from './files.ts';

const pieces = (lines: readonly string[]): string[] => lines.map((line) => `${line}\n`);

describe('a snapshot', () => {
  test.each(['snapshot.ndjson', 'deep/er/snapshot.ndjson.gz'])('comes back from %s as it was', async (name) => {
    const file = join(temporaryFolder(), name);
    await writeFileWhole(file, pieces(await worldLines()));
    const { header } = await openSnapshot(file);
    expect(header).toEqual(WORLD.header);
    expect(pieces(snapshotLines(header, await readAll(file)))).toEqual(pieces(await worldLines()));
  });

  test('has the same bytes whatever the order of its records and answers', async () => {
    const wanted = await worldLines();
    const records = await recordsOf(WORLD);
    const turned = ({ answers, ...rest }: Observation): Observation => ({
      ...rest,
      answers: Object.fromEntries(Object.entries(answers).reverse()),
    });
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(records, { minLength: records.length }), async (mixed) => {
        const other = mixed.map((record) => (isListing(record) ? record : turned(record)));
        expect(snapshotLines(WORLD.header, other)).toEqual(wanted);
      }),
      { numRuns: 50 },
    );
  });

  test('has its header first, then listings, then what links point to, then the rest', async () => {
    const kinds = (await worldLines()).map((line) => {
      const record = JSON.parse(line);
      return record.sealscan ? 'header' : record.listing ? 'listing' : record.type;
    });
    expect([...new Set(kinds)]).toEqual(['header', 'listing', 'aws.kms.alias', 'aws.kms.key', 'toy.box']);
  });

  test('reads a line that spans chunks, and a last line without an end', async () => {
    const file = join(temporaryFolder(), 's.ndjson');
    const lines = await worldLines();
    const long = JSON.stringify(box('b', { Label: 'ä'.repeat(3_000_000) }));
    const at = lines.findIndex((line) => line.includes('box/b"'));
    writeFileSync(file, withEnds(lines.with(at, long)).trimEnd());
    const found = (await readAll(file)).find((record) => !isListing(record) && record.id.endsWith('box/b'));
    expect(JSON.stringify(found)).toBe(long);
  });
});

describe('writing a file', () => {
  test('is whole or not at all: what stood there stays when the source breaks', async () => {
    const file = join(temporaryFolder(), 'report.json');
    writeFileSync(file, 'old');
    const broken = async function* () {
      yield 'new';
      throw new Error('boom');
    };
    await expect(writeFileWhole(file, broken())).rejects.toThrow('boom');
    expect(readFileSync(file, 'utf8')).toBe('old');
    expect(readdirSync(dirname(file))).toEqual(['report.json']);
  });

  test('is for its owner alone', async () => {
    const file = join(temporaryFolder(), 'report.json');
    await writeFileWhole(file, ['x']);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test('packs what is called .gz', async () => {
    const file = join(temporaryFolder(), 's.gz');
    await writeFileWhole(file, ['a', 'b']);
    expect(gunzipSync(readFileSync(file)).toString()).toBe('ab');
  });

  test('says why it cannot', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'file'), '');
    await expect(writeFileWhole(join(folder, 'file', 'x'), ['a'])).rejects.toThrow(OutputError);
    await expect(writeFileWhole(join(folder, 'file', 'x'), ['a'])).rejects.toThrow(/could not be written: /);
    await expect(writeFileWhole(folder, ['a'])).rejects.toThrow(/could not be written: it is a directory/);
  });
});
