import type * as IAM from '@aws-sdk/client-iam';
import { sdk } from '../collect/descriptor.ts';
import { type IdentityFacts, identityFacts } from '../iam/identity-facts.ts';
import { tagMap } from './tags.ts';

export const iam = sdk<typeof IAM>('iam', 'IAMClient');

/** One call reads a whole kind with all of its policies: a thousand roles are one or two pages. */
const PAGING = { token: ['Marker', 'Marker'], size: ['MaxItems', 1000] } as const;
const ATTACHED = { PolicyName: true, PolicyArn: true } as const;
const INLINE = { PolicyName: true, PolicyDocument: true } as const;
const BOUNDARY = { PermissionsBoundaryArn: true } as const;

/**
 * Roles with their policies. Documents stay as AWS sends them, which is
 * percent-encoded; names and policies only, never a credential.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html
 */
export const role = iam
  .list(
    'aws.iam.role',
    'GetAccountAuthorizationDetails',
    {
      items: 'RoleDetailList',
      input: { Filter: ['Role'] },
      paging: PAGING,
      members: {
        Arn: true,
        RoleName: true,
        RoleId: true,
        Path: true,
        CreateDate: true,
        AssumeRolePolicyDocument: true,
        RolePolicyList: INLINE,
        AttachedManagedPolicies: ATTACHED,
        PermissionsBoundary: BOUNDARY,
        InstanceProfileList: { InstanceProfileName: true },
        Tags: { Key: true, Value: true },
      },
    },
    {
      service: 'iam',
      optional: true,
      scope: 'global',
      arn: 'arn:{partition}:iam::{account}:role/{id}',
      id: ({ item }) => item.Arn,
    },
  )
  .named(({ item }) => item.RoleName)
  .fields((t) => ({
    path: t.string(({ item }) => item.Path),
    createdAt: t.time(({ item }) => item.CreateDate),
    inlinePolicies: t.strings(({ item }) => namesOf(item.RolePolicyList)),
    inlineDecryptingAll: t.strings(({ item }) => inlineThat('decryptsAll', item.RolePolicyList)),
    inlineAdministeringAll: t.strings(({ item }) => inlineThat('administersAll', item.RolePolicyList)),
    policies: t.links('aws.iam.policy', ['attachments', 'readsSecrets'], ({ item }) =>
      arnsOf(item.AttachedManagedPolicies),
    ),
    inlineReadingSecrets: t.strings(({ item }) => inlineThat('readsSecrets', item.RolePolicyList)),
    instanceProfiles: t.strings(({ item }) =>
      (item.InstanceProfileList ?? []).map(({ InstanceProfileName = '' }) => InstanceProfileName),
    ),
    boundary: t.link('aws.iam.policy', [], ({ item }) => item.PermissionsBoundary?.PermissionsBoundaryArn ?? ''),
    tags: t.map(({ item }) => tagMap(item.Tags)),
  }));

export const user = iam
  .list(
    'aws.iam.user',
    'GetAccountAuthorizationDetails',
    {
      items: 'UserDetailList',
      input: { Filter: ['User'] },
      paging: PAGING,
      members: {
        Arn: true,
        UserName: true,
        UserId: true,
        Path: true,
        CreateDate: true,
        UserPolicyList: INLINE,
        GroupList: true,
        AttachedManagedPolicies: ATTACHED,
        PermissionsBoundary: BOUNDARY,
        Tags: { Key: true, Value: true },
      },
    },
    {
      service: 'iam',
      optional: true,
      scope: 'global',
      arn: 'arn:{partition}:iam::{account}:user/{id}',
      id: ({ item }) => item.Arn,
    },
  )
  .named(({ item }) => item.UserName)
  .fields((t) => ({
    path: t.string(({ item }) => item.Path),
    createdAt: t.time(({ item }) => item.CreateDate),
    groups: t.strings(({ item }) => item.GroupList ?? []),
    inlinePolicies: t.strings(({ item }) => namesOf(item.UserPolicyList)),
    inlineDecryptingAll: t.strings(({ item }) => inlineThat('decryptsAll', item.UserPolicyList)),
    inlineAdministeringAll: t.strings(({ item }) => inlineThat('administersAll', item.UserPolicyList)),
    policies: t.links('aws.iam.policy', ['attachments'], ({ item }) => arnsOf(item.AttachedManagedPolicies)),
    boundary: t.link('aws.iam.policy', [], ({ item }) => item.PermissionsBoundary?.PermissionsBoundaryArn ?? ''),
    tags: t.map(({ item }) => tagMap(item.Tags)),
  }));

