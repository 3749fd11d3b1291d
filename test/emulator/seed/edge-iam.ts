import * as IAM from '@aws-sdk/client-iam';
import * as ORGANIZATIONS from '@aws-sdk/client-organizations';
import { EU, each, keyOf, type Seeding } from './context.ts';
import { role } from './policies.ts';

const document = (...Statement: readonly object[]): string => JSON.stringify({ Version: '2012-10-17', Statement });
const allow = (Sid: string, Action: readonly string[], Resource = '*') => ({ Sid, Effect: 'Allow', Action, Resource });
const TRUST = document({
  Effect: 'Allow',
  Principal: { Service: 'ec2.amazonaws.com' },
  Action: 'sts:AssumeRole',
});

/** Roles, users, a group, policies and a boundary: what `--iam` reads, and `sealscan key` goes by. */
export async function seedEdgeIam(endpoint: string, seeding: Seeding): Promise<void> {
  const credentials = {
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  };
  const config = { region: 'us-east-1', endpoint, credentials, maxAttempts: 1 };
  await seeding.daysAgo(400);
  await people(new IAM.IAMClient(config), keyOf(seeding, EU, 'sandbox-shared'));
  await company(new ORGANIZATIONS.OrganizationsClient(config));
}

async function people(iam: IAM.IAMClient, key: string): Promise<void> {
  const policies = [
    { PolicyName: 'read-sealed', PolicyDocument: document(allow('ReadSealed', ['kms:Decrypt'], key)) },
    { PolicyName: 'no-keys', PolicyDocument: document(allow('Compute', ['ec2:*', 's3:*'])) },
  ];
  const arns = new Map<string, string>();
  await each(policies, async (policy) => {
    const { Policy } = await iam.send(new IAM.CreatePolicyCommand(policy));
    arns.set(policy.PolicyName, Policy?.Arn ?? '');
  });
  const roles = [
    { RoleName: 'sandbox-app', PermissionsBoundary: undefined },
    { RoleName: 'sandbox-bounded', PermissionsBoundary: arns.get('no-keys') },
  ];
  await each(roles, async ({ RoleName, PermissionsBoundary }) => {
    const Tags = [{ Key: 'team', Value: 'sandbox' }];
    const made = { RoleName, AssumeRolePolicyDocument: TRUST, Tags };
    await iam.send(new IAM.CreateRoleCommand(PermissionsBoundary ? { ...made, PermissionsBoundary } : made));
    await iam.send(new IAM.AttachRolePolicyCommand({ RoleName, PolicyArn: arns.get('read-sealed') }));
  });
  const inline = { PolicyName: 'everything', PolicyDocument: document(allow('Everything', ['kms:*'])) };
  await iam.send(new IAM.PutRolePolicyCommand({ RoleName: 'sandbox-app', ...inline }));
  await iam.send(new IAM.CreateGroupCommand({ GroupName: 'readers' }));
  await iam.send(new IAM.AttachGroupPolicyCommand({ GroupName: 'readers', PolicyArn: arns.get('read-sealed') }));
  await iam.send(new IAM.CreateUserCommand({ UserName: 'casey', Tags: [{ Key: 'team', Value: 'sandbox' }] }));
  await iam.send(new IAM.AddUserToGroupCommand({ GroupName: 'readers', UserName: 'casey' }));
}

/** The account is the management account of its organization, which no policy limits. */
async function company(organizations: ORGANIZATIONS.OrganizationsClient): Promise<void> {
  await organizations.send(new ORGANIZATIONS.CreateOrganizationCommand({ FeatureSet: 'ALL' }));
  const { Roots = [] } = await organizations.send(new ORGANIZATIONS.ListRootsCommand({}));
  const RootId = Roots[0]?.Id;
  await organizations.send(new ORGANIZATIONS.EnablePolicyTypeCommand({ RootId, PolicyType: 'SERVICE_CONTROL_POLICY' }));
  const exceptAdministrators = {
    Sid: 'KeysStay',
    Effect: 'Deny',
    Action: ['kms:ScheduleKeyDeletion', 'kms:DisableKey'],
    Resource: '*',
    Condition: { ArnNotLike: { 'aws:PrincipalArn': role('KeyAdministrator') } },
  };
  const made = await organizations.send(
    new ORGANIZATIONS.CreatePolicyCommand({
      Name: 'keys-stay',
      Description: 'Nobody but the administrators ends a key',
      Type: 'SERVICE_CONTROL_POLICY',
      Content: document(exceptAdministrators),
    }),
  );
  await organizations.send(
    new ORGANIZATIONS.AttachPolicyCommand({ PolicyId: made.Policy?.PolicySummary?.Id, TargetId: RootId }),
  );
}
