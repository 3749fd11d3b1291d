import type { Places } from '../model/mark.ts';
import { MAX_TEXT, textOf, unwrapped } from './decode.ts';
import { FORMATS, mayHold } from './formats.ts';

/** One text of an answer, with the names that lead to it. */
export interface Leaf {
  readonly path: readonly string[];
  /** What says of it what it is: `DB_PASSWORD`. */
  readonly name: string;
  /** Undefined where it could not be read. */
  readonly text: string | undefined;
}

const MAX_DEPTH = 64;
/** In the place of a name that is a secret itself. */
export const HIDDEN = '•';

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

/** The texts under the places of an answer. What AWS leaves out has none. */
export function* leavesOf(answer: unknown, places: Places, path: readonly string[] = []): Generator<Leaf> {
  if (Array.isArray(answer)) {
    for (const [index, element] of answer.entries())
      yield* leavesOf(element, places, [...path, labelOf(element, index)]);
    return;
  }
  if (!isFields(answer)) return;
  for (const [member, place] of Object.entries(places)) {
    const inner = [...path, member];
    yield* place === true ? leaves(answer[member], inner, member) : leavesOf(answer[member], place, inner);
  }
}

function* leaves(value: unknown, path: readonly string[], name: string): Generator<Leaf> {
  if (path.length > MAX_DEPTH) yield { path: path.slice(0, MAX_DEPTH), name: '', text: undefined };
  else if (typeof value === 'string') yield* inText(value, path, name);
  else if (typeof value === 'number') yield { path, name, text: String(value) };
  else if (value instanceof Uint8Array) yield* inBytes(value, path, name);
  else if (Array.isArray(value)) yield* inList(value, path, name);
  else if (isFields(value)) yield* inFields(value, path);
}

function* inText(text: string, path: readonly string[], name: string): Generator<Leaf> {
  const inner = text.length > MAX_TEXT ? { text: undefined } : unwrapped(text);
  if (inner?.text !== undefined) return yield* inText(inner.text, [...path], name);
  if (inner) return yield { path, name, text: undefined };
  const parsed = parse(text);
  if (isFields(parsed)) yield* leaves(parsed, path, name);
  else yield { path, name, text };
}

/** JSON only: what does not parse is judged line by line, as any text is. */
function parse(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // the error quotes the text
  }
}

function* inBytes(bytes: Uint8Array, path: readonly string[], name: string): Generator<Leaf> {
  const text = bytes.length > MAX_TEXT ? undefined : textOf(bytes);
  if (text === undefined) yield { path, name, text };
  else yield* inText(text, path, name);
}

/** A list of words is a command line, whose options are read across them. */
function* inList(list: readonly unknown[], path: readonly string[], name: string): Generator<Leaf> {
  if (list.every((element) => typeof element === 'string')) return yield* inText(list.join(' '), path, name);
  for (const [index, element] of list.entries()) {
    const pair = isFields(element) ? pairIn(element) : undefined;
    if (pair) yield* pair.isReference ? [] : inNamed(pair.name, pair.value, path);
    else yield* leaves(element, [...path, labelOf(element, index)], name);
  }
}

function* inFields(fields: Fields, path: readonly string[]): Generator<Leaf> {
  for (const [key, value] of Object.entries(fields)) if (!REFERENCES.has(key)) yield* inNamed(key, value, path);
}

/** A default or a value is what its owner's name says. */
function* inNamed(key: string, value: unknown, path: readonly string[]): Generator<Leaf> {
  const isSecret = mayHold(key) && FORMATS.some(({ pattern }) => key.search(pattern) >= 0);
  const shown = isSecret ? HIDDEN : key.slice(0, 100);
  if (isSecret) yield { path: [...path, shown], name: '', text: key };
  yield* leaves(value, [...path, shown], VALUES.has(key) ? (path.at(-1) ?? key) : key);
}

/** Where the secret is, in ECS, Batch and Kubernetes; and a password that Glue has encrypted. */
const REFERENCES: ReadonlySet<string> = new Set([
  ...['valueFrom', 'ValueFrom', 'secretRef', 'secretKeyRef'],
  'ENCRYPTED_PASSWORD',
]);
const VALUES: ReadonlySet<string> = new Set(['default', 'Default', 'defaultValue', 'DefaultValue', 'value', 'Value']);

const NAMES = ['name', 'Name', 'key', 'Key', 'ParameterKey', 'OutputKey', 'id'];
const CONTENTS = ['value', 'Value', 'stringValue', 'ParameterValue', 'OutputValue'];
/** CodeBuild's variables that name a parameter or a secret: https://docs.aws.amazon.com/codebuild/latest/APIReference/API_EnvironmentVariable.html */
const ELSEWHERE: ReadonlySet<unknown> = new Set(['PARAMETER_STORE', 'SECRETS_MANAGER']);

/** `{name, value}`, as AWS spells it here and there. */
function pairIn(fields: Fields) {
  const name = NAMES.map((key) => fields[key]).find((value) => typeof value === 'string') as string | undefined;
  const content = CONTENTS.find((key) => fields[key] !== undefined && fields[key] !== null);
  if (name === undefined || content === undefined) return undefined;
  return { name, value: fields[content], isReference: ELSEWHERE.has(fields['type']) };
}

const LABELS = ['name', 'Name', 'stageName', 'id'];

function labelOf(element: unknown, index: number): string {
  const label = isFields(element) && LABELS.map((key) => element[key]).find((value) => typeof value === 'string');
  return typeof label === 'string' && label !== '' ? label.slice(0, 100) : String(index);
}
