import type { Collector } from '../model/collector.ts';
import type { RuleInfo } from '../model/rule.ts';
import type { Subject } from './cel/expression.ts';
import { Fault } from './cel/fault.ts';
import { type Decided, judge, type Outcome, outcomeOf } from './judge.ts';
import { type Mark, marksFor } from './marks.ts';
import type { Message, Rule } from './rule.ts';

/** What a rule says of a resource. */
export interface Saying {
  readonly rule: RuleInfo;
  readonly outcome: Outcome;
  /** The same thing for all that are alike to the rule. */
  readonly isShared: boolean;
}

/** Most outcomes that are kept of a rule: what tells more resources apart than this will hardly find two that are alike. */
const CAP = 1000;

/** Resources that are alike so far, by what comes next. */
interface Node {
  readonly next: Map<unknown, Node>;
  saying?: Saying;
}

const newNode = (): Node => ({ next: new Map() });

/**
 * Judges resources by a rule; undefined where it does not apply. A rule sees nothing but the fields that its expressions
 * name, so what it said of one resource holds for all that have them alike, as most of a large account's do.
 */
export function sayingsOf(
  rule: Rule,
  collectors: ReadonlyMap<string, Collector>,
): (subject: Subject) => Saying | undefined {
  const root = newNode();
  let marks: readonly Mark[] | undefined; // made with the first resource, as the rule's code is
  let kept = 0;
  return (subject) => {
    const code = rule.code();
    const applies = code.when ? code.when.run(subject) : true;
    if (applies !== true && !(applies instanceof Fault)) return undefined;
    marks ??= code.paths.map((path) => marksFor(path, collectors.get(rule.info.resource), collectors));
    const node = nodeOf(root, marks, subject, kept < CAP);
    if (node?.saying) return node.saying;
    const outcome = outcomeOf(rule, judge(rule, subject) as Decided, subject.resource);
    const isShared =
      node !== undefined && (outcome.verdict !== 'fail' || code.message.every((part) => isKnown(part, code.paths)));
    const saying = { rule: rule.info, outcome, isShared };
    if (isShared) {
      node.saying = saying;
      kept++;
    }
    return saying;
  };
}

/** Whether a part of a message is the same for all whose fields are alike. */
const isKnown = (part: Message[number], paths: readonly string[]): boolean =>
  typeof part === 'string' || !('path' in part) || paths.includes(part.path);

/** Undefined where a field has a value that hardly another resource has, or where no more is kept. */
function nodeOf(root: Node, marks: readonly Mark[], { resource }: Subject, mayGrow: boolean): Node | undefined {
  let node = root;
  for (const mark of marks) {
    const value = mark(resource);
    if (value === undefined) return undefined;
    let next = node.next.get(value);
    if (!next) {
      if (!mayGrow) return undefined;
      next = newNode();
      node.next.set(value, next);
    }
    node = next;
  }
  return node;
}
