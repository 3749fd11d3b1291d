import type { HubFinding } from '../../src/aws/deliver/hub-finding.ts';
import type { FailedFinding } from '../../src/aws/deliver/hub-import.ts';
import { type Call, CallFailed, type CallRequest } from '../../src/collect/call.ts';

type Refusal = { readonly code: string; readonly message: string };

/** Security Hub as its documentation describes it, in memory: filters, pages, limits, and what an update may not change. */
export interface FakeHub {
  readonly call: Call;
  /** By Region, then id. */
  readonly held: Map<string, Map<string, HubFinding>>;
  readonly asked: CallRequest[];
  /** Regions in which every call is refused. */
  readonly refuses: Map<string, Refusal>;
  /** Ids that fail as often as the number says. */
  readonly fails: Map<string, { times: number; readonly error: Omit<FailedFinding, 'Id'> }>;
}

interface StringFilter {
  readonly Value: string;
  readonly Comparison: 'EQUALS' | 'PREFIX';
}

const matches = (finding: HubFinding, filters: Readonly<Record<string, readonly StringFilter[]>>): boolean =>
  Object.entries(filters).every(([name, values]) => {
    const text = String(finding[name as keyof HubFinding]);
    return values.some(({ Value, Comparison }) => (Comparison === 'PREFIX' ? text.startsWith(Value) : text === Value));
  });

export function fakeHub(): FakeHub {
  const hub: Omit<FakeHub, 'call'> = { held: new Map(), asked: [], refuses: new Map(), fails: new Map() };
  const heldIn = (region: string) => {
    const known = hub.held.get(region) ?? new Map<string, HubFinding>();
    hub.held.set(region, known);
    return known;
  };
  const list = ({ region, input }: CallRequest) => {
    const {
      Filters,
      MaxResults,
      NextToken = '0',
    } = input as {
      Filters: Record<string, StringFilter[]>;
      MaxResults: number;
      NextToken?: string;
    };
    const all = [...heldIn(region).values()].filter((finding) => matches(finding, Filters));
    const from = Number(NextToken);
    const Findings = all.slice(from, from + MaxResults);
    return { Findings, ...(from + MaxResults < all.length && { NextToken: String(from + MaxResults) }) };
  };
  const take = ({ region, input }: CallRequest) => {
    const { Findings } = input as { Findings: readonly HubFinding[] };
    if (Findings.length === 0 || Findings.length > 100 || JSON.stringify(Findings).length > 6_000_000)
      throw new CallFailed({
        operation: 'securityhub:BatchImportFindings',
        code: 'InvalidInputException',
        message: '',
      });
    const FailedFindings = Findings.flatMap((finding): FailedFinding[] => {
      const failing = hub.fails.get(finding.Id);
      if (failing && failing.times-- > 0) return [{ Id: finding.Id, ...failing.error }];
      const before = heldIn(region).get(finding.Id);
      heldIn(region).set(finding.Id, { ...before, ...finding, ...(before?.Workflow && { Workflow: before.Workflow }) });
      return [];
    });
    const FailedCount = FailedFindings.length;
    return { FailedCount, SuccessCount: Findings.length - FailedCount, FailedFindings };
  };
  const call: Call = async (request) => {
    hub.asked.push(request);
    const refusal = hub.refuses.get(request.region);
    if (refusal) throw new CallFailed({ operation: `${request.sdk}:${request.operation}`, ...refusal });
    return request.operation === 'GetFindings' ? list(request) : take(request);
  };
  return { ...hub, call };
}
