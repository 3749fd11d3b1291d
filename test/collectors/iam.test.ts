import type {
  GetAccountAuthorizationDetailsCommandOutput,
  ManagedPolicyDetail,
  RoleDetail,
  UserDetail,
} from '@aws-sdk/client-iam';
import type { DescribePolicyCommandOutput, ListPoliciesCommandOutput } from '@aws-sdk/client-organizations';
import { expect, test } from 'vitest';
import { CallFailed } from '../../src/collect/call.ts';
import { collect, type Group } from '../../src/collect/collect.ts';
import { collectors } from '../../src/collectors/registry.ts';
import { observe } from '../../src/iam/reach/observed.ts';
import { iamOf } from '../../src/iam/reach/observed-iam.ts';
import { limitsOf, organizationOf } from '../../src/iam/reach/observed-organization.ts';
import { neededFor } from '../../src/live.ts';
import type { SnapshotHeader } from '../../src/model/snapshot.ts';
import { permissionsOf } from '../../src/permissions.ts';
import { ACCOUNT, play, REGION, TAKEN_AT } from './play.ts';

type Input = Readonly<Record<string, unknown>>;
type Answer = (input: Input) => object;

const iam = (path: string): string => `arn:aws:iam::${ACCOUNT}:${path}`;
const encoded = (action: string): string =>
  encodeURIComponent(
    JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: action, Resource: '*' } }),
  );
const at = new Date('2026-01-01T00:00:00Z');

const ROLES: readonly RoleDetail[] = [
  {
    Arn: iam('role/team/app'),
    RoleName: 'app',
    RoleId: 'AROAAPP',
    Path: '/team/',
    CreateDate: at,
    RolePolicyList: [{ PolicyName: 'inline', PolicyDocument: encoded('kms:Decrypt') }],
    AttachedManagedPolicies: [{ PolicyName: 'own', PolicyArn: iam('policy/own') }],
    PermissionsBoundary: {
      PermissionsBoundaryType: 'PermissionsBoundaryPolicy',
      PermissionsBoundaryArn: iam('policy/bound'),
    },
    Tags: [{ Key: 'team', Value: 'orders' }],
  },
];
const USERS: readonly UserDetail[] = [
  {
    Arn: iam('user/casey'),
    UserName: 'casey',
    UserId: 'AIDACASEY',
    Path: '/',
    CreateDate: at,
    GroupList: ['readers', 'lost'],
    UserPolicyList: [],
    AttachedManagedPolicies: [{ PolicyName: 'gone', PolicyArn: iam('policy/gone') }],
  },
];
const managed = (name: string, action: string, rest: Partial<ManagedPolicyDetail> = {}): ManagedPolicyDetail => ({
  Arn: iam(`policy/${name}`),
  PolicyName: name,
  Path: '/',
  AttachmentCount: 1,
  PolicyVersionList: [
    { VersionId: 'v2', IsDefaultVersion: true, Document: encoded(action) },
    { VersionId: 'v1', IsDefaultVersion: false, Document: encoded('*') },
  ],
  ...rest,
});

/** Answers one kind a call, as the filter asks; roles in two pages. */
const details: Answer = ({ Filter, Marker, MaxItems }) => {
  expect(MaxItems).toBe(1000);
  const empty = { RoleDetailList: [], UserDetailList: [], GroupDetailList: [], Policies: [], IsTruncated: false };
  const [kind] = Filter as string[];
  const answers: Readonly<Record<string, Partial<GetAccountAuthorizationDetailsCommandOutput>>> = {
    Role: Marker === undefined ? { IsTruncated: true, Marker: 'more' } : { RoleDetailList: [...ROLES] },
    User: { UserDetailList: [...USERS] },
    Group: {
      GroupDetailList: [
        {
          Arn: iam('group/readers'),
          GroupName: 'readers',
          Path: '/',
          AttachedManagedPolicies: [{ PolicyName: 'ReadOnly', PolicyArn: 'arn:aws:iam::aws:policy/ReadOnly' }],
        },
      ],
    },
    LocalManagedPolicy: {
      Policies: [
        managed('own', 'kms:Encrypt'),
        managed('bound', 'kms:*'),
        managed('unused', '*', { AttachmentCount: 0 }),
        managed('ReadOnly', 'kms:List*', { Arn: 'arn:aws:iam::aws:policy/ReadOnly' }),
        managed('Nobodys', '*', { Arn: 'arn:aws:iam::aws:policy/Nobodys', AttachmentCount: 0 }),
      ],
    },
  };
  return { ...empty, ...answers[kind ?? ''] };
};

