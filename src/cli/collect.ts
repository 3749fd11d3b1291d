import { collectors } from '../collectors/registry.ts';
import { gapsIn } from '../graph/gaps.ts';
import { INCOMPLETE_CLASSES } from '../model/reason.ts';
import { EXIT } from './exit.ts';
import { type LiveFlags, takeSnapshot } from './live-source.ts';
import type { Terminal } from './terminal.ts';

export interface CollectFlags extends LiveFlags {
  readonly output: string;
  readonly allowIncomplete?: boolean | undefined;
}

/** Records an account into a snapshot file. */
export async function collectCommand(flags: CollectFlags, terminal: Terminal): Promise<number> {
  const { records, identity, mask, finish } = await takeSnapshot(flags, flags.output, terminal);
  finish();
  const gaps = records.flatMap((record) => gapsIn(record, byType));
  // most accounts may not read Organizations: --iam takes what it gets, --service organizations insists
  const asked = (service: string): boolean => service !== 'organizations' || flags.service.includes(service);
  const open = gaps.filter((gap) => INCOMPLETE_CLASSES.has(gap.class) && asked(gap.service)).length;
  terminal.note(
    `sealscan: ${records.length} records of account ${mask ? mask.value(identity.account) : identity.account} in ${flags.output}${open ? `, ${open} gaps` : ''}`,
  );
  return open === 0 || flags.allowIncomplete ? EXIT.clean : EXIT.incomplete;
}

const byType = new Map(collectors.map((collector) => [collector.type, collector]));
