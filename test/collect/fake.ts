import { type Call, CallFailed, type CallRequest } from '../../src/collect/call.ts';
import { type CollectOptions, collect, type Group } from '../../src/collect/collect.ts';
import type { Collector } from '../../src/model/collector.ts';
import type { Scope } from '../../src/model/scope.ts';
import type { Observation } from '../../src/model/snapshot.ts';

const ACCOUNT = '111122223333';
const HOME = 'us-east-1';

export const scopeIn = (region: string): Scope => ({ partition: 'aws', account: ACCOUNT, region });

type Reply = (request: CallRequest) => object | Promise<object>;

/** A stand-in for AWS: answers by operation, and what was asked of it. An operation without a reply is refused. */
export function fakeAws(replies: Readonly<Record<string, Reply>>): { call: Call; asked: CallRequest[] } {
  const asked: CallRequest[] = [];
  return {
    asked,
    call: async (request) => {
      asked.push(request);
      const reply = replies[request.operation];
      if (!reply) throw refused('AccessDeniedException')(request);
      return (await reply(request)) as Record<string, unknown>;
    },
  };
}

/** Makes the error that src/aws throws for an answer with an error code. */
export const refused =
  (code: string, message = 'refused') =>
  ({ sdk, operation }: CallRequest): CallFailed =>
    new CallFailed({ operation: `${sdk}:${operation}`, code, message });

export const refuse =
  (code: string): Reply =>
  (request) => {
    throw refused(code)(request);
  };

/** Collects, by default from one region, and gives what was handed over. */
export async function collected(
  collectors: readonly Collector[],
  call: Call,
  options: Partial<CollectOptions> = {},
): Promise<Group[]> {
  const groups: Group[] = [];
  await collect({
    scopes: [scopeIn('eu-west-1')],
    collectors,
    call,
    homeRegion: HOME,
    takenAt: '2026-06-01T00:00:00.000Z',
    onGroup: (group) => void groups.push(group),
    ...options,
  });
  return groups;
}

/** The one group of a type. */
export function groupOf(groups: readonly Group[], type: string): Group {
  const found = groups.filter(({ listing }) => listing.listing === type);
  if (found.length !== 1) throw new Error(`${found.length} groups of ${type}`);
  return found[0] as Group;
}

export const answersOf = (group: Group, index = 0): Observation['answers'] =>
  (group.observations[index] as Observation).answers;

export const operations = (asked: readonly CallRequest[]): string[] => asked.map(({ operation }) => operation);
