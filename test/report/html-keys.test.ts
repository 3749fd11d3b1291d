import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { maskFor } from '../../src/cli/mask.ts';
import { collectors } from '../../src/collectors/registry.ts';
import { contextOf } from '../../src/evaluate/config.ts';
import { buildGraph } from '../../src/graph/graph.ts';
import { keyPages } from '../../src/keys/pages.ts';
import type { Mask } from '../../src/model/mask.ts';
import type { KeyPage } from '../../src/model/run.ts';
import { html } from '../../src/report/html.ts';
import { json } from '../../src/report/json.ts';
import { openSnapshot } from '../../src/snapshot/read.ts';
import { run as cli, fileWith } from '../cli/run.ts';
import { dataIn } from './page.ts';
import { collect, GITHUB, story } from './run.ts';

const FIXTURE = 'fixtures/acme.ndjson';

interface Entry {
  readonly arn: string;
  readonly users: number;
  readonly affected: number;
}
interface Page {
  readonly powers: readonly {
    readonly name: string;
    readonly holders: { readonly items: readonly { readonly principal: string }[] } | null;
  }[];
  readonly under: { readonly count: number };
  readonly picture: string;
}

async function pagesOf(file: string, mask?: Mask): Promise<() => AsyncIterable<KeyPage>> {
  const source = await openSnapshot(file);
  const context = contextOf({});
  const graph = await buildGraph(source, collectors, context);
  const { see, pages } = keyPages(source, context, mask)(graph);
  for await (const resource of graph.resources()) see(resource);
  return pages;
}

const keys = await pagesOf(FIXTURE);
const { run, findings } = story([], [], { keys });
const page = await collect(html.render(run, findings, GITHUB));
const [{ entries } = { entries: [] }] = dataIn<{ entries: readonly Entry[] }>(page, 'keys');
const pages = dataIn<readonly Page[]>(page, 'key-pages').flat();

test('the page lists keys as key list does, those first on which most hangs', async () => {
  const { out } = await cli(['key', 'list', '--from', FIXTURE, '--format', 'json']);
  const rows = JSON.parse(out) as readonly {
    readonly key: { readonly arn: string };
    readonly users: number;
    readonly affected: number;
  }[];
  expect(entries.map(({ arn, users, affected }) => [arn, users, affected])).toEqual(
    rows.map(({ key, users, affected }) => [key.arn, users, affected]),
  );
  expect(entries.length).toBeGreaterThan(20);
});

test('a key says who can open it and what is under it as key show does', async () => {
  const [first] = entries;
  const { out } = await cli(['key', 'show', first?.arn ?? '', '--from', FIXTURE, '--format', 'json']);
  const shown = JSON.parse(out) as {
    readonly access: { readonly decrypt: readonly { readonly principal: string }[] };
    readonly usedBy: readonly { readonly id: string }[];
  };
  const holders = pages[0]?.powers.find(({ name }) => name === 'decrypt')?.holders?.items;
  expect(holders?.map(({ principal }) => principal)).toEqual(shown.access.decrypt.map(({ principal }) => principal));
  expect(pages[0]?.under.count).toBe(new Set(shown.usedBy.map(({ id }) => id)).size);
});

test('the picture is the one of key show, for fifty keys at most', async () => {
  const { out } = await cli(['key', 'show', entries[0]?.arn ?? '', '--from', FIXTURE, '--format', 'svg']);
  expect(pages[0]?.picture).toBe(out);
  expect(pages.filter(({ picture }) => picture !== '')).toHaveLength(Math.min(50, entries.length));
});

test('a key whose policy nobody read says so', () => {
  const unread = pages.filter(({ powers }) => powers.every(({ holders }) => holders === null));
  expect(unread.length).toBeGreaterThan(0);
});

test('an answer of a shape that AWS never gives spoils its own key only', async () => {
  const whole = readFileSync('fixtures/edge.ndjson', 'utf8');
  const file = fileWith(whole.replace('"grants":{"ok":[]}', '"grants":{"ok":[null]}'), 's.ndjson');
  const all: KeyPage[] = [];
  for await (const key of (await pagesOf(file))()) all.push(key);
  const spoilt = all.filter(({ notRead }) => notRead.some((text) => text.includes('a shape that AWS never gives')));
  expect(spoilt).toHaveLength(1);
  expect(spoilt[0]?.powers.map(({ holders }) => holders)).toEqual([null, null, null]);
  expect(all.length).toBeGreaterThan(1);
});

test('a masked report names no key, account or principal as it is', async () => {
  const mask = await maskFor(await openSnapshot(FIXTURE));
  const all: KeyPage[] = [];
  for await (const key of (await pagesOf(FIXTURE, mask))()) all.push(key);
  expect(all).toHaveLength(entries.length);
  const text = JSON.stringify(all);
  const ids = entries.flatMap(({ arn }) => arn.split(':key/').slice(1));
  expect(ids.length).toBeGreaterThan(20);
  for (const name of ['123456789012', '444455556666', ...ids])
    expect([name, text.includes(name)]).toEqual([name, false]);
});

test('other formats do not work keys out', async () => {
  let asked = 0;
  const counting = story([], [], {
    keys: async function* () {
      asked++;
      yield* [] as KeyPage[];
    },
  });
  await collect(json.render(counting.run, counting.findings, GITHUB));
  expect(asked).toBe(0);
  await collect(html.render(counting.run, counting.findings, GITHUB));
  expect(asked).toBe(1);
});
