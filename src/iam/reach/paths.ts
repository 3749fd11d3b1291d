import type { Policy, Statement } from '../policy.ts';
import { concerns } from '../principals.ts';
import { type Candidate, granteeId } from './candidates.ts';
import { apply, type Question, remainingOf } from './decide.ts';
import { type Facts, factsOf } from './facts.ts';
import { allowedBy, denialBy, type Voice } from './limits.ts';
import { type Parse, titleOf } from './policies.ts';
import type { KeyGrant, Path, ReachInput, Remaining, Unless } from './types.ts';

/** Everything about the key that each candidate is asked against. */
export interface Asking {
  readonly input: ReachInput;
  readonly keyPolicy: Policy;
  readonly grants: readonly KeyGrant[];
  readonly parse: Parse;
}

export interface Found {
  readonly paths: readonly Path[];
  readonly unless: readonly Unless[];
}

const NOTHING: Found = { paths: [], unless: [] };

/** A candidate, and what is the same of it whatever it is asked about. */
interface Asked {
  readonly candidate: Candidate;
  readonly asking: Asking;
  readonly facts: Facts;
  readonly limits: ReturnType<typeof limitsOn>;
  readonly boundary: readonly Voice[];
  /** Of whose Deny statements it hears, apart from the key policy's. */
  readonly denying: readonly Voice[];
  /** Statements of the key policy that concern it. */
  readonly forbidding: readonly Statement[];
  readonly allowing: readonly Allowing[];
  readonly grants: readonly KeyGrant[];
}

interface Allowing {
  readonly statement: Statement;
  /** By way of its account: IAM must allow it, too. */
  readonly isDelegated: boolean;
}

/**
 * The ways in which a candidate may do an action: a Deny anywhere ends it, limits must allow it, and then the key policy
 * alone, the key policy with IAM, or a grant is enough.
 * https://docs.aws.amazon.com/kms/latest/developerguide/policy-evaluation.html
 * @returns answers for an action as AWS writes it, `kms:Decrypt`
 */
export function waysOf(candidate: Candidate, asking: Asking): (action: string) => Found {
  const allowing = allowingIn(asking.keyPolicy, candidate);
  const grants = asking.grants.filter((grant) => granteeId(grant) === candidate.id);
  if (allowing.length === 0 && grants.length === 0) return () => NOTHING;
  const limits = limitsOn(candidate, asking.input);
  const asked: Asked = {
    ...{ candidate, asking, limits, allowing, grants },
    facts: factsOf(candidate, asking.input),
    boundary: boundaryOf(candidate),
    denying: [...limits.denying, ...identityVoices(candidate)],
    forbidding: forbiddingIn(asking.keyPolicy, candidate),
  };
  return (action) => waysTo(action, asked);
}

function allowingIn({ statements }: Policy, { who, isAccount }: Candidate): Allowing[] {
  return statements.flatMap((statement): Allowing[] => {
    const { principals, effect } = statement;
    if (effect !== 'Allow' || !principals) return [];
    if (concerns(principals, { ...who, delegated: isAccount }, 'Allow')) return [{ statement, isDelegated: false }];
    return concerns(principals, { ...who, delegated: true }, 'Allow') ? [{ statement, isDelegated: true }] : [];
  });
}

const forbiddingIn = ({ statements }: Policy, { who }: Candidate): Statement[] =>
  statements.filter(
    ({ effect, principals }) =>
      effect === 'Deny' && principals && concerns(principals, { ...who, delegated: true }, 'Deny'),
  );

function waysTo(action: string, asked: Asked): Found {
  const { candidate, asking, facts, limits } = asked;
  const { input, parse } = asking;
  const question = { action: action.toLowerCase(), resource: input.key.arn, facts, account: candidate.account };
  const denied = keyPolicyDenial(question, action, asked);
  if (denied === undefined) return NOTHING;
  const other = denialBy(asked.denying, question, action, parse);
  if (other.denied) return NOTHING;
  const granted: Remaining[] = [];
  for (const level of limits.levels) {
    const conditions = allowedBy(level, question, parse);
    if (conditions === undefined) return NOTHING;
    granted.push(...conditions);
  }
  const paths = [...byPolicy(question, asked), ...byGrant(action, asked)];
  return {
    paths: paths.map((path) => ({ ...path, actions: [action], conditions: [...path.conditions, ...granted] })),
    unless: [...denied, ...other.unless],
  };
}

type Way = Omit<Path, 'actions'>;

/** Undefined = denied for certain. */
function keyPolicyDenial(question: Question, action: string, { forbidding, asking }: Asked): Unless[] | undefined {
  const unless: Unless[] = [];
  for (const statement of forbidding) {
    const { truth, open } = apply(statement, asking.keyPolicy, question);
    if (truth === 'yes') return undefined;
    if (truth === 'open')
      unless.push({
        of: 'key policy',
        statement: statement.label,
        actions: [action],
        conditions: remainingOf('key policy', statement.label, open),
      });
  }
  return unless;
}

/** A service-linked role is beyond what Organizations limits. https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html */
const isServiceLinked = ({ arn = '' }: Candidate): boolean => arn.includes(':role/aws-service-role/');

