import { createHmac, hash } from 'node:crypto';
import type { Mask } from '../model/mask.ts';
import type { SnapshotRecord, SnapshotSource } from '../model/snapshot.ts';
import { nameReplacer } from './names.ts';
import { asStored } from './order.ts';
import { hexStandIn, standIns, wordsOf } from './stand-in.ts';

export interface MaskInput {
  /** Names that people chose, of one record. */
  readonly namesOf: (record: SnapshotRecord) => readonly string[];
  /** Words, in lower case, that say what a thing is and not whose: rules go by them (`password`, `prod`). */
  readonly keep: ReadonlySet<string>;
  /** Words that AWS answers, too: no name, when they stand alone. */
  readonly vocabulary: ReadonlySet<string>;
}

/**
 * Replaces account ids, names, ids, organizations, IP and e-mail addresses, each by the same stand-in wherever it stands,
 * so that links and policies still hold together. The stand-ins hang on the whole snapshot: who has not got it cannot
 * try out names, and two snapshots of one account have different ones.
 */
export async function maskOf(source: SnapshotSource, input: MaskInput): Promise<Mask> {
  const sights = newSights();
  look(source.header.scopes, sights);
  for await (const record of source.records()) {
    look(record, sights);
    for (const name of input.namesOf(record)) sights.names.add(name);
    mix(sights.key, hash('sha256', JSON.stringify(asStored(record)), 'buffer'));
  }
  return maskFrom(sights, input);
}

interface Sights {
  readonly accounts: Set<string>;
  readonly addresses: Set<string>;
  readonly mails: Set<string>;
  readonly organizations: Set<string>;
  readonly names: Set<string>;
  readonly words: Set<string>;
  readonly key: Buffer;
}

const newSights = (): Sights => ({
  accounts: new Set(),
  addresses: new Set(),
  mails: new Set(),
  organizations: new Set(),
  names: new Set(),
  words: new Set(),
  key: Buffer.alloc(32),
});

/** The order of records does not show. */
function mix(key: Buffer, digest: Buffer): void {
  for (const [at, byte] of digest.entries()) key[at] = (key[at] ?? 0) ^ byte;
}

// Each pattern begins where its characters begin, so that a megabyte of one letter is read once.
const ACCOUNT = /(?<!\d)\d{12}(?!\d)/g;
const IPV4 = /(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?:\/\d{1,2})?(?![\d.])/g;
const IPV6 =
  /(?<![\w:.])(?:(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}|(?:[0-9a-f]{1,4}:){1,6}(?::[0-9a-f]{1,4}){1,6}|(?:[0-9a-f]{1,4}:){1,7}:)(?![\w:.])/gi;
