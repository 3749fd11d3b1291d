import { collectors } from '../collectors/registry.ts';
import { neededFor } from '../live.ts';
import { InputError } from '../model/input-error.ts';
import { permissionsOf, policyFor } from '../permissions.ts';
import { EXIT } from './exit.ts';
import type { Terminal } from './terminal.ts';

export interface PermissionsFlags {
  readonly service: readonly string[];
  readonly iam?: boolean | undefined;
  readonly secrets?: boolean | undefined;
}

/** Prints the IAM policy that a scan needs; what only --secrets needs is apart. */
export async function permissionsCommand(
  { service, iam, secrets }: PermissionsFlags,
  terminal: Terminal,
): Promise<number> {
  const known = new Set(collectors.map((collector) => collector.service));
  const unknown = service.find((name) => !known.has(name));
  if (unknown !== undefined) throw new InputError(`no service '${unknown}' exists (${[...known].sort().join(', ')})`);
  const actions = permissionsOf(neededFor(service, collectors, { iam }));
  const all = secrets ? permissionsOf(neededFor(service, collectors, { iam, secrets })) : [];
  const content = all.filter((action) => !actions.includes(action));
  await terminal.out(`${JSON.stringify(policyFor(actions, content), null, 2)}\n`);
  return EXIT.clean;
}
