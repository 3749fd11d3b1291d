import type { AssumedRole } from '../fleet/plan.ts';
import { InputError } from '../model/input-error.ts';

/** Which accounts, and how they are entered. */
export interface FleetFlags {
  readonly organization?: boolean | undefined;
  readonly ou?: string | undefined;
  /** A file of ids. */
  readonly accounts?: string | undefined;
  readonly assumeRole?: string | undefined;
  readonly externalId?: string | undefined;
  /** `KEY=VALUE` */
  readonly sessionTag?: readonly string[] | undefined;
  readonly maxAccountRps?: number | undefined;
}

/** Whether several accounts are asked for. */
export const isFleet = ({ organization, ou, accounts }: FleetFlags): boolean =>
  organization === true || ou !== undefined || accounts !== undefined;

/** Everything that can be refused before anybody is asked. */
export function refuseFleet(flags: FleetFlags): void {
  const ways = [flags.organization && '--organization', flags.ou && '--ou', flags.accounts && '--accounts'].filter(
    Boolean,
  );
  if (ways.length !== 1)
    throw new InputError(
      `one of --organization, --ou and --accounts says which accounts${ways.length ? `, not ${ways.join(' and ')}` : ''}`,
    );
  if (flags.ou !== undefined && !/^ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}$/.test(flags.ou))
    throw new InputError(`an organizational unit looks like ou-a1b2-c3d4e5f6, not '${flags.ou}'`);
  roleOf(flags);
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_Role.html: a name, with the path before it if it has one. */
const ROLE = /^(?:[\w+=,.@-]+\/)*[\w+=,.@-]{1,64}$/;

export function roleOf({ assumeRole, externalId, sessionTag = [] }: FleetFlags): AssumedRole | undefined {
  if (assumeRole === undefined) {
    if (externalId !== undefined || sessionTag.length > 0)
      throw new InputError('--external-id and --session-tag are for a role: name it with --assume-role');
    return undefined;
  }
  if (!ROLE.test(assumeRole))
    throw new InputError(`--assume-role takes the name of a role that every account has, not '${assumeRole}'`);
  const tags = Object.fromEntries(sessionTag.map(tagIn));
  return {
    name: assumeRole,
    ...(externalId !== undefined && { externalId }),
    ...(sessionTag.length > 0 && { tags }),
  };
}

function tagIn(text: string): readonly [string, string] {
  const at = text.indexOf('=');
  if (at < 1) throw new InputError(`--session-tag takes KEY=VALUE, not '${text}'`);
  return [text.slice(0, at), text.slice(at + 1)];
}
