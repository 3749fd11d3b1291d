import { collectors } from '../collectors/registry.ts';
import { unknownName } from '../evaluate/select.ts';
import { neededFor } from '../live.ts';
import { InputError } from '../model/input-error.ts';
import { fleetPolicy, lambdaPolicy, permissionsOf, policyFor, securityHubPolicy } from '../permissions.ts';
import { EXIT } from './exit.ts';
import { cloudformation, terraform } from './permissions-code.ts';
import type { Terminal } from './terminal.ts';

export interface PermissionsFlags {
  readonly service: readonly string[];
  readonly iam?: boolean | undefined;
  readonly secrets?: boolean | undefined;
  readonly for?: 'scan' | 'security-hub' | 'fleet' | 'lambda' | undefined;
  readonly format: keyof typeof FORMATS;
}

const asJson = (policy: object): string => `${JSON.stringify(policy, null, 2)}\n`;
const FORMATS = { text: asJson, json: asJson, terraform, cloudformation } as const;

/** Prints the IAM policy that a scan needs, or what sending needs beside it. */
export async function permissionsCommand(flags: PermissionsFlags, terminal: Terminal): Promise<number> {
  const policy = POLICIES[flags.for ?? 'scan'](flags);
  await terminal.out(FORMATS[flags.format](policy));
  return EXIT.clean;
}

/** The functions read no content and no IAM. */
function functionPolicy({ service, iam, secrets }: PermissionsFlags) {
  if (iam || secrets) throw new InputError('--for lambda goes without --iam and --secrets: the functions read neither');
  return lambdaPolicy(permissionsOf(neededFor(known(service), collectors)));
}

/** What does not depend on what is read. */
const sameForAll =
  (policy: () => ReturnType<typeof policyFor>) =>
  ({ for: use, service, iam, secrets }: PermissionsFlags) => {
    if (service.length > 0 || iam || secrets)
      throw new InputError(`--for ${use} is the same for every scan: it goes without --service, --iam and --secrets`);
    return policy();
  };

/** What only --secrets needs is apart. */
function readingPolicy({ service, iam, secrets }: PermissionsFlags) {
  const actions = permissionsOf(neededFor(known(service), collectors, { iam }));
  const all = secrets ? permissionsOf(neededFor(service, collectors, { iam, secrets })) : [];
  return policyFor(
    actions,
    all.filter((action) => !actions.includes(action)),
  );
}

function known(services: readonly string[]): readonly string[] {
  const all = new Set(collectors.map((collector) => collector.service));
  for (const name of services) if (!all.has(name)) unknownName('service', name, all);
  return services;
}

const POLICIES = {
  scan: readingPolicy,
  'security-hub': sameForAll(securityHubPolicy),
  fleet: sameForAll(fleetPolicy),
  lambda: functionPolicy,
} as const;
