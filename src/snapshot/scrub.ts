import { createHash } from 'node:crypto';
import type { SnapshotHeader, SnapshotRecord } from '../model/snapshot.ts';

/**
 * Makes a snapshot fit to be shown: account ids, resource and principal names, IP and e-mail addresses are replaced, each
 * by the same stand-in wherever it stands, so that links and policies still hold together. Words that rules go by
 * (`password`, `prod`, service names) stay, since a scrubbed snapshot should give the same verdicts.
 */
export function scrub(
  header: SnapshotHeader,
  records: readonly SnapshotRecord[],
  names: readonly string[],
  keep: readonly string[],
): { header: SnapshotHeader; records: SnapshotRecord[] } {
  const replace = replacer(JSON.stringify([header, records]), names, keep);
  const through = <T>(value: T): T => JSON.parse(replace(JSON.stringify(value))) as T;
  return { header: through(header), records: records.map(through) };
}

type Replace = (text: string) => string;

const ACCOUNT = /(?<!\d)\d{12}(?!\d)/g;
const IPV4 = /(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])/g;
const EMAIL = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g;
const PRINCIPAL = /:(?:role|user|group|instance-profile|assumed-role)\/([\w+=,.@/-]+)/g;
/** Organization, organizational unit: they identify a company as an account id does. */
const ORGANIZATION = /(?<![a-z0-9])(?:o-[a-z0-9]{10,32}|ou-[a-z0-9]{4,32}-[a-z0-9]{8,32})(?![a-z0-9])/g;

function replacer(whole: string, names: readonly string[], keep: readonly string[]): Replace {
  const accounts = numbered(whole.match(ACCOUNT) ?? [], (index) => String(100_000_000_000 + index));
  const addresses = numbered(whole.match(IPV4) ?? [], (index) => `203.0.113.${index % 256}`);
  const mails = numbered(whole.match(EMAIL) ?? [], (index) => `person-${index}@example.com`);
  const organizations = numbered(whole.match(ORGANIZATION) ?? [], (index) => `o-${String(index).padStart(10, 'a')}`);
  const principals = [...whole.matchAll(PRINCIPAL)].map((match) => match[1] ?? '');
  const words = wordReplacer(new Set(keep));
  const known = [...new Set([...names, ...principals])]
    .filter((name) => words(name) !== name)
    .sort((a, b) => b.length - a.length);
  const anyName = known.length === 0 ? undefined : new RegExp(known.map(bounded).join('|'), 'g');
  return (text) => {
    const named = anyName ? text.replace(anyName, words) : text;
    return named
      .replace(EMAIL, (found) => mails.get(found) ?? found)
      .replace(ORGANIZATION, (found) => organizations.get(found) ?? found)
      .replace(ACCOUNT, (found) => accounts.get(found) ?? found)
      .replace(IPV4, (found) => addresses.get(found) ?? found);
  };
}

/** Whole names only; one that begins or ends with a separator bounds itself. */
const bounded = (name: string): string =>
  `${/^[A-Za-z0-9]/.test(name) ? '(?<![A-Za-z0-9])' : ''}${escaped(name)}${/[A-Za-z0-9]$/.test(name) ? '(?![A-Za-z0-9])' : ''}`;

const escaped = (text: string): string =>
  JSON.stringify(text)
    .slice(1, -1)
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

function numbered(found: readonly string[], make: (index: number) => string): Map<string, string> {
  return new Map([...new Set(found)].map((text, index) => [text, make(index + 1)]));
}

const WORD = /[A-Za-z]{3,}/g;
const SYLLABLES = ['ba', 'ce', 'di', 'fo', 'gu', 'ha', 'je', 'ki', 'lo', 'mu', 'na', 'pe', 'ri', 'so', 'tu', 'va'];

/** Every word of a name that is not kept becomes another of the same length; digits and separators stay. */
function wordReplacer(keep: ReadonlySet<string>): Replace {
  return (name) => name.replace(WORD, (word) => (keep.has(word.toLowerCase()) ? word : standIn(word)));
}

function standIn(word: string): string {
  const digest = createHash('sha256').update(`scrub ${word.toLowerCase()}`).digest();
  let text = '';
  for (let index = 0; text.length < word.length; index++)
    text += SYLLABLES[(digest[index % digest.length] ?? 0) % SYLLABLES.length];
  return text.slice(0, word.length);
}
