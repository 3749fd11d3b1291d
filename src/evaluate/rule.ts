import type { Collector } from '../model/collector.ts';
import { InputError, type Place } from '../model/input-error.ts';
import type { ParameterValue, RuleInfo } from '../model/rule.ts';
import { type Compiler, compilerFor, type Expression, ExpressionError } from './cel/expression.ts';
import { type RuleText, readRule } from './rule-file.ts';
import type { RuleCase, RuleFile } from './rule-schema.ts';
import type { YamlFile } from './yaml-file.ts';

/** A rule ready to judge. */
export interface Rule {
  readonly info: RuleInfo;
  /** Compiled once, when it is first asked for: a snapshot has resources of some types only. */
  code(): RuleCode;
  readonly cases: readonly RuleCase[];
  readonly file: string;
  readonly yaml: YamlFile<RuleFile>;
}

export interface RuleCode {
  readonly when: Expression | undefined;
  readonly assert: Expression;
  /** Paths of `when` and `assert`: what evidence is made of. */
  readonly paths: readonly string[];
  readonly message: Message;
}

/** Text and paths in turn: `["the key ", {path}, " is off"]`. */
export type Message = readonly (string | { readonly path: string } | { readonly parameter: string })[];

type PlaceOfParameter = (rule: string, parameter: string) => Place | undefined;

export type Parameters = Readonly<Record<string, Readonly<Record<string, ParameterValue>>>>;

/**
 * Turns rule files into rules; throws an InputError at the first mistake, with file, line and caret.
 * @param placeOf where a parameter was overridden
 */
export function loadRules(
  texts: readonly RuleText[],
  collectors: ReadonlyMap<string, Collector>,
  parameters: Parameters = {},
  placeOf: PlaceOfParameter = () => undefined,
): Rule[] {
  const compilers = new Map<string, Compiler>();
  const compilerOf = (collector: Collector): Compiler => {
    const known = compilers.get(collector.type) ?? compilerFor(collector, collectors);
    compilers.set(collector.type, known);
    return known;
  };
  const rules = texts.map((text) => loadRule(text, collectors, compilerOf, parameters, placeOf));
  refuseTwice(rules);
  return rules.sort((a, b) => (a.info.id < b.info.id ? -1 : 1));
}

function loadRule(
  text: RuleText,
  collectors: ReadonlyMap<string, Collector>,
  compilerOf: (collector: Collector) => Compiler,
  overrides: Parameters,
  placeOf: PlaceOfParameter,
): Rule {
  const { file, service, id } = text;
  const yaml = readRule(text);
  const { value } = yaml;
  if (value.id !== id) throw new InputError(`the id must be the file's name, '${id}'`, yaml.place(['id']));
  const collector = collectors.get(value.resource);
  if (!collector) throw new InputError(`no resource type '${value.resource}' exists`, yaml.place(['resource']));
  const parameters = withOverrides(value, overrides[value.id], placeOf);
  const code = once(() => codeOf(yaml, compilerOf(collector), parameters));
  if (!text.checked && !sound.has(text)) {
    code();
    const [missing] = missingVerdicts(value);
    if (missing !== undefined) throw new InputError(`no case gives ${missing}`, yaml.place(['cases']));
    sound.add(text);
  }
  return { info: infoOf(value, service, parameters), code, cases: value.cases, file, yaml };
}

/** Texts that were found to be rules: whoever loads them again need not wait for all of them to be compiled. */
const sound = new WeakSet<RuleText>();

function once<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

function codeOf(yaml: YamlFile<RuleFile>, compiler: Compiler, parameters: RuleInfo['parameters']): RuleCode {
  const { value } = yaml;
  const compile = (at: 'when' | 'assert', expression: string): Expression => {
    try {
      return compiler.compile(expression, 'bool', parameters);
    } catch (cause) {
      if (!(cause instanceof ExpressionError)) throw cause;
      const [first] = cause.complaints;
      throw new InputError(first?.message ?? cause.message, yaml.place([at], first));
    }
  };
  const when = value.when === undefined ? undefined : compile('when', value.when);
  const assert = compile('assert', value.assert);
  return {
    when,
    assert,
    paths: [...new Set([...(when?.paths ?? []), ...assert.paths])].sort(),
    message: messageOf(yaml, compiler, parameters),
  };
}

