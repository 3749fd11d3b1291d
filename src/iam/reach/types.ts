import type { Reason } from '../../model/reason.ts';

/** What was read, or why it was not. */
export type Known<T> = { readonly ok: T } | { readonly unknown: Reason };

/** A policy of IAM or Organizations with the name that people know it by. */
export interface NamedPolicy {
  readonly name: string;
  /** Of a managed policy; absent for an inline one. */
  readonly arn?: string;
  /** Of the group that it comes through. */
  readonly group?: string;
  readonly text: string;
}

/** A user or role of an account with everything that IAM says about it. */
export interface IamPrincipal {
  readonly kind: 'user' | 'role';
  readonly arn: string;
  readonly account: string;
  /** AIDA… or AROA… */
  readonly uniqueId: string;
  readonly name: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly policies: readonly NamedPolicy[];
  /** ARN of a policy that is attached and was not read: what it allows is out of sight. */
  readonly unread: readonly string[];
  readonly boundary?: NamedPolicy;
}

/** What Organizations takes away in one account. Each level, from the root down, must allow. */
export interface OrganizationLimits {
  readonly organizationId?: string;
  /** Service control policies do not limit the management account. */
  readonly isManagement: boolean;
  readonly serviceControl: readonly (readonly NamedPolicy[])[];
  readonly resourceControl: readonly NamedPolicy[];
}

/** A grant as ListGrants gives it. https://docs.aws.amazon.com/kms/latest/APIReference/API_GrantListEntry.html */
export interface KeyGrant {
  readonly GrantId?: string | undefined;
  readonly Name?: string | undefined;
  readonly GranteePrincipal?: string | undefined;
  readonly GranteeServicePrincipal?: string | undefined;
  readonly RetiringPrincipal?: string | undefined;
  readonly Operations?: readonly string[] | undefined;
  readonly Constraints?:
    | {
        readonly EncryptionContextSubset?: Readonly<Record<string, string>> | undefined;
        readonly EncryptionContextEquals?: Readonly<Record<string, string>> | undefined;
        readonly SourceArn?: string | undefined;
      }
    | undefined;
}

/** Everything that decides who may do what with one key. */
export interface ReachInput {
  readonly key: {
    readonly arn: string;
    readonly account: string;
    readonly region: string;
    readonly partition: string;
    readonly manager?: string;
    /** Absent where the tags were not read. */
    readonly tags?: Readonly<Record<string, string>>;
    /** Absent where the aliases were not read to their end. */
    readonly aliases?: readonly string[];
  };
  readonly takenAt: string;
  readonly policy: Known<string>;
  readonly grants: Known<readonly KeyGrant[]>;
  /** Users and roles of the key's account, as far as they were read; `unknown` says why there may be others. */
  readonly iam: { readonly principals: readonly IamPrincipal[]; readonly unknown?: Reason };
  readonly limits: Known<OrganizationLimits>;
  readonly organizationId?: string | undefined;
}

export type PrincipalKind =
  | 'role'
  | 'user'
  | 'root-user'
  | 'session'
  | 'federated'
  | 'service'
  /** Another account as a whole: whoever its own administrators name. */
  | 'account'
  /** Stands for all users and roles of the key's account, where IAM was not read. */
  | 'account-principals'
  /** Anybody at all whom the remaining conditions let through. */
  | 'everyone';

/** A condition that a request must still meet; what is known beforehand is decided and left out. */
export interface Remaining {
  /** Whose statement: `key policy`, a policy's name, `grant`, `boundary …`, `SCP …`. */
  readonly of: string;
  readonly statement: string;
  /** As AWS writes it, `StringEqualsIfExists`. */
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/** A Deny that takes the access away where all of its remaining conditions hold. */
export interface Unless {
  readonly of: string;
  readonly statement: string;
  readonly actions: readonly string[];
  readonly conditions: readonly Remaining[];
}

/** One way in. `keyPolicy` and `grant` exclude each other; `identity` is there where the key policy leaves it to IAM. */
export interface Path {
  readonly keyPolicy?: { readonly statement: string; readonly index: number };
  readonly grant?: { readonly id: string; readonly name?: string };
  readonly identity?: {
    readonly policy: string;
    readonly arn?: string;
    readonly group?: string;
    readonly statement: string;
  };
  /** An identity policy that cannot be seen from here must allow it as well. */
  readonly needs?: 'identity-policy';
  /** `kms:Decrypt`, … sorted. */
  readonly actions: readonly string[];
  /** All of them must hold. */
  readonly conditions: readonly Remaining[];
}

/** One principal and every way in that it has. */
export interface Reach {
  readonly principal: string;
  readonly kind: PrincipalKind;
  /** "" where it is none (services, everyone). */
  readonly account: string;
  readonly paths: readonly Path[];
  readonly unless: readonly Unless[];
  /** What else must be true and cannot be seen from here. */
  readonly notes: readonly string[];
}

/** Something that was not read, and what that does to the lists: they may lack somebody, or hold somebody too many. */
export interface Missing {
  readonly what: 'key-policy' | 'grants' | 'iam' | 'organizations';
  readonly effect: 'may-lack' | 'may-exceed';
  readonly sentence: string;
  readonly reason: Reason;
}

/** Who may do what with a key. Sorted by kind and principal, so that it is the same on any machine. */
export interface KeyAccess {
  /** False where something that decides was not read: `missing` says what. */
  readonly complete: boolean;
  readonly missing: readonly Missing[];
  /** Null where the key policy was not read: nobody knows then. */
  readonly decrypt: readonly Reach[] | null;
  readonly administer: readonly Reach[] | null;
  /** Who can hand the use of the key on by grants. */
  readonly share: readonly Reach[] | null;
  /** Ids that deleted users and roles left in the policy or in grants: they open nothing. */
  readonly deletedPrincipals: readonly string[];
}
