import type {
  DescribePolicyCommandOutput,
  ListParentsCommandOutput,
  ListPoliciesCommandOutput,
  ListTargetsForPolicyCommandOutput,
} from '@aws-sdk/client-organizations';
import { ACCOUNT, refuses } from '../collectors/play.ts';
import type { World } from '../worlds.ts';

type Body<T> = Omit<T, '$metadata'>;

const deny = (Condition?: object, Resource = '*') => ({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Deny', Action: ['kms:Schedule*', 'kms:DisableKey'], Resource, ...(Condition && { Condition }) },
  ],
});

/** Contents by name: the first two leave nobody but those that they exempt. */
export const CONTENTS = {
  keep: deny(),
  'keep-but-custodians': deny({ ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/key-custodian' } }),
  'without-mfa': deny({ BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } }),
  'one-key': deny(undefined, `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1`),
  'from-outside': deny({ StringNotEquals: { 'aws:PrincipalOrgID': 'o-example' } }),
  'but-everyone': deny({ ArnNotLike: { 'aws:PrincipalArn': '*' } }),
  allow: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
} as const;
type Name = keyof typeof CONTENTS;

/** An account in a unit under the root, and what the organization's policies are attached to. */
export const organization = (
  attached: Partial<Record<Name, readonly string[]>>,
  management = '999988887777',
): World['answers'] => ({
  'organizations:DescribeOrganization': {
    Organization: { Id: 'o-example', MasterAccountId: management, FeatureSet: 'ALL' },
  },
  'sts:GetCallerIdentity': { Account: ACCOUNT },
  'organizations:ListParents': ({ ChildId }) =>
    ({
      Parents: [
        ChildId === ACCOUNT && management !== ACCOUNT
          ? { Id: 'ou-web', Type: 'ORGANIZATIONAL_UNIT' }
          : { Id: 'r-root', Type: 'ROOT' },
      ],
    }) satisfies Body<ListParentsCommandOutput>,
  'organizations:ListPolicies': ({ Filter }) =>
    Filter === 'SERVICE_CONTROL_POLICY'
      ? ({
          Policies: Object.keys(attached).map((Name) => ({
            Id: `p-${Name}`,
            Arn: `arn:aws:organizations::${management}:policy/o-example/service_control_policy/p-${Name}`,
            Name,
            AwsManaged: false,
          })),
        } satisfies Body<ListPoliciesCommandOutput>)
      : {
          Policies: [
            { Id: 'p-rcp', Arn: `arn:aws:organizations::${management}:policy/o-example/rcp/p-rcp`, Name: 'rcp' },
          ],
        },
  'organizations:DescribePolicy': ({ PolicyId }) =>
    ({
      Policy: { Content: JSON.stringify(CONTENTS[String(PolicyId).slice(2) as Name] ?? CONTENTS.allow) },
    }) satisfies Body<DescribePolicyCommandOutput>,
  'organizations:ListTargetsForPolicy': ({ PolicyId }) =>
    ({
      Targets: (attached[String(PolicyId).slice(2) as Name] ?? []).map((TargetId) => ({ TargetId })),
    }) satisfies Body<ListTargetsForPolicyCommandOutput>,
});

/** A guardrail on the unit above the account; the document of another policy is refused, which it can do without. */
const guarded = organization({ 'keep-but-custodians': ['ou-web'], 'without-mfa': ['r-root'] });

export const world: World = {
  services: ['organizations'],
  answers: {
    ...guarded,
    'organizations:DescribePolicy': (input, region) => {
      const answer = guarded['organizations:DescribePolicy'];
      if (input['PolicyId'] === 'p-rcp' || typeof answer !== 'function') return refuses('AccessDeniedException');
      return answer(input, region);
    },
  },
};
