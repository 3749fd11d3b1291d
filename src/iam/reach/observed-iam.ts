import type { Reason } from '../../model/reason.ts';
import { GLOBAL_REGION } from '../../model/scope.ts';
import type { Observation } from '../../model/snapshot.ts';
import { answerOf, gapIn, type Observed } from './observed.ts';
import { policyText } from './text.ts';
import type { IamPrincipal, NamedPolicy } from './types.ts';

const DETAILS = {
  operation: 'iam:GetAccountAuthorizationDetails',
  permission: 'iam:GetAccountAuthorizationDetails',
} as const;

interface Inline {
  readonly PolicyName?: string;
  readonly PolicyDocument?: string;
}

interface Item {
  readonly Arn?: string;
  readonly RoleName?: string;
  readonly RoleId?: string;
  readonly UserName?: string;
  readonly UserId?: string;
  readonly GroupName?: string;
  readonly GroupList?: readonly string[];
  readonly RolePolicyList?: readonly Inline[];
  readonly UserPolicyList?: readonly Inline[];
  readonly GroupPolicyList?: readonly Inline[];
  readonly AttachedManagedPolicies?: readonly { readonly PolicyArn?: string }[];
  readonly PermissionsBoundary?: { readonly PermissionsBoundaryArn?: string };
  readonly Tags?: readonly { readonly Key?: string; readonly Value?: string }[];
  readonly PolicyName?: string;
  readonly PolicyVersionList?: readonly {
    readonly IsDefaultVersion?: boolean;
    readonly Document?: string;
  }[];
}

type Managed = ReadonlyMap<string, NamedPolicy>;
type Attached = Pick<IamPrincipal, 'policies' | 'unread'>;

interface Iam {
  readonly principals: IamPrincipal[];
  readonly unknown?: Reason;
}

/** Of an account, for all of its keys. */
const known = new WeakMap<Observed, Map<string, Iam>>();

/** The users and roles of an account with everything that is attached to them; `unknown` where a listing has a hole. */
export function iamOf(observed: Observed, account: string): Iam {
  const accounts = known.get(observed) ?? new Map<string, Iam>();
  known.set(observed, accounts);
  const iam = accounts.get(account) ?? readIam(observed, account);
  accounts.set(account, iam);
  return iam;
}

function readIam(observed: Observed, account: string): Iam {
  const items = (type: string): Item[] => observed.of(type, account).map(itemOf);
  const managed = managedOf(items('aws.iam.policy'));
  const groups = new Map(items('aws.iam.group').map((item) => [item.GroupName ?? '', item]));
  const roles = items('aws.iam.role').map((item) => principalOf('role', item, account, managed, groups));
  const users = items('aws.iam.user').map((item) => principalOf('user', item, account, managed, groups));
  const unknown = ['aws.iam.role', 'aws.iam.user', 'aws.iam.group', 'aws.iam.policy']
    .map((type) => gapIn(observed, type, account, GLOBAL_REGION, DETAILS))
    .find((reason) => reason !== undefined);
  return { principals: [...roles, ...users], ...(unknown ? { unknown } : {}) };
}

function itemOf(observation: Observation): Item {
  const answer = answerOf<Item>(observation, 'item', DETAILS);
  return 'ok' in answer ? (answer.ok ?? {}) : {};
}

const managedOf = (policies: readonly Item[]): Managed =>
  new Map(
    policies.flatMap(({ Arn: arn = '', PolicyName, PolicyVersionList = [] }) => {
      const name = PolicyName ?? arn.slice(arn.lastIndexOf('/') + 1);
      const document = PolicyVersionList.find(({ IsDefaultVersion }) => IsDefaultVersion)?.Document;
      return document === undefined ? [] : [[arn, { name, arn, text: policyText(document) }] as const];
    }),
  );

function principalOf(
  kind: IamPrincipal['kind'],
  item: Item,
  account: string,
  managed: Managed,
  groups: ReadonlyMap<string, Item>,
): IamPrincipal {
  const own = attachedTo(item, managed);
  const shared = (item.GroupList ?? []).map((name) => fromGroup(name, groups, managed));
  const bound = item.PermissionsBoundary?.PermissionsBoundaryArn;
  const boundary = bound === undefined ? undefined : managed.get(bound);
  const unseen = bound !== undefined && !boundary ? [bound] : [];
  return {
    kind,
    arn: item.Arn ?? '',
    account,
    uniqueId: item.RoleId ?? item.UserId ?? '',
    name: item.RoleName ?? item.UserName ?? '',
    tags: Object.fromEntries((item.Tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value])),
    policies: [...own.policies, ...shared.flatMap(({ policies }) => policies)],
    unread: [...own.unread, ...shared.flatMap(({ unread }) => unread), ...unseen],
    ...(boundary ? { boundary } : {}),
  };
}

function attachedTo(item: Item, managed: Managed): Attached {
  const inline = [...(item.RolePolicyList ?? []), ...(item.UserPolicyList ?? []), ...(item.GroupPolicyList ?? [])];
  const attached = (item.AttachedManagedPolicies ?? []).map(({ PolicyArn = '' }) => PolicyArn);
  return {
    policies: [
      ...inline.map(({ PolicyName: name = '', PolicyDocument = '' }) => ({ name, text: policyText(PolicyDocument) })),
      ...attached.flatMap((arn) => managed.get(arn) ?? []),
    ],
    unread: attached.filter((arn) => !managed.has(arn)),
  };
}

function fromGroup(name: string, groups: ReadonlyMap<string, Item>, managed: Managed): Attached {
  const item = groups.get(name);
  if (!item) return { policies: [], unread: [`group ${name}`] };
  const { policies, unread } = attachedTo(item, managed);
  return { policies: policies.map((policy) => ({ ...policy, group: name })), unread };
}
