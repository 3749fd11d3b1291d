import { join } from 'node:path';
import { dayOf, planKey } from '../fleet/keys.ts';
import { rollUpIn } from '../fleet/organization.ts';
import { keepPlan } from '../fleet/stored-plan.ts';
import { workFor } from '../fleet/work-for.ts';
import { InputError } from '../model/input-error.ts';
import type { OrganizationRun } from '../model/organization.ts';
import { lockFolder } from '../snapshot/lock.ts';
import { directoryStore } from '../store.ts';
import { nowIn } from './clock.ts';
import { parseFailOn } from './exit.ts';
import { planOf, refusePlan } from './fleet-plan.ts';
import { runPlan, tellRollUp, withSession } from './fleet-run.ts';
import { listenForStop } from './interrupt.ts';
import type { ScanFlags } from './scan-flags.ts';
import type { Terminal } from './terminal.ts';

/** Flags of a scan that say something about one account only. */
const OF_ONE = { from: '--from', save: '--save', baseline: '--baseline', sendTo: '--send-to', mask: '--mask' } as const;

/** Scans many accounts from here: a plan, its shards, each account's reports and one roll-up, all below the output folder. */
export async function organizationCommand(flags: ScanFlags, terminal: Terminal): Promise<number> {
  const alone = Object.entries(OF_ONE).find(([name]) => flags[name as keyof typeof OF_ONE] !== undefined);
  if (alone) throw new InputError(`${alone[1]} is for one account; it does not go with several`);
  if (flags.output === '-') throw new InputError('several accounts have several reports: --output takes a folder');
  if (flags.template.length + flags.terraformState.length + flags.terraformDir.length > 0)
    throw new InputError('--template and --terraform-… are for one account; they do not go with several');
  const failOn = parseFailOn(flags.failOn);
  if (failOn.onlyNew)
    throw new InputError('--fail-on new: compares with the baseline of one account; it does not go with several');
  refusePlan(flags);
  const unlock = lockFolder(flags.output);
  const interrupt = listenForStop(terminal);
  try {
    const run = await withSession(flags, terminal, interrupt.signal, async (session) => {
      const store = directoryStore(flags.output);
      const { plan, isNew } = await keepPlan(store, await planOf(flags, session, nowIn(terminal.env)));
      if (!isNew && !flags.resume)
        throw new InputError(
          `the folder has a run of ${dayOf(plan)} already; go on with it by --resume, or give another --output`,
          { file: join(flags.output, planKey(dayOf(plan))) },
        );
      await runPlan(workFor(plan, store, session), interrupt, terminal);
      return rollUpIn(store);
    });
    const where = ['report.html', 'report.json'].map((file) => join(flags.output, file)).join('  ');
    return await tellRollUp(run as OrganizationRun, where, failOn, flags.allowIncomplete ?? false, terminal);
  } finally {
    interrupt.off();
    unlock();
  }
}
