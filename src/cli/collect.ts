import { collectors } from '../collectors/registry.ts';
import { buildGraph } from '../graph/graph.ts';
import { nameOf } from '../graph/resource.ts';
import { plainPolicies } from '../iam/reach/text.ts';
import { viewsOf } from '../model/answers.ts';
import { INCOMPLETE_CLASSES } from '../model/reason.ts';
import { DEFAULT_SECRET_WORDS } from '../model/secret-words.ts';
import { isListing, type SnapshotRecord } from '../model/snapshot.ts';
import { PLAIN_WORDS } from '../snapshot/plain-words.ts';
import { snapshotOf } from '../snapshot/read.ts';
import { scrub } from '../snapshot/scrub.ts';
import { EXIT } from './exit.ts';
import { type LiveFlags, takeSnapshot, writeSnapshot } from './live-source.ts';
import type { Terminal } from './terminal.ts';

export interface CollectFlags extends LiveFlags {
  readonly output: string;
  readonly allowIncomplete?: boolean | undefined;
  readonly scrub?: boolean | undefined;
}

/** Records an account into a snapshot file. */
export async function collectCommand(flags: CollectFlags, terminal: Terminal): Promise<number> {
  const { header, records, identity, finish } = await takeSnapshot(flags, flags.output, terminal);
  if (flags.scrub) {
    const plain = records.map((record) => plainPolicies(record));
    const scrubbed = scrub(header, plain, namesIn(plain), [...PLAIN_WORDS, ...DEFAULT_SECRET_WORDS]);
    await writeSnapshot(flags.output, scrubbed.header, scrubbed.records);
  }
  finish();
  const { gaps } = await buildGraph(snapshotOf(header, records), collectors, {
    trustedAccounts: [],
    secretWords: [],
    parameters: {},
  });
  // most accounts may not read Organizations: --iam takes what it gets, --service organizations insists
  const asked = (service: string): boolean => service !== 'organizations' || flags.service.includes(service);
  const open = gaps.filter((gap) => INCOMPLETE_CLASSES.has(gap.class) && asked(gap.service)).length;
  terminal.note(
    `sealscan: ${records.length} records of account ${identity.account} in ${flags.output}${open ? `, ${open} gaps` : ''}`,
  );
  return open === 0 || flags.allowIncomplete ? EXIT.clean : EXIT.incomplete;
}

/** What people chose: the names of resources, their tags' values and their descriptions. */
function namesIn(records: readonly SnapshotRecord[]): string[] {
  const views = new Map(collectors.map((collector) => [collector.type, { collector, view: viewsOf(collector) }]));
  const names: string[] = [];
  for (const record of records) {
    const known = isListing(record) ? undefined : views.get(record.type);
    if (isListing(record) || !known) continue;
    names.push(nameOf(known.collector, known.view(record.answers), record.id), ...chosen(record.answers));
  }
  return names.filter((name) => name !== '' && !name.startsWith('arn:'));
}

const CHOSEN = new Set(['PolicyName', 'GroupList', 'Value', 'TagValue', 'Description', 'Name', 'CustomKeyStoreName']);

/** Strings under members that hold free text, at any depth. */
function chosen(value: unknown, member = ''): string[] {
  if (typeof value === 'string') return CHOSEN.has(member) ? [value] : [];
  if (Array.isArray(value)) return value.flatMap((item) => chosen(item, member));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => chosen(inner, name));
}
