import { InputError } from '../model/input-error.ts';

/** A `resource "TYPE" "NAME" {` or `module "NAME" {`. */
export interface Block {
  readonly kind: 'resource' | 'module';
  /** Type and name, or name. */
  readonly labels: readonly string[];
  /** From 1. */
  readonly line: number;
  /** Of a module: where its configuration is, when that is plain text. */
  readonly source?: string;
}

interface Reading {
  readonly text: string;
  readonly file: string;
  at: number;
}

const SPACE = /[\s\ufeff]+/y;
const COMMENT = /(?:#|\/\/)[^\n]*/y;
const HEREDOC = /<<-?([\p{L}_][\p{L}\p{N}_-]*)[^\S\n]*\r?\n/uy;
const WORD = /[\p{L}_][\p{L}\p{N}_-]*/uy;

/**
 * The blocks that make resources in one file of Terraform's configuration. It knows comments, strings with templates
 * and heredocs, and skips all else. Throws an InputError for what does not end.
 * https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md
 */
export function blocksIn(text: string, file: string): Block[] {
  try {
    return blocks(text, file);
  } catch (cause) {
    if (cause instanceof RangeError) throw new InputError('the file is nested too deeply', { file, line: 1 });
    throw cause;
  }
}

function blocks(text: string, file: string): Block[] {
  const reading = { text, file, at: 0 };
  const found: Block[] = [];
  while (skipBlank(reading) < text.length) {
    const line = lineAt(reading, reading.at);
    const kind = take(reading, WORD)?.[0];
    if (kind === 'resource' || kind === 'module') {
      const labels = labelsOf(reading);
      const source = kind === 'module' && text[reading.at] === '{' ? sourceIn(reading) : undefined;
      if (labels.length === (kind === 'module' ? 1 : 2))
        found.push({ kind, labels, line, ...(source !== undefined && { source }) });
    } else if (kind === undefined) skipOne(reading);
  }
  return found;
}

function labelsOf(reading: Reading): string[] {
  const labels: string[] = [];
  for (;;) {
    skipBlank(reading);
    const label = reading.text[reading.at] === '"' ? plainString(reading) : take(reading, WORD)?.[0];
    if (label === undefined) return labels;
    labels.push(label);
  }
}

/** Reads `{ … }` and gives the plain text of `source = "…"` directly in it. */
function sourceIn(reading: Reading): string | undefined {
  const end = matching(reading);
  let source: string | undefined;
  reading.at++;
  while (skipBlank(reading) < end) {
    const word = take(reading, WORD)?.[0];
    if (word === undefined) skipOne(reading);
    else if (word === 'source' && take(reading, /\s*=\s*(?=")/y)) source = plainString(reading);
  }
  reading.at = end + 1;
  return source;
}

/** Where the bracket at the current place closes; the place stays. */
function matching(reading: Reading): number {
  const inner = { ...reading };
  skipOne(inner);
  return inner.at - 1;
}

/** A string without templates; undefined for one with them. */
function plainString(reading: Reading): string | undefined {
  const start = reading.at + 1;
  skipString(reading);
  const raw = reading.text.slice(start, reading.at - 1);
  return /[\\\n]|[$%]\{/.test(raw) ? undefined : raw;
}

/** Blanks and comments; gives the place after them. */
function skipBlank(reading: Reading): number {
  for (;;) {
    if (take(reading, SPACE) || take(reading, COMMENT)) continue;
    if (!reading.text.startsWith('/*', reading.at)) return reading.at;
    const end = reading.text.indexOf('*/', reading.at + 2);
    if (end < 0) throw endless(reading, reading.at, 'a comment');
    reading.at = end + 2;
  }
}

const CLOSING: Readonly<Record<string, string>> = { '{': '}', '[': ']', '(': ')' };

/** A string, a heredoc, a bracket with all that is in it, or one character. */
function skipOne(reading: Reading): void {
  const { text, at } = reading;
  const heredoc = take(reading, HEREDOC);
  if (heredoc) return skipHeredoc(reading, at, heredoc[1] ?? '');
  const character = text[at] ?? '';
  if (character === '"') return skipString(reading);
  const closing = CLOSING[character];
  reading.at++;
  if (closing !== undefined) skipTo(reading, at, closing);
}

function skipTo(reading: Reading, start: number, closing: string): void {
  for (;;) {
    if (skipBlank(reading) >= reading.text.length) throw endless(reading, start, 'a bracket');
    if (reading.text[reading.at] === closing) break;
    if (!take(reading, WORD)) skipOne(reading);
  }
  reading.at++;
}

/** `"a ${f("b")} c"`; `$${` and `%%{` are no templates. */
function skipString(reading: Reading): void {
  const start = reading.at++;
  for (;;) {
    take(reading, /[^"\\$%\n]+/y);
    const { text, at } = reading;
    if (at >= text.length || text[at] === '\n') throw endless(reading, start, 'a string');
    if (text[at] === '"') break;
    if (text[at] === '\\') reading.at += 2;
    else if (take(reading, /\$\$\{|%%\{/y)) continue;
    else if (take(reading, /[$%](?=\{)/y)) skipOne(reading);
    else reading.at++;
  }
  reading.at++;
}

function skipHeredoc(reading: Reading, start: number, marker: string): void {
  const end = new RegExp(`^[^\\S\\n]*${marker}[^\\S\\n]*\\r?$`, 'gm');
  end.lastIndex = reading.at;
  if (!end.exec(reading.text)) throw endless(reading, start, 'a heredoc');
  reading.at = end.lastIndex;
}

function take(reading: Reading, pattern: RegExp): RegExpExecArray | undefined {
  pattern.lastIndex = reading.at;
  const found = pattern.exec(reading.text) ?? undefined;
  if (found) reading.at = pattern.lastIndex;
  return found;
}

const lineAt = ({ text }: Reading, at: number): number => text.slice(0, at).split('\n').length;

const endless = (reading: Reading, at: number, what: string): InputError =>
  new InputError(`${what} that begins here does not end`, { file: reading.file, line: lineAt(reading, at) });
