import type * as ORGANIZATIONS from '@aws-sdk/client-organizations';
import type * as STS from '@aws-sdk/client-sts';
import { sdk } from '../collect/descriptor.ts';
import { deniesKeyDeletion } from '../iam/guardrail.ts';
import { Unobserved } from '../model/reason.ts';

const organizations = sdk<typeof ORGANIZATIONS>('organizations', 'OrganizationsClient');
const sts = sdk<typeof STS>('sts', 'STSClient');

const PAGING = { token: ['NextToken', 'NextToken'] } as const;
const POLICY = { Id: true, Arn: true, Name: true, AwsManaged: true } as const;
const TARGET = { TargetId: true, Type: true } as const;
const PARENT = { Id: true, Type: true } as const;
const POLICY_FIELDS = ['targets', 'deniesKeyDeletion'] as const;

/**
 * Policies of one kind with what they are attached to. Only the management account and delegated administrators may
 * read them; elsewhere the listing is denied, and what the policies take away stays out of sight.
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListPolicies.html
 */
const policies = (kind: 'service-control-policy' | 'resource-control-policy', Filter: ORGANIZATIONS.PolicyType) =>
  organizations
    .list(
      `aws.organizations.${kind}`,
      'ListPolicies',
      { items: 'Policies', input: { Filter }, paging: PAGING, members: POLICY },
      {
        service: 'organizations',
        optional: true,
        scope: 'global',
        arn: `arn:{partition}:organizations::{account}:policy/${kind.replaceAll('-', '_')}/{id}`,
        id: ({ item }) => item.Arn,
      },
    )
    .call('document', 'DescribePolicy', ({ item }) => ({ PolicyId: item.Id }), {
      at: 'Policy',
      members: { Content: true },
    })
    .pages('targets', 'ListTargetsForPolicy', ({ item }) => ({ PolicyId: item.Id }), {
      items: 'Targets',
      paging: PAGING,
      members: TARGET,
    })
    .named(({ item }) => item.Name)
    .fields((t) => ({
      awsManaged: t.bool(({ item }) => item.AwsManaged ?? false),
      targets: t.strings(({ targets }) => targets.map(({ TargetId = '' }) => TargetId).sort()),
      deniesKeyDeletion: t.bool(({ document }) =>
        document.Content === undefined ? undefined : deniesKeyDeletion(document.Content),
      ),
    }));

export const serviceControlPolicy = policies('service-control-policy', 'SERVICE_CONTROL_POLICY');

/** https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html */
export const resourceControlPolicy = policies('resource-control-policy', 'RESOURCE_CONTROL_POLICY');

interface Parent {
  readonly Id?: string | undefined;
  readonly Type?: string | undefined;
}

/** Whether there is more above; a call that failed has its gap already, and asking on would only repeat it. */
function isUnit(read: () => readonly Parent[]): boolean {
  try {
    return read()[0]?.Type === 'ORGANIZATIONAL_UNIT';
  } catch (cause) {
    if (cause instanceof Unobserved) return false;
    throw cause;
  }
}

const above = (parents: readonly Parent[]): { ChildId: string | undefined } => ({ ChildId: parents[0]?.Id });
const parent = { items: 'Parents', paging: PAGING, members: PARENT } as const;

/**
 * Where the account stands in its organization: which one, and every parent up to the root. Units nest five deep.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
 */
export const membership = organizations
  .single('aws.organizations.membership', {
    service: 'organizations',
    optional: true,
    scope: 'global',
    arn: 'arn:{partition}:organizations::{account}:membership',
  })
  .call('organization', 'DescribeOrganization', () => ({}), {
    at: 'Organization',
    none: ['AWSOrganizationsNotInUseException'],
    members: { Id: true, MasterAccountId: true, FeatureSet: true },
  })
  .via(sts)
  .call('caller', 'GetCallerIdentity', () => ({}), { required: ['Account'], members: { Account: true } })
  .via(organizations)
  .pages('parent1', 'ListParents', ({ caller }) => ({ ChildId: caller.Account }), {
    ...parent,
    none: ['AWSOrganizationsNotInUseException'],
    when: (answers) => answers.caller.Account !== undefined,
  })
  .pages('parent2', 'ListParents', ({ parent1 }) => above(parent1 ?? []), {
    ...parent,
    when: (answers) => isUnit(() => answers.parent1 ?? []),
  })
  .pages('parent3', 'ListParents', ({ parent2 }) => above(parent2), {
    ...parent,
    when: (answers) => isUnit(() => answers.parent2),
  })
  .pages('parent4', 'ListParents', ({ parent3 }) => above(parent3), {
    ...parent,
    when: (answers) => isUnit(() => answers.parent3),
  })
  .pages('parent5', 'ListParents', ({ parent4 }) => above(parent4), {
    ...parent,
    when: (answers) => isUnit(() => answers.parent4),
  })
  .pages('parent6', 'ListParents', ({ parent5 }) => above(parent5), {
    ...parent,
    when: (answers) => isUnit(() => answers.parent5),
  })
  .named((_answers, id) => id.split(':')[4])
  .fields((t) => ({
    organizationId: t.optional(t.string(({ organization }) => organization?.Id)),
    managementAccount: t.optional(t.string(({ organization }) => organization?.MasterAccountId)),
    /** From the account's own parent up to the root. */
    parents: t.strings(parentsOf),
    // No such policy binds the management account, whatever it is attached to: there the whole organization is judged.
    policyTargets: t.strings((answers, { account }) => {
      const parents = parentsOf(answers);
      const isManagement = answers.organization?.MasterAccountId === account;
      return isManagement ? parents.slice(-1) : [account, ...parents];
    }),
    serviceControlPolicies: t.within('aws.organizations.service-control-policy', 'account', POLICY_FIELDS),
    resourceControlPolicies: t.within('aws.organizations.resource-control-policy', 'account', POLICY_FIELDS),
  }));

type Level = readonly Parent[];

/** Ids level by level; a level that was not asked about is above the root. */
function parentsOf(answers: {
  readonly parent1: Level | undefined;
  readonly parent2: Level;
  readonly parent3: Level;
  readonly parent4: Level;
  readonly parent5: Level;
  readonly parent6: Level;
}): string[] {
  const parents = [...(answers.parent1 ?? [])];
  const levels = [() => answers.parent2, () => answers.parent3, () => answers.parent4];
  for (const level of [...levels, () => answers.parent5, () => answers.parent6]) {
    if (parents.at(-1)?.Type !== 'ORGANIZATIONAL_UNIT') break;
    parents.push(...level());
  }
  return parents.map(({ Id = '' }) => Id);
}
