import { collectors } from '../collectors/registry.ts';
import { evaluate } from '../evaluate/evaluate.ts';
import type { Rule } from '../evaluate/rule.ts';
import { buildGraph } from '../graph/graph.ts';
import { type Lineage, lineageOf } from '../graph/lineage.ts';
import { type Observed, observe } from '../iam/reach/observed.ts';
import type { Context } from '../model/context.ts';
import { InputError } from '../model/input-error.ts';
import type { SnapshotSource } from '../model/snapshot.ts';
import { rulesFor } from '../scan.ts';
import { openSnapshot } from '../snapshot/read.ts';
import { EXIT } from './exit.ts';
import { readInputs } from './inputs.ts';
import { type FoundKey, findKey, inPlace, type KeyPlace, keysIn } from './key-find.ts';
import { type KeyOrder, keyListText, keyRows } from './key-list.ts';
import { type KeyReport, keyReportOf } from './key-report.ts';
import { keyText } from './key-text.ts';
import { safeJson } from './safe-json.ts';
import type { Terminal } from './terminal.ts';

const KEY = 'aws.kms.key';

export interface KeyFlags extends KeyPlace {
  readonly from: string;
  readonly config?: string | undefined;
  readonly format: 'text' | 'json';
}

export interface KeyListFlags extends KeyFlags {
  readonly sort: KeyOrder;
}

/** What a key is, what stops and what is lost when it goes away, and who can open it. */
export async function keyShowCommand(flags: KeyFlags, terminal: Terminal, name: string): Promise<number> {
  const { rules, context } = inputs(flags);
  const world = await reading(flags.from, async () => worldOf(await openSnapshot(flags.from), context));
  const key = findKey(name, world.keys, flags);
  const report = await reading(flags.from, () => reportOn(key, world, rules));
  await terminal.out(flags.format === 'json' ? safeJson(`${JSON.stringify(report, null, 2)}\n`) : keyText(report));
  return EXIT.clean;
}

/** Every key, those first on which most hangs. */
export async function keyListCommand(flags: KeyListFlags, terminal: Terminal): Promise<number> {
  const { context } = inputs(flags);
  const rows = await reading(flags.from, async () => {
    const { keys, lineage } = await worldOf(await openSnapshot(flags.from), context);
    return keyRows(inPlace(keys, flags), lineage, flags.sort);
  });
  await terminal.out(flags.format === 'json' ? safeJson(`${JSON.stringify(rows, null, 2)}\n`) : keyListText(rows));
  return EXIT.clean;
}

const inputs = ({ config }: KeyFlags) => readInputs({ rule: [], service: [], rules: [], config, about: KEY });

interface KeyWorld {
  readonly source: SnapshotSource;
  readonly context: Context;
  readonly lineage: Lineage;
  readonly observed: Observed;
  readonly keys: readonly FoundKey[];
}

async function worldOf(source: SnapshotSource, context: Context): Promise<KeyWorld> {
  const observed = await observe(source);
  const lineage = await lineageOf(await buildGraph(source, collectors, context), collectors);
  return { source, context, lineage, observed, keys: keysIn(observed, lineage, source.header.scopes) };
}

/** The key alone is judged, by the rules about keys. */
async function reportOn(key: FoundKey, world: KeyWorld, rules: readonly Rule[]): Promise<KeyReport> {
  const { source, context, lineage, observed } = world;
  const resource = lineage.hubs.get(key.arn);
  const { findings } = await evaluate({
    header: source.header,
    listings: [],
    resources: (async function* () {
      if (resource) yield resource;
    })(),
    rules: rulesFor(source.header, rules),
    collectors: new Map(collectors.map((collector) => [collector.type, collector])),
  });
  const bad = findings.filter(({ resource: { id }, verdict }) => id === key.arn && verdict !== 'pass');
  return keyReportOf(
    { key, lineage, observed, organizationId: context.organizationId },
    bad.map(({ id }) => id),
  );
}

/** Who can open a key is read from the answers as they are; those of a shape that AWS never gives are the file's fault. */
async function reading<T>(file: string, look: () => T | Promise<T>): Promise<T> {
  try {
    return await look();
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    throw new InputError(`an answer about keys has a shape that AWS never gives (${cause.message})`, { file });
  }
}
