import type { Session } from '../aws/session.ts';
import { readText } from '../evaluate/read-text.ts';
import { likesIn, readRuleFolder } from '../evaluate/rule-folder.ts';
import { MAX_BYTES } from '../evaluate/yaml-limits.ts';
import { makePlan } from '../fleet/make-plan.ts';
import type { Judging, Plan } from '../fleet/plan.ts';
import { formatsOf, refuseCategory } from '../formats.ts';
import { builtInRules } from '../home.ts';
import { configFile, type InputFlags, readInputs } from '../inputs.ts';
import { readAccounts } from './account-list.ts';
import { type FleetFlags, refuseFleet, roleOf } from './fleet-flags.ts';
import { type LiveFlags, refuseWithoutSecrets } from './live-source.ts';
import type { ReportFlags } from './write-reports.ts';

export type PlanFlags = FleetFlags &
  Omit<InputFlags, 'baseline' | 'about'> &
  LiveFlags &
  Pick<ReportFlags, 'sarifProfile' | 'sarifCategory'> & { readonly format: readonly string[] };

/** Everything that can be refused before anybody is asked, by the names of one's own files. */
export function refusePlan(flags: PlanFlags): void {
  refuseFleet(flags);
  formatsOf(flags.format);
  refuseCategory(flags.sarifCategory);
  refuseWithoutSecrets(flags);
  readInputs(flags);
}

/** Asks who is there, and writes down all that the run needs. */
export function planOf(flags: PlanFlags, session: Session, takenAt: string): Promise<Plan> {
  const { accounts, ou: unit, region: wanted, service: services } = flags;
  const { deep = false, iam = false, secrets = false, grants = true } = flags;
  const role = roleOf(flags);
  const asked = { services, deep, iam, secrets, grants };
  const among = accounts === undefined ? { unit } : { accounts: readAccounts(accounts) };
  return makePlan({ ...among, wanted, asked, judging: judgingOf(flags), ...(role && { role }) }, session, takenAt);
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
