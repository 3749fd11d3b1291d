import { keyAccess } from '../../src/iam/reach/reach.ts';
import type { IamPrincipal, KeyGrant, NamedPolicy, Reach, ReachInput } from '../../src/iam/reach/types.ts';

export const OWN = '111122223333';
export const OTHER = '444455556666';
export const KEY = `arn:aws:kms:eu-west-1:${OWN}:key/11111111-2222-3333-4444-555555555555`;

export const root = (account = OWN): string => `arn:aws:iam::${account}:root`;
export const roleArn = (name: string, account = OWN): string => `arn:aws:iam::${account}:role/${name}`;
export const userArn = (name: string): string => `arn:aws:iam::${OWN}:user/${name}`;

type Statement = Readonly<Record<string, unknown>>;

export const document = (...Statement: readonly Statement[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement });

const statement = (Effect: string, rest: Statement): Statement => ({
  Effect,
  Action: 'kms:Decrypt',
  Resource: '*',
  ...rest,
});
export const allow = (rest: Statement = {}): Statement => statement('Allow', rest);
export const deny = (rest: Statement = {}): Statement => statement('Deny', rest);

/** The statement of the default key policy: IAM of the account decides. */
export const DELEGATION = allow({ Sid: 'Account', Principal: { AWS: root() }, Action: 'kms:*' });

export const named = (name: string, ...statements: readonly Statement[]): NamedPolicy => ({
  name,
  text: document(...statements),
});

export function role(
  name: string,
  policies: readonly NamedPolicy[] = [],
  rest: Partial<IamPrincipal> = {},
): IamPrincipal {
  const base = {
    kind: 'role',
    arn: roleArn(name),
    account: OWN,
    uniqueId: `AROA${name.toUpperCase()}ID`,
    name,
  } as const;
  return { ...base, tags: {}, policies, unread: [], ...rest };
}

export const user = (
  name: string,
  policies: readonly NamedPolicy[] = [],
  rest: Partial<IamPrincipal> = {},
): IamPrincipal =>
  role(name, policies, { kind: 'user', arn: userArn(name), uniqueId: `AIDA${name.toUpperCase()}ID`, ...rest });

/** What a case says; the rest is an account whose IAM was read, in no organization, with no grants. */
export interface Given {
  readonly policy?: readonly Statement[];
  readonly iam?: readonly IamPrincipal[];
  readonly grants?: readonly KeyGrant[];
  readonly input?: Partial<ReachInput>;
}

export function access({ policy = [DELEGATION], iam = [], grants = [], input = {} }: Given) {
  return keyAccess({
    key: { arn: KEY, account: OWN, region: 'eu-west-1', partition: 'aws' },
    takenAt: '2026-06-01T00:00:00Z',
    policy: { ok: document(...policy) },
    grants: { ok: grants },
    iam: { principals: iam },
    limits: { ok: { isManagement: false, serviceControl: [], resourceControl: [] } },
    ...input,
  });
}

/** Who can decrypt, the root user left out: `kind name`, with what remains of conditions after it. */
export const whoDecrypts = (given: Given): string[] => (access(given).decrypt ?? []).filter(isPerson).map(lineOf);

export const isPerson = ({ kind }: Reach): boolean => kind !== 'root-user';

function lineOf({ kind, principal, paths, unless }: Reach): string {
  const ways = paths.map(({ keyPolicy, grant, identity, needs, conditions }) => {
    const by = [
      ...(keyPolicy ? [keyPolicy.statement] : []),
      ...(grant ? [`grant ${grant.id}`] : []),
      ...(identity ? [`${identity.group ? `${identity.group}/` : ''}${identity.policy}`] : []),
      ...(needs ? ['?'] : []),
    ].join('+');
    return `${by}${conditions.map(({ key, values }) => ` if ${key}=${values.join()}`).join('')}`;
  });
  const denied = unless.map((one) => ` unless ${one.of}: ${one.conditions.map(({ key }) => key).join()}`);
  return `${kind} ${principal.split(/[/]/).at(-1)} by ${ways.join(' | ')}${denied.join('')}`;
}
