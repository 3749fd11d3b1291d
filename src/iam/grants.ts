/** A grant as far as its breadth and its twins are concerned. */
export interface Grant {
  readonly GrantId?: string | undefined;
  readonly Name?: string | undefined;
  readonly GranteePrincipal?: string | undefined;
  readonly GranteeServicePrincipal?: string | undefined;
  readonly RetiringPrincipal?: string | undefined;
  readonly Operations?: readonly string[] | undefined;
  readonly Constraints?: unknown;
}

const ALWAYS = ['DescribeKey', 'CreateGrant', 'RetireGrant'];
const BY_USAGE: Readonly<Record<string, readonly string[]>> = {
  SIGN_VERIFY: ['Sign', 'Verify', 'GetPublicKey'],
  GENERATE_VERIFY_MAC: ['GenerateMac', 'VerifyMac'],
  KEY_AGREEMENT: ['DeriveSharedSecret', 'GetPublicKey'],
  KEY_ENCAPSULATION: ['Encapsulate', 'Decapsulate', 'GetPublicKey'],
  ENCRYPT_DECRYPT: ['Encrypt', 'Decrypt', 'ReEncryptFrom', 'ReEncryptTo', 'GetPublicKey'],
};
const SYMMETRIC = [
  ...['Encrypt', 'Decrypt', 'ReEncryptFrom', 'ReEncryptTo', 'GenerateDataKey', 'GenerateDataKeyWithoutPlaintext'],
  ...['GenerateDataKeyPair', 'GenerateDataKeyPairWithoutPlaintext'],
];

/** All that a grant may hold for a key. https://docs.aws.amazon.com/kms/latest/developerguide/grants.html#terms-grant-operations */
export const grantable = (usage: string, spec: string): readonly string[] => [
  ...(spec === 'SYMMETRIC_DEFAULT' ? SYMMETRIC : (BY_USAGE[usage] ?? [])),
  ...ALWAYS,
];

/**
 * Ids of grants that hold all operations which the key's kind can grant, or all but one. The grants that EBS, RDS and
 * others make for themselves lack the data key pairs, so they are not among them.
 */
export function broadGrants(grants: readonly Grant[], usage: string, spec: string): string[] {
  const all = grantable(usage, spec);
  return grants
    .filter(({ Operations = [] }) => all.filter((operation) => !Operations.includes(operation)).length <= 1)
    .map(({ GrantId }) => GrantId ?? '');
}

/** Ids of grants that repeat an earlier one in name, grantee, retiring principal, operations and constraints. */
export function repeatedGrants(grants: readonly Grant[]): string[] {
  const seen = new Set<string>();
  return grants.flatMap((grant) => {
    const content = JSON.stringify([
      grant.Name,
      grant.GranteePrincipal,
      grant.GranteeServicePrincipal,
      grant.RetiringPrincipal,
      [...(grant.Operations ?? [])].sort(),
      grant.Constraints,
    ]);
    if (seen.has(content)) return [grant.GrantId ?? ''];
    seen.add(content);
    return [];
  });
}
