/**
 * The members of a list in a query-protocol form: `Name.1.A`, `Name.1.B`, `Name.2.A` give two forms.
 * A level named `member` or like the element (`Parameters.Parameter.1.…`) is given as part of `list`.
 * https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#list-resolution
 */
export function membersOf(form: Readonly<Record<string, unknown>>, list: string): Readonly<Record<string, string>>[] {
  const found = new Map<string, Record<string, string>>();
  for (const [name, value] of Object.entries(form)) {
    if (!name.startsWith(`${list}.`)) continue;
    const [index = '', ...member] = name.slice(list.length + 1).split('.');
    const fields = found.get(index) ?? {};
    fields[member.join('.')] = String(value);
    found.set(index, fields);
  }
  return [...found.values()];
}
