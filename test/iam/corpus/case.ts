import { isDeepStrictEqual } from 'node:util';
import type { Question } from '../../../src/iam/check.ts';
import type { TableKind } from '../../../src/iam/policy.ts';
import type { CheckContext } from '../../../src/iam/world.ts';

export const OWN = '111122223333';
export const TRUSTED = '444455556666';
export const FOREIGN = '999988887777';
export const OTHER = '222233334444';
export const ORG = 'o-ownorg1234';
export const FOREIGN_ORG = 'o-foreign999';
export const AT = '2026-06-01T00:00:00Z';

export const root = (account: string): string => `arn:aws:iam::${account}:root`;
export const role = (account: string, name: string): string => `arn:aws:iam::${account}:role/${name}`;
export const variable = (inside: string): string => ['$', `{${inside}}`].join('');

export interface Answers {
  readonly public: boolean;
  readonly crossAccount: readonly string[];
  readonly wildcardAdmin: boolean;
  readonly lockout: boolean;
  readonly confusedDeputy: boolean;
}

export type Statement = Readonly<Record<string, unknown>>;

/** What a case says beside its statements. */
export interface Settings {
  readonly org?: string | null;
  readonly trusted?: readonly string[];
  readonly resource?: string;
  readonly version?: string | null;
}

export interface CorpusCase {
  readonly name: string;
  readonly kind: TableKind;
  readonly statements: readonly Statement[];
  readonly answers: Answers;
  /** The AWS page that decides it. */
  readonly page: string;
  readonly settings: Settings;
  /** The case of which this is one change that flips an answer. */
  readonly flips?: string;
}

/** Answers that a case does not spell out. */
const QUIET: Answers = {
  public: false,
  crossAccount: [],
  wildcardAdmin: false,
  lockout: false,
  confusedDeputy: false,
};

const IAM = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/';
export const PAGES = {
  principal: `${IAM}reference_policies_elements_principal.html`,
  notPrincipal: `${IAM}reference_policies_elements_notprincipal.html`,
  operators: `${IAM}reference_policies_elements_condition_operators.html`,
  sets: `${IAM}reference_policies_condition-single-vs-multi-valued-context-keys.html`,
  keys: `${IAM}reference_policies_condition-keys.html`,
  variables: `${IAM}reference_policies_variables.html`,
  logic: `${IAM}reference_policies_evaluation-logic.html`,
  action: `${IAM}reference_policies_elements_action.html`,
  notAction: `${IAM}reference_policies_elements_notaction.html`,
  resource: `${IAM}reference_policies_elements_resource.html`,
  notResource: `${IAM}reference_policies_elements_notresource.html`,
  grammar: `${IAM}reference_policies_grammar.html`,
  version: `${IAM}reference_policies_elements_version.html`,
  identifiers: `${IAM}reference_identifiers.html`,
  deputy: `${IAM}confused-deputy.html`,
  perimeter: `${IAM}access_policies_data-perimeters.html`,
  forwarded: `${IAM}access_forward_access_sessions.html`,
  kmsAbroad: 'https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html',
  kmsDefault: 'https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html',
  kmsKeys: 'https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html',
  kmsPolicies: 'https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html',
  kmsContext: 'https://docs.aws.amazon.com/kms/latest/developerguide/encrypt_context.html',
  s3Public:
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status',
  s3Points: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html',
  s3Keys: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html',
  s3Examples: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies.html',
  s3Origin:
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html',
  sqs: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-basic-examples-of-sqs-policies.html',
  sns: 'https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html',
  secrets: 'https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_resource-policies.html',
  actions:
    'https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html',
} as const;
export type Page = keyof typeof PAGES;

const ACTIONS: Readonly<Record<TableKind, string>> = {
  kms: 'kms:Decrypt',
  s3: 's3:GetObject',
  sqs: 'sqs:SendMessage',
  sns: 'sns:Publish',
  secretsmanager: 'secretsmanager:GetSecretValue',
};
const RESOURCES: Readonly<Record<TableKind, string>> = {
  kms: '*',
  s3: 'arn:aws:s3:::data/*',
  sqs: `arn:aws:sqs:eu-west-1:${OWN}:jobs`,
  sns: `arn:aws:sns:eu-west-1:${OWN}:news`,
  secretsmanager: '*',
};

/** What keeps the account in a key policy; every KMS case has it unless it is about lockout. */
export const KEEPER: Statement = {
  Sid: 'Keep',
  Effect: 'Allow',
  Principal: { AWS: root(OWN) },
  Action: 'kms:*',
  Resource: '*',
};

export type Row = readonly [string, readonly Statement[], Partial<Answers>, Settings?];

const full = (kind: TableKind, statement: Statement): Statement => {
  const whole = {
    Effect: 'Allow',
    ...('NotPrincipal' in statement ? {} : { Principal: '*' }),
    ...('NotAction' in statement ? {} : { Action: ACTIONS[kind] }),
    ...('NotResource' in statement ? {} : { Resource: RESOURCES[kind] }),
    ...statement,
  };
  return Object.fromEntries(Object.entries(whole).filter(([, value]) => value !== undefined));
};

/**
 * Cases of one kind that one page decides. Statements are Allows of one action for "*" unless they say otherwise; a row
 * whose name starts with `…` is the last row without it with one change, which mostly flips an answer.
 */
export function cases(kind: TableKind, page: Page, rows: readonly Row[]): CorpusCase[] {
  let base: Row | undefined;
  return rows.map((row) => {
    const [name, statements, answers, settings = {}] = row;
    const isChange = name.startsWith('…');
    if (!isChange) base = row;
    const [baseName = '', , baseAnswers] = base ?? [];
    const keep = kind === 'kms' && answers.lockout === undefined ? [KEEPER] : [];
    return {
      name: isChange ? `${baseName} ${name}` : name,
      kind,
      page: PAGES[page],
      statements: [...keep, ...statements.map((statement) => full(kind, statement))],
      answers: { ...QUIET, ...answers },
      settings,
      ...(isChange && !isDeepStrictEqual({ ...QUIET, ...answers }, { ...QUIET, ...baseAnswers })
        ? { flips: baseName }
        : {}),
    };
  });
}

/** Public, with nobody named beside. */
export const OPEN = { public: true, crossAccount: ['*'] } as const;
export const CLOSED = {} as const;
export const DEPUTY = { confusedDeputy: true } as const;
export const to = (...crossAccount: string[]) => ({ crossAccount: crossAccount.sort() });
export const when = (Condition: object, rest: Statement = {}): Statement => ({ Condition, ...rest });

export const QUESTIONS_OF: readonly Question[] = [
  'public',
  'crossAccount',
  'wildcardAdmin',
  'lockout',
  'confusedDeputy',
];

/** What a case's policy is checked with. */
export const contextFor = ({ kind, settings }: Pick<CorpusCase, 'kind' | 'settings'>): CheckContext => ({
  kind,
  account: OWN,
  organizationId: settings.org === null ? undefined : (settings.org ?? ORG),
  trustedAccounts: settings.trusted ?? [TRUSTED],
  resource: settings.resource,
  at: Date.parse(AT),
});

/** The text of a case's policy. */
export function textOf({ statements, settings }: Pick<CorpusCase, 'statements' | 'settings'>): string {
  const { version = '2012-10-17' } = settings;
  return JSON.stringify({ ...(version === null ? {} : { Version: version }), Statement: statements }, null, 2);
}
