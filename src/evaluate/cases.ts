import type { Collector } from '../model/collector.ts';
import { CUSTODIES, type Custody } from '../model/custody.ts';
import {
  EMPTY,
  type FieldState,
  type FieldType,
  HOLDS,
  LINK_STATES,
  type LinkState,
  type StructType,
  type Target,
  Unknown,
} from '../model/field.ts';
import { InputError } from '../model/input-error.ts';
import { type Subject, subjectOf } from './cel/expression.ts';
import type { Readable } from './cel/values.ts';
import { judge } from './judge.ts';
import { loadRules, missingVerdicts, type Rule } from './rule.ts';
import type { RuleText } from './rule-file.ts';
import type { RuleCase } from './rule-schema.ts';

const CASE_TIME = '2026-06-01T00:00:00Z';
const UNSEEN = new Unknown({ class: 'denied', operation: 'case', code: 'not given' });

export { missingVerdicts };

export interface CaseResult {
  readonly index: number;
  readonly wanted: RuleCase['verdict'];
  readonly got: RuleCase['verdict'];
  /** Set when a case broke the rule instead of leaving it unknown. */
  readonly error?: string;
}

/** Runs a rule's cases; throws an InputError for a case that its resource type does not fit. */
export function runCases(rule: Rule, text: RuleText, collectors: ReadonlyMap<string, Collector>): CaseResult[] {
  return rule.cases.map((example, index) => {
    const { judged, subject } = caseOf(rule, text, index, collectors);
    const judgement = judge(judged, subject);
    const broken =
      judgement.verdict === 'unknown' && judgement.reason.class === 'rule-error'
        ? { error: judgement.reason.code }
        : {};
    return { index, wanted: example.verdict, got: judgement.verdict, ...broken };
  });
}

/** One case: the rule with the parameters it gives, and what it is to judge. */
export function caseOf(
  rule: Rule,
  text: RuleText,
  index: number,
  collectors: ReadonlyMap<string, Collector>,
): { readonly judged: Rule; readonly subject: Subject } {
  const example = rule.cases[index] as RuleCase;
  const judged = example.parameters
    ? (loadRules([text], collectors, { [rule.info.id]: example.parameters }, (_rule, name) =>
        rule.yaml.place(['cases', index, 'parameters', name]),
      )[0] as Rule)
    : rule;
  const collector = collectors.get(rule.info.resource) as Collector;
  const readable = readableOf(example, index, rule, collector, collectors);
  return { judged, subject: subjectOf(readable, Date.parse(example.takenAt ?? CASE_TIME)) };
}

function readableOf(
  example: RuleCase,
  index: number,
  rule: Rule,
  collector: Collector,
  collectors: ReadonlyMap<string, Collector>,
): Readable {
  const states = new Map<string, FieldState>([
    ['id', 'example'],
    ['name', 'example'],
  ]);
  for (const [name, given] of Object.entries(example.given)) {
    const refuse = (why: string): never => {
      throw new InputError(`case ${index + 1}: ${name} ${why}`, rule.yaml.place(['cases', index, 'given', name]));
    };
    const link = name.endsWith('State') ? own(collector.fields, name.slice(0, -5)) : undefined;
    if (link?.type.kind === 'link') {
      if (!(LINK_STATES as readonly unknown[]).includes(given)) refuse(`must be one of ${LINK_STATES.join(', ')}`);
      states.set(name, given as LinkState);
      if (!(name.slice(0, -5) in example.given))
        states.set(name.slice(0, -5), linkState(given as LinkState, link.type.to));
      continue;
    }
    const field = own(collector.fields, name);
    if (!field) return refuse(`is no field of ${collector.type}`);
    if (given === null && !field.optional) refuse('cannot be empty: the field is not optional');
    states.set(name, given === null ? EMPTY : stateOf(given, field.type, collectors, refuse));
    if (field.type.kind === 'link' && !(`${name}State` in example.given)) states.set(`${name}State`, 'resolved');
  }
  return { read: (field) => states.get(field) ?? UNSEEN };
}

/** Names come from a file, and `toString` is one too. */
const own = <T>(of: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(of, name) ? of[name] : undefined;

const linkState = (state: LinkState, to: string): FieldState => ({
  link: to,
  state,
  id: '',
  ...(state === 'none' ? {} : { reason: { class: 'out-of-scope', operation: to, code: state } as const }),
});

type Refuse = (why: string) => never;
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function stateOf(
  given: unknown,
  type: FieldType,
  collectors: ReadonlyMap<string, Collector>,
  refuse: Refuse,
): FieldState {
  switch (type.kind) {
    case 'enum':
      return type.values.includes(given as string)
        ? (given as string)
        : refuse(`must be one of ${type.values.join(', ')}`);
    case 'custody':
      return custodyGiven(given, refuse);
    case 'link':
      return {
        link: type.to,
        state: 'resolved',
        id: 'example',
        target: targetOf(given, type.to, type.fields, collectors, refuse),
      };
    case 'links':
      return {
        list: type.to,
        targets: listGiven(given, refuse).map((item) => targetOf(item, type.to, type.fields, collectors, refuse)),
      };
    case 'within':
      return {
        list: type.of,
        targets: listGiven(given, refuse).map((item) => targetOf(item, type.of, type.fields, collectors, refuse)),
      };
    case 'usedBy':
      return {
        list: 'user',
        targets: listGiven(given, refuse).map((item) => ({
          id: 'user',
          name: 'user',
          account: '',
          region: '',
          fields: isRecord(item) ? (item as Target['fields']) : refuse('must be a list of users with their fields'),
        })),
      };
    case 'structs':
      return structsGiven(given, type.of, refuse);
    default:
      return HOLDS[type.kind]?.(given) ? (given as FieldState) : refuse(`must be ${type.kind}`);
  }
}

function custodyGiven(given: unknown, refuse: Refuse): FieldState {
  const [min, max = min] = String(given).split('..');
  const isCustody = (text: string | undefined): text is Custody => (CUSTODIES as readonly unknown[]).includes(text);
  return isCustody(min) && isCustody(max) ? { min, max } : refuse(`must be MIN..MAX or one of ${CUSTODIES.join(', ')}`);
}

/** A column left out breaks the rule only if it reads it. */
function structsGiven(given: unknown, of: StructType, refuse: Refuse): FieldState {
  const fits = (row: unknown): boolean =>
    isRecord(row) && Object.entries(row).every(([name, value]) => HOLDS[own(of, name) ?? '']?.(value));
  if (!listGiven(given, refuse).every(fits)) refuse(`must be a list of {${Object.keys(of).join(', ')}}`);
  return given as FieldState;
}

const listGiven = (given: unknown, refuse: Refuse): unknown[] =>
  Array.isArray(given) ? given : refuse('must be a list');

function targetOf(
  given: unknown,
  to: string,
  names: readonly string[],
  collectors: ReadonlyMap<string, Collector>,
  refuse: Refuse,
): Target {
  if (!isRecord(given)) return refuse('must hold the fields of what it leads to');
  const declared = collectors.get(to)?.fields ?? {};
  const fields: Record<string, FieldState> = {};
  for (const name of names) fields[name] = UNSEEN;
  for (const [name, value] of Object.entries(given)) {
    const field = own(declared, name);
    if (!field || !names.includes(name)) return refuse(`leads to ${to}, of which '${name}' cannot be read here`);
    fields[name] = value === null ? EMPTY : stateOf(value, field.type, collectors, refuse);
  }
  return { id: 'example', name: 'example', account: '', region: '', fields };
}
