import { type Call, CallFailed } from '../../collect/call.ts';
import { CODES } from '../../model/classify.ts';
import { type HubFinding, regionOf } from './hub-finding.ts';

const PAGE = 100;

/** What an import must name again, and what tells whether a run would have seen the finding. */
const MEMBERS = [
  ...['SchemaVersion', 'Id', 'ProductArn', 'ProductName', 'CompanyName', 'GeneratorId', 'AwsAccountId', 'CreatedAt'],
  ...[
    'UpdatedAt',
    'FirstObservedAt',
    'Title',
    'Description',
    'Resources',
    'Compliance',
    'FindingProviderFields',
    'ProductFields',
  ],
] as const;

/** Whose findings are asked for. */
export interface Owner {
  readonly productArn: string;
  readonly account: string;
  /** What the generators' ids begin with: others use the account's own product too. */
  readonly generator: string;
  /** Only these; without it all. */
  readonly ids?: readonly string[] | undefined;
}

/** Values that a filter takes: https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_AwsSecurityFindingFilters.html */
const MOST_IDS = 20;

const equal = (Value: string) => [{ Value, Comparison: 'EQUALS' }];

const filters = ({ productArn, account, generator, ids }: Owner) => ({
  ...(ids && { Id: ids.flatMap(equal) }),
  ProductArn: equal(productArn),
  AwsAccountId: equal(account),
  GeneratorId: [{ Value: generator, Comparison: 'PREFIX' }],
  RecordState: equal('ACTIVE'),
});

/** Looked at once more, since an administrator's Security Hub answers for other accounts and Regions as well. */
const isOwn = (finding: HubFinding, { productArn, account, generator }: Owner): boolean =>
  finding.ProductArn === productArn &&
  finding.AwsAccountId === account &&
  finding.GeneratorId.startsWith(generator) &&
  finding.RecordState !== 'ARCHIVED';

const kept = (finding: object): HubFinding =>
  Object.fromEntries(
    Object.entries(finding).filter(([name]) => (MEMBERS as readonly string[]).includes(name)),
  ) as unknown as HubFinding;

/**
 * The active findings that Security Hub holds of one product, by id.
 * https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_GetFindings.html
 */
export async function knownFindings(call: Call, owner: Owner): Promise<Map<string, HubFinding>> {
  const known = new Map<string, HubFinding>();
  for (let at = 0; at < (owner.ids?.length ?? 1); at += MOST_IDS)
    await addKnown(known, call, { ...owner, ids: owner.ids?.slice(at, at + MOST_IDS) });
  return known;
}

async function addKnown(known: Map<string, HubFinding>, call: Call, owner: Owner): Promise<void> {
  const seen = new Set<unknown>();
  let token: unknown;
  do {
    const page = await call({
      sdk: 'securityhub',
      client: 'SecurityHubClient',
      operation: 'GetFindings',
      region: regionOf(owner.productArn),
      input: { Filters: filters(owner), MaxResults: PAGE, ...(token ? { NextToken: token } : {}) },
      required: ['Findings'],
    });
    for (const finding of page['Findings'] as HubFinding[])
      if (isOwn(finding, owner)) known.set(finding.Id, kept(finding));
    token = page['NextToken'];
    if (token && seen.has(token)) throw repeated();
    seen.add(token);
  } while (token);
}

const repeated = (): CallFailed =>
  new CallFailed({ operation: 'securityhub:GetFindings', code: CODES.repeatedToken, message: 'the same page again' });
