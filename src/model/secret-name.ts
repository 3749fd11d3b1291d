/** Words after a match that make it a reference to a secret or a setting about it: `password-policy`, `db-password-arn`. */
const ABOUT = set(`arn name id identifier ref reference alias path file filename dir directory location url uri endpoint
  host hostname port issuer audience scope type format algorithm alg header prefix suffix policy rule length len min max
  minimum maximum size count number limit rate quota ttl expiry expiration expire expires lifetime age duration timeout
  validity interval period second minute hour day sec ms schedule cron rotation rotate version enabled enable disabled
  required require optional allowed allow flag status state manager provider store backend engine mount service source
  env environment bucket region owner tag label description field column table pattern regex charset strength complexity
  history attempt retry retries reset date timestamp template email page link form ui doc docs documentation symbol
  address contract budget cost price usage metric alarm topic queue role api server handler lambda function job worker
  validator validation generator rotator verifier parser exchange refresh cache less protection authentication login
  grant stored kept held managed spec specification hint`);

/** Words before a match that make it a number, a switch or the public half: `max-tokens`, `enable-password-login`. */
const BEFORE = set(`max min maximum minimum num number total count enable enabled disable disabled allow require use is
  has public publishable kms input output prompt completion design no not without non never whether if where which how
  verify verifies validate validates issue issues expired`);

/** What follows these is about something else: "password for the name service". */
const PREPOSITION = set('for of to from in on at by with used using that which when and or');

/** "Name of the secret", "path to the private key": the head of the phrase is the reference. */
const LEADS = set('for of to from under in holding containing behind with');

/** One folder of a path is said to hold secrets, and its content may have any name but these. */
const NEVER = set('arn');

/** Words that decide what is said of a secret: who replaces them changes the answer. */
export const DECIDING_WORDS: ReadonlySet<string> = new Set([...ABOUT, ...BEFORE, ...PREPOSITION, ...LEADS]);

interface Entry {
  readonly text: string;
  readonly words: readonly string[];
  /** Written as one word. */
  readonly joined: string;
}

/** By the word that a match begins with, in the order given. */
type Entries = ReadonlyMap<string, readonly Entry[]>;

const compiled = new WeakMap<readonly string[], Entries>();

/**
 * Why a name or a description says that its value is a secret: `"password" in the name`, or undefined. Never quotes the
 * description, which may hold what it should not. `words` are phrases such as `api-key`.
 */
export function secretHint(
  { name, description }: { readonly name: string; readonly description?: string | undefined },
  words: readonly string[],
): string | undefined {
  const entries = entriesOf(words);
  return hintOfPath(name, entries) ?? hintOfText(description ?? '', entries);
}

function hintOfPath(name: string, entries: Entries): string | undefined {
  const segments = name
    .split('/')
    .map(wordsOf)
    .filter(({ length }) => length > 0);
  const last = segments.at(-1) ?? [];
  if (NEVER.has(last.at(-1) ?? '')) return undefined;
  const own = matches(last, entries);
  const said = own.find((match) => !isAbout(last, match));
  if (said) return `"${said.entry.text}" in the name`;
  if (own.length > 0) return undefined; // the last part is the most exact, and speaks of a secret without being one
  for (const [at, segment] of segments.slice(0, -1).entries()) {
    const below = segments.slice(at + 1).flat();
    const match = matches(segment, entries).find(
      (one) => !isAbout(segment, one) && !below.every((word) => ABOUT.has(word)),
    );
    if (match) return `"${match.entry.text}" in the path`;
  }
  return undefined;
}

function hintOfText(text: string, entries: Entries): string | undefined {
  for (const clause of text.split(/[.;:,()\n]/)) {
    const words = wordsOf(clause);
    const match = matches(words, entries).find((one) => !isAbout(words, one) && !isLed(words, one));
    if (match) return `"${match.entry.text}" in the description`;
  }
  return undefined;
}

interface Match {
  readonly entry: Entry;
  readonly start: number;
  readonly end: number;
}

/** The longest entry at each word. */
function matches(words: readonly string[], entries: Entries): Match[] {
  const found: Match[] = [];
  for (let start = 0; start < words.length; start++) {
    let best: Match | undefined;
    for (const entry of entries.get(words[start] as string) ?? []) {
      const size = sizeAt(words, start, entry);
      if (size > 0 && start + size > (best?.end ?? start)) best = { entry, start, end: start + size };
    }
    if (!best) continue;
    found.push(best);
    start = best.end - 1;
  }
  return found;
}

const sizeAt = (words: readonly string[], start: number, entry: Entry): number => {
  if (entry.words.every((word, index) => words[start + index] === word)) return entry.words.length;
  return words[start] === entry.joined ? 1 : 0;
};

function isAbout(words: readonly string[], { start, end }: Match): boolean {
  if (words.slice(0, start).some((word) => BEFORE.has(word))) return true;
  for (const word of words.slice(end)) {
    if (PREPOSITION.has(word)) return false;
    if (ABOUT.has(word)) return true;
  }
  return false;
}

const isLed = (words: readonly string[], { start }: Match): boolean =>
  words.slice(0, start).some((word, index) => ABOUT.has(word) && LEADS.has(words[index + 1] ?? ''));

/** camelCase, snake, kebab, dots; digits at the end and a plural's s go. */
function wordsOf(text: string): string[] {
  return text
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .map((word) => singular(word.replace(/\d+$/, '')))
    .filter((word) => word !== '');
}

function singular(word: string): string {
  return word.length > 3 && word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word;
}

function set(words: string): ReadonlySet<string> {
  return new Set(words.split(/\s+/).map(singular));
}

function entriesOf(words: readonly string[]): Entries {
  const known = compiled.get(words);
  if (known) return known;
  const entries = new Map<string, Entry[]>();
  for (const text of words) {
    const parts = wordsOf(text);
    const entry = { text: text.replaceAll('-', ' '), words: parts, joined: parts.join('') };
    for (const first of new Set([parts[0] ?? '', entry.joined]))
      entries.set(first, [...(entries.get(first) ?? []), entry]);
  }
  compiled.set(words, entries);
  return entries;
}
