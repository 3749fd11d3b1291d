import { type AccessFacts, accessFacts } from '../../src/iam/facts.ts';
import type { PolicyContext } from '../../src/iam/pins.ts';
import type { PolicyKind } from '../../src/iam/policy.ts';

export const OWN = '111122223333';
export const TRUSTED = '444455556666';
export const FOREIGN = '999988887777';
export const ORGANIZATION = 'o-ownorg1234';

export const CONTEXT: PolicyContext = {
  account: OWN,
  partition: 'aws',
  trustedAccounts: [TRUSTED],
  organizationId: ORGANIZATION,
  takenAt: '2026-06-01T00:00:00Z',
};

type Statement = Readonly<Record<string, unknown>>;

/** A policy text; statements are allows of everything on everything unless they say otherwise. */
export const policy = (...statements: readonly Statement[]): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: statements.map((statement) => ({ Effect: 'Allow', Action: 'kms:*', Resource: '*', ...statement })),
  });

export const root = (account: string) => ({ AWS: `arn:aws:iam::${account}:root` });

export const access = (kind: PolicyKind, text: string, context = CONTEXT): AccessFacts =>
  accessFacts(kind, text, context);
