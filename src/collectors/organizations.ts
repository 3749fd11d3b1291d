import type * as ORGANIZATIONS from '@aws-sdk/client-organizations';
import type * as STS from '@aws-sdk/client-sts';
import { sdk } from '../collect/descriptor.ts';
import { Unobserved } from '../model/reason.ts';

const organizations = sdk<typeof ORGANIZATIONS>('organizations', 'OrganizationsClient');
const sts = sdk<typeof STS>('sts', 'STSClient');

const PAGING = { token: ['NextToken', 'NextToken'] } as const;
const POLICY = { Id: true, Arn: true, Name: true, AwsManaged: true } as const;
const TARGET = { TargetId: true, Type: true } as const;
const PARENT = { Id: true, Type: true } as const;

/**
 * Service control policies with what they are attached to. Only the management account and delegated administrators may
 * read them; elsewhere the listing is denied, and what the policies take away stays out of sight.
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListPolicies.html
 */
export const serviceControlPolicy = organizations
  .list(
    'aws.organizations.service-control-policy',
    'ListPolicies',
    { items: 'Policies', input: { Filter: 'SERVICE_CONTROL_POLICY' }, paging: PAGING, members: POLICY },
    {
      service: 'organizations',
      optional: true,
      scope: 'global',
      arn: 'arn:{partition}:organizations::{account}:policy/service_control_policy/{id}',
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
  }));

/** https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html */
export const resourceControlPolicy = organizations
  .list(
    'aws.organizations.resource-control-policy',
    'ListPolicies',
    { items: 'Policies', input: { Filter: 'RESOURCE_CONTROL_POLICY' }, paging: PAGING, members: POLICY },
    {
      service: 'organizations',
      optional: true,
      scope: 'global',
      arn: 'arn:{partition}:organizations::{account}:policy/resource_control_policy/{id}',
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
  }));

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
    parents: t.strings((answers) => {
      const parents = [...(answers.parent1 ?? [])];
      const levels = [() => answers.parent2, () => answers.parent3, () => answers.parent4];
      for (const level of [...levels, () => answers.parent5, () => answers.parent6]) {
        if (parents.at(-1)?.Type !== 'ORGANIZATIONAL_UNIT') break;
        parents.push(...level());
      }
      return parents.map(({ Id = '' }) => Id);
    }),
  }));
