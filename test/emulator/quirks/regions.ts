import type * as Account from '@aws-sdk/client-account';
import type * as EC2 from '@aws-sdk/client-ec2';
import type * as STS from '@aws-sdk/client-sts';
import { CALLER } from '../faults.ts';
import { after, type Form, instead, type Plain } from '../quirk.ts';
import { REGIONS } from '../world.ts';

const enabled: ReadonlySet<string | undefined> = new Set(REGIONS);

/** Some Regions that this account did not opt in to, or an administrator turned off. */
const DISABLED = ['af-south-1', 'ap-east-1', 'eu-south-1', 'me-south-1'] as const;

const described = after<Form, EC2.DescribeRegionsCommandOutput>(
  {
    name: 'DescribeRegions lists enabled Regions, all of them only when asked to',
    why: 'moto lists every Region, opted in or not',
    docs: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeRegions.html',
    service: 'ec2',
    operations: ['DescribeRegions'],
  },
  (output, { AllRegions }) => {
    const all = (output.Regions ?? []).map((region) => ({
      ...region,
      OptInStatus: enabled.has(region.RegionName) ? 'opt-in-not-required' : 'not-opted-in',
    }));
    return {
      ...output,
      Regions: AllRegions === 'true' ? all : all.filter(({ RegionName }) => enabled.has(RegionName)),
    };
  },
);

const listed = instead<Account.ListRegionsRequest, Account.ListRegionsCommandOutput>(
  {
    name: 'ListRegions',
    why: 'moto lacks it',
    docs: 'https://docs.aws.amazon.com/accounts/latest/reference/API_ListRegions.html',
    service: 'account',
    operations: ['ListRegions'],
  },
  ({ RegionOptStatusContains: wanted }) => {
    const Regions = [
      ...DISABLED.map((RegionName) => ({ RegionName, RegionOptStatus: 'DISABLED' as const })),
      ...REGIONS.map((RegionName) => ({ RegionName, RegionOptStatus: 'ENABLED_BY_DEFAULT' as const })),
    ] satisfies Account.Region[];
    const asked = Regions.filter(({ RegionOptStatus }) => !wanted || wanted.includes(RegionOptStatus));
    return { Regions: asked } satisfies Plain<Account.ListRegionsCommandOutput>;
  },
);

const caller = after<Form, STS.GetCallerIdentityCommandOutput>(
  {
    name: 'the caller is a role session',
    why: 'moto calls static credentials user/moto, in an ARN of STS that users do not have',
    docs: 'https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html',
    service: 'sts',
    operations: ['GetCallerIdentity'],
  },
  (output) =>
    output.Arn?.endsWith(':user/moto') ? { ...output, UserId: 'AROAQ3EXAMPLEAUDIT2XZ:sealscan', Arn: CALLER } : output,
);

export const regions = [described, listed, caller];
