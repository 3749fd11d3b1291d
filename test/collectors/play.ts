import { CallFailed, type CallRequest } from '../../src/collect/call.ts';
import { collect, type Group } from '../../src/collect/collect.ts';
import { storedMembers } from '../../src/collect/members.ts';
import type { Memory } from '../../src/collect/memory.ts';
import { collectors as registry } from '../../src/collectors/registry.ts';
import { evaluate } from '../../src/evaluate/evaluate.ts';
import { loadRules, type Rule } from '../../src/evaluate/rule.ts';
import type { RuleText } from '../../src/evaluate/rule-file.ts';
import { readRuleFolder } from '../../src/evaluate/rule-folder.ts';
import { buildGraph, type Graph } from '../../src/graph/graph.ts';
import { neededFor } from '../../src/live.ts';
import type { Collector } from '../../src/model/collector.ts';
import type { Context } from '../../src/model/context.ts';
import { linkedType } from '../../src/model/field.ts';
import type { Finding } from '../../src/model/finding.ts';
import { GLOBAL_REGION, type Scope } from '../../src/model/scope.ts';
import { DEFAULT_SECRET_WORDS } from '../../src/model/secret-words.ts';
import type { SnapshotRecord, SnapshotSource } from '../../src/model/snapshot.ts';
import { judgeWith } from '../../src/secrets/judge.ts';
import { overTheWire } from './wire.ts';

export const ACCOUNT = '111122223333';
export const REGION = 'eu-west-1';
export const TAKEN_AT = '2026-06-01T00:00:00.000Z';

/** An SDK output, or what makes one of the request (and may return what `refuses` gives). Error answers come from `refuses`. */
type Answer = object | ((input: Readonly<Record<string, unknown>>, region: string) => object);

/** Answers by `sdk:Operation`. A type whose listing is not among them is not collected. */
export type Answers = Readonly<Record<string, Answer>>;

/** A salt that is no secret, so that a recording is the same each time. */
const JUDGE = judgeWith({ salt: Buffer.alloc(32, 'salt'), words: DEFAULT_SECRET_WORDS });

