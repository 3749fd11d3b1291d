import { DR, EU, US } from '../seed/context.ts';
import { PARTNER_KEY } from '../seed/ec2.ts';
import { EXPECTED, type Expectation } from '../seed/expected.ts';

/** What the scan must say of one seeded resource; `none`: the rule does not apply to it. */
export interface Verdict {
  readonly rule: string;
  readonly region: string;
  /** The resource's name, for EC2 its tag Name. */
  readonly name: string;
  readonly verdict: 'pass' | 'fail' | 'unknown' | 'none';
}

interface Judges {
  readonly encrypted?: string;
  readonly usable?: string;
}

/** The rules that say whether something is sealed, and whether its key still works, by the call that shows it. */
const JUDGES: Readonly<Record<string, Judges>> = {
  'ec2:DescribeVolumes': { encrypted: 'ebs-volume-encrypted', usable: 'ebs-volume-key-usable' },
  'ec2:DescribeSnapshots': { encrypted: 'ebs-snapshot-encrypted', usable: 'ebs-snapshot-key-usable' },
  'rds:DescribeDBInstances': { encrypted: 'rds-instance-storage-encrypted', usable: 'rds-instance-key-usable' },
  'rds:DescribeDBClusters': { encrypted: 'rds-cluster-storage-encrypted', usable: 'rds-cluster-key-usable' },
  'rds:DescribeDBSnapshots': { encrypted: 'rds-snapshot-encrypted', usable: 'rds-snapshot-key-usable' },
  'rds:DescribeDBClusterSnapshots': {
    encrypted: 'rds-cluster-snapshot-encrypted',
    usable: 'rds-cluster-snapshot-key-usable',
  },
  's3:GetBucketEncryption': { encrypted: 's3-default-encryption-kms' },
  'cloudtrail:DescribeTrails': { encrypted: 'cloudtrail-encrypted-with-kms', usable: 'cloudtrail-key-usable' },
  'ssm:DescribeParameters': { usable: 'ssm-parameter-key-usable' },
  'secretsmanager:DescribeSecret': { usable: 'secret-key-usable' },
};

/** What follows from the key under which something was seeded, and from the state of that key. */
function sealing({ call, region, name, key }: Expectation): Verdict[] {
  const { encrypted, usable } = JUDGES[call] ?? {};
  if (!key) return [];
  const sealed = encrypted
    ? [{ rule: encrypted, region, name, verdict: key === 'none' ? 'fail' : 'pass' } as const]
    : [];
  return usable ? [...sealed, { rule: usable, region, name, verdict: usability(key, region) }] : sealed;
}

function usability(key: string, region: string): Verdict['verdict'] {
  if (key === 'none' || key.startsWith('aws/')) return 'none';
  if (key === PARTNER_KEY) return 'unknown';
  const state = EXPECTED.find((one) => one.call === 'kms:DescribeKey' && one.name === key && one.region === region)?.has
    ?.KeyState;
  return state === undefined || state === 'Enabled' ? 'pass' : 'fail';
}

const verdict = (rule: string, name: string, verdict: Verdict['verdict'], region = EU): Verdict => ({
  rule,
  region,
  name,
  verdict,
});

/** What no key tells: rotation, sharing, policies, transport, names. */
const OTHERS: readonly Verdict[] = [
  verdict('kms-key-rotation-enabled', 'alias/payments-ledger', 'pass'),
  verdict('kms-key-rotation-enabled', 'alias/analytics-lake', 'fail'),
  verdict('kms-key-rotation-enabled', 'alias/release-signing', 'none'),
  verdict('kms-key-rotation-enabled', 'alias/vault-hsm', 'none'),
  verdict('kms-key-policy-not-public', 'alias/public-uploads', 'fail'),
  verdict('kms-key-policy-not-public', 'alias/media-store', 'pass'),
  verdict('kms-key-policy-not-public', 'alias/legacy-media', 'unknown'),
  verdict('kms-key-policy-no-untrusted-account', 'alias/partner-clearing', 'fail'),
  verdict('kms-key-policy-not-locked-out', 'alias/catalog-search', 'fail'),
  verdict('kms-key-not-pending-deletion-while-in-use', 'alias/customer-exports', 'fail'),
  verdict('kms-key-not-disabled-while-in-use', 'alias/orders-archive', 'fail'),
  verdict('kms-imported-material-not-expiring', 'alias/card-issuer-imported', 'fail'),
  verdict('kms-imported-material-not-expiring', 'alias/tax-filing-imported', 'pass'),
  verdict('kms-custom-key-store-connected', 'acme-hsm', 'pass'),
  verdict('kms-custom-key-store-connected', 'acme-datacenter', 'fail'),
  verdict('ebs-volume-key-own-account', 'partner-clearing-import', 'fail'),
  verdict('ebs-snapshot-not-public', 'crm-dump-for-vendor', 'fail', US),
  verdict('ebs-snapshot-not-shared-with-untrusted-account', 'clearing-handover', 'fail'),
  verdict('ebs-default-encryption-enabled', DR, 'pass', DR),
  verdict('ebs-default-encryption-enabled', US, 'fail', US),
  verdict('s3-secure-transport-enforced', 'acme-payments-ledger', 'pass'),
  verdict('s3-secure-transport-enforced', 'acme-media', 'fail'),
  verdict('s3-secure-transport-enforced', 'acme-hr-archive', 'unknown'),
  verdict('s3-sse-c-blocked', 'acme-build-artifacts', 'pass'),
  verdict('rds-postgres-tls-required', 'ledger-reports-db', 'pass'),
  verdict('rds-postgres-tls-required', 'session-db', 'fail'),
  verdict('rds-instance-key-accessible', 'orders-archive-db', 'fail'),
  verdict('rds-snapshot-not-public', 'catalog-db-copy', 'fail'),
  verdict('rds-snapshot-not-public', 'orders-archive-last', 'unknown'),
  verdict('cloudtrail-log-file-validation', 'acme-legacy', 'fail', US),
  verdict('cloudtrail-no-event-source-excluded', 'acme-quiet', 'fail'),
  verdict('ssm-parameter-secure-string', '/prod/db/password', 'fail'),
  verdict('ssm-parameter-secure-string', '/prod/erp/credentials', 'fail'),
  verdict('ssm-parameter-secure-string', '/prod/orders/page-size', 'none'),
  verdict('secret-rotated-as-scheduled', 'orders/prod/db', 'pass'),
  verdict('secret-rotated-as-scheduled', 'catalog/prod/db', 'fail'),
  verdict('secret-replica-attributes', 'identity/prod/saml', 'fail'),
  verdict('secret-policy-not-public', 'shipping/prod/carrier', 'fail'),
  verdict('secret-policy-not-public', 'hr/oracle', 'unknown'),
];

export const VERDICTS: readonly Verdict[] = [...EXPECTED.flatMap(sealing), ...OTHERS];
