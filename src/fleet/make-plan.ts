import { type Identity, whoAmI } from '../aws/discover.ts';
import { type Member, membersOf } from '../aws/organization.ts';
import type { Session } from '../aws/session.ts';
import { CallFailed } from '../collect/call.ts';
import { NothingScanned, regionsOf } from '../live.ts';
import { InputError } from '../model/input-error.ts';
import { TOOL } from '../version.ts';
import { type AssumedRole, PLAN_VERSION, type Plan, type PlannedAccount } from './plan.ts';

/** What is asked of a run, before anybody was asked who is there. */
export interface PlanRequest extends Pick<Plan, 'wanted' | 'role' | 'asked' | 'judging'> {
  /** Without them, the members of the organization. */
  readonly accounts?: readonly PlannedAccount[];
  /** Only of this organizational unit and those below it. */
  readonly unit?: string | undefined;
}

/** Asks who is there, and writes down all that the run needs. */
export async function makePlan(request: PlanRequest, session: Session, takenAt: string): Promise<Plan> {
  const { wanted, role, asked, judging } = request;
  const identity = await whoAmI(session.call, session.homeRegion);
  const known = await regionsOf({ regions: wanted }, session.call, session.homeRegion);
  const named = wanted.filter((region) => region !== 'all');
  const members = request.accounts === undefined ? await membersIn(request.unit, session) : [];
  const organization = members.find((member) => member.organization)?.organization;
  const accounts = request.accounts ?? members.map(plannedOf);
  refuseUnentered(accounts, identity, role);
  return {
    sealscan: 'plan',
    schemaVersion: PLAN_VERSION,
    tool: TOOL,
    takenAt,
    partition: identity.partition,
    home: identity.account,
    ...(organization !== undefined && { organization }),
    accounts,
    wanted,
    regions: (named.length > 0 ? [...new Set(named)] : known.map(({ name }) => name)).sort(),
    ...(role && { role }),
    asked,
    judging,
  };
}

async function membersIn(unit: string | undefined, { call, homeRegion }: Session): Promise<readonly Member[]> {
  try {
    return await membersOf(call, homeRegion, unit);
  } catch (cause) {
    if (!(cause instanceof CallFailed)) throw cause;
    throw new NothingScanned(
      `the accounts of the organization could not be listed (${cause.message}); its management account and delegated administrators may, or --accounts FILE names them`,
    );
  }
}

const ACTIVE = 'ACTIVE';

const plannedOf = ({ id, name, units, state }: Member): PlannedAccount => ({
  id,
  name,
  units,
  ...(state !== ACTIVE && { skipped: state.toLowerCase().replaceAll('_', ' ') }),
});

function refuseUnentered(
  accounts: readonly PlannedAccount[],
  { account }: Identity,
  role: AssumedRole | undefined,
): void {
  const other = role ? undefined : accounts.find(({ id, skipped }) => skipped === undefined && id !== account);
  if (other)
    throw new InputError(
      `the credentials are of account ${account}: to enter the others, name a role that they all have with --assume-role`,
    );
}
