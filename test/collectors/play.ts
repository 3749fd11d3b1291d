import { CallFailed, type CallRequest } from '../../src/collect/call.ts';
import { collect, type Group } from '../../src/collect/collect.ts';
import { collectors as registry } from '../../src/collectors/registry.ts';
import { evaluate } from '../../src/evaluate/evaluate.ts';
import { loadRules } from '../../src/evaluate/rule.ts';
import { readRuleFolder } from '../../src/evaluate/rule-folder.ts';
import { buildGraph, type Graph } from '../../src/graph/graph.ts';
import type { Collector } from '../../src/model/collector.ts';
import type { Context } from '../../src/model/context.ts';
import type { Finding } from '../../src/model/finding.ts';
import { GLOBAL_REGION, type Scope } from '../../src/model/scope.ts';
import type { SnapshotSource } from '../../src/model/snapshot.ts';

export const ACCOUNT = '111122223333';
export const REGION = 'eu-west-1';
export const TAKEN_AT = '2026-06-01T00:00:00.000Z';

/** An SDK output, or what makes one of the request. Error answers come from `refuses`. */
type Answer = object | ((input: Readonly<Record<string, unknown>>, region: string) => object);

/** Answers by `sdk:Operation`. A type whose listing is not among them is not collected. */
export type Answers = Readonly<Record<string, Answer>>;

export interface PlayOptions {
  /** Folders under rules/ to judge by. */
  readonly rules: readonly string[];
  readonly regions?: readonly string[];
  readonly context?: Partial<Context>;
  readonly deep?: boolean;
}

export interface Played {
  readonly findings: readonly Finding[];
  readonly graph: Graph;
  /** Calls made, as `sdk:Operation`, in order. */
  readonly calls: readonly string[];
  /** Verdicts of a rule by the resource's name; a resource without one is not applicable. */
  verdicts(rule: string): Readonly<Record<string, string>>;
  /** The one finding of a rule on a resource. */
  finding(rule: string, name: string): Finding;
}

/** An answer that AWS refuses with this error code. */
export const refuses = (code: string, message = 'refused'): Answer =>
  Object.assign(() => ({}), { refusal: { code, message } });

/** Collects from played answers, builds the graph and judges it: the whole path but the network. */
export async function play(answers: Answers, options: PlayOptions): Promise<Played> {
  const scopes = (options.regions ?? [REGION]).map((region) => ({ partition: 'aws', account: ACCOUNT, region }));
  const collectors = registry.filter((collector) => isPlayed(collector, answers));
  const calls: string[] = [];
  const groups: Group[] = [];
  await collect({
    scopes,
    collectors,
    homeRegion: REGION,
    ...(options.deep === undefined ? {} : { deep: options.deep }),
    call: async (request) => {
      calls.push(`${request.sdk}:${request.operation}`);
      return answer(answers, request);
    },
    onGroup: (group) => void groups.push(group),
  });
  const graph = await buildGraph(sourceOf(groups, scopes), registry, contextOf(options.context));
  const byType = new Map(registry.map((collector) => [collector.type, collector]));
  const texts = readRuleFolder('rules').filter(({ service }) => options.rules.includes(service));
  const { findings } = await evaluate({
    header: graph.header,
    listings: graph.listings.all,
    resources: graph.resources(),
    rules: loadRules(texts, byType),
    collectors: byType,
  });
  return { findings, graph, calls, ...lookups(findings) };
}

/** Types without a listing are played when one of their calls is. */
const isPlayed = (collector: Collector, answers: Answers): boolean =>
  (collector.list ? [collector.list] : collector.calls).some((use) => `${use.sdk}:${use.operation}` in answers);

function answer(answers: Answers, { sdk, operation, input, region }: CallRequest): Readonly<Record<string, unknown>> {
  const name = `${sdk}:${operation}`;
  const found = answers[name];
  const refusal =
    found === undefined ? { code: 'NotPlayed', message: name } : 'refusal' in found ? found.refusal : undefined;
  if (refusal) throw new CallFailed({ operation: name, ...(refusal as { code: string; message: string }) });
  return (typeof found === 'function' ? found(input, region) : found) as Readonly<Record<string, unknown>>;
}

function sourceOf(groups: readonly Group[], scopes: readonly Scope[]): SnapshotSource {
  const global = { ...(scopes[0] as Scope), region: GLOBAL_REGION };
  return {
    header: {
      sealscan: 'snapshot',
      schemaVersion: '1.0',
      tool: { name: 'sealscan', version: '0' },
      takenAt: TAKEN_AT,
      scopes: [global, ...scopes].map((scope) => ({ ...scope, status: 'complete' as const })),
      services: [],
      members: {},
    },
    // Through JSON, as a snapshot on disk goes.
    records: () =>
      JSON.parse(JSON.stringify(groups.flatMap(({ listing, observations }) => [listing, ...observations]))),
  };
}

const contextOf = (context: Partial<Context> = {}): Context => ({
  trustedAccounts: [],
  secretWords: [],
  parameters: {},
  ...context,
});

function lookups(findings: readonly Finding[]): Pick<Played, 'verdicts' | 'finding'> {
  return {
    verdicts: (rule) =>
      Object.fromEntries(
        findings.filter((finding) => finding.rule === rule).map(({ resource, verdict }) => [resource.name, verdict]),
      ),
    finding: (rule, name) => {
      const [found, ...others] = findings.filter((finding) => finding.rule === rule && finding.resource.name === name);
      if (!found || others.length > 0)
        throw new Error(`${others.length + (found ? 1 : 0)} findings of ${rule} on ${name}`);
      return found;
    },
  };
}

/** Answers that list KMS keys of these states, to link to: key id -> state; `aws/…` is the AWS-managed key of that alias. */
export function playKeys(states: Readonly<Record<string, string>>): Answers {
  const ids = Object.keys(states);
  const aws = ids.filter((id) => id.startsWith('aws/'));
  return {
    'kms:ListKeys': (_input, region) => ({
      Keys: ids.map((id) => ({ KeyId: idOf(id), KeyArn: keyArn(id, region) })),
    }),
    'kms:ListAliases': (_input, region) => ({
      Aliases: aws.map((id) => ({
        AliasName: `alias/${id}`,
        AliasArn: `arn:aws:kms:${region}:${ACCOUNT}:alias/${id}`,
        TargetKeyId: idOf(id),
      })),
    }),
    'kms:DescribeKey': ({ KeyId }) => ({
      KeyMetadata: {
        KeyId,
        KeyState: states[String(KeyId)],
        KeyManager: 'CUSTOMER',
        KeySpec: 'SYMMETRIC_DEFAULT',
        KeyUsage: 'ENCRYPT_DECRYPT',
        Origin: 'AWS_KMS',
      },
    }),
  };
}

const idOf = (id: string): string => id.replace('/', '-');

export const keyArn = (id: string, region = REGION): string => `arn:aws:kms:${region}:${ACCOUNT}:key/${idOf(id)}`;
