import type { Collector } from '../model/collector.ts';
import type { Subject } from './cel/expression.ts';
import type { Rule } from './rule.ts';
import { type Saying, sayingsOf } from './sayings.ts';

/** What the rules of its type say of a resource, in their order. */
export interface Said {
  readonly sayings: readonly Saying[];
  /** The same thing for all of whom they say the same. */
  readonly isShared: boolean;
}

export const NOTHING_SAID: Said = { sayings: [], isShared: true };

/** Most that is kept of a type. */
const CAP = 10_000;

/** Resources of which the first rules say the same, by what the next one says; nothing where it does not apply. */
interface Node {
  readonly next: Map<Saying | undefined, Node>;
  said?: Said;
}

const newNode = (): Node => ({ next: new Map() });

/** Judges resources of one type by its rules. Most of a large account's are alike, and are then counted, kept and told at once. */
export function saidBy(rules: readonly Rule[], collectors: ReadonlyMap<string, Collector>): (subject: Subject) => Said {
  const judges = rules.map((rule) => sayingsOf(rule, collectors));
  const root = newNode();
  let nodes = 0;
  const following = ({ next }: Node, saying: Saying | undefined): Node | undefined => {
    if (saying?.isShared === false) return undefined;
    const known = next.get(saying);
    if (known || nodes === CAP) return known;
    const made = newNode();
    next.set(saying, made);
    nodes++;
    return made;
  };
  return (subject) => {
    const sayings: Saying[] = [];
    let node: Node | undefined = root;
    for (const judge of judges) {
      const saying = judge(subject);
      if (saying) sayings.push(saying);
      node = node && following(node, saying);
    }
    if (!node) return { sayings, isShared: false };
    node.said ??= { sayings, isShared: true };
    return node.said;
  };
}