/** Every rule shows each verdict that its expressions can give. */
export function missingVerdicts({
  when,
  cases,
}: {
  readonly when?: unknown;
  readonly cases: readonly RuleCase[];
}): string[] {
  const wanted = ['pass', 'fail', 'unknown', ...(when ? ['not-applicable'] : [])];
  return wanted.filter((verdict) => !cases.some((example) => example.verdict === verdict));
}

const infoOf = (value: RuleFile, service: string, parameters: RuleInfo['parameters']): RuleInfo => ({
  id: value.id,
  identity: value.identity ?? value.id,
  title: value.title,
  severity: value.severity,
  category: value.category,
  service,
  resource: value.resource,
  rationale: value.rationale.trim().replace(/(?<!\n)\n(?!\n)/g, ' '), // lines of the file are no lines of the text
  remediation: value.remediation,
  controls: value.controls,
  references: value.references,
  default: value.default ?? true,
  parameters,
  aliases: value.aliases ?? [],
  deprecated: value.deprecated ?? false,
});

function withOverrides(
  value: RuleFile,
  overrides: Readonly<Record<string, ParameterValue>> = {},
  placeOf: PlaceOfParameter,
): RuleInfo['parameters'] {
  const own = value.parameters ?? {};
  for (const [name, given] of Object.entries(overrides)) {
    const declared = own[name];
    const place = placeOf(value.id, name);
    if (declared === undefined) throw new InputError(`rule ${value.id} has no parameter '${name}'`, place);
    if (typeof declared !== typeof given || Array.isArray(declared) !== Array.isArray(given)) {
      throw new InputError(`parameter '${name}' of rule ${value.id} must be like ${JSON.stringify(declared)}`, place);
    }
  }
  return { ...own, ...overrides };
}

const PLACEHOLDER = /\{([^{}]*)\}/g;

function messageOf(yaml: YamlFile<RuleFile>, compiler: Compiler, parameters: RuleInfo['parameters']): Message {
  const text = yaml.value.message;
  const parts: Message[number][] = [];
  let at = 0;
  for (const match of text.matchAll(PLACEHOLDER)) {
    const inner = match[1] ?? '';
    const within = { start: match.index + 1, end: match.index + 1 + inner.length };
    parts.push(
      text.slice(at, match.index),
      placeholder(inner, compiler, parameters, () => yaml.place(['message'], within)),
    );
    at = match.index + match[0].length;
  }
  parts.push(text.slice(at));
  return parts;
}

function placeholder(
  inner: string,
  compiler: Compiler,
  parameters: RuleInfo['parameters'],
  place: () => ConstructorParameters<typeof InputError>[1],
): Message[number] {
  const parameter = /^parameters\.(\w+)$/.exec(inner)?.[1];
  if (parameter !== undefined && parameters[parameter] !== undefined) return { parameter };
  if (!/^resource(\.\w+)+$/.test(inner))
    throw new InputError(`'{${inner}}' is neither {resource.…} nor {parameters.…}`, place());
  try {
    compiler.compile(inner, 'any', parameters);
  } catch (cause) {
    if (cause instanceof ExpressionError) throw new InputError(cause.message, place());
    throw cause;
  }
  return { path: inner.slice('resource.'.length) };
}

function refuseTwice(rules: readonly Rule[]): void {
  const seen = new Map<string, Rule>();
  for (const rule of rules) {
    for (const id of [rule.info.id, ...rule.info.aliases]) {
      const other = seen.get(id);
      if (other) throw new InputError(`the id '${id}' is taken by ${other.file}`, rule.yaml.place(['id']));
      seen.set(id, rule);
    }
  }
}
