import { type Evaluation, evaluate } from '../../src/evaluate/evaluate.ts';
import { loadRules, type Parameters, type Rule } from '../../src/evaluate/rule.ts';
import type { RuleText } from '../../src/evaluate/rule-file.ts';
import { buildGraph } from '../../src/graph/graph.ts';
import { describeInputError, InputError } from '../../src/model/input-error.ts';
import type { Observation, SnapshotSource } from '../../src/model/snapshot.ts';
import { toys } from '../graph/toys.ts';
import { contextOf, snapshot, type WorldOptions } from '../graph/world.ts';

export const registry = new Map(toys.map((collector) => [collector.type, collector]));

interface ToyRule {
  readonly id?: string;
  readonly resource?: string;
  readonly when?: string;
  readonly assert?: string;
  readonly message?: string;
  readonly service?: string;
  /** More lines of YAML. */
  readonly more?: string;
  readonly cases?: string;
}

const CASES =
  '[{ given: {}, verdict: pass }, { given: {}, verdict: fail }, { given: {}, verdict: unknown }, { given: {}, verdict: not-applicable }]';

/** A rule file, with what a test says of it and something harmless for the rest. */
export function ruleText({ id = 'toy-rule', resource = 'toy.box', ...said }: ToyRule = {}): RuleText {
  const line = (name: string, value: string | undefined): string[] =>
    value === undefined ? [] : [`${name}: ${value}`];
  const lines = [
    `id: ${id}`,
    'title: All is well',
    'severity: high',
    'category: at-rest',
    `resource: ${resource}`,
    ...line('when', said.when && JSON.stringify(said.when)),
    `assert: ${JSON.stringify(said.assert ?? 'resource.sealed')}`,
    `message: ${JSON.stringify(said.message ?? 'It is not well.')}`,
    'rationale: Because.',
    'remediation: { cli: do, terraform: done }',
    'controls: { some-frame-1.0: ["1"] }',
    'references: [https://example.com/]',
    ...line('cases', said.cases ?? CASES),
    ...(said.more === undefined ? [] : [said.more]),
  ];
  return { file: `rules/toy/${id}.yaml`, service: said.service ?? 'toy', id, text: `${lines.join('\n')}\n` };
}

export const load = (rules: readonly ToyRule[], parameters?: Parameters): Rule[] =>
  loadRules(rules.map(ruleText), registry, parameters);

export async function judgeSource(
  source: SnapshotSource,
  rules: readonly Rule[],
  options: WorldOptions = {},
): Promise<Evaluation> {
  const graph = await buildGraph(source, toys, contextOf(options.context));
  return evaluate({
    header: graph.header,
    listings: graph.listings.all,
    resources: graph.resources(),
    rules,
    collectors: registry,
  });
}

export const judgeWorld = (
  observations: readonly Observation[],
  rules: readonly ToyRule[],
  options: WorldOptions & { readonly parameters?: Parameters } = {},
): Promise<Evaluation> => judgeSource(snapshot(observations, options), load(rules, options.parameters), options);

/** What a person would read who made this mistake; throws when it is taken for none. */
export function complaint(mistake: () => unknown): string {
  try {
    mistake();
  } catch (cause) {
    if (cause instanceof InputError) return describeInputError(cause);
    throw cause;
  }
  throw new Error('nobody complained');
}
