import type { Value } from '../condition.ts';
import type { IamPrincipal, PrincipalKind, ReachInput } from './types.ts';

/** What a request carries under a key; undefined where nobody can tell beforehand. `value` undefined = surely absent. */
export interface Fact {
  readonly value: Value | undefined;
  /** It may be overridden: enough for an Allow to hold, never enough to rule anything out. */
  readonly likely?: true;
}

export type Facts = (key: string) => Fact | undefined;

/** Who asks, as far as condition keys go. */
export interface Asker {
  readonly kind: PrincipalKind;
  readonly account: string;
  readonly arn?: string;
  readonly service?: string;
  readonly iam?: IamPrincipal;
}

const ABSENT: Fact = { value: undefined };
const is = (value: Value): Fact => ({ value });

const SOURCE_KEYS = ['aws:sourceaccount', 'aws:sourcearn', 'aws:sourceowner', 'aws:sourceorgid', 'aws:sourceorgpaths'];
const SERVICE_KEYS = ['aws:principalservicename', 'aws:principalservicenameslist'];
const SIGNED_KEYS = ['aws:principalaccount', 'kms:calleraccount', 'aws:principalarn', 'aws:username', 'aws:userid'];
const TYPES: Partial<Record<PrincipalKind, string>> = {
  user: 'User',
  role: 'AssumedRole',
  session: 'AssumedRole',
  'root-user': 'Account',
};

/**
 * The keys that are decided before anybody asks: who it is, whose the key is, what time it was.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function factsOf(asker: Asker, input: ReachInput): Facts {
  const known = new Map<string, Fact>([...ofKey(input), ...ofAsker(asker, input)]);
  const { iam } = asker;
  const { tags } = input.key;
  return (key) => {
    const found = known.get(key);
    if (found) return found;
    if (tags && key.startsWith('aws:resourcetag/')) return tagOf(tags, key);
    if (iam && key.startsWith('aws:principaltag/')) return principalTag(iam, key);
    return undefined;
  };
}

function ofKey({ key, takenAt, organizationId }: ReachInput): [string, Fact][] {
  return [
    ['aws:resourceaccount', is(key.account)],
    ['aws:requestedregion', is(key.region)],
    ['aws:securetransport', is('true')], // KMS has no other endpoint
    ['aws:currenttime', is(takenAt)],
    ['aws:epochtime', is(String(Math.floor(Date.parse(takenAt) / 1000)))],
    ...(organizationId === undefined ? [] : [['aws:resourceorgid', is(organizationId)] as [string, Fact]]),
    ...(key.aliases
      ? [['kms:resourcealiases', key.aliases.length > 0 ? is(key.aliases) : ABSENT] as [string, Fact]]
      : []),
  ];
}

function ofAsker(asker: Asker, { key, organizationId }: ReachInput): [string, Fact][] {
  const { kind, account, arn, service, iam } = asker;
  if (service !== undefined)
    return [
      ['aws:principalisawsservice', is('true')],
      ['aws:principalservicename', is(service)],
      ...SIGNED_KEYS.map((name): [string, Fact] => [name, ABSENT]),
    ];
  const facts: [string, Fact][] = [['aws:principalisawsservice', is('false')]];
  for (const name of [...SOURCE_KEYS, ...SERVICE_KEYS]) facts.push([name, ABSENT]);
  if (account !== '') facts.push(['aws:principalaccount', is(account)], ['kms:calleraccount', is(account)]);
  if (account === key.account && organizationId !== undefined) facts.push(['aws:principalorgid', is(organizationId)]);
  const type = TYPES[kind];
  if (type !== undefined) facts.push(['aws:principaltype', is(type)]);
  if (arn !== undefined) facts.push(['aws:principalarn', is(iam?.arn ?? roleOf(arn))]);
  if (kind === 'user' && arn !== undefined) facts.push(['aws:username', is(arn.slice(arn.lastIndexOf('/') + 1))]);
  else if (type !== undefined) facts.push(['aws:username', ABSENT]);
  if (kind === 'root-user') facts.push(['aws:userid', is(account)]);
  if (iam) facts.push(['aws:userid', iam.kind === 'user' ? is(iam.uniqueId) : is(`${iam.uniqueId}:any-session`)]);
  return facts;
}

/** aws:PrincipalArn of a session is its role's ARN; a path is not told by the session's. */
const roleOf = (arn: string): string =>
  arn.replace(/^(arn:[^:]*):sts(::\d+):assumed-role\/([^/]+)\/.*$/, '$1:iam$2:role/$3');

function tagOf(tags: Readonly<Record<string, string>>, key: string): Fact {
  const name = key.slice(key.indexOf('/') + 1);
  const found = Object.entries(tags).find(([tag]) => tag.toLowerCase() === name);
  return { value: found?.[1] };
}

/** A session may bring tags of its own, which win over the role's. */
function principalTag({ kind, tags }: IamPrincipal, key: string): Fact | undefined {
  const fact = tagOf(tags, key);
  if (kind === 'user') return fact;
  return fact.value === undefined ? undefined : { ...fact, likely: true };
}
