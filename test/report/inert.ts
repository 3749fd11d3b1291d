import type { Log, Result } from 'sarif';
import { csvRows } from './csv-rows.ts';
import { githubLint } from './github-lint.ts';
import { faultsOfPage, seenIn, shapes } from './page.ts';

/** Looks at a document that hostile text went into. @param plain the same story with harmless text */
type Check = (document: string, plain: string) => string[];

const CONTROL = /(?![\t\n\r])\p{Cc}/u;
const faultIf = (bad: boolean, what: string): string[] => (bad ? [what] : []);

function parses(text: string): string[] {
  try {
    JSON.parse(text);
    return faultIf(CONTROL.test(text), 'a control character in JSON');
  } catch (cause) {
    return [`no JSON: ${(cause as Error).message}`];
  }
}

/** Every `text` and `markdown` of a document, wherever it is. */
function* textsOf(value: unknown, name = ''): Generator<readonly [name: string, text: string]> {
  if (typeof value === 'string') yield [name, value];
  else if (typeof value === 'object' && value !== null)
    for (const [key, inner] of Object.entries(value)) yield* textsOf(inner, Array.isArray(value) ? name : key);
}

/** SARIF 3.11.6: `[text](target)` in a message is a link, unless its brackets are escaped. */
const SARIF_LINK = /(?<!\\)(?:\\\\)*\[(?:\\.|[^\]\\])*\]\(([^)]*)\)?/g;

/** Links of a message but those to the result's own related locations, one each. */
function linksOf({ message, relatedLocations = [] }: Pick<Result, 'message' | 'relatedLocations'>): string[] {
  const own = new Set(relatedLocations.map(({ id }) => String(id)));
  const targets = [...(message.text ?? '').matchAll(SARIF_LINK)].map(([, target = '']) => target);
  return targets.filter((target) => !own.delete(target));
}

const sarif: Check = (document) => {
  const broken = parses(document);
  if (broken.length > 0) return broken;
  const log = JSON.parse(document) as Log;
  const messages = (log.runs ?? []).flatMap(({ results = [], invocations = [] }) => [
    ...results,
    ...invocations.flatMap(({ toolExecutionNotifications = [] }) => toolExecutionNotifications),
  ]);
  const uris = [...textsOf(log)].filter(([name]) => name === 'uri').map(([, uri]) => uri);
  return [
    ...githubLint(log),
    ...messages.flatMap(linksOf).map((target) => `a link in a message to ${target.slice(0, 80)}`),
    ...uris
      .filter((uri) => /^[a-z][a-z0-9+.-]*:(?!\/\/[a-z])/i.test(uri) || uri.split('/').includes('..'))
      .map((uri) => `a location ${uri}`),
  ];
};

/** A spreadsheet takes cells that begin so for formulas. */
const csv: Check = (document, plain) => {
  const rows = csvRows(document);
  const columns = new Set(rows.filter((row) => row.length > 1).map(({ length }) => length));
  const formulas = rows.flat().filter((cell) => /^[=+\-@\t\r]/.test(cell));
  return [
    ...faultIf(columns.size !== 1, `rows of ${[...columns].join(' and ')} columns`),
    ...faultIf(rows.length !== csvRows(plain).length, 'another number of rows'),
    ...formulas.map((cell) => `a formula: ${cell.slice(0, 40)}`),
  ];
};

/** Tags of an XML document; what is left over may hold no bracket. */
const TAG = /<(\/?[\w:.-]+)((?:\s+[\w:.-]+="[^"<]*")*)\s*\/?>|<\?xml [^<>]*\?>/g;
const xml: Check = (document, plain) => {
  const tags = (text: string) => new Set([...text.matchAll(TAG)].map((match) => match[1] ?? ''));
  const own = tags(plain);
  const rest = document.replace(TAG, '');
  return [
    ...[...tags(document)].filter((tag) => !own.has(tag)).map((tag) => `an element ${tag}`),
    ...faultIf(/[<>]/.test(rest), 'a bracket outside of tags'),
    ...faultIf(
      /&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[0-9a-f]+);)/i.test(document),
      'an ampersand that stands for nothing',
    ),
    ...faultIf(CONTROL.test(document) || /[\ufffe\uffff]|\p{Cs}/u.test(document), 'a character that XML forbids'),
  ];
};

/** Markdown without what stands in fences or between single backticks, which is text. */
const unfenced = (text: string): string =>
  text.replace(/^(`{3,}|~{3,})[^\n]*\n[\s\S]*?^\1[`~]*[ ]*$/gm, '').replace(/(?<!`)`[^`\n]+`(?!`)/g, '');
const markdown: Check = (document, plain) => {
  const count = (text: string, pattern: RegExp): number => unfenced(text).match(pattern)?.length ?? 0;
  const same: readonly (readonly [string, RegExp])[] = [
    ['lines', /\n/g],
    ['headings', /^ {0,3}#{1,6}\s/gm],
    ['links', /(?<!\\)\]\(|(?<!\\)\]:/g],
    ['tags', /(?<!\\)<[a-z!/?]/gi],
    ['columns', /(?<!\\)\|/g],
    ['addresses, which GitHub makes links of,', /:\/\/|www\.|@/gi],
  ];
  return same
    .filter(([, pattern]) => count(document, pattern) > count(plain, pattern))
    .map(([what]) => `${what} of somebody else`);
};

const lines: Check = (document) => document.split('\n').filter(Boolean).flatMap(parses);

/** By the ending of a report's file name. A reporter whose ending is not here has nobody to look at it, which fails. */
export const CHECKS: Readonly<Record<string, Check>> = {
  '.html': (document, plain) => faultsOfPage(document, shapes(seenIn(plain))),
  '.json': parses,
  '.jsonl': lines,
  '.sarif': sarif,
  '.csv': csv,
  '.xml': xml,
  '.md': markdown,
};
