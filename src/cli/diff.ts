import { collectors } from '../collectors/registry.ts';
import { readInputs } from '../inputs.ts';
import { differenceLines } from '../keys/difference-text.ts';
import { differenceOf } from '../lineage/difference.ts';
import { ledgerOf } from '../lineage/ledger.ts';
import { openSnapshot } from '../snapshot/read.ts';
import { EXIT } from './exit.ts';
import { safeJson } from './safe-json.ts';
import type { Terminal } from './terminal.ts';

export interface DiffFlags {
  readonly config?: string | undefined;
  readonly rules: readonly string[];
  readonly format: 'text' | 'json';
}

/** What differs between two snapshots, both judged by today's rules. */
export async function diffCommand(
  { config, rules: folders, format }: DiffFlags,
  terminal: Terminal,
  oldFile: string,
  newFile: string,
): Promise<number> {
  const { rules, context } = readInputs({ rule: [], service: [], rules: folders, config });
  const how = { registry: collectors, rules, context };
  const before = await ledgerOf(await openSnapshot(oldFile), how);
  const after = await ledgerOf(await openSnapshot(newFile), how);
  const taken = { old: before.source.header.takenAt, new: after.source.header.takenAt };
  const difference = differenceOf(before, after, context.organizationId);
  await terminal.out(
    format === 'json'
      ? safeJson(`${JSON.stringify({ takenAt: taken, ...difference }, null, 2)}\n`)
      : [`From ${taken.old} to ${taken.new}`, '', ...differenceLines(difference)].join('\n').trimEnd().concat('\n'),
  );
  return EXIT.clean;
}
