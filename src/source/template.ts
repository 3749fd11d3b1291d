import { isMap, isScalar, LineCounter, type Pair, parseDocument, type YAMLMap } from 'yaml';
import { refuseExtremes } from '../evaluate/yaml-limits.ts';
import { InputError } from '../model/input-error.ts';
import { memberLines, parseJson } from './json-text.ts';

/**
 * CloudFormation takes 1 MB, and a file that people read has more blanks than what is sent.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
 */
export const MAX_TEMPLATE = 4_194_304;
/** One `!Ref` or `!Sub` each. */
const LIMITS = { bytes: MAX_TEMPLATE, tokens: 800_000, properties: 50_000 };

/** Line of each logical id. */
export type LogicalIds = ReadonlyMap<string, number>;

/** Reads a CloudFormation template, JSON or YAML with intrinsic tags; undefined for a document that is none. */
export function readTemplate(text: string, file: string): LogicalIds | undefined {
  const ids = /^\s*\{/.test(text) ? jsonIds(text, file) : yamlIds(text, file);
  return ids.size === 0 ? undefined : ids;
}

/** `AWS::S3::Bucket`, `Custom::Thing`; a loop (`Fn::ForEach::…`) or a transform has no type, and makes ids of its own. */
const isType = (type: unknown): boolean => typeof type === 'string' && /^\w+::\w/.test(type);

function jsonIds(text: string, file: string): LogicalIds {
  const parsed = parseJson(text, file, 'the template') as { readonly Resources?: unknown };
  const resources = Object.entries((parsed.Resources ?? {}) as Readonly<Record<string, unknown>>);
  const typed = new Set(
    resources.filter(([, value]) => isType((value as { Type?: unknown } | null)?.Type)).map(([id]) => id),
  );
  return new Map([...memberLines(text, 'Resources')].filter(([id]) => typed.has(id)));
}

function yamlIds(text: string, file: string): LogicalIds {
  refuseExtremes(text, file, LIMITS);
  const lines = new LineCounter();
  const resources = member(contentsOf(text, file, lines), 'Resources')?.value;
  const pairs = isMap(resources) ? (resources as YAMLMap).items : [];
  return new Map(
    pairs.flatMap(({ key, value }) =>
      isScalar(key) && key.range && isType(textOf(member(value, 'Type')?.value))
        ? [[String(key.value), lines.linePos(key.range[0]).line] as const]
        : [],
    ),
  );
}

const member = (node: unknown, name: string): Pair | undefined =>
  isMap(node) ? (node as YAMLMap).items.find(({ key }) => isScalar(key) && key.value === name) : undefined;

const textOf = (node: unknown): unknown => (isScalar(node) ? node.value : undefined);

function contentsOf(text: string, file: string, lineCounter: LineCounter): unknown {
  try {
    // `!Ref` and its like are no tags of YAML: the parser would warn of each
    const document = parseDocument(text, { lineCounter, uniqueKeys: false, prettyErrors: false, logLevel: 'silent' });
    const [broken] = document.errors;
    if (!broken) return document.contents;
    throw new InputError('the template is not valid YAML', { file, line: lineCounter.linePos(broken.pos[0]).line });
  } catch (cause) {
    if (cause instanceof RangeError) throw new InputError('the template is nested too deeply', { file, line: 1 });
    throw cause;
  }
}
