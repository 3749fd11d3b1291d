type Replace = (text: string) => string;

/** A name ends where letters and digits do; what stands between is one token a character. */
const TOKEN = /[A-Za-z0-9]+|[^A-Za-z0-9]/gsu;
const tokensOf = (text: string): readonly string[] => text.match(TOKEN) ?? [];

/** Longer texts are no names that others would quote: they are looked up as a whole. */
const MAX_TOKENS = 256;

interface Node {
  readonly next: Map<string, Node>;
  ends: boolean;
}
const newNode = (): Node => ({ next: new Map(), ends: false });

/** Replaces whole names wherever they stand in a text, the longest first; the time does not depend on how many there are. */
export function nameReplacer(names: Iterable<string>, standIn: Replace): Replace {
  const root = newNode();
  const long = new Set<string>();
  for (const name of names) {
    const tokens = tokensOf(name);
    if (tokens.length > MAX_TOKENS) long.add(name);
    else add(root, tokens);
  }
  return (text) => (long.has(text) ? standIn(text) : replaceIn(tokensOf(text), root, standIn));
}

function add(root: Node, tokens: readonly string[]): void {
  let at = root;
  for (const token of tokens) {
    const next = at.next.get(token) ?? newNode();
    at.next.set(token, next);
    at = next;
  }
  at.ends = at !== root;
}

function replaceIn(tokens: readonly string[], root: Node, standIn: Replace): string {
  let text = '';
  for (let at = 0; at < tokens.length; ) {
    const length = longest(tokens, at, root);
    const found = tokens.slice(at, at + Math.max(1, length)).join('');
    text += length === 0 ? found : standIn(found);
    at += Math.max(1, length);
  }
  return text;
}

function longest(tokens: readonly string[], from: number, root: Node): number {
  let length = 0;
  let node: Node | undefined = root;
  for (let at = from; node && at < tokens.length; at++) {
    node = node.next.get(tokens[at] ?? '');
    if (node?.ends) length = at + 1 - from;
  }
  return length;
}
