/** IAM answers its documents percent-encoded, KMS and Organizations as they are. */
export function policyText(document: string): string {
  if (!document.trimStart().startsWith('%')) return document;
  try {
    return decodeURIComponent(document);
  } catch {
    return document; // no encoding after all; the parser says what is wrong with it
  }
}

/** The same answers with policies that can be read: nobody finds a name or an account id in what is percent-encoded. */
export function plainPolicies<T>(value: T, member = ''): T {
  if (typeof value === 'string') return (/Document$/.test(member) ? policyText(value) : value) as T;
  if (Array.isArray(value)) return value.map((item: unknown) => plainPolicies(item, member)) as T;
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([name, inner]: [string, unknown]) => [name, plainPolicies(inner, name)]);
  return Object.fromEntries(members) as T;
}
