import { type Identity, whoAmI } from '../aws/discover.ts';
import { type Member, membersOf } from '../aws/organization.ts';
import type { Session } from '../aws/session.ts';
import { CallFailed } from '../collect/call.ts';
import { readText } from '../evaluate/read-text.ts';
import { likesIn, readRuleFolder } from '../evaluate/rule-folder.ts';
import { MAX_BYTES } from '../evaluate/yaml-limits.ts';
import { type AssumedRole, type Judging, PLAN_VERSION, type Plan, type PlannedAccount } from '../fleet/plan.ts';
import { builtInRules } from '../home.ts';
import { NothingScanned, regionsOf } from '../live.ts';
import { InputError } from '../model/input-error.ts';
import { TOOL } from '../version.ts';
import { readAccounts } from './account-list.ts';
import { type FleetFlags, roleOf } from './fleet-flags.ts';
import { configFile, type InputFlags } from './inputs.ts';
import type { LiveFlags } from './live-source.ts';
import type { ReportFlags } from './write-reports.ts';

export type PlanFlags = FleetFlags &
  Omit<InputFlags, 'baseline' | 'about'> &
  LiveFlags &
  Pick<ReportFlags, 'sarifProfile' | 'sarifCategory'> & { readonly format: readonly string[] };

/** Asks who is there, and writes down all that the run needs. */
export async function planOf(flags: PlanFlags, session: Session, takenAt: string): Promise<Plan> {
  const role = roleOf(flags);
  const identity = await whoAmI(session.call, session.homeRegion);
  const known = await regionsOf({ regions: flags.region }, session.call, session.homeRegion);
  const named = flags.region.filter((region) => region !== 'all');
  const members = flags.accounts === undefined ? await membersIn(flags, session) : [];
  const organization = members.find((member) => member.organization)?.organization;
  const accounts = flags.accounts === undefined ? members.map(plannedOf) : readAccounts(flags.accounts);
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
    wanted: flags.region,
    regions: (named.length > 0 ? [...new Set(named)] : known.map(({ name }) => name)).sort(),
    ...(role && { role }),
    asked: {
      services: flags.service,
      deep: flags.deep ?? false,
      iam: flags.iam ?? false,
      secrets: flags.secrets ?? false,
      grants: flags.grants ?? true,
    },
    judging: judgingOf(flags),
  };
}

async function membersIn({ ou }: FleetFlags, { call, homeRegion }: Session): Promise<readonly Member[]> {
  try {
    return await membersOf(call, homeRegion, ou);
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

/** The text of every file that says how to judge, so that whoever works on the run needs none of them. */
function judgingOf(flags: PlanFlags): Judging {
  const config = configFile(flags.config);
  return {
    rule: flags.rule,
    ...(flags.framework !== undefined && { framework: flags.framework }),
    formats: flags.format,
    sarifProfile: flags.sarifProfile,
    sarifCategory: flags.sarifCategory,
    ...(config !== undefined && { config: readText(config, MAX_BYTES) }),
    ...(flags.suppressions !== undefined && { suppressions: readText(flags.suppressions, MAX_BYTES) }),
    rules: Object.fromEntries(flags.rules.flatMap((folder, index) => filesOf(folder, index))),
  };
}

/** `NUMBER/service/id.yaml` and `NUMBER/like/name.yaml` -> text. */
const filesOf = (folder: string, index: number): readonly (readonly [string, string])[] => [
  ...readRuleFolder(folder, builtInRules()).map(
    ({ service, id, text }) => [`${index}/${service}/${id}.yaml`, text] as const,
  ),
  ...likesIn(folder).map(([name, { text }]) => [`${index}/like/${name}.yaml`, text] as const),
];
