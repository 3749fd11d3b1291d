import { GLOBAL_REGION } from '../model/scope.ts';

/** Regions in which findings of global services belong, as Security Hub's own do. */
const GLOBAL_HOMES: ReadonlyMap<string, string> = new Map([
  ['aws', 'us-east-1'],
  ['aws-cn', 'cn-north-1'],
  ['aws-us-gov', 'us-gov-west-1'],
  ['aws-iso', 'us-iso-east-1'],
  ['aws-iso-b', 'us-isob-east-1'],
  ['aws-eusc', 'eusc-de-east-1'],
]);

/** The Region whose Security Hub holds findings about a place. */
export const homeOf = (partition: string, region: string): string =>
  region !== GLOBAL_REGION && /^[a-z]{2,4}(-[a-z]+)+-\d$/.test(region)
    ? region
    : (GLOBAL_HOMES.get(partition) ?? 'us-east-1');

/** As ASFF names partitions; it has no word for the others. */
const PARTITIONS: ReadonlyMap<string, string> = new Map([
  ['aws', 'aws'],
  ['aws-cn', 'aws-cn'],
  ['aws-us-gov', 'aws-us-gov'],
  ['aws-iso', 'aws-us-iso'],
  ['aws-iso-b', 'aws-us-iso-b'],
]);
export const asffPartition = (partition: string): string | undefined => PARTITIONS.get(partition);

export interface Place {
  readonly partition: string;
  readonly account: string;
  readonly region: string;
}

/** The account's own product, which every account has: https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-custom-providers.html */
export const productArn = ({ partition, account, region }: Place): string =>
  `arn:${GLOBAL_HOMES.has(partition) ? partition : 'aws'}:securityhub:${homeOf(partition, region)}:${account}:product/${account}/default`;

/** ASFF takes twelve digits and nothing else; AWS has no other accounts. */
export const accountOf = (account: string): string => (/^\d{12}$/.test(account) ? account : '000000000000');
