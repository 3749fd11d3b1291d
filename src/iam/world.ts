import { type Action, actionsOf } from './actions.ts';
import { arnParts, type Filled, fillCondition, type Value } from './condition.ts';
import { globTokens, isWild, type Tokens } from './glob.ts';
import { isTableKind, type Policy, type PolicyKind, type Statement } from './policy.ts';
import { accountLike, CapReached, type Meter } from './samples.ts';
import { serviceActions } from './service-actions.ts';
import { fill, keysIn, type Lookup } from './template.ts';

/** What is asked beside the policy. */
export interface CheckContext {
  readonly kind: PolicyKind;
  readonly account: string;
  readonly organizationId?: string | undefined;
  readonly trustedAccounts: readonly string[];
  /** ARN of the resource; without it the resource is whatever a statement names. */
  readonly resource?: string | undefined;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** A statement with its variables filled in. */
export interface Ready extends Omit<Statement, 'conditions' | 'resources'> {
  readonly conditions: readonly Filled[];
  readonly resources?: { readonly patterns: readonly Tokens[]; readonly negated: boolean };
}

/** A policy made ready for questions. */
export interface World {
  /** As it was read, but for statements without effect. */
  readonly policy: Policy;
  readonly context: CheckContext;
  readonly meter: Meter;
  readonly statements: readonly Ready[];
  readonly allows: readonly Ready[];
  readonly denies: readonly Ready[];
  readonly actions: readonly Action[];
  /** Conditions by key. */
  readonly byKey: ReadonlyMap<string, readonly Filled[]>;
  /** Keys of conditions and of variables. */
  readonly mentioned: ReadonlySet<string>;
  /** Keys that variables name: each of their values matters. */
  readonly variables: ReadonlySet<string>;
  readonly partitions: readonly string[];
  /** Account ids that the policy names, beside our own; those of conditions as well. */
  readonly accounts: readonly string[];
  /** Organizations that the policy names. */
  readonly organizations: readonly string[];
  /** Values that keys have in this world, since variables name them. */
  readonly fixed?: ReadonlyMap<string, Value | undefined>;
  /** An account that nobody named, and others that only patterns reach. */
  readonly strangers: readonly string[];
  /** Organizations that nobody named. */
  readonly strangeOrganizations: readonly string[];
  /** What has been worked out once. */
  readonly memo: Map<string, unknown>;
}

/** A key-policy statement without Principal or Resource has no effect; nor has one of another service without Principal. */
const hasEffect = (kind: PolicyKind, { principals, resources }: Statement): boolean =>
  principals !== undefined && (kind !== 'kms' || resources !== undefined);

/** AWS takes 32 KB for a key policy and less for most others. */
const MAX_TEXT = 128 * 1024;

export function worldOf(policy: Policy, context: CheckContext, meter: Meter, lookup?: Lookup): World {
  const { kind } = context;
  const effective = policy.statements.filter((statement) => hasEffect(kind, statement));
  const text = JSON.stringify(effective);
  if (text.length > MAX_TEXT) throw new CapReached();
  const filling = policy.variables ? (lookup ?? (() => undefined)) : undefined;
  const statements = effective.map((statement) => readyOf(statement, filling));
  const byKey = groupedByKey(statements.flatMap(({ conditions }) => conditions));
  const patterns = patternsOf(byKey);
  const accounts = namedAccounts(statements, patterns).filter((account) => account !== context.account);
  const taken = new Set([...accounts, context.account, ...context.trustedAccounts]);
  const organizations = namedOrganizations(byKey).filter((id) => !isWild(globTokens(id)));
  return {
    policy,
    context,
    meter,
    statements,
    allows: statements.filter(({ effect }) => effect === 'Allow'),
    denies: statements.filter(({ effect }) => effect === 'Deny'),
    actions: isTableKind(kind) ? actionsOf(kind) : serviceActions(kind, statements, meter),
    byKey,
    mentioned: new Set([...byKey.keys(), ...(policy.variables ? variablesOf(policy) : [])]),
    variables: new Set(policy.variables ? variablesOf(policy) : []),
    memo: new Map(),
    partitions: partitionsOf(text, context.resource),
    accounts,
    organizations,
    strangers: [
      strangerFor(text, taken),
      ...accountPatterns(patterns).flatMap((tokens) => accountLike(tokens, taken) ?? []),
    ],
    strangeOrganizations: [
      'o-zqstranger',
      ...namedOrganizations(byKey)
        .filter((id) => isWild(globTokens(id)))
        .map((id) => id.replaceAll('*', 'zqstrange').replaceAll('?', 'q')),
    ],
  };
}

function groupedByKey(conditions: readonly Filled[]): Map<string, Filled[]> {
  const groups = new Map<string, Filled[]>();
  for (const condition of conditions) {
    const group = groups.get(condition.key);
    if (group) group.push(condition);
    else groups.set(condition.key, [condition]);
  }
  return groups;
}

/** Keys that the variables of a policy name. */
export const variablesOf = ({ statements }: Policy): string[] => [
  ...new Set(
    statements
      .flatMap(({ conditions, resources }) => [
        ...conditions.flatMap(({ values }) => values),
        ...(resources?.patterns ?? []),
      ])
      .flatMap(keysIn),
  ),
];

function readyOf(statement: Statement, lookup: Lookup | undefined): Ready {
  const { conditions, resources, ...rest } = statement;
  const patterns = resources?.patterns
    .map((pattern) => fill(pattern, true, lookup))
    .filter((tokens) => tokens !== undefined);
  return {
    ...rest,
    conditions: conditions.map((condition) => ({
      ...fillCondition(condition, lookup),
      statement: statement.index,
      denies: statement.effect === 'Deny',
    })),
    ...(resources && patterns ? { resources: { patterns, negated: resources.negated } } : {}),
  };
}

interface Written {
  readonly key: string;
  readonly text: string;
  readonly tokens: Tokens;
}

const patternsOf = (byKey: World['byKey']): Written[] =>
  [...byKey].flatMap(([key, conditions]) =>
    conditions.flatMap(({ values, patterns }) =>
      patterns.length === values.length
        ? patterns.map((tokens, at) => ({ key, text: values[at] ?? '', tokens }))
        : patterns.map((tokens) => ({ key, text: '', tokens })),
    ),
  );

/** Keys that hold an account's id, and keys that hold an ARN which says its account. */
const ACCOUNT_KEYS: ReadonlySet<string> = new Set([
  ...['aws:principalaccount', 'kms:calleraccount', 'aws:sourceaccount', 'aws:sourceowner', 'aws:vpceaccount'],
  ...['s3:dataaccesspointaccount', 'aws:principalorgmasteraccountid'],
]);

const ACCOUNT = /^\d{12}$/;
const isAccount = (text: string): boolean => ACCOUNT.test(text);
const ORGANIZATION_KEYS = [
  'aws:principalorgid',
  'aws:principalorgpaths',
  'aws:sourceorgid',
  'aws:sourceorgpaths',
  'aws:vpceorgid',
  'aws:vpceorgpaths',
];

/** The account of a principal of a statement; undefined where it names none. */
export function accountOf(principal: string): string | undefined {
  if (isAccount(principal)) return principal;
  if (!principal.startsWith('arn:') || /[*?]/.test(principal)) return undefined;
  const account = principal.split(':', 5)[4] ?? '';
  return isAccount(account) ? account : undefined;
}

function namedAccounts(statements: readonly Ready[], patterns: readonly Written[]): string[] {
  const principals = statements.flatMap(({ principals: named }) =>
    named ? [...named.aws, ...named.federated].map(accountOf).filter((account) => account !== undefined) : [],
  );
  const conditions = patterns.flatMap(({ text, tokens }) => {
    const part = arnParts(tokens)?.[4];
    const inArn = part && !isWild(part) ? String.fromCharCode(...part) : text.split(':')[4];
    return [text, text.split(':', 1)[0] ?? '', inArn ?? ''].filter(isAccount);
  });
  return [...new Set([...principals, ...conditions])].sort();
}

const accountPatterns = (patterns: readonly Written[]): Tokens[] => {
  const found = patterns.flatMap(({ key, tokens }) => {
    const part = ACCOUNT_KEYS.has(key) ? tokens : arnParts(tokens)?.[4];
    return part && isWild(part) && part.length > 1 ? [part] : [];
  });
  return found.slice(0, 8);
};

const namedOrganizations = (byKey: World['byKey']): string[] => [
  ...new Set(
    ORGANIZATION_KEYS.flatMap((key) => byKey.get(key) ?? [])
      .flatMap(({ values }) => values)
      .map((value) => value.split('/', 1)[0] ?? '')
      .filter((id) => /^o-[a-z0-9*?]+$/.test(id)),
  ),
];

const PARTITION = /arn:(aws[a-z-]*):/g;

function partitionsOf(text: string, resource: string | undefined): string[] {
  const named = [
    ...new Set([...`${resource ?? ''} ${text}`.matchAll(PARTITION)].map(([, partition]) => partition ?? '')),
  ];
  return named.length === 0 ? ['aws'] : named.slice(0, 4);
}

/** An account id that occurs nowhere. */
function strangerFor(text: string, taken: ReadonlySet<string>): string {
  for (let id = 698_700_000_001; ; id += 7) {
    const account = String(id);
    if (!taken.has(account) && !text.includes(account)) return account;
  }
}
