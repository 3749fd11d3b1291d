import type { GetAccountAuthorizationDetailsCommandOutput } from '@aws-sdk/client-iam';
import { ACCOUNT, refuses } from '../collectors/play.ts';
import type { World } from '../worlds.ts';
import { summary } from './iam.ts';

const allow = (Action: unknown, Resource: unknown, more: object = {}) =>
  encodeURIComponent(
    JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource, ...more }] }),
  );
const KEY = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1`;

const DOCUMENTS = {
  narrow: allow('kms:Decrypt', KEY),
  decrypts: allow(['s3:GetObject', 'kms:De*'], '*'),
  everyKey: allow('kms:ReEncryptFrom', `arn:aws:kms:*:${ACCOUNT}:key/*`),
  everything: allow('*', '*'),
  butDelete: encodeURIComponent(
    JSON.stringify({ Statement: [{ Effect: 'Allow', NotAction: 'kms:ScheduleKeyDeletion', Resource: '*' }] }),
  ),
  denied: encodeURIComponent(
    JSON.stringify({
      Statement: [
        { Effect: 'Allow', Action: 'kms:*', Resource: '*' },
        { Effect: 'Deny', Action: 'kms:*', Resource: '*' },
      ],
    }),
  ),
  secrets: allow('secretsmanager:GetSecretValue', 'arn:aws:secretsmanager:*:*:secret:app-*'),
  broken: '%7Bnot json',
} as const;
type Name = keyof typeof DOCUMENTS;

const policy = (PolicyName: Name) => ({
  PolicyName,
  Arn: `arn:aws:iam::${ACCOUNT}:policy/${PolicyName}`,
  Path: '/',
  DefaultVersionId: 'v2',
  AttachmentCount: 1,
  PermissionsBoundaryUsageCount: 0,
  PolicyVersionList: [
    { VersionId: 'v1', IsDefaultVersion: false, Document: DOCUMENTS.everything },
    { VersionId: 'v2', IsDefaultVersion: true, Document: DOCUMENTS[PolicyName] },
  ],
});
const attached = (PolicyName: Name) => ({ PolicyName, PolicyArn: policy(PolicyName).Arn });
const inline = (...names: Name[]) => names.map((name) => ({ PolicyName: name, PolicyDocument: DOCUMENTS[name] }));
const made = { Path: '/', CreateDate: new Date('2025-01-01T00:00:00Z') };

const details = {
  RoleDetailList: [
    { name: 'web', profile: 'web', policies: inline('narrow'), attachments: [] },
    { name: 'app', profile: 'app', policies: inline('secrets'), attachments: [] },
    { name: 'batch', profile: 'batch', policies: [], attachments: [attached('decrypts')] },
    { name: 'quiet', profile: 'quiet', policies: [], attachments: [] },
    { name: 'admin', profile: '', policies: inline('everything', 'butDelete'), attachments: [] },
    { name: 'odd', profile: '', policies: inline('broken'), attachments: [] },
  ].map(({ name, profile, policies, attachments }) => ({
    ...made,
    RoleName: name,
    RoleId: `AROA${name}`,
    Arn: `arn:aws:iam::${ACCOUNT}:role/${name}`,
    RolePolicyList: policies,
    AttachedManagedPolicies: attachments,
    InstanceProfileList: profile === '' ? [] : [{ InstanceProfileName: profile }],
  })) as GetAccountAuthorizationDetailsCommandOutput['RoleDetailList'],
  UserDetailList: [
    {
      ...made,
      UserName: 'ann',
      UserId: 'AIDAANN',
      Arn: `arn:aws:iam::${ACCOUNT}:user/ann`,
      UserPolicyList: inline('everyKey'),
    },
    {
      ...made,
      UserName: 'bob',
      UserId: 'AIDABOB',
      Arn: `arn:aws:iam::${ACCOUNT}:user/bob`,
      UserPolicyList: inline('denied'),
    },
    {
      ...made,
      UserName: 'eve',
      UserId: 'AIDAEVE',
      Arn: `arn:aws:iam::${ACCOUNT}:user/eve`,
      UserPolicyList: inline('everything'),
    },
  ],
  GroupDetailList: [
    {
      ...made,
      GroupName: 'ops',
      GroupId: 'AGPAOPS',
      Arn: `arn:aws:iam::${ACCOUNT}:group/ops`,
      GroupPolicyList: inline('everything'),
    },
    {
      ...made,
      GroupName: 'dev',
      GroupId: 'AGPADEV',
      Arn: `arn:aws:iam::${ACCOUNT}:group/dev`,
      GroupPolicyList: inline('narrow'),
    },
  ],
  Policies: (Object.keys(DOCUMENTS) as Name[]).map(policy),
} satisfies Omit<GetAccountAuthorizationDetailsCommandOutput, '$metadata'>;

const LISTS = { Role: 'RoleDetailList', User: 'UserDetailList', Group: 'GroupDetailList' } as const;

export const world: World = {
  services: ['iam'],
  answers: {
    'iam:GetAccountAuthorizationDetails': ({ Filter }) => {
      const list = LISTS[(Filter as string[])[0] as keyof typeof LISTS] ?? 'Policies';
      return { [list]: details[list] };
    },
    'iam:ListServerCertificates': refuses('AccessDenied'),
    'iam:GetAccountSummary': summary(0),
    'iam:ListOrganizationsFeatures': { EnabledFeatures: ['RootCredentialsManagement', 'RootSessions'] },
  },
};