async function read(answers: Readonly<Record<string, Answer>>) {
  const groups: Group[] = [];
  const calls: string[] = [];
  await collect({
    scopes: [{ partition: 'aws', account: ACCOUNT, region: REGION }],
    collectors: collectors.filter(({ service }) => service === 'iam' || service === 'organizations'),
    homeRegion: REGION,
    takenAt: '2026-06-01T00:00:00.000Z',
    call: async ({ sdk, operation, input }) => {
      calls.push(`${sdk}:${operation}`);
      const found = answers[`${sdk}:${operation}`];
      const code = 'AccessDeniedException';
      if (!found) throw new CallFailed({ operation: `${sdk}:${operation}`, code, message: 'not played' });
      return found(input) as Readonly<Record<string, unknown>>;
    },
    onGroup: (group) => void groups.push(group),
  });
  const records = groups.flatMap(({ listing, observations }) => [listing, ...observations]);
  const header: SnapshotHeader = {
    sealscan: 'snapshot',
    schemaVersion: '1.0',
    tool: { name: 'sealscan', version: '0' },
    takenAt: TAKEN_AT,
    scopes: [],
    services: [],
    members: {},
  };
  return { observed: await observe({ header, records: () => JSON.parse(JSON.stringify(records)) }), calls };
}

test('principals come with their own policies, those of their groups, and their boundary', async () => {
  const { observed, calls } = await read({ 'iam:GetAccountAuthorizationDetails': details });
  expect(calls.filter((call) => call === 'iam:GetAccountAuthorizationDetails')).toHaveLength(5);
  const { principals, unknown } = iamOf(observed, ACCOUNT);
  expect(unknown).toBeUndefined();
  const policies = principals.map(({ name, policies: held, unread, boundary }) => ({
    name,
    held: held.map((policy) => [policy.group, policy.name, JSON.parse(policy.text).Statement.Action]),
    unread,
    boundary: boundary?.name,
  }));
  expect(policies).toEqual([
    {
      name: 'app',
      held: [
        [undefined, 'inline', 'kms:Decrypt'],
        [undefined, 'own', 'kms:Encrypt'],
      ],
      unread: [],
      boundary: 'bound',
    },
    {
      name: 'casey',
      held: [['readers', 'ReadOnly', 'kms:List*']],
      unread: [iam('policy/gone'), 'group lost'],
      boundary: undefined,
    },
  ]);
  expect(principals[0]).toMatchObject({ uniqueId: 'AROAAPP', tags: { team: 'orders' } });
});

test('a listing that fails leaves a reason, never a shorter account', async () => {
  const { observed } = await read({});
  expect(iamOf(observed, ACCOUNT)).toMatchObject({
    principals: [],
    unknown: {
      class: 'denied',
      operation: 'iam:GetAccountAuthorizationDetails',
      permission: 'iam:GetAccountAuthorizationDetails',
    },
  });
  expect(limitsOf(observed, ACCOUNT)).toMatchObject({
    unknown: { class: 'denied', operation: 'organizations:DescribeOrganization' },
  });
});

test('fields of IAM types say what is attached', async () => {
  const { graph } = await play({ 'iam:GetAccountAuthorizationDetails': details }, { rules: [] });
  const fields: Record<string, unknown> = {};
  for await (const resource of graph.resources()) {
    for (const field of ['path', 'inlinePolicies', 'groups', 'awsManaged', 'attachments'])
      if (collectors.find(({ type }) => type === resource.type)?.fields[field])
        fields[`${resource.name} ${field}`] = resource.read(field);
  }
  expect(fields).toMatchObject({
    'app path': '/team/',
    'app inlinePolicies': ['inline'],
    'casey groups': ['readers', 'lost'],
    'own awsManaged': false,
    'ReadOnly awsManaged': true,
    'unused attachments': 0,
  });
  expect(fields).not.toHaveProperty('Nobodys awsManaged');
});

