import { hash } from 'node:crypto';
import type { PolicyContext } from './pins.ts';
import type { PolicyKind } from './policy.ts';

const CAP = 5000;
const answers = new Map<string, unknown>();
let heldFor: string | undefined;

/** Several fields ask about one policy, and many keys share one text: the answer is kept, the oldest forgotten first. */
export function remembered<T>(
  what: string,
  kind: PolicyKind,
  text: string,
  context: PolicyContext,
  decide: () => T,
): T {
  if (context.takenAt !== heldFor) answers.clear(); // a process that scans again and again keeps what the last scan decided
  heldFor = context.takenAt;
  const key = `${what} ${kind} ${digestOf(text)} ${keyOf(context)}`;
  const known = answers.get(key);
  if (known !== undefined) return known as T;
  const decided = decide();
  if (answers.size >= CAP) answers.delete(answers.keys().next().value as string);
  answers.set(key, decided);
  return decided;
}

let last = { text: '', digest: '' };

/** The fields of one resource come one after the other: the text digested last is mostly the one asked for again. */
function digestOf(text: string): string {
  if (last.text !== text) last = { text, digest: hash('sha256', text, 'base64') };
  return last.digest;
}

let lastContext: { readonly of: PolicyContext; readonly key: string } | undefined;

/** All of a context but the time, as a text; a context is made for every resource, and an account's are alike. */
function keyOf(of: PolicyContext): string {
  const { account, partition, trustedAccounts, organizationId } = of;
  const known = lastContext?.of;
  if (
    !lastContext ||
    known?.account !== account ||
    known.partition !== partition ||
    known.trustedAccounts !== trustedAccounts ||
    known.organizationId !== organizationId
  )
    lastContext = { of, key: JSON.stringify([account, partition, trustedAccounts, organizationId]) };
  return lastContext.key;
}
