import type { Call } from './wire/call.ts';
import type { Refusal } from './wire/error.ts';
import type { Protocol } from './wire/models.ts';
import { ACCOUNT } from './world.ts';

/** Whom AWS says it refused. */
export const CALLER = `arn:aws:sts::${ACCOUNT}:assumed-role/sealscan-audit/sealscan`;

export interface Denial {
  /** `service:Operation`, as in `kms:GetKeyPolicy`; a trailing `*` stands for any rest. */
  readonly operation: string;
  /** Only calls whose input says so. A string: some value of the input contains it. */
  readonly match?: string | ((call: Call) => boolean) | undefined;
  readonly region?: string;
  /** `scp`: denied by a service control policy of the organization, not by missing IAM permission. */
  readonly by?: 'iam' | 'scp';
  /** Another of AWS's errors in place of a denial. */
  readonly with?: Refusal;
}

/** The IAM action where it is not named like the operation: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html */
const ACTIONS: Readonly<Record<string, string>> = {
  'monitoring:GetMetricStatistics': 'cloudwatch:GetMetricStatistics',
  's3:GetBucketEncryption': 's3:GetEncryptionConfiguration',
  's3:ListBucketMetricsConfigurations': 's3:GetMetricsConfiguration',
  's3:GetPublicAccessBlock': 's3:GetBucketPublicAccessBlock',
  's3-control:GetPublicAccessBlock': 's3:GetAccountPublicAccessBlock',
  's3:GetBucketReplication': 's3:GetReplicationConfiguration',
  's3:ListBuckets': 's3:ListAllMyBuckets',
};

const CODES = {
  json: { code: 'AccessDeniedException', status: 400 },
  'rest-json': { code: 'AccessDeniedException', status: 403 },
  query: { code: 'AccessDenied', status: 403 },
  'rest-xml': { code: 'AccessDenied', status: 403 },
  ec2: { code: 'UnauthorizedOperation', status: 403 },
} as const satisfies Record<Protocol, Refusal | { code: string; status: number }>;

export const actionOf = (service: string, operation: string): string =>
  ACTIONS[`${service}:${operation}`] ?? `${service}:${operation}`;

export function denies(denial: Denial, call: Call): boolean {
  const { operation, match, region } = denial;
  const name = `${call.service}:${call.operation}`;
  const named = operation.endsWith('*') ? name.startsWith(operation.slice(0, -1)) : name === operation;
  if (!named || (region !== undefined && region !== call.region)) return false;
  return match === undefined || (typeof match === 'string' ? mentions(call, match) : match(call));
}

function mentions(call: Call, text: string): boolean {
  return Object.values(call.input).some((value) => JSON.stringify(value).includes(text));
}

/** AWS's words: https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html */
export function denied(denial: Denial, call: Call): Refusal {
  if (denial.with) return denial.with;
  const action = actionOf(call.service, call.operation);
  const because =
    denial.by === 'scp'
      ? 'with an explicit deny in a service control policy'
      : `because no identity-based policy allows the ${action} action`;
  const message = `User: ${CALLER} is not authorized to perform: ${action}${resourceOf(call)} ${because}`;
  const lead = call.protocol === 'ec2' ? 'You are not authorized to perform this operation. ' : '';
  return { ...CODES[call.protocol], message: lead + message };
}

function resourceOf({ service, region, input }: Call): string {
  const named = input.KeyId ?? input.SecretId ?? input.Bucket;
  if (typeof named !== 'string') return '';
  if (named.startsWith('arn:')) return ` on resource: ${named}`;
  if (service === 's3') return ` on resource: "arn:aws:s3:::${named}"`;
  const kind = service === 'kms' ? 'key/' : 'secret:';
  return ` on resource: arn:aws:${service}:${region}:${ACCOUNT}:${kind}${named}`;
}
