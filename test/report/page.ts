import { inflateRawSync } from 'node:zlib';
import { type DefaultTreeAdapterTypes, parse } from 'parse5';

/** An element as a browser would make it. */
interface Seen {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
}

function* elements(node: DefaultTreeAdapterTypes.ChildNode | DefaultTreeAdapterTypes.Document): Generator<Seen> {
  if ('tagName' in node) {
    const text = node.childNodes.map((child) => ('value' in child ? child.value : '')).join('');
    yield {
      name: node.tagName,
      attributes: Object.fromEntries(node.attrs.map(({ name, value }) => [name, value])),
      text,
    };
  }
  if (node.nodeName === '#comment') yield { name: '#comment', attributes: {}, text: '' };
  if ('childNodes' in node) for (const child of node.childNodes) yield* elements(child);
}

/** As a browser without scripts reads it, which sees what is in `noscript`. */
export const seenIn = (page: string): Seen[] => [...elements(parse(page, { scriptingEnabled: false }))];

/** As a browser with scripts reads it: `noscript` is text up to its end tag. */
const seenWithScript = (page: string): Seen[] => [...elements(parse(page))];

/** `element` and `element@attribute` of a page. */
export const shapes = (seen: readonly Seen[]): Set<string> =>
  new Set(
    seen.flatMap(({ name, attributes }) => [
      name,
      ...Object.keys(attributes).map((attribute) => `${name}@${attribute}`),
    ]),
  );

/** A block of data, which no browser runs. */
const isData = ({ name, attributes }: Seen): boolean =>
  name === 'script' && attributes['type'] === 'application/octet-stream';

/** What the blocks of a part hold, as the page's script reads them. */
export const dataIn = <T>(page: string, part: string): T[] =>
  seenIn(page)
    .filter((item) => isData(item) && item.attributes['data-part'] === part)
    .map(({ text }) => JSON.parse(inflateRawSync(Buffer.from(text, 'base64')).toString()));

const LINK = /^(?:#[a-z0-9-]+|#\/[a-z]+|https:\/\/[\x21-\x7e]+|data:image\/svg\+xml,.+)$/;
const HIDDEN = /(?![\n\t])\p{Cc}|[\u202a-\u202e\u2066-\u2069\ufeff]|\p{Cs}/u;

/** Whatever stands in the account, the page's elements, attributes and links are the template's own: `own`. */
export const faultsOfPage = (page: string, own: ReadonlySet<string>): string[] =>
  [seenIn(page), seenWithScript(page)].flatMap((seen) => faultsOf(seen, page, own));

function faultsOf(seen: readonly Seen[], page: string, own: ReadonlySet<string>): string[] {
  const found = [...shapes(seen)].filter((shape) => !own.has(shape)).map((shape) => `${shape} is not the template's`);
  const running = seen
    .filter(({ name, attributes }) => (name === 'script' && attributes['type'] === undefined) || name === 'style')
    .map(({ name }) => name);
  for (const { text } of seen.filter(isData))
    if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text)) found.push('a data block of text');
  if (running.join(' ') !== 'style script') found.push(`what runs is ${running.join(' ')}`);
  for (const { attributes } of seen) {
    if (!LINK.test(attributes['href'] ?? '#a')) found.push(`a link to ${attributes['href']}`);
    if (!/^[a-z0-9 -]*$/.test(attributes['class'] ?? '')) found.push(`a class ${attributes['class']}`);
    if (!/^[a-z0-9-]*$/.test(attributes['id'] ?? '')) found.push(`an id ${attributes['id']}`);
  }
  if (HIDDEN.test(page)) found.push('a character that nobody sees');
  return found;
}
