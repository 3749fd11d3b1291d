/**
 * Security policies of Application and Network Load Balancers without FIPS and PQ in their names. What protocols and
 * ciphers a policy allows is asked of AWS (DescribeSSLPolicies); whether its cryptography is validated by FIPS, and whether
 * it offers the hybrid ML-KEM key exchange, no API says. AWS says it by the name: "Security policies with PQ in their names
 * offer hybrid post-quantum key exchange". A policy that is neither named so nor listed here is newer than this table.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/network/describe-ssl-policies.html
 */
const PLAIN: ReadonlySet<string> = new Set([
  '2015-05',
  '2016-08',
  'TLS-1-0-2015-04',
  'TLS-1-1-2017-01',
  'TLS-1-2-2017-01',
  'TLS-1-2-Ext-2018-06',
  'FS-2018-06',
  'FS-1-1-2019-08',
  'FS-1-2-2019-08',
  'FS-1-2-Res-2019-08',
  'FS-1-2-Res-2020-10',
  'TLS13-1-0-2021-06',
  'TLS13-1-1-2021-06',
  'TLS13-1-2-2021-06',
  'TLS13-1-2-Res-2021-06',
  'TLS13-1-2-Ext1-2021-06',
  'TLS13-1-2-Ext2-2021-06',
  'TLS13-1-3-2021-06',
]);

/** FIPS policies of before hybrid key exchange, and PQ policies of outside FIPS: both end in the date of their family. */
const FIPS_2023 = /^TLS13-1-\d(-\w+)?-FIPS-2023-04$/;
const PQ_2025 = /^TLS13-1-\d(-\w+)?-PQ-2025-09$/;

const shortName = (policy: string): string => policy.replace(/^ELBSecurityPolicy-/, '');
const has = (policy: string, word: string): boolean => shortName(policy).split('-').includes(word);

/** Undefined = a policy that this table does not know. */
export function isPostQuantumPolicy(policy: string): boolean | undefined {
  if (has(policy, 'PQ')) return true;
  return PLAIN.has(shortName(policy)) || FIPS_2023.test(shortName(policy)) ? false : undefined;
}

/** Undefined = a policy that this table does not know. */
export function isFipsPolicy(policy: string): boolean | undefined {
  if (has(policy, 'FIPS')) return true;
  return PLAIN.has(shortName(policy)) || PQ_2025.test(shortName(policy)) ? false : undefined;
}