const policy = (Id: string): NonNullable<ListPoliciesCommandOutput['Policies']>[number] => ({
  Id,
  Name: Id,
  Arn: `arn:aws:organizations::999988887777:policy/o-acme/${Id}`,
  AwsManaged: false,
});
const TARGETS: Readonly<Record<string, string>> = {
  'p-root': 'r-1',
  'p-unit': 'ou-1',
  'p-account': ACCOUNT,
  'p-else': 'ou-9',
};
const PARENTS: Readonly<Record<string, { Id: string; Type: string }>> = {
  [ACCOUNT]: { Id: 'ou-1', Type: 'ORGANIZATIONAL_UNIT' },
  'ou-1': { Id: 'r-1', Type: 'ROOT' },
};
const ORGANIZATION: Readonly<Record<string, Answer>> = {
  'sts:GetCallerIdentity': () => ({ Account: ACCOUNT }),
  'organizations:DescribeOrganization': () => ({ Organization: { Id: 'o-acme', MasterAccountId: '999988887777' } }),
  'organizations:ListParents': ({ ChildId }) => ({ Parents: [PARENTS[String(ChildId)]] }),
  'organizations:ListPolicies': ({ Filter }) => ({
    Policies: Filter === 'SERVICE_CONTROL_POLICY' ? Object.keys(TARGETS).map(policy) : [],
  }),
  'organizations:ListTargetsForPolicy': ({ PolicyId }) => ({ Targets: [{ TargetId: TARGETS[String(PolicyId)] }] }),
  'organizations:DescribePolicy': ({ PolicyId }) =>
    ({ Policy: { Content: `{"of":"${PolicyId}"}` } }) satisfies Omit<DescribePolicyCommandOutput, '$metadata'>,
};

test('service control policies apply from the root down to the account, and those of other units do not', async () => {
  const { observed, calls } = await read(ORGANIZATION);
  const limits = limitsOf(observed, ACCOUNT);
  expect('ok' in limits && limits.ok.serviceControl.map((level) => level.map(({ name }) => name))).toEqual([
    ['p-root'],
    ['p-unit'],
    ['p-account'],
  ]);
  expect(organizationOf(observed, ACCOUNT)).toBe('o-acme');
  expect(calls.filter((call) => call === 'organizations:ListParents')).toHaveLength(2);
});

test('the management account has no limits, and an account without organization neither', async () => {
  const own = await read({
    ...ORGANIZATION,
    'organizations:DescribeOrganization': () => ({ Organization: { Id: 'o-acme', MasterAccountId: ACCOUNT } }),
  });
  expect(limitsOf(own.observed, ACCOUNT)).toMatchObject({ ok: { isManagement: true, serviceControl: [] } });
  const code = 'AWSOrganizationsNotInUseException';
  const none = await read({
    ...ORGANIZATION,
    'organizations:DescribeOrganization': () => {
      throw new CallFailed({ operation: 'organizations:DescribeOrganization', code, message: 'none' });
    },
  });
  expect(limitsOf(none.observed, ACCOUNT)).toMatchObject({ ok: { isManagement: false, serviceControl: [] } });
});

test('a policy whose content or targets are denied makes the limits unknown', async () => {
  for (const operation of [
    'organizations:DescribePolicy',
    'organizations:ListTargetsForPolicy',
    'organizations:ListParents',
  ]) {
    const { [operation]: _gone, ...rest } = ORGANIZATION;
    const { observed } = await read(rest);
    expect(limitsOf(observed, ACCOUNT), operation).toMatchObject({ unknown: { class: 'denied', operation } });
  }
});

test('who may do what, and Organizations, are read only when they are asked for', () => {
  const actions = (services: readonly string[], also = false) =>
    permissionsOf(neededFor(services, collectors, { iam: also })).filter((action) =>
      /^(iam:GetAccountAuthorizationDetails|organizations:.*)$/.test(action),
    );
  const organizations = [
    'DescribeOrganization',
    'DescribePolicy',
    'ListParents',
    'ListPolicies',
    'ListTargetsForPolicy',
  ];
  expect(actions([])).toEqual([]);
  expect(actions(['kms'])).toEqual([]);
  expect(actions(['iam'])).toEqual(['iam:GetAccountAuthorizationDetails']);
  for (const services of [[], ['kms']])
    expect(actions(services, true)).toEqual([
      'iam:GetAccountAuthorizationDetails',
      ...organizations.map((operation) => `organizations:${operation}`),
    ]);
});
