import { sourcesOf } from '../model/answers.ts';
import type { Collector } from '../model/collector.ts';
import { type Field, type FieldContext, targetType } from '../model/field.ts';
import type { Rule } from './rule.ts';

export interface Needs {
  /** `kms:GetKeyRotationStatus`, sorted. */
  readonly operations: readonly string[];
  /** IAM actions, sorted. */
  readonly permissions: readonly string[];
}

type Registry = ReadonlyMap<string, Collector>;

/** The API operations behind the fields that a rule reads, and behind those of what its links lead to. */
export function needsOf(rule: Rule, registry: Registry): Needs {
  const collector = registry.get(rule.info.resource) as Collector;
  const found = new Map<string, string>();
  const add = (of: Collector, names: Iterable<string>): void => {
    const sources = sourcesOf(of);
    for (const name of of.list?.each ? ['parent', ...names] : names) {
      const source = sources.get(name);
      if (!source) continue;
      if (source.permission) found.set(source.operation, source.permission);
      else if (registry.get(source.operation)) add(registry.get(source.operation) as Collector, ['item']); // a join
    }
  };
  if (collector.list) add(collector, ['item']);
  for (const path of rule.code().paths) addPath(path.split('.'), collector, registry, add);
  return { operations: [...found.keys()].sort(), permissions: [...new Set(found.values())].sort() };
}

/** The answers, as `type/answer`, that a rule reads of what only `--secrets` collects. */
export function contentRead(rule: Rule, registry: Registry): readonly string[] {
  const collector = registry.get(rule.info.resource) as Collector;
  const { type, secrets, calls } = collector;
  if (!secrets && !calls.some((call) => call.secrets)) return [];
  const fields = rule.code().paths.flatMap((path) => collector.fields[path.split('.')[0] ?? ''] ?? []);
  const read = new Set(fields.flatMap((field) => [...answersRead(field, collector)]));
  const content = calls.filter((call) => call.secrets && read.has(call.name)).map(({ name }) => `${type}/${name}`);
  return secrets ? [`${type}/item`, ...content] : content;
}

type Add = (of: Collector, names: Iterable<string>) => void;

function addPath([first = '', second]: readonly string[], collector: Collector, registry: Registry, add: Add): void {
  const name = collector.fields[first] ? first : first.replace(/State$/, '');
  const field = collector.fields[name];
  if (!field) return;
  add(collector, answersRead(field, collector));
  const { type } = field;
  if (type.kind === 'custody') addCustody(collector, registry, add);
  const target = registry.get(targetType(type) ?? '');
  if (!target) return;
  add(target, ['item']);
  const inList = type.kind === 'links' || type.kind === 'within' ? type.fields : [];
  for (const inner of second === undefined ? inList : [second]) {
    const read = target.fields[inner];
    if (read) add(target, answersRead(read, target));
  }
}

/** A custody hangs on the manager of the key behind it. */
function addCustody(collector: Collector, registry: Registry, add: Add): void {
  const key = registry.get('aws.kms.key');
  const linked = Object.values(collector.fields).some(({ type }) => type.kind === 'link' && type.to === 'aws.kms.key');
  if (key && linked) add(key, ['item', ...answersRead(key.fields['manager'] as Field, key)]);
}

const CONTEXT: FieldContext = {
  partition: 'aws',
  account: '',
  region: '',
  id: '',
  takenAt: '2026-01-01T00:00:00Z',
  trustedAccounts: [],
  secretWords: [],
};

/** Runs a field on answers that only note that they were read: once all there, and once with each of them absent. */
function answersRead(field: Field, collector: Collector): ReadonlySet<string> {
  const read = new Set<string>();
  const names = [...sourcesOf(collector).keys()];
  for (const absent of [undefined, ...names]) {
    const view = new Proxy(
      {},
      {
        get(_target, name) {
          if (typeof name === 'string' && names.includes(name)) read.add(name);
          return name === absent ? undefined : ANYTHING;
        },
      },
    );
    try {
      field.from(view, CONTEXT);
    } catch {
      // a made-up answer may break the function; which answers it reached for is all that is asked
    }
  }
  return read;
}

/** Every member of it is there again, and it can be called. */
const ANYTHING: unknown = new Proxy(() => ANYTHING, {
  get: (_target, name) =>
    name === Symbol.toPrimitive ? () => '' : name === Symbol.iterator ? [][Symbol.iterator] : ANYTHING,
});
