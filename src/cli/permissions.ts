import { collectors } from '../collectors/registry.ts';
import { unknownName } from '../evaluate/select.ts';
import { neededFor } from '../live.ts';
import { InputError } from '../model/input-error.ts';
import { permissionsOf, policyFor, securityHubPolicy } from '../permissions.ts';
import { EXIT } from './exit.ts';
import { cloudformation, terraform } from './permissions-code.ts';
import type { Terminal } from './terminal.ts';

export interface PermissionsFlags {
  readonly service: readonly string[];
  readonly iam?: boolean | undefined;
  readonly secrets?: boolean | undefined;
  readonly for?: 'scan' | 'security-hub' | undefined;
  readonly format: keyof typeof FORMATS;
}

const asJson = (policy: object): string => `${JSON.stringify(policy, null, 2)}\n`;
const FORMATS = { text: asJson, json: asJson, terraform, cloudformation } as const;

/** Prints the IAM policy that a scan needs, or what sending needs beside it. */
export async function permissionsCommand(flags: PermissionsFlags, terminal: Terminal): Promise<number> {
  const policy = flags.for === 'security-hub' ? sendingPolicy(flags) : readingPolicy(flags);
  await terminal.out(FORMATS[flags.format](policy));
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
  for (const name of service) if (!known.has(name)) unknownName('service', name, known);
  const actions = permissionsOf(neededFor(service, collectors, { iam }));
  const all = secrets ? permissionsOf(neededFor(service, collectors, { iam, secrets })) : [];
  return policyFor(
    actions,
    all.filter((action) => !actions.includes(action)),
  );
}
