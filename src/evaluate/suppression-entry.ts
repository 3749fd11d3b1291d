import { isMap, isSeq, parseDocument, stringify, type YAMLSeq } from 'yaml';
import { InputError } from '../model/input-error.ts';
import { readSuppressions } from './suppression-file.ts';

/** An entry for exactly one finding. */
export interface NewSuppression {
  readonly id: string;
  readonly finding: string;
  /** What the finding is about, as a comment: an id alone tells a reader nothing. */
  readonly about: string;
  readonly reason: string;
  readonly expires: string;
  readonly owner?: string | undefined;
  readonly ticket?: string | undefined;
}

/**
 * The file with one more entry at its end; all that was there stays as it was, comments and layout too.
 * @param text undefined where there is no file yet
 * @throws InputError for a file that cannot be read, or whose list is written in one line
 */
export function withSuppression(text: string | undefined, file: string, added: NewSuppression): string {
  if (text === undefined) return `version: 1\nsuppressions:\n${entryText(added, '  ')}`;
  const before = readSuppressions(text, file);
  if (before.some(({ id }) => id === added.id))
    throw new InputError(`it has a suppression '${added.id}' already`, { file });
  const list = listIn(text);
  const grown = list.items.length === 0 ? inEmpty(text, list, added) : after(text, list, added);
  if (readSuppressions(grown, file).length === before.length + 1) return grown;
  throw new InputError('the list of suppressions is laid out so that nothing can be added; write it one entry a line', {
    file,
  });
}

function listIn(text: string): YAMLSeq {
  const { contents } = parseDocument(text);
  const list = isMap(contents) ? contents.get('suppressions', true) : undefined;
  if (!isSeq(list)) throw new Error('a checked file has a list'); // readSuppressions has seen to it
  return list;
}

/** `suppressions: []` becomes a list of lines. */
function inEmpty(text: string, { range }: YAMLSeq, added: NewSuppression): string {
  const [start, end] = range ?? [text.length, text.length];
  const rest = text.slice(end);
  const line = rest.indexOf('\n') < 0 ? rest : rest.slice(0, rest.indexOf('\n'));
  return `${text.slice(0, start).trimEnd()}${line}\n${entryText(added, '  ')}${rest.slice(line.length + 1)}`;
}

/** Behind the last entry, at the depth of the first. */
function after(text: string, { range, flow }: YAMLSeq, added: NewSuppression): string {
  const [start, end] = range ?? [0, text.length];
  if (flow) return text; // told apart by its unchanged length
  const indent = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  const head = text.slice(0, end).trimEnd();
  const rest = text.slice(head.length).replace(/^[^\S\n]*\n/, '');
  return `${head}\n${entryText(added, indent)}${rest}`;
}

function entryText({ about, finding, ...said }: NewSuppression, indent: string): string {
  const { id, reason, owner, ticket, expires } = said;
  const fields = {
    id,
    match: { findings: [finding] },
    reason,
    ...(owner && { owner }),
    ...(ticket && { ticket }),
    expires,
  };
  const [first, ...others] = stringify(fields, { lineWidth: 0 }).trimEnd().split('\n');
  return [`# ${about}`, `- ${first}`, ...others.map((line) => `  ${line}`)]
    .map((line) => `${indent}${line}\n`)
    .join('');
}
