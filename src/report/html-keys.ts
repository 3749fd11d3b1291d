import type { KeyDependent, KeyHolder, KeyPage, Pieces, Run } from '../model/run.ts';
import { type BlockText, writeJson } from './html-block.ts';
import { shown } from './text.ts';

/** Keys of a chunk; the page unpacks one when a key of it is opened. */
const CHUNK = 50;
const HOLDERS = 200;
const DEPENDENTS = 200;
const LINES = 40;

/** What a list of keys says of each. */
const entryOf = ({ arn, account, region, aliases, exposure, users, usersComplete, affected }: KeyPage) => ({
  arn: shown(arn, 1_024),
  account: shown(account, 64),
  region: shown(region, 64),
  aliases: aliases.slice(0, 10).map((alias) => shown(alias, 256)),
  ...{ exposure, users, usersComplete, affected },
});

const holderOf = ({ kind, principal, ways }: KeyHolder) => ({
  kind,
  principal: shown(principal, 512),
  ways: ways.slice(0, LINES).map((way) => shown(way, 600)),
});

const dependentOf = ({ id, type, stops, effectIfDisabled }: KeyDependent) => [
  shown(id, 1_024),
  shown(type, 80),
  stops,
  shown(effectIfDisabled, 400),
];

/** How many there are, and the first of them. */
const few = <T, U>(items: readonly T[], most: number, entry: (item: T) => U) => ({
  count: items.length,
  items: items.slice(0, most).map(entry),
});

/** What a key's own page adds. */
const pageOf = ({ facts, powers, notRead, under, further, picture }: KeyPage) => ({
  facts: facts.map(([name, value]) => [shown(name, 64), shown(value, 600)]),
  powers: powers.map(({ name, holders }) => ({ name, holders: holders && few(holders, HOLDERS, holderOf) })),
  notRead: notRead.map((sentence) => shown(sentence, 600)),
  under: few(under, DEPENDENTS, dependentOf),
  further: few(further, DEPENDENTS, dependentOf),
  picture: picture ?? '',
});

/** Keys as data blocks: pages in chunks as they come, and the list of all of them last. */
export async function* keyBlocks({ keys }: Run, text: BlockText): Pieces {
  if (!keys) return;
  const entries: ReturnType<typeof entryOf>[] = [];
  for await (const key of keys()) {
    const isFirst = entries.length % CHUNK === 0;
    if (isFirst && entries.length > 0) yield endOf(text);
    text.write(isFirst ? '[' : ',');
    writeJson(pageOf(key), text.write);
    entries.push(entryOf(key));
  }
  if (entries.length > 0) yield endOf(text);
  writeJson({ chunk: CHUNK, entries }, text.write);
  yield text.block('keys');
}

function endOf(text: BlockText): string {
  text.write(']');
  return text.block('key-pages');
}
