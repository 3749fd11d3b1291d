import { collectors } from '../collectors/registry.ts';
import { neededFor } from '../live.ts';
import { InputError } from '../model/input-error.ts';
import { permissionsOf, policyFor, securityHubPolicy } from '../permissions.ts';
import { EXIT } from './exit.ts';
import type { Terminal } from './terminal.ts';

export interface PermissionsFlags {
  readonly service: readonly string[];
  readonly iam?: boolean | undefined;
  readonly secrets?: boolean | undefined;
  readonly for?: 'scan' | 'security-hub' | undefined;
}

/** Prints the IAM policy that a scan needs, or what sending needs beside it. */
export async function permissionsCommand(flags: PermissionsFlags, terminal: Terminal): Promise<number> {
  const policy = flags.for === 'security-hub' ? sendingPolicy(flags) : readingPolicy(flags);
  await terminal.out(`${JSON.stringify(policy, null, 2)}\n`);
  return EXIT.clean;
}

function sendingPolicy({ service, iam, secrets }: PermissionsFlags) {
  if (service.length > 0 || iam || secrets)
    throw new InputError(
      '--for security-hub is the same for every scan: it goes without --service, --iam and --secrets',
    );
  return securityHubPolicy();
}

/** What only --secrets needs is apart. */
function readingPolicy({ service, iam, secrets }: PermissionsFlags) {
  const known = new Set(collectors.map((collector) => collector.service));
  const unknown = service.find((name) => !known.has(name));
  if (unknown !== undefined) throw new InputError(`no service '${unknown}' exists (${[...known].sort().join(', ')})`);
  const actions = permissionsOf(neededFor(service, collectors, { iam }));
  const all = secrets ? permissionsOf(neededFor(service, collectors, { iam, secrets })) : [];
  return policyFor(
    actions,
    all.filter((action) => !actions.includes(action)),
  );
}
