import type { Comparison, Disagreement } from './compare.ts';
import type { Verdict } from './report.ts';

/** A class of disagreements that docs/differences.md settles, under the heading of that name. */
interface Settled {
  readonly heading: string;
  covers(one: Disagreement): boolean;
}

const isOneOf = (verdict: Verdict, verdicts: Verdict | readonly Verdict[]): boolean =>
  [verdicts].flat().includes(verdict);

type Side = Verdict | readonly Verdict[];
const judged: Side = ['pass', 'fail'];

/** Disagreements of checks of that name, where ours and Prowler's verdict are so. */
const of =
  (checks: RegExp, ours: Side, theirs: Side, resource = /^/) =>
  (one: Disagreement): boolean =>
    checks.test(one.check) && isOneOf(one.ours, ours) && isOneOf(one.theirs, theirs) && resource.test(one.resource);

/** What ours says where the emulator gave no answer, or one that the SDK's model does not allow. */
const UNANSWERED = /is not supported there|failed with (MissingMember|MalformedAnswer)/;

export const SETTLED: readonly Settled[] = [
  {
    heading: 'The emulator does not answer, or not as AWS does',
    covers: ({ check, ours, theirs, said }) =>
      (ours === 'unknown' && UNANSWERED.test(said)) ||
      (/^kafka_cluster/.test(check) && ours === 'absent' && theirs !== 'unknown'),
  },
  {
    heading: 'The emulator calls an ACM certificate CloudFront’s own',
    covers: of(/^cloudfront_distributions_custom_ssl_certificate$/, 'pass', 'fail'),
  },
  {
    heading: 'The emulator calls an AWS managed key a customer’s',
    covers: of(/^kms_(cmk_are_used|cmk_not_|key_not_publicly_accessible)/, 'absent', 'pass'),
  },
  {
    heading: 'Prowler reads an answer of the emulator’s as nothing',
    covers: (one) =>
      of(/^stepfunctions_statemachine_encrypted_with_cmk$/, 'pass', 'fail')(one) ||
      of(/^(elasticache_|ses_identity_dkim|iam_user_with_temporary)/, judged, 'absent')(one) ||
      of(/^cloudwatch_log_metric_filter_/, judged, 'unknown')(one),
  },
  {
    heading: 'S3: plain HTTP is denied only in part',
    covers: of(/^s3_bucket_secure_transport_policy$/, 'fail', 'pass'),
  },
  {
    heading: 'KMS: a policy that only asks for the service',
    covers: of(/^kms_key_not_publicly_accessible$/, 'fail', 'pass'),
  },
  { heading: 'KMS: keys that cannot rotate by themselves', covers: of(/^kms_cmk_rotation_enabled$/, 'absent', judged) },
  {
    heading: 'EKS: an empty list of encryption configurations',
    covers: of(/^eks_cluster_kms_cmk_encryption_in_secrets_enabled$/, 'fail', 'pass'),
  },
  {
    heading: 'Load balancers: TLS listeners of Network Load Balancers',
    covers: of(/^elbv2_insecure_ssl_ciphers$/, 'fail', 'pass'),
  },
  {
    heading: 'SageMaker: the model that a job writes',
    covers: of(/^sagemaker_training_jobs_volume_and_output_encryption_enabled$/, 'fail', 'pass'),
  },
  {
    heading: 'SageMaker: jobs on one machine',
    covers: of(/^sagemaker_training_jobs_intercontainer_encryption_enabled$/, 'absent', judged),
  },
  {
    heading: 'RDS: Neptune’s TLS under RDS’s parameters',
    covers: of(/^rds_instance_transport_encrypted$/, 'absent', 'fail', /:cluster:/),
  },
  { heading: 'RDS: members of a cluster', covers: of(/^rds_instance_storage_encrypted$/, 'absent', judged) },
  {
    heading: 'Snapshots that cannot be shared',
    covers: of(/^(rds_snapshots_public_access|neptune_cluster_public_snapshot)$/, 'absent', 'pass'),
  },
  {
    heading: 'Secrets: new ones',
    covers: of(/^secretsmanager_secret_(unused|rotated_periodically)$/, 'pass', 'fail'),
  },
  {
    heading: 'Secrets: replicas',
    covers: of(
      /^secretsmanager_(secret_unused|secret_rotated_periodically|automatic_rotation_enabled)$/,
      'absent',
      judged,
    ),
  },
  {
    heading: 'Secrets: one shape of policy',
    covers: of(/^secretsmanager_has_restrictive_resource_policy$/, 'pass', 'fail'),
  },
  {
    heading: 'CloudFront: protocols to an origin that speaks HTTP',
    covers: of(/^cloudfront_distributions_using_deprecated_ssl_protocols$/, 'absent', judged),
  },
  {
    heading: 'Transfer Family: servers without SSH',
    covers: of(/^transfer_server_pqc_ssh_kex_enabled$/, 'absent', 'fail'),
  },
  {
    heading: 'Settings of a region, resource by resource',
    covers: (one) => one.resource.startsWith('the settings of ') && (one.ours === 'absent' || one.theirs === 'absent'),
  },
  {
    heading: 'Nothing to judge',
    covers: (one) =>
      of(
        /^(elb_|elbv2_|awslambda_function_env|iam_rotate_access_key|iam_user_accesskey_unused|iam_user_no_setup)/,
        'absent',
        'pass',
      )(one) ||
      of(/^glue_data_catalogs_/, 'absent', judged)(one) ||
      of(/^(cloudfront_distributions_https_sni|iam_no_root_access_key)/, 'pass', 'absent')(one),
  },
  { heading: 'Keys that are not enabled', covers: of(/^kms_/, judged, 'absent') },
  {
    heading: 'Secrets without a policy',
    covers: of(/^secretsmanager_not_publicly_accessible$/, 'pass', 'absent'),
  },
  { heading: 'Secrets: how often', covers: of(/^secretsmanager_automatic_rotation_enabled$/, 'fail', 'pass') },
];

/** Every disagreement under its class; how many have none. */
export function settle({ agreed, disagreements }: Comparison): { readonly text: string; readonly unsettled: number } {
  const classes = new Map<string, Disagreement[]>();
  for (const one of disagreements) {
    const heading = SETTLED.find(({ covers }) => covers(one))?.heading ?? `not settled: ${classOf(one)}`;
    classes.set(heading, [...(classes.get(heading) ?? []), one]);
  }
  const parts = [...classes]
    .sort()
    .map(([heading, some]) => [`${heading} (${some.length})`, ...some.map(lineOf), ''].join('\n'));
  const unsettled = [...classes]
    .filter(([heading]) => heading.startsWith('not settled'))
    .flatMap(([, some]) => some).length;
  const summary = `${agreed} verdicts agree, ${disagreements.length} differ in ${classes.size} classes; ${unsettled} are not settled`;
  return { text: [...parts, summary, ''].join('\n'), unsettled };
}

const classOf = ({ check, ours, theirs }: Disagreement): string => `${check}: ours ${ours}, Prowler's ${theirs}`;
const lineOf = (one: Disagreement): string => `  ${one.resource}  (${classOf(one)}) ${one.said}`;
