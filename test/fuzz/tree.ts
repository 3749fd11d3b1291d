/** A document that may hold what no object can: a key twice, a number beyond doubles, text that is no JSON. */
export type Tree =
  | { readonly map: readonly (readonly [key: string, value: Tree])[] }
  | { readonly list: readonly Tree[] }
  | { readonly raw: string };

export function treeOf(value: unknown): Tree {
  if (Array.isArray(value)) return { list: value.map(treeOf) };
  if (typeof value !== 'object' || value === null) return { raw: JSON.stringify(value) };
  return { map: Object.entries(value).map(([key, inner]) => [key, treeOf(inner)] as const) };
}

/** JSON, which YAML reads as well. */
export function textOf(tree: Tree): string {
  if ('raw' in tree) return tree.raw;
  if ('list' in tree) return `[${tree.list.map(textOf).join(', ')}]`;
  return `{${tree.map.map(([key, value]) => `${JSON.stringify(key)}: ${textOf(value)}`).join(', ')}}`;
}

/** What becomes of one place of a tree. `at` picks the place, by its number in the order of reading, modulo their count. */
export type Mutation = { readonly at: number } & (
  | { readonly how: 'replace' | 'insert'; readonly raw: string; readonly key: string }
  | { readonly how: 'drop' | 'double' }
  | { readonly how: 'rename'; readonly key: string }
  | { readonly how: 'swap'; readonly with: number }
  | { readonly how: 'wrap'; readonly times: number; readonly open: string; readonly close: string }
  | { readonly how: 'repeat'; readonly times: number }
);

const childrenOf = (tree: Tree): readonly Tree[] =>
  'list' in tree ? tree.list : 'map' in tree ? tree.map.map(([, value]) => value) : [];

const places = (tree: Tree): number => childrenOf(tree).reduce((sum, child) => sum + places(child), 1);

function nodeAt(tree: Tree, at: number): Tree {
  let left = at - 1;
  if (at === 0) return tree;
  for (const child of childrenOf(tree)) {
    const size = places(child);
    if (left < size) return nodeAt(child, left);
    left -= size;
  }
  throw new Error(`no place ${at}`);
}

type Entry = readonly [key: string, value: Tree];

/** Gives the entries that stand for one entry afterwards: none, itself changed, or several. */
type Change = (entry: Entry) => readonly Entry[];

function changed(tree: Tree, at: number, change: Change): readonly Entry[] {
  let left = at - 1;
  const inner = (entry: Entry): readonly Entry[] => {
    const size = places(entry[1]);
    const here = left;
    left -= size;
    if (here < 0 || here >= size) return [entry];
    return here === 0 ? change(entry) : [[entry[0], rebuilt(entry[1], here, change)]];
  };
  if ('list' in tree) return tree.list.flatMap((child) => inner(['', child]));
  return 'map' in tree ? tree.map.flatMap(inner) : [];
}

function rebuilt(tree: Tree, at: number, change: Change): Tree {
  const entries = changed(tree, at, change);
  return 'list' in tree ? { list: entries.map(([, value]) => value) } : { map: entries };
}

const many = <T>(times: number, what: T): T[] => Array.from({ length: times }, () => what);

function changeOf(mutation: Mutation, tree: Tree, count: number): Change {
  switch (mutation.how) {
    case 'replace':
      return ([key]) => [[key, { raw: mutation.raw }]];
    case 'insert':
      return (entry) => [entry, [mutation.key, { raw: mutation.raw }]];
    case 'drop':
      return () => [];
    case 'double':
      return (entry) => [entry, entry];
    case 'rename':
      return ([, value]) => [[mutation.key, value]];
    case 'swap':
      return ([key]) => [[key, nodeAt(tree, mutation.with % count)]];
    case 'wrap':
      return ([key, value]) => [
        [key, { raw: mutation.open.repeat(mutation.times) + textOf(value) + mutation.close.repeat(mutation.times) }],
      ];
    case 'repeat':
      return ([key, value]) => [[key, 'list' in value ? { list: many(mutation.times, value.list).flat() } : value]];
  }
}

/** The whole document is a place too. */
export function mutated(tree: Tree, mutations: readonly Mutation[]): Tree {
  return mutations.reduce((now, mutation) => {
    const count = places(now);
    const [first] = changed({ list: [now] }, (mutation.at % count) + 1, changeOf(mutation, now, count));
    return first?.[1] ?? { raw: '' };
  }, tree);
}
