import { KMS_CIPHERTEXT, UNREAD } from '../model/mark.ts';
import { assignmentsIn } from './assignments.ts';
import { unwrapped } from './decode.ts';
import { FORMATS, mayHold } from './formats.ts';
import { isHarmless, isKmsCiphertext, isSample } from './harmless.ts';
import type { Leaf } from './leaves.ts';
import { isOpaque } from './opaque.ts';

/** A secret in a text. It is in memory only. */
export interface Find {
  readonly kind: string;
  readonly secret: string;
  /** Where it begins in the text. */
  readonly index: number;
}

/** More would be a list that nobody reads, and time. */
export const MAX_FINDS = 200;

type IsNamed = (name: string) => boolean;

/** What a text holds: known formats, what a name says to be a secret, and, where nothing else is known, what looks random. */
export function findsIn({ name, text }: Leaf, isNamed: IsNamed): Find[] {
  if (text === undefined) return [{ kind: UNREAD, secret: '', index: 0 }];
  const value = text.trim();
  if (isKmsCiphertext(value)) return [{ kind: KMS_CIPHERTEXT, secret: value, index: 0 }];
  const known = [...formatsIn(text), ...wrappedIn(text, isNamed)];
  const isSecret = (of: string, given: string): boolean =>
    (isNamed(of) || AWS_NAMES.test(of)) && !isHarmless(given) && !isEcho(of, given);
  if (known.length === 0 && isSecret(name, value)) return [{ kind: kindOf(value), secret: value, index: 0 }];
  const assigned = assignmentsIn(text)
    .filter((one) => isSecret(one.name, one.value))
    .slice(0, MAX_FINDS)
    .map(({ value, index }) => ({ kind: kindOf(value), secret: value, index }));
  const all = apart([...known, ...assigned]);
  return all.length === 0 && isOpaque(name, value) && !isHarmless(value)
    ? [{ kind: 'opaque', secret: value, index: 0 }]
    : all;
}

/** Of AWS's own clients and agents, whatever the words: the three that Security Hub looks for in ECS.8, and a session's. */
const AWS_NAMES = /^(?:AWS_ACCESS_KEY_ID|AWS_SECRET_ACCESS_KEY|AWS_SESSION_TOKEN|ECS_ENGINE_AUTH_DATA)$/i;

/** `DB_PASSWORD: "DB_PASSWORD"`, `token: "TOKEN"`: to be filled in. */
const isEcho = (name: string, value: string): boolean =>
  /^[A-Z_-]+$/.test(value) && plainly(name).endsWith(plainly(value));
const plainly = (name: string): string => name.replace(/[^A-Za-z]/g, '').toUpperCase();

/** Secret access keys have no mark of their own: forty characters that look random, and a name that says secret. */
const kindOf = (value: string): string =>
  /^[A-Za-z0-9/+]{40}$/.test(value) && /\d/.test(value) && /[A-Z]/.test(value) && /[a-z]/.test(value)
    ? 'aws-secret-key'
    : 'named';

/** Of finds that share characters the first, which knows more. */
function apart(finds: readonly Find[]): Find[] {
  const kept: Find[] = [];
  for (const find of finds) if (!kept.some((other) => overlaps(find, other))) kept.push(find);
  return kept;
}

const overlaps = (one: Find, other: Find): boolean =>
  one.index < other.index + other.secret.length && other.index < one.index + one.secret.length;

function formatsIn(text: string): Find[] {
  const found: Find[] = [];
  if (!mayHold(text)) return found;
  for (const { kind, pattern, group = 0 } of FORMATS) {
    for (const match of text.matchAll(pattern)) {
      const secret = match[group] ?? '';
      const find = { kind, secret, index: match.index + match[0].indexOf(secret) };
      if (!isSample(secret) && !found.some((other) => overlaps(find, other))) found.push(find);
      if (found.length >= MAX_FINDS) return found;
    }
  }
  return found;
}

/** Long enough to hold a secret with its name. */
const WRAPPED =
  /(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{40,}(?:\n[A-Za-z0-9+/]{40,})*(?:\n[A-Za-z0-9+/]{1,80})?={0,2}(?![A-Za-z0-9+/])/g;

/** Texts in base64 inside a text, one level down: parts of MIME, files of cloud-init. */
function wrappedIn(text: string, isNamed: IsNamed): Find[] {
  return [...text.matchAll(WRAPPED)].flatMap(({ 0: run, index }) => {
    const inner = unwrapped(run);
    if (!inner) return [];
    if (inner.text === undefined) return [{ kind: UNREAD, secret: '', index }];
    const { text: held } = inner;
    return [...formatsIn(held), ...findsIn({ path: [], name: '', text: held.replace(WRAPPED, '') }, isNamed)]
      .filter(({ kind }) => kind !== 'opaque')
      .map((find) => ({ ...find, index }));
  });
}
