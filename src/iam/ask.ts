import { type Action, carries, includes } from './actions.ts';
import type { Value } from './condition.ts';
import { type Decision, evaluate, type Request } from './evaluate.ts';
import { type Entry, idOf, type Subject, type Way, type Who } from './facet.ts';
import { facetsOf } from './facets.ts';
import { dependsOnAction } from './keys.ts';
import type { Policy, Principals } from './policy.ts';
import { wholeAccount } from './principals.ts';
import { CapReached, spend } from './samples.ts';
import { type Space, solve, spaceOf } from './solve.ts';
import { accountOf, type Ready, type World } from './world.ts';

/** A policy with the worlds in which its variables have certain values; one world where it has no variables. */
export interface Case {
  readonly policy: Policy;
  readonly worlds: (subject: Subject, way: Way) => readonly World[];
  readonly base: World;
  readonly spaces: Map<string, Space>;
  /** The Deny statements that count; some questions leave them out. */
  readonly denies: (world: World) => readonly Ready[];
}

/** A request that is allowed, and by what. */
export interface Proof {
  readonly request: Request;
  readonly action: Action;
  readonly labels: readonly string[];
}

export type ActionFilter = (action: Action) => boolean;

/** A request of the subject, in one of the ways, that one statement of the policy allows; undefined where there is none. */
export function ask(
  one: Case,
  subject: Subject,
  ways: readonly Way[],
  index: number,
  filter: ActionFilter,
): Proof | undefined {
  const named = one.base.statements.find((statement) => statement.index === index)?.principals;
  for (const way of ways) {
    if (named && !mayBeAmong(named, subject, way)) continue;
    for (const world of one.worlds(subject, way)) {
      const allow = world.statements.find((statement) => statement.index === index);
      if (!allow) continue;
      for (const action of classesOf(world, filter)) {
        if (!coversAction(world, allow, action)) continue;
        const proof = prove(one, world, subject, way, allow, action);
        if (proof) return proof;
      }
    }
  }
  return undefined;
}

/**
 * False where a Principal element names nobody that the subject can be in this way, whatever else is asked: most
 * statements name some account, and a stranger is of none that is named.
 */
function mayBeAmong({ negated, everyone, ...named }: Principals, subject: Subject, { type }: Way): boolean {
  if (negated || everyone) return true;
  if (type === 'unsigned') return false;
  if (type === 'service') return named.services.length > 0;
  if (named.canonical.length > 0 || named.federated.length > 0) return true;
  return named.aws.some((principal) => {
    const account = wholeAccount(principal) ?? accountOf(principal);
    return account === undefined || subject.accounts.includes(account);
  });
}

function prove(one: Case, world: World, subject: Subject, way: Way, allow: Ready, action: Action): Proof | undefined {
  const space = spaceFor(one, world, subject, way);
  const denies = one.denies(world).filter((deny) => coversAction(world, deny, action));
  const entries = solve(space, allow, denies, action);
  if (!entries) return undefined;
  const request = requestOf(entries, action);
  const decided = confirm(one, world, request);
  if (decided.decision !== 'allow') throw new CapReached(); // the search and the evaluator disagree: nobody knows
  return { request, action, labels: decided.labels };
}

/** What was found is decided again, from the policy as it was read. */
function confirm({ policy, denies }: Case, world: World, request: Request): Decision {
  const counting = new Set([...world.allows, ...denies(world)].map(({ index }) => index));
  const statements = policy.statements.filter(({ index }) => counting.has(index));
  return evaluate({ ...policy, statements }, world.context.kind, request);
}

function spaceFor({ spaces }: Case, world: World, subject: Subject, way: Way): Space {
  const key = `${idOf(world)} ${idOf(subject)} ${way.route} ${way.type}`;
  const known = spaces.get(key) ?? spaceOf(world, facetsOf(world, subject, way), subject.stranger);
  spaces.set(key, known);
  return known;
}

function requestOf(entries: readonly Entry[], { name }: Action): Request {
  const keys = new Map<string, Value>(entries.flatMap(({ values }) => [...values]));
  const who: Who = entries.find((entry) => entry.who)?.who ?? { delegated: false };
  return { who, action: name, resource: entries.find(({ arn }) => arn !== undefined)?.arn ?? '', keys };
}

const covered = new WeakMap<Ready['actions'], Map<string, boolean>>();

/** Whether a statement names an action. */
function coversAction(world: World, { actions }: Ready, { name }: Action): boolean {
  const known = covered.get(actions) ?? new Map<string, boolean>();
  covered.set(actions, known);
  const found = known.get(name);
  if (found !== undefined) return found;
  spend(
    world.meter,
    actions.patterns.reduce((sum, { length }) => sum + 20 + length, 0),
  );
  const covers = includes(actions, name);
  known.set(name, covers);
  return covers;
}

const classes = new WeakMap<Policy, readonly (readonly Action[])[]>();

/** One action for each class that the policy tells apart. */
function classesOf(world: World, filter: ActionFilter): readonly Action[] {
  const known = classes.get(world.policy) ?? [...classesBySignature(world).values()];
  classes.set(world.policy, known);
  return known.flatMap((members) => members.find(filter) ?? []);
}

function classesBySignature(world: World): Map<string, Action[]> {
  const { kind } = world.context;
  const keys = [...world.mentioned].filter((key) => dependsOnAction(key, kind));
  const groups = new Map<string, Action[]>();
  for (const action of world.actions) {
    const signature = [
      action.on,
      ...world.statements.map((statement) => (coversAction(world, statement, action) ? 1 : 0)),
      ...keys.map((key) => (carries(action, key) ? 1 : 0)),
    ].join('');
    const group = groups.get(signature);
    if (group) group.push(action);
    else groups.set(signature, [action]);
  }
  return groups;
}
