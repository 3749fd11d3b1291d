import { createHash } from 'node:crypto';
import type { Finding } from '../../src/model/finding.ts';
import { SEVERITIES } from '../../src/model/rule.ts';
import { finding, resource, rule, type Story, story } from './run.ts';

/** Hexadecimal digits that nothing compresses, the same on any machine. */
const digits = (seed: string, length: number): string =>
  createHash('sha256').update(seed).digest('hex').slice(0, length);

const uuid = (seed: string): string => digits(seed, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

const KINDS = [
  ['aws.ec2.volume', 'ec2', (n: string) => `volume/vol-0${digits(n, 16)}`, 'ebs-volume-encrypted'],
  ['aws.kms.key', 'kms', (n: string) => `key/${uuid(n)}`, 'kms-key-policy-not-public'],
  ['aws.s3.bucket', 's3', (n: string) => `bucket-${digits(n, 6)}-eu-west-1`, 's3-bucket-secure-transport'],
  ['aws.rds.db-snapshot', 'rds', (n: string) => `snapshot:rds:orders-${digits(n, 8)}`, 'rds-snapshot-not-public'],
  ['aws.lambda.function', 'lambda', (n: string) => `function:worker-${digits(n, 8)}`, 'lambda-function-kms'],
] as const;
const RULES_A_KIND = 24;
const REGIONS = ['eu-central-1', 'eu-west-1', 'us-east-1', 'ap-southeast-2'];
/** Findings of one resource. */
const OF_ONE = 5;
/** One in twenty has a witness, as only findings about access have. */
const WITNESSED = 20;

const RULES = KINDS.flatMap(([type, service, , id]) =>
  Array.from({ length: RULES_A_KIND }, (_, n) =>
    rule(n === 0 ? id : `${id}-${n}`, {
      service,
      resource: type,
      severity: SEVERITIES[n % 5] ?? 'low',
      title: `What rule ${n} says about every ${type} is so`,
      controls: { 'cis-aws-3.0': [`2.${n}`], 'pci-4.0': [`3.5.${n % 7}`] },
    }),
  ),
);

const witness = (n: number, arn: string): string =>
  `arn:aws:iam::${String(n).padStart(12, '6')}:role/stranger-${digits(`w${n}`, 8)} calls kms:Decrypt on ${arn} with aws:SourceIp = 198.51.100.${n % 250}; aws:PrincipalOrgID = o-${digits(`o${n}`, 10)}`;

function bigFinding(n: number): Finding {
  const number = Math.floor(n / OF_ONE);
  const kind = KINDS[number % KINDS.length] ?? KINDS[0];
  const of = RULES[(number % KINDS.length) * RULES_A_KIND + ((n + number) % RULES_A_KIND)] ?? rule('none');
  const account = String(111122223333 + (Math.floor(number / 700) % 40));
  const region = REGIONS[Math.floor(number / 175) % REGIONS.length] ?? '';
  const arn = `arn:aws:${kind[1]}:${region}:${account}:${kind[2](`r${number}`)}`;
  const name = number % 3 === 0 ? `team-${number % 90}-${digits(`n${number}`, 5)}` : (arn.split(/[:/]/).at(-1) ?? '');
  const on = resource({ id: arn, type: kind[0], name, account, region, tags: { Team: `team-${number % 90}` } });
  const verdict = n % 10 < 3 ? 'fail' : n % 10 === 3 ? 'unknown' : 'pass';
  const reason = {
    class: 'denied',
    operation: 's3:GetBucketPolicy',
    code: 'AccessDenied',
    permission: 's3:GetBucketPolicy',
    fields: ['public'],
  } as const;
  return finding(of.id, {
    severity: of.severity,
    verdict,
    resource: on,
    message:
      n % 4 === 0
        ? `The ${kind[1]} resource ${name} is not as rule ${of.id} demands.`
        : 'It is not encrypted with a key of yours.',
    evidence: {
      encrypted: verdict === 'pass',
      custody: 'aws-managed',
      ...(n % 7 === 0 && { createdAt: `2026-0${1 + (n % 9)}-1${n % 10}T08:00:00Z` }),
      ...(n % WITNESSED === 0 && { policyPublicStatements: ['AnyoneMayUse'], policyPublicWitness: witness(n, arn) }),
    },
    reasons: verdict === 'unknown' ? [reason] : [],
  });
}

/** An organization's report of any size: the same bytes each time. */
export function bigStory(size: number): Story {
  const list = Array.from({ length: size }, (_, n) => bigFinding(n));
  return story(RULES, list);
}
