import type { Call } from '../collect/call.ts';
import { CallFailed } from '../collect/call.ts';
import { GLOBAL_REGION, NOT_ASKED, partitionOf, type ScopeReport } from '../model/scope.ts';
import { allPages } from './pages.ts';

export interface Identity {
  readonly account: string;
  readonly partition: string;
  readonly arn: string;
}

/** Who the credentials are. GetCallerIdentity needs no permission; when it fails, nothing else will answer. */
export async function whoAmI(call: Call, region: string): Promise<Identity> {
  const answer = await call({
    sdk: 'sts',
    client: 'STSClient',
    operation: 'GetCallerIdentity',
    region,
    input: {},
    required: ['Account'],
  });
  const arn = String(answer['Arn'] ?? '');
  return { account: String(answer['Account']), partition: arn.split(':')[1] || partitionOf(region), arn };
}

export interface KnownRegion {
  readonly name: string;
  readonly enabled: boolean;
}

/**
 * Regions of the account and whether each is enabled: account:ListRegions, or ec2:DescribeRegions where that is denied.
 * https://docs.aws.amazon.com/accounts/latest/reference/API_ListRegions.html
 */
export async function listRegions(call: Call, region: string): Promise<readonly KnownRegion[]> {
  try {
    return await fromAccount(call, region);
  } catch (cause) {
    if (cause instanceof CallFailed) return fromEc2(call, region);
    throw cause;
  }
}

async function fromAccount(call: Call, region: string): Promise<KnownRegion[]> {
  const request = { sdk: 'account', client: 'AccountClient', operation: 'ListRegions', region };
  const input = { MaxResults: 50 };
  const found = await allPages(call, { ...request, input, required: ['Regions'] }, 'Regions', [
    'NextToken',
    'NextToken',
  ]);
  return (found as { RegionName: string; RegionOptStatus: string }[]).map(({ RegionName, RegionOptStatus }) => ({
    name: RegionName,
    enabled: RegionOptStatus === 'ENABLED' || RegionOptStatus === 'ENABLED_BY_DEFAULT',
  }));
}

async function fromEc2(call: Call, region: string): Promise<KnownRegion[]> {
  const answer = await call({
    sdk: 'ec2',
    client: 'EC2Client',
    operation: 'DescribeRegions',
    region,
    input: { AllRegions: true },
    required: ['Regions'],
  });
  return (answer['Regions'] as { RegionName: string; OptInStatus?: string }[]).map(({ RegionName, OptInStatus }) => ({
    name: RegionName,
    enabled: OptInStatus !== 'not-opted-in',
  }));
}

/** Scopes to read, and the ones left out: a region that is not enabled or not asked for is skipped, and no gap. */
export function scopesFor(identity: Identity, known: readonly KnownRegion[], wanted: readonly string[]): ScopeReport[] {
  const all = wanted.length === 0 || wanted.includes('all');
  const base = { partition: identity.partition, account: identity.account };
  const scopes = known
    .filter(({ name, enabled }) => enabled || wanted.includes(name))
    .map(({ name, enabled }): ScopeReport => {
      if (!enabled)
        return { ...base, region: name, status: 'skipped', reason: 'the region is not enabled for this account' };
      const asked = all || wanted.includes(name);
      return asked
        ? { ...base, region: name, status: 'complete' }
        : { ...base, region: name, status: 'skipped', reason: NOT_ASKED };
    });
  return [{ ...base, region: GLOBAL_REGION, status: 'complete' as const }, ...scopes].sort((a, b) =>
    a.region < b.region ? -1 : 1,
  );
}