export const group = iam
  .list(
    'aws.iam.group',
    'GetAccountAuthorizationDetails',
    {
      items: 'GroupDetailList',
      input: { Filter: ['Group'] },
      paging: PAGING,
      members: {
        Arn: true,
        GroupName: true,
        GroupId: true,
        Path: true,
        GroupPolicyList: INLINE,
        AttachedManagedPolicies: ATTACHED,
      },
    },
    {
      service: 'iam',
      optional: true,
      scope: 'global',
      arn: 'arn:{partition}:iam::{account}:group/{id}',
      id: ({ item }) => item.Arn,
    },
  )
  .named(({ item }) => item.GroupName)
  .fields((t) => ({
    path: t.string(({ item }) => item.Path),
    inlinePolicies: t.strings(({ item }) => namesOf(item.GroupPolicyList)),
    inlineDecryptingAll: t.strings(({ item }) => inlineThat('decryptsAll', item.GroupPolicyList)),
    inlineAdministeringAll: t.strings(({ item }) => inlineThat('administersAll', item.GroupPolicyList)),
    policies: t.links('aws.iam.policy', ['attachments'], ({ item }) => arnsOf(item.AttachedManagedPolicies)),
  }));

/** The account's own policies, and those of AWS that are attached to something or bound something. */
export const policy = iam
  .list(
    'aws.iam.policy',
    'GetAccountAuthorizationDetails',
    {
      items: 'Policies',
      input: { Filter: ['LocalManagedPolicy', 'AWSManagedPolicy'] },
      paging: PAGING,
      keep: ({ Arn, AttachmentCount = 0, PermissionsBoundaryUsageCount = 0 }) =>
        !isAwsManaged(Arn) || AttachmentCount + PermissionsBoundaryUsageCount > 0,
      members: {
        Arn: true,
        PolicyName: true,
        PolicyId: true,
        Path: true,
        DefaultVersionId: true,
        AttachmentCount: true,
        PermissionsBoundaryUsageCount: true,
        PolicyVersionList: { VersionId: true, IsDefaultVersion: true, Document: true },
      },
    },
    {
      service: 'iam',
      optional: true,
      scope: 'global',
      arn: 'arn:{partition}:iam::{account}:policy/{id}',
      id: ({ item }) => item.Arn,
    },
  )
  .named(({ item }) => item.PolicyName)
  .fields((t) => ({
    path: t.string(({ item }) => item.Path),
    awsManaged: t.bool(({ item }) => isAwsManaged(item.Arn)),
    attachments: t.int(({ item }) => item.AttachmentCount),
    decryptsAll: t.bool(({ item }) => defaultFacts(item.PolicyVersionList)?.decryptsAll),
    administersAll: t.bool(({ item }) => defaultFacts(item.PolicyVersionList)?.administersAll),
    readsSecrets: t.bool(({ item }) => defaultFacts(item.PolicyVersionList)?.readsSecrets),
  }));

const isAwsManaged = (arn = ''): boolean => arn.split(':')[4] === 'aws';

const namesOf = (policies: readonly { readonly PolicyName?: string | undefined }[] = []): string[] =>
  policies.map(({ PolicyName = '' }) => PolicyName);

const arnsOf = (policies: readonly { readonly PolicyArn?: string | undefined }[] = []): string[] =>
  policies.map(({ PolicyArn = '' }) => PolicyArn);

interface Inline {
  readonly PolicyName?: string | undefined;
  readonly PolicyDocument?: string | undefined;
}

/** Names of the inline policies of which a fact is true. */
const inlineThat = (fact: keyof IdentityFacts, policies: readonly Inline[] = []): string[] =>
  policies
    .filter(({ PolicyDocument }) => PolicyDocument !== undefined && identityFacts(PolicyDocument)[fact])
    .map(({ PolicyName = '' }) => PolicyName);

interface Version {
  readonly IsDefaultVersion?: boolean | undefined;
  readonly Document?: string | undefined;
}

/** Only the default version is in force. */
function defaultFacts(versions: readonly Version[] | undefined): IdentityFacts | undefined {
  const document = versions?.find(({ IsDefaultVersion }) => IsDefaultVersion)?.Document;
  return document === undefined ? undefined : identityFacts(document);
}
