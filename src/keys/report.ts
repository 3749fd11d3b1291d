import type { Lineage, Ties } from '../graph/lineage.ts';
import type { Observed } from '../iam/reach/observed.ts';
import { aliasesOf, reachInputOf } from '../iam/reach/observed-key.ts';
import { keyAccess } from '../iam/reach/reach.ts';
import { type Readable, readableBy, sealedIn } from '../iam/reach/reads.ts';
import type { KeyAccess, Reach } from '../iam/reach/types.ts';
import { chainsOf, type Step } from '../lineage/chains.ts';
import type { Difference } from '../lineage/difference.ts';
import type { Hypothesis } from '../lineage/hypothesis.ts';
import type { Reason } from '../model/reason.ts';
import { dependencesOf, type KeyDependence } from './depends.ts';
import type { FoundKey } from './find.ts';
import { identityOf, identityOutOfSight, type KeyIdentity } from './identity.ts';
import { type Affected, affectedOf, type KeyUser, lastPerId, usersOf } from './users.ts';

/** Someone who can decrypt, and what that opens: resources under the key by type, given permission to read them. */
export type DecryptReach = Reach & { readonly reads: readonly Readable[] };

/** The answer of `sealscan key show`, which `--format json` prints as it is. docs/keys.md explains it. */
export interface KeyReport {
  readonly key: KeyIdentity;
  readonly dependsOn: readonly KeyDependence[];
  /** One row a resource and link, sorted by both. */
  readonly usedBy: readonly KeyUser[];
  /** False where something that could name the key was not read; `usedByMissing` says what. */
  readonly usedByComplete: boolean;
  readonly usedByMissing?: Reason;
  /** What depends on the users, and names the key itself nowhere. */
  readonly affected: readonly Affected[];
  /** Trees of copies in which something lies under the key. */
  readonly copies: readonly Step[];
  readonly access: Omit<KeyAccess, 'decrypt'> & { readonly decrypt: readonly DecryptReach[] | null };
  /** Ids of the findings about the key that are `fail` or `unknown`, as in a report of the same snapshot. */
  readonly findings: readonly string[];
  /** Under `--what-if`. */
  readonly whatIf?: WhatIf;
}

/** What is supposed, and everything that would differ. */
export type WhatIf = Hypothesis & Difference;

/** What the key's own page in a report of all keys says. */
export type KeyView = Omit<KeyReport, 'copies' | 'findings' | 'whatIf'>;

export interface KeyQuestion {
  readonly key: FoundKey;
  readonly ties: Ties;
  readonly observed: Observed;
  /** From the configuration. */
  readonly organizationId?: string | undefined;
}

export function keyViewOf(question: KeyQuestion): KeyView {
  const { key, ties } = question;
  const usedBy = usersOf(key.arn, ties);
  const missing = ties.unseen(key.arn);
  const resource = ties.hubs.get(key.arn);
  return {
    key: identity(question),
    dependsOn: resource ? dependencesOf(resource, ties) : [],
    usedBy,
    usedByComplete: missing === undefined,
    ...(missing ? { usedByMissing: missing } : {}),
    affected: affectedOf(key.arn, ties),
    access: accessTo(question, usedBy),
  };
}

export function keyReportOf(
  { lineage, ...question }: Omit<KeyQuestion, 'ties'> & { readonly lineage: Lineage },
  findings: readonly string[],
): KeyReport {
  const { access, ...view } = keyViewOf({ ...question, ties: lineage });
  return { ...view, copies: chainsOf(question.key.arn, lineage), access, findings };
}

function identity({ key, ties, observed }: KeyQuestion): KeyIdentity {
  const resource = ties.hubs.get(key.arn);
  if (resource) return identityOf(resource, aliasesOf(observed, key.observation));
  return identityOutOfSight(key.arn, key.sight === 'seen' ? 'not-collected' : key.sight, outOfSight(key.sight));
}

const outOfSight = (code: string): Reason => ({ class: 'out-of-scope', operation: 'kms:DescribeKey', code });

function accessTo({ key, observed, organizationId }: KeyQuestion, usedBy: readonly KeyUser[]): KeyReport['access'] {
  const access = keyAccess(reachInputOf(observed, key.observation, organizationId));
  const sealed = sealedIn(lastPerId(usedBy)); // a resource may name the key twice
  return {
    ...access,
    decrypt: access.decrypt?.map((reach) => ({ ...reach, reads: readableBy(reach.paths, sealed) })) ?? null,
  };
}