export interface PlayOptions {
  /** Folders under rules/ to judge by, or rules. */
  readonly rules: readonly (string | Rule)[];
  readonly regions?: readonly string[];
  readonly context?: Partial<Context>;
  readonly deep?: boolean;
  /** Also what only `--secrets` reads. */
  readonly secrets?: boolean;
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

/** An answer in the region of the tests, refused in every other. */
export const onlyHere =
  (body: object): Answer =>
  (_input, region) =>
    region === REGION ? body : refuses('AccessDeniedException');

/** Collects from played answers, builds the graph and judges it: the whole path but the network. */
export async function play(answers: Answers, options: PlayOptions): Promise<Played> {
  const { source, calls } = await collectPlayed(answers, options);
  const graph = await buildGraph(source, registry, contextOf(options.context));
  const builtIn = options.rules.filter((rule) => typeof rule === 'string').flatMap(rulesOf);
  const own = options.rules.filter((rule) => typeof rule !== 'string');
  const { findings } = await evaluate({
    header: graph.header,
    listings: graph.listings.all,
    resources: graph.resources(),
    rules: [...builtIn, ...own],
    collectors: byType,
  });
  return { findings, graph, calls, ...lookups(findings) };
}

const byType = new Map(registry.map((collector) => [collector.type, collector]));
let texts: readonly RuleText[] | undefined;
const loaded = new Map<string, readonly Rule[]>();

/** The built-in rules of a service, loaded once for all tests of a file. */
function rulesOf(service: string): readonly Rule[] {
  texts ??= readRuleFolder('rules');
  const rules =
    loaded.get(service) ??
    loadRules(
      texts.filter((text) => text.service === service),
      byType,
    );
  loaded.set(service, rules);
  return rules;
}

interface CollectPlayed extends Pick<PlayOptions, 'regions' | 'deep' | 'secrets'> {
  /** Services that the snapshot says it was asked for; none = all. */
  readonly services?: readonly string[];
  readonly memory?: Memory;
}

/** The snapshot that a scan of the played answers would take. */
export async function collectPlayed(
  answers: Answers,
  { regions = [REGION], deep, secrets = false, services = [], memory }: CollectPlayed,
): Promise<{
  readonly source: Omit<SnapshotSource, 'records'> & { records(): SnapshotRecord[] };
  readonly calls: readonly string[];
}> {
  const scopes = regions.map((region) => ({ partition: 'aws', account: ACCOUNT, region }));
  const read = neededFor([], registry, { iam: true, secrets });
  const collectors = read.filter((collector) => isPlayed(collector, answers));
  const calls: string[] = [];
  const groups: Group[] = [];
  await collect({
    scopes,
    collectors,
    homeRegion: REGION,
    takenAt: TAKEN_AT,
    ...(deep === undefined ? {} : { deep }),
    call: async (request) => {
      calls.push(`${request.sdk}:${request.operation}`);
      return answer(answers, request);
    },
    judge: JUDGE,
    memory,
    onGroup: (group) => void groups.push(group),
  });
  return { source: sourceOf(groups, scopes, services, collectors), calls };
}

/** Types without a listing are played when one of their calls is. */
const isPlayed = (collector: Collector, answers: Answers): boolean =>
  (collector.list ? [collector.list] : collector.calls).some((use) => `${use.sdk}:${use.operation}` in answers);

type Output = Readonly<Record<string, unknown>>;

async function answer(answers: Answers, request: CallRequest): Promise<Output> {
  const { sdk, operation, input, region } = request;
  const name = `${sdk}:${operation}`;
  const found = answers[name];
  const given = typeof found === 'function' && !('refusal' in found) ? found(input, region) : found;
  const refusal = given === undefined ? { code: 'NotPlayed', message: name } : 'refusal' in given && given.refusal;
  if (refusal) throw new CallFailed({ operation: name, ...(refusal as { code: string; message: string }) });
  return overTheWire(request, given as Output);
}

function sourceOf(
  groups: readonly Group[],
  scopes: readonly Scope[],
  services: readonly string[],
  collectors: readonly Collector[],
) {
  const global = { ...(scopes[0] as Scope), region: GLOBAL_REGION };
  return {
    header: {
      sealscan: 'snapshot' as const,
      schemaVersion: '1.0',
      tool: { name: 'sealscan', version: '0' },
      takenAt: TAKEN_AT,
      scopes: [global, ...scopes].map((scope) => ({ ...scope, status: 'complete' as const })),
      services: [...services].sort(),
      members: storedMembers(collectors),
    },
    // Through JSON, as a snapshot on disk goes.
    records: (): SnapshotRecord[] =>
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
    'kms:DescribeKey': ({ KeyId }) => {
      const id = ids.find((one) => idOf(one) === KeyId) ?? '';
      return {
        KeyMetadata: {
          KeyId,
          KeyState: states[id],
          KeyManager: id.startsWith('aws/') ? 'AWS' : 'CUSTOMER',
          KeySpec: 'SYMMETRIC_DEFAULT',
          KeyUsage: 'ENCRYPT_DECRYPT',
          Origin: 'AWS_KMS',
        },
      };
    },
  };
}

/** Answers in which no resource of the types that may link to one is there. */
export const playNobody = (to: string): Answers =>
  Object.fromEntries(
    registry
      .filter(({ fields }) => Object.values(fields).some(({ type }) => linkedType(type) === to))
      .flatMap(({ list }) => [list, list?.each?.of].flatMap((use) => use ?? []))
      .map(({ sdk, operation, at = '' }) => [`${sdk}:${operation}`, { [at]: [] }]),
  );

const idOf = (id: string): string => id.replace('/', '-');

export const keyArn = (id: string, region = REGION): string => `arn:aws:kms:${region}:${ACCOUNT}:key/${idOf(id)}`;

/** The operations that a snapshot's text says AWS refused. */
export const refusedIn = (text: string): string[] =>
  [...text.matchAll(/"error":\{"operation":"([^"]+)","code":"(?!NotPlayed)/g)].map(([, operation = '']) => operation);
