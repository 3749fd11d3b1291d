import type { Quirk } from './quirk.ts';
import { type Answer, decode, encode } from './wire/answer.ts';
import { type Call, withInput } from './wire/call.ts';

/** How one listing is cut into pages, by the SDK's member names. */
interface Listing {
  readonly list: string;
  readonly token: string;
  readonly nextToken: string;
  readonly limit: string;
  /** AWS's page when the caller names no limit. */
  readonly page: number;
  /** KMS says with a flag whether more follows. */
  readonly truncated?: string;
}

const kms = (list: string, page: number): Listing => ({
  list,
  page,
  token: 'Marker',
  nextToken: 'NextMarker',
  limit: 'Limit',
  truncated: 'Truncated',
});
const rds = (list: string): Listing => ({ list, page: 100, token: 'Marker', nextToken: 'Marker', limit: 'MaxRecords' });
const named = (list: string, page = Number.POSITIVE_INFINITY, limit = 'MaxResults'): Listing => ({
  list,
  page,
  limit,
  token: 'NextToken',
  nextToken: 'NextToken',
});

const LISTINGS: Readonly<Record<string, Listing>> = {
  'account:ListRegions': named('Regions', 20),
  'cloudtrail:ListEventDataStores': named('EventDataStores', 1000),
  'ec2:DescribeImages': named('Images'),
  'ec2:DescribeInstances': named('Reservations'),
  'ec2:DescribeLaunchTemplateVersions': named('LaunchTemplateVersions', 200),
  'ec2:DescribeLaunchTemplates': named('LaunchTemplates', 200),
  'ec2:DescribeSnapshots': named('Snapshots'),
  'ec2:DescribeSpotFleetRequests': named('SpotFleetRequestConfigs'),
  'ec2:DescribeVolumes': named('Volumes'),
  'kms:DescribeCustomKeyStores': kms('CustomKeyStores', 50),
  'kms:ListAliases': kms('Aliases', 50),
  'kms:ListGrants': kms('Grants', 50),
  'kms:ListKeyRotations': kms('Rotations', 100),
  'kms:ListKeys': kms('Keys', 100),
  'kms:ListResourceTags': kms('Tags', 50),
  'rds:DescribeCertificates': rds('Certificates'),
  'rds:DescribeDBClusterParameterGroups': rds('DBClusterParameterGroups'),
  'rds:DescribeDBClusterParameters': rds('Parameters'),
  'rds:DescribeDBClusters': rds('DBClusters'),
  'rds:DescribeDBClusterSnapshots': rds('DBClusterSnapshots'),
  'rds:DescribeDBInstances': rds('DBInstances'),
  'rds:DescribeDBParameterGroups': rds('DBParameterGroups'),
  'rds:DescribeDBParameters': rds('Parameters'),
  'rds:DescribeDBProxies': rds('DBProxies'),
  'rds:DescribeDBSnapshots': rds('DBSnapshots'),
  'rds:DescribeGlobalClusters': rds('GlobalClusters'),
  's3:ListBuckets': {
    list: 'Buckets',
    token: 'continuation-token',
    nextToken: 'ContinuationToken',
    limit: 'max-buckets',
    page: 10_000,
  },
  'secretsmanager:ListSecrets': named('SecretList', 100),
  'ssm:DescribeParameters': named('Parameters', 50),
  'ssm:ListResourceDataSync': named('ResourceDataSyncItems', 50),
};

/** Every listing that comes in pages, as `service:Operation`. */
export const LISTING_NAMES: readonly string[] = Object.keys(LISTINGS);

/** Cuts a listing to pages of `size`, smaller than AWS's own. */
export interface Split {
  /** `service:Operation`. */
  readonly operation: string;
  readonly size: number;
}

/**
 * Pages as AWS gives them, by its default page, the caller's limit, or a test's split, whichever is smallest.
 * Moto answers most listings whole, SSM's ten at a time, and cuts ListBuckets without a token to go on.
 */
export function paging(splits: readonly Split[]): Quirk {
  return {
    name: 'listings come in pages',
    why: 'moto ignores page limits or gives no token; AWS honours them, with tokens that only it can read',
    docs: 'https://docs.aws.amazon.com/kms/latest/APIReference/API_ListKeys.html#API_ListKeys_RequestSyntax',
    matches: (call) => listingOf(call) !== undefined,
    answer: async (call, { next }) => {
      const listing = listingOf(call);
      if (!listing) return next();
      const whole = await gathered(call, listing, next);
      if (!isWhole(whole)) return whole;
      return encode(call, cut(whole, listing, call, sizeOf(call, listing, splits)));
    },
  };
}

function listingOf(call: Call): Listing | undefined {
  return LISTINGS[`${call.service}:${call.operation}`];
}

function sizeOf(call: Call, { limit, page }: Listing, splits: readonly Split[]): number {
  const split = splits.find((one) => one.operation === `${call.service}:${call.operation}`);
  return Math.min(Number(call.input[limit] ?? page), page, split?.size ?? page);
}

type Whole = Record<string, unknown> & { items: unknown[] };

function isWhole(value: Whole | Answer): value is Whole {
  return 'items' in value;
}

/** Every page that moto has, in one. An error comes back as the answer it was. */
async function gathered(
  call: Call,
  { list, token, nextToken, limit }: Listing,
  next: (changed: Call) => Promise<Answer>,
): Promise<Whole | Answer> {
  const items: unknown[] = [];
  let from: unknown;
  for (;;) {
    const answer = await next(withInput(call, { [token]: from, [limit]: undefined }));
    if (answer.status >= 300) return answer;
    const output: Record<string, unknown> = { ...decode(call, answer) };
    items.push(...(Array.isArray(output[list]) ? output[list] : []));
    from = output[nextToken];
    if (!from) return { ...output, items };
  }
}

function cut({ items, ...output }: Whole, listing: Listing, call: Call, size: number): object {
  const start = offsetOf(call.input[listing.token]);
  const more = start + size < items.length;
  return {
    ...output,
    [listing.list]: items.slice(start, start + size),
    [listing.nextToken]: more ? tokenOf(start + size) : undefined,
    ...(listing.truncated && { [listing.truncated]: more }),
  };
}

function tokenOf(offset: number): string {
  return Buffer.from(`sealscan-page:${offset}`).toString('base64url');
}

function offsetOf(token: unknown): number {
  const offset = Buffer.from(String(token ?? ''), 'base64url')
    .toString()
    .split(':')[1];
  return Number(offset ?? 0);
}
