import { type Document, isMap, isScalar, LineCounter, type Node, parseDocument, visit, type YAMLMap } from 'yaml';
import type { z } from 'zod';
import { InputError, type Place } from '../model/input-error.ts';
import { refuseExtremes } from './yaml-limits.ts';

/** A parsed YAML file that can still say where each value stood. */
export interface YamlFile<T> {
  readonly value: T;
  /** Place of the value at a path; `within` points inside a scalar (expressions). */
  place(path: readonly PropertyKey[], within?: { readonly start: number; readonly end: number }): Place;
}

/**
 * Parses and validates; throws an InputError that names file, line and column.
 * @param schema or a function that chooses it by the plain value
 */
export function readYaml<T>(
  text: string,
  file: string,
  schema: z.ZodType<T> | ((plain: unknown) => z.ZodType<T>),
): YamlFile<T> {
  refuseExtremes(text, file);
  const lines = new LineCounter();
  const document = parsed(text, file, lines);
  const source = text.split('\n');
  const at = (offset: number, length = 1): Place => {
    const { line, col } = lines.linePos(offset);
    return {
      file,
      line,
      column: col,
      length,
      ...(source[line - 1] === undefined ? {} : { source: source[line - 1] as string }),
    };
  };
  const broken = document.errors[0];
  if (broken) throw new InputError(`not valid YAML: ${broken.message}`, at(broken.pos[0]));
  const placeOfNode = (node: Node | undefined): Place => at(node?.range?.[0] ?? 0, lengthOf(node, text));
  const repeated = repeatedKey(document);
  if (repeated) throw new InputError('not valid YAML: Map keys must be unique', placeOfNode(repeated));
  const place: YamlFile<T>['place'] = (path, within) => {
    const node = nodeAt(document.contents, path);
    const offset = node?.range?.[0] ?? 0;
    if (!within || !node) return at(offset, lengthOf(node, text));
    return at(offset + scalarStart(node, text, within.start), Math.max(1, within.end - within.start));
  };
  const plain = plainOf(document, placeOfNode);
  const result = (typeof schema === 'function' ? schema(plain) : schema).safeParse(plain);
  if (!result.success) {
    const placeOfKey: PlaceOf = (path) => placeOfNode(nodeAt(document.contents, path, true));
    throw refusal(result.error.issues[0], place, placeOfKey);
  }
  return { value: result.data, place };
}

function parsed(text: string, file: string, lineCounter: LineCounter): Document {
  try {
    // pretty errors cost milliseconds each, and a hostile file has thousands
    return parseDocument(text, { lineCounter, uniqueKeys: false, prettyErrors: false });
  } catch (cause) {
    if (cause instanceof RangeError) throw new InputError('the file is nested too deeply', { file, line: 1 });
    throw cause;
  }
}

/** A key that a map has twice. The library's own search compares each key with all before it: minutes for a large file. */
function repeatedKey(document: Document): Node | undefined {
  let repeated: Node | undefined;
  visit(document, {
    Map(_, { items }) {
      const seen = new Set<string>();
      for (const { key } of items) {
        if (!isScalar(key)) continue;
        if (seen.has(String(key.value))) {
          repeated = key;
          return visit.BREAK;
        }
        seen.add(String(key.value));
      }
      return undefined;
    },
  });
  return repeated;
}

function firstAlias(document: Document): Node | undefined {
  let first: Node | undefined;
  visit(document, {
    Alias(_, alias) {
      first = alias;
      return visit.BREAK;
    },
  });
  return first;
}

/** The plain value; aliases that multiply are refused. */
function plainOf(document: Document, at: (node: Node | undefined) => Place): unknown {
  try {
    return document.toJS({ maxAliasCount: 20 });
  } catch (cause) {
    throw new InputError(`not valid YAML: ${(cause as Error).message}`, at(firstAlias(document)));
  }
}

interface Issue {
  readonly code?: string | undefined;
  readonly message: string;
  readonly path: readonly PropertyKey[];
  readonly keys?: readonly string[];
}

type PlaceOf = (path: readonly PropertyKey[]) => Place;

function refusal(issue: Issue | undefined, place: PlaceOf, placeOfKey: PlaceOf): InputError {
  if (!issue) return new InputError('the file is not valid');
  const [unknownKey] = issue.keys ?? [];
  if (issue.code === 'unrecognized_keys' && unknownKey !== undefined) {
    return new InputError(`unknown key '${unknownKey}'`, placeOfKey([...issue.path, unknownKey]));
  }
  const name = issue.path.length === 0 ? 'the file' : `'${issue.path.map(String).join('.')}'`;
  return new InputError(`${name}: ${issue.message}`, place(issue.path));
}

/** The node at a path (or its key), the key where the value is no scalar, or the nearest parent that exists. */
function nodeAt(root: unknown, path: readonly PropertyKey[], wantsKey = false): Node | undefined {
  let node = root as Node | undefined;
  for (const [index, step] of path.entries()) {
    const last = index === path.length - 1;
    if (isMap(node)) {
      const pair = (node as YAMLMap).items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
      if (!pair) return node;
      node =
        ((last && (wantsKey || !isScalar(pair.value)) ? pair.key : pair.value) as Node | null) ?? (pair.key as Node);
    } else {
      const items = (node as { items?: Node[] } | undefined)?.items;
      const next = items?.[Number(step)];
      if (!next) return node;
      node = next;
    }
  }
  return node;
}

const lengthOf = (node: Node | undefined, text: string): number => {
  if (!node?.range) return 1;
  const raw = text.slice(node.range[0], node.range[1]);
  return Math.max(1, (raw.split('\n')[0] ?? '').length);
};

/** Offset, in the file, of a position inside a scalar: past the quote, or in the right line of a block. */
function scalarStart(node: Node, text: string, position: number): number {
  const offset = node.range?.[0] ?? 0;
  const first = text[offset];
  if (first === '"' || first === "'") return position + 1;
  if (first !== '|') return position;
  const value = isScalar(node) ? String(node.value) : '';
  const before = value.slice(0, position);
  const row = before.split('\n').length - 1;
  let at = text.indexOf('\n', offset) + 1;
  const indent = text.slice(at).search(/\S/);
  for (let skipped = 0; skipped < row; skipped++) at = text.indexOf('\n', at) + 1;
  return at - offset + indent + (position - (before.lastIndexOf('\n') + 1));
}