function limitsOn(candidate: Candidate, { limits, key }: ReachInput): { denying: Voice[]; levels: Voice[][] } {
  if (!('ok' in limits) || limits.ok.isManagement || isServiceLinked(candidate)) return { denying: [], levels: [] };
  const voice =
    (kind: string) =>
    (policy: Voice['policy']): Voice => ({ of: `${kind} ${policy.name}`, policy });
  const resource = limits.ok.resourceControl.map(voice('RCP'));
  if (candidate.account !== key.account) return { denying: resource, levels: [] };
  const levels = limits.ok.serviceControl.filter((level) => level.length > 0).map((level) => level.map(voice('SCP')));
  return { denying: [...resource, ...levels.flat()], levels };
}

const boundaryOf = ({ iam }: Candidate): Voice[] =>
  iam?.boundary ? [{ of: `boundary ${iam.boundary.name}`, policy: iam.boundary }] : [];

const identityVoices = (candidate: Candidate): Voice[] => [
  ...(candidate.iam?.policies ?? []).map((policy) => ({ of: titleOf(policy), policy })),
  ...boundaryOf(candidate),
];

function byPolicy(question: Question, { candidate, asking, boundary, allowing }: Asked): Way[] {
  const { keyPolicy, parse, input } = asking;
  const bound = boundary.length > 0 ? allowedBy(boundary, question, parse) : [];
  return allowing.flatMap(({ statement, isDelegated }): Way[] => {
    const { principals, label, index } = statement;
    const { truth, open } = apply(statement, keyPolicy, question);
    if (truth === 'no') return [];
    const base: Way = {
      keyPolicy: { statement: label, index },
      conditions: remainingOf('key policy', label, open),
    };
    const everyone = principals?.everyone || principals?.negated || false;
    if (isDelegated) return bound ? byIdentity(candidate, question, base, bound, parse) : [];
    if (needsOwnIam(candidate, everyone, input)) return [{ ...base, needs: 'identity-policy' }];
    // what names a role's ARN stays within its boundary; what names a user, or everybody, does not
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-eval-logic
    if (candidate.kind !== 'role' || everyone) return [base];
    return bound ? [{ ...base, conditions: [...base.conditions, ...bound] }] : [];
  });
}

/** Other accounts must allow it as well; here, only what the account principal stands for. */
function needsOwnIam({ kind, account }: Candidate, everyone: boolean, { key }: ReachInput): boolean {
  if (kind === 'service' || kind === 'root-user') return false;
  if (kind === 'account-principals') return !everyone;
  return account !== key.account && kind !== 'federated';
}

function byIdentity(
  candidate: Candidate,
  question: Question,
  base: Way,
  bound: readonly Remaining[],
  parse: Parse,
): Way[] {
  const { iam } = candidate;
  // the entry for all users and roles stands for it, or its role's; or IAM has no such principal
  if (!iam || candidate.kind === 'session') return [];
  const ways = iam.policies.flatMap((named): Way[] => {
    const { policy, about } = parse(named.text);
    return about(question.action).flatMap((statement): Way[] => {
      if (statement.effect !== 'Allow') return [];
      const { truth, open } = apply(statement, policy, question);
      if (truth === 'no') return [];
      const { name, arn, group } = named;
      return [
        {
          ...base,
          identity: { policy: name, ...(arn ? { arn } : {}), ...(group ? { group } : {}), statement: statement.label },
          conditions: [...base.conditions, ...remainingOf(titleOf(named), statement.label, open), ...bound],
        },
      ];
    });
  });
  const unread = iam.unread.length > 0 || iam.policies.some(({ text }) => parse(text).broken);
  return unread && ways.length === 0
    ? [{ ...base, needs: 'identity-policy', conditions: [...base.conditions, ...bound] }]
    : ways;
}

function byGrant(action: string, { candidate, grants }: Asked): Way[] {
  const operation = action.slice('kms:'.length);
  return grants
    .filter((grant) => grant.Operations?.includes(operation))
    .map(
      (grant): Way => ({
        grant: { id: grant.GrantId ?? '', ...(grant.Name ? { name: grant.Name } : {}) },
        ...(candidate.kind === 'account' ? { needs: 'identity-policy' as const } : {}),
        conditions: constraintsOf(grant, operation),
      }),
    );
}

/** Constraints bind cryptographic operations only; CreateGrant is bound to pass them on. https://docs.aws.amazon.com/kms/latest/APIReference/API_GrantConstraints.html */
function constraintsOf({ GrantId = '', Constraints = {} }: KeyGrant, operation: string): Remaining[] {
  const { EncryptionContextEquals: equals, EncryptionContextSubset: subset, SourceArn } = Constraints;
  const context = (operator: string, pairs: Readonly<Record<string, string>> | undefined): Remaining[] =>
    Object.entries(pairs ?? {}).map(([key, value]) => ({
      of: 'grant',
      statement: GrantId,
      operator,
      key: `kms:EncryptionContext:${key}`,
      values: [value],
    }));
  return [
    ...(operation === 'CreateGrant'
      ? []
      : [...context('EncryptionContextEquals', equals), ...context('EncryptionContextSubset', subset)]),
    ...(SourceArn === undefined
      ? []
      : [{ of: 'grant', statement: GrantId, operator: 'ArnLike', key: 'aws:SourceArn', values: [SourceArn] }]),
  ];
}