const EMAIL = /(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g;
/** Organization, organizational unit: they identify a company as an account id does. */
const ORGANIZATION = /(?<![a-z0-9])(?:o-[a-z0-9]{10,32}|ou-[a-z0-9]{4,32}-[a-z0-9]{8,32})(?![a-z0-9])/g;
/** `vol-0a1b2c3d4e5f60718`, `mrk-…`, UUIDs. */
const HEX =
  /(?<![A-Za-z0-9])(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{17}|(?=[0-9]*[a-f])(?=[a-f]*[0-9])[0-9a-f]{8,})(?![A-Za-z0-9])/g;
/** All but what AWS owns itself (`arn:aws:iam::aws:policy/…`); the name may hold wildcards. */
const ARN = /(arn:[\w*-]+:[\w*-]*:[\w*-]*:(?!aws:)[\w*?-]*:)([^\s"'\\,;()[\]{}<>]+)/g;

/** Found before names are: a name may hold one, and none may be cut by a name. */
const SPECIAL = new RegExp([EMAIL, ORGANIZATION, HEX].map(({ source }) => source).join('|'), 'g');

/** Addresses of nobody: everyone, private ones, blocks of half the world; and versions of engines that look like one. */
const NOBODYS = /^(?:0\.0\.0\.0|1\.|255\.|127\.|10\.|192\.168\.|169\.254\.|172\.(?:1[6-9]|2\d|3[01])\.)|\/[0-7]$/;

function look(value: unknown, sights: Sights): void {
  if (typeof value === 'string') lookAt(value, sights);
  else if (Array.isArray(value)) for (const item of value) look(item, sights);
  else if (typeof value === 'object' && value !== null)
    for (const [key, inner] of Object.entries(value)) {
      lookAt(key, sights);
      look(inner, sights);
    }
}

function lookAt(text: string, { accounts, addresses, mails, organizations, words }: Sights): void {
  const add = (found: Iterable<string> | null, to: Set<string>): void => {
    for (const one of found ?? []) to.add(one);
  };
  add(text.match(ACCOUNT), accounts);
  add(text.match(IPV4), addresses);
  add(text.match(IPV6), addresses);
  add(text.match(EMAIL), mails);
  add(text.match(ORGANIZATION), organizations);
  for (const [, , name = ''] of text.matchAll(ARN)) add(wordsOf(name), words);
}

function numbered(found: ReadonlySet<string>, make: (index: number, text: string) => string): Map<string, string> {
  return new Map([...found].sort().map((text, index) => [text, make(index + 1, text)]));
}

function maskFrom(sights: Sights, { keep, vocabulary }: MaskInput): Mask {
  const text = inTurn(namesMask(sights, keep, vocabulary), numbersMask(sights));
  const { key } = sights;
  return { value: (value) => through(value, text), id: (id) => createHmac('sha256', key).update(id).digest('hex') };
}

type Replace = (text: string) => string;
const inTurn =
  (first: Replace, second: Replace): Replace =>
  (text) =>
    second(first(text));

function namesMask(sights: Sights, keep: ReadonlySet<string>, vocabulary: ReadonlySet<string>): Replace {
  const { key, mails, organizations } = sights;
  const known = new Map([
    ...numbered(mails, (index) => `person-${index}@example.com`),
    ...numbered(organizations, (index, text) =>
      text.startsWith('ou-') ? `ou-aaaa-${String(index).padStart(8, 'a')}` : `o-${String(index).padStart(10, 'a')}`,
    ),
  ]);
  const special: Replace = (found) => known.get(found) ?? hexStandIn(found, key);
  const names = new Set([...sights.names].flatMap(piecesOf).filter((name) => !vocabulary.has(name)));
  const words = standIns([...sights.words, ...[...names].flatMap(wordsOf)], keep, key);
  const ofArn = apart(SPECIAL, special, words);
  const elsewhere = apart(SPECIAL, special, nameReplacer(names, words));
  return apart(ARN, (arn) => arn.replace(ARN, (_arn, head: string, name: string) => head + ofArn(name)), elsewhere);
}

/** What stands between the special parts of a name, without the separators at its ends. */
const piecesOf = (name: string): readonly string[] =>
  name.split(SPECIAL).map((piece) => piece.replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, ''));

/** Replaces what the pattern finds one way, and the text between another. */
const apart =
  (pattern: RegExp, found: Replace, between: Replace): Replace =>
  (text) => {
    let whole = '';
    let last = 0;
    for (const match of text.matchAll(pattern)) {
      whole += between(text.slice(last, match.index)) + found(match[0]);
      last = match.index + match[0].length;
    }
    return whole + between(text.slice(last));
  };

function numbersMask(sights: Sights): Replace {
  const accounts = numbered(sights.accounts, (index) => String(100_000_000_000 + index));
  const addresses = numbered(sights.addresses, addressStandIn);
  return (text) =>
    text
      .replace(ACCOUNT, (found) => accounts.get(found) ?? found)
      .replace(IPV4, (found) => addresses.get(found) ?? found)
      .replace(IPV6, (found) => addresses.get(found) ?? found);
}

/** Of documentation and benchmarking only: RFC 2544, RFC 3849. A block keeps its size. */
function addressStandIn(index: number, text: string): string {
  if (text.includes(':')) return `2001:db8::${index.toString(16)}`;
  if (NOBODYS.test(text)) return text;
  const [, prefix] = text.split('/');
  return `198.${18 + ((index >> 16) & 1)}.${(index >> 8) & 255}.${index & 255}${prefix === undefined ? '' : `/${prefix}`}`;
}

/** Member names of AWS are single words; other keys are names of tags, accounts, ARNs. */
const MEMBER = /^[A-Za-z]\w*$/;

function through<T>(value: T, text: Replace): T {
  if (typeof value === 'string') return text(value) as T;
  if (Array.isArray(value)) return value.map((item: unknown) => through(item, text)) as T;
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([key, inner]: [string, unknown]) => [
    MEMBER.test(key) ? key : text(key),
    through(inner, text),
  ]);
  return Object.fromEntries(members) as T;
}
