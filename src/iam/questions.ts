import { type ActionFilter, ask, type Case, type Proof } from './ask.ts';
import type { Subject, Way } from './facet.ts';
import {
  anyService,
  BY_SERVICE,
  CANONICAL,
  canonicalUser,
  member,
  memberOf,
  own,
  SIGNED,
  stranger,
  strangerAnywhere,
  unnamedOwn,
  unsigned,
  waysFor,
} from './subjects.ts';
import { textOf } from './template.ts';
import type { Ready, World } from './world.ts';

/** Something found, and the statement that allows it. `subject` is who, for crossAccount. */
export interface Finding {
  readonly allow: Ready;
  readonly proof: Proof;
  readonly subject?: string;
}

const abroad: ActionFilter = ({ abroad: effective }) => effective;
const administers: ActionFilter = (action) => action.administers;
const replacesPolicy: ActionFilter = ({ name }) => name === 'kms:putkeypolicy';

/** Subjects are made once for a case, since what they can do is remembered by them. */
export interface Cast {
  readonly stranger: Subject;
  readonly anywhere: Subject;
  readonly unnamed: Subject;
  readonly own: Subject;
  readonly service: Subject;
  readonly signed: readonly Way[];
  /** The root user is one principal, so a condition that leaves it names it. */
  readonly unnamedWays: readonly Way[];
  readonly everyWay: readonly Way[];
}

export const castOf = ({ base }: Case): Cast => {
  const signed = waysFor(base, SIGNED);
  return {
    stranger: stranger(base),
    anywhere: strangerAnywhere(base),
    unnamed: unnamedOwn(base),
    own: own(base),
    service: anyService(base),
    signed,
    unnamedWays: signed.filter(({ type }) => type !== 'root'),
    everyWay: [...signed, ...unsigned(base.context.kind)],
  };
};

/** Statements that a stranger can use. */
export const publicOnes = (one: Case, cast: Cast): Finding[] =>
  one.base.allows.flatMap((allow) => {
    const proof = strangerUses(one, cast, allow);
    return proof ? [{ allow, proof }] : [];
  });

export const strangerUses = (one: Case, cast: Cast, allow: Ready): Proof | undefined =>
  ask(one, cast.stranger, cast.everyWay, allow.index, abroad);

/** Statements by which a service acts for a foreign account, and that an ordinary stranger cannot use. */
export const deputies = (one: Case, cast: Cast, open: ReadonlySet<number>): Finding[] =>
  one.base.allows.flatMap((allow) => {
    if (open.has(allow.index)) return [];
    const proof = ask(one, cast.stranger, BY_SERVICE, allow.index, abroad);
    return proof ? [{ allow, proof }] : [];
  });

/** Statements that let somebody administer who is neither named nor let in by IAM, or is outside. */
export function administrators(one: Case, cast: Cast): Finding[] {
  const { base } = one;
  const everybody = [...accountsOf(base, []), ...organizationsOf(base, undefined), ...canonicalUsers(one)];
  return base.allows.flatMap((allow) => {
    const proof =
      ask(one, cast.stranger, cast.everyWay, allow.index, administers) ??
      ask(one, cast.unnamed, cast.unnamedWays, allow.index, administers) ??
      ask(one, cast.service, BY_SERVICE, allow.index, administers) ??
      letIn(one, cast, allow, everybody, administers)[0]?.proof;
    return proof ? [{ allow, proof }] : [];
  });
}

/** A principal of the account that can replace the key policy. */
export const keeper = (one: Case, cast: Cast): Proof | undefined => {
  for (const allow of one.base.allows) {
    const proof = ask(one, cast.own, cast.signed, allow.index, replacesPolicy);
    if (proof) return proof;
  }
  return undefined;
};

/** Somebody whom a policy can name. */
interface Named {
  readonly name: string;
  /** As policies write it. */
  readonly id: string;
  readonly subject: Subject;
  readonly canonical: boolean;
}

const accountsOf = (base: World, trusted: readonly string[]): Named[] =>
  [...new Set([...base.accounts, ...base.context.trustedAccounts])]
    .filter((account) => account !== base.context.account && !trusted.includes(account))
    .map((account) => ({
      name: account,
      id: account,
      subject: member(base, account, trusted.length === 0),
      canonical: false,
    }));

const organizationsOf = (base: World, ours: string | undefined): Named[] =>
  base.organizations
    .filter((id) => id !== ours)
    .map((id) => ({ name: `org:${id}`, id, subject: memberOf(base, id), canonical: false }));

const canonicalUsers = ({ base }: Case): Named[] =>
  [...new Set(base.statements.flatMap(({ principals }) => principals?.canonical ?? []))].map((id) => ({
    name: `canonical:${id}`,
    id,
    subject: canonicalUser(base, id),
    canonical: true,
  }));

/** Foreign accounts, organizations and canonical users that get an Allow. */
export function foreigners(one: Case, cast: Cast): Finding[] {
  const { base } = one;
  const named = [
    ...accountsOf(base, base.context.trustedAccounts),
    ...organizationsOf(base, base.context.organizationId),
    ...canonicalUsers(one),
  ];
  return base.allows.flatMap((allow) => letIn(one, cast, allow, named, abroad));
}

/** A statement tells somebody from others only if it names the one, or is for many and a Deny names the one. */
function mayTell({ denies }: World, allow: Ready, id: string): boolean {
  const names = ({ principals, conditions }: Ready): boolean =>
    [...(principals?.aws ?? []), ...(principals?.federated ?? []), ...(principals?.canonical ?? [])].some((text) =>
      text.includes(id),
    ) ||
    conditions.some(({ patterns, values }) => [...values, ...patterns.map(textOf)].some((text) => text.includes(id)));
  if (names(allow)) return true;
  const { principals } = allow;
  const forMany = principals && (principals.everyone || principals.negated || principals.services.length > 0);
  return Boolean(forMany) && denies.some(names);
}

/**
 * Whom of some a statement lets in as themselves, signed or by a service that acts for them: where a stranger in the same
 * place gets in as well, the statement does not tell accounts apart.
 */
function letIn(one: Case, cast: Cast, allow: Ready, named: readonly Named[], filter: ActionFilter): Finding[] {
  const signed = lazy(() => ask(one, cast.anywhere, cast.signed, allow.index, filter) !== undefined);
  const served = lazy(() => ask(one, cast.anywhere, BY_SERVICE, allow.index, filter) !== undefined);
  const mentioned = named.filter(({ id }) => mayTell(one.base, allow, id));
  return mentioned.flatMap(({ name, subject, canonical }) => {
    const ways = canonical ? CANONICAL : cast.signed;
    const asks = (some: readonly Way[]): Proof | undefined => ask(one, subject, some, allow.index, filter);
    const proof =
      (namesItself(allow, name) || !signed() ? asks(ways) : undefined) ?? (served() ? undefined : asks(BY_SERVICE));
    return proof ? [{ allow, proof, subject: name }] : [];
  });
}

/** A Principal element that lists an account or user beside "*" still lets it in as itself. */
const namesItself = ({ principals }: Ready, name: string): boolean =>
  principals?.negated === false &&
  [...principals.aws, ...principals.federated, ...principals.canonical.map((id) => `canonical:${id}`)].some(
    (principal) => principal === name || principal.split(':')[4] === name,
  );

function lazy<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
