import { collectors } from '../collectors/registry.ts';
import { neededFor } from '../live.ts';
import { InputError } from '../model/input-error.ts';
import { permissionsOf, policyFor } from '../permissions.ts';
import { EXIT } from './exit.ts';
import type { Terminal } from './terminal.ts';

export interface PermissionsFlags {
  readonly service: readonly string[];
  readonly iam?: boolean | undefined;
}

/** Prints the IAM policy that a scan needs. */
export async function permissionsCommand({ service, iam }: PermissionsFlags, terminal: Terminal): Promise<number> {
  const known = new Set(collectors.map((collector) => collector.service));
  const unknown = service.find((name) => !known.has(name));
  if (unknown !== undefined) throw new InputError(`no service '${unknown}' exists (${[...known].sort().join(', ')})`);
  const actions = permissionsOf(neededFor(service, collectors, iam));
  await terminal.out(`${JSON.stringify(policyFor(actions), null, 2)}\n`);
  return EXIT.clean;
}
