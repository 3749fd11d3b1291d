import { GLOBAL_REGION } from '../../model/scope.ts';
import { answerOf, gapIn, notCollected, type Observed } from './observed.ts';
import type { Known, NamedPolicy, OrganizationLimits } from './types.ts';

const use = (operation: string) => ({
  operation: `organizations:${operation}`,
  permission: `organizations:${operation}`,
});

interface Parent {
  readonly Id?: string;
  readonly Type?: string;
}

interface Organization {
  readonly Id?: string;
  readonly MasterAccountId?: string;
}

const NO_LIMITS: OrganizationLimits = { isManagement: false, serviceControl: [], resourceControl: [] };

/** What limits an account from above: the policies attached to it, and to every unit up to the root. */
export function limitsOf(observed: Observed, account: string): Known<OrganizationLimits> {
  const [membership] = observed.of('aws.organizations.membership', account);
  if (!membership) return { unknown: notCollected('organizations:DescribeOrganization') };
  const organization = answerOf<Organization>(membership, 'organization', use('DescribeOrganization'));
  if ('unknown' in organization) return organization;
  if (organization.ok === undefined) return { ok: NO_LIMITS };
  const { Id, MasterAccountId } = organization.ok;
  const base = { ...(Id === undefined ? {} : { organizationId: Id }), isManagement: MasterAccountId === account };
  if (base.isManagement) return { ok: { ...NO_LIMITS, ...base } };
  const parents: string[] = [];
  for (let level = 1; level <= 6; level++) {
    const answer = answerOf<readonly Parent[]>(membership, `parent${level}`, use('ListParents'));
    if ('unknown' in answer) return answer;
    const parent = answer.ok?.[0];
    if (parent?.Id !== undefined) parents.push(parent.Id);
    if (parent?.Type !== 'ORGANIZATIONAL_UNIT') break;
  }
  const targets = [account, ...parents].reverse();
  const serviceControl = attached(observed, 'aws.organizations.service-control-policy', account, targets);
  const resourceControl = attached(observed, 'aws.organizations.resource-control-policy', account, targets);
  if ('unknown' in serviceControl) return serviceControl;
  if ('unknown' in resourceControl) return resourceControl;
  return { ok: { ...base, serviceControl: serviceControl.ok, resourceControl: resourceControl.ok.flat() } };
}

/** The id of the organization, which any member may read; undefined where it is not known, or there is none. */
export function organizationOf(observed: Observed, account: string): string | undefined {
  const [membership] = observed.of('aws.organizations.membership', account);
  const answer = membership && answerOf<Organization>(membership, 'organization', use('DescribeOrganization'));
  return answer && 'ok' in answer ? answer.ok?.Id : undefined;
}

/** Policies per target, in the order of the targets. */
function attached(
  observed: Observed,
  type: string,
  account: string,
  targets: readonly string[],
): Known<readonly (readonly NamedPolicy[])[]> {
  const gap = gapIn(observed, type, account, GLOBAL_REGION, use('ListPolicies'));
  if (gap) return { unknown: gap };
  const levels = new Map(targets.map((target) => [target, [] as NamedPolicy[]]));
  for (const policy of observed.of(type, account)) {
    const item = answerOf<{ readonly Name?: string; readonly Arn?: string }>(policy, 'item', use('ListPolicies'));
    const document = answerOf<{ readonly Content?: string }>(policy, 'document', use('DescribePolicy'));
    const on = answerOf<readonly { readonly TargetId?: string }[]>(policy, 'targets', use('ListTargetsForPolicy'));
    if ('unknown' in item) return item;
    if ('unknown' in document) return document;
    if ('unknown' in on) return on;
    const text = document.ok?.Content;
    if (text === undefined)
      return { unknown: { class: 'failed', operation: 'organizations:DescribePolicy', code: 'MissingMember' } };
    for (const { TargetId = '' } of on.ok ?? [])
      levels.get(TargetId)?.push({ name: item.ok?.Name ?? policy.id, arn: item.ok?.Arn ?? policy.id, text });
  }
  return { ok: targets.map((target) => levels.get(target) ?? []) };
}
