/** What the delivery must know of a finding in Security Hub's format; all else is passed on as it is. */
export interface HubFinding {
  readonly Id: string;
  readonly ProductArn: string;
  readonly GeneratorId: string;
  readonly AwsAccountId: string;
  /** Times are ISO 8601. */
  readonly UpdatedAt: string;
  readonly CreatedAt?: string;
  readonly FirstObservedAt?: string;
  readonly RecordState?: string;
  readonly Compliance?: { readonly Status?: string };
  readonly ProductFields?: Readonly<Record<string, string>>;
  readonly Workflow?: { readonly Status?: string };
}

/** Findings of one product in one account and Region: the Region is in the product's ARN. */
export const regionOf = (productArn: string): string => productArn.split(':')[3] ?? '';

export const isLater = (one: HubFinding, other: HubFinding): boolean =>
  Date.parse(one.UpdatedAt) > Date.parse(other.UpdatedAt);

/** A finding that Security Hub holds: as old as it is there, and without what people decide once it is there. */
export const asUpdate = ({ Workflow: _, ...finding }: HubFinding, before: HubFinding): HubFinding => ({
  ...finding,
  ...(before.CreatedAt && { CreatedAt: before.CreatedAt }),
  ...(before.FirstObservedAt && { FirstObservedAt: before.FirstObservedAt }),
});

/** Fields of its own that Security Hub adds. */
const ADDED = /^aws\//;

/** A finding that Security Hub holds, as one that is over. */
export function asArchived(known: HubFinding, takenAt: string): HubFinding {
  const own = Object.entries(known.ProductFields ?? {}).filter(([name]) => !ADDED.test(name));
  return { ...known, RecordState: 'ARCHIVED', UpdatedAt: takenAt, ProductFields: Object.fromEntries(own) };
}
