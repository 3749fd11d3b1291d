import { createHash } from 'node:crypto';
import { parsePolicy } from './parse.ts';
import type { PolicyKind } from './policy.ts';

/**
 * One text for policies that say the same: order, spelling of single values, Sid and Id do not count, nor does the Region
 * in an ARN, which differs between copies. Throws `Unobserved` for a text that is no policy.
 */
export function policyDigest(text: string, kind: PolicyKind, { region }: { readonly region: string }): string {
  const { variables, statements } = parsePolicy(text, kind);
  const said = statements.map(({ index: _index, label: _label, ...rest }) => inOrder(rest));
  const canonical = JSON.stringify([variables, inOrder(said)]).replaceAll(`:${region}:`, ':{region}:');
  return createHash('sha256').update(canonical).digest('hex').slice(0, 32);
}

/** Every list in a statement is a set. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return sorted(value.map(inOrder));
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([name, inner]) => [name, inOrder(inner)] as const);
  return Object.fromEntries(members.sort(([a], [b]) => (a < b ? -1 : 1)));
}

const sorted = (list: readonly unknown[]): string[] => [...new Set(list.map((one) => JSON.stringify(one)))].sort();
