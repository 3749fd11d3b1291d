import { collectors } from '../collectors/registry.ts';
import { evaluate } from '../evaluate/evaluate.ts';
import type { Rule } from '../evaluate/rule.ts';
import { rulesFor } from '../evaluate/select.ts';
import { readInputs } from '../inputs.ts';
import { type FoundKey, findKey, inPlace, type KeyPlace } from '../keys/find.ts';
import { type KeyOrder, keyListText, keyRows } from '../keys/list.ts';
import { keySvg } from '../keys/picture.ts';
import { type KeyReport, keyReportOf, type WhatIf } from '../keys/report.ts';
import { keyText } from '../keys/text.ts';
import { type KeyWorld, worldOf } from '../keys/world.ts';
import { differenceOf } from '../lineage/difference.ts';
import { type Hypothesis, parseHypothesis, supposing } from '../lineage/hypothesis.ts';
import { ledgerOf } from '../lineage/ledger.ts';
import { InputError } from '../model/input-error.ts';
import { openSnapshot } from '../snapshot/read.ts';
import { EXIT } from './exit.ts';
import { safeJson } from './safe-json.ts';
import type { Terminal } from './terminal.ts';

const KEY = 'aws.kms.key';

interface KeyFlags extends KeyPlace {
  readonly from: string;
  readonly config?: string | undefined;
}

export interface KeyShowFlags extends KeyFlags {
  readonly format: 'text' | 'json' | 'svg';
  readonly whatIf?: string | undefined;
}

export interface KeyListFlags extends KeyFlags {
  readonly format: 'text' | 'json';
  readonly sort: KeyOrder;
}

/** What a key is, what stops and what is lost when it goes away, and who can open it. */
export async function keyShowCommand(flags: KeyShowFlags, terminal: Terminal, name: string): Promise<number> {
  const hypothesis = flags.whatIf === undefined ? undefined : parseHypothesis(flags.whatIf);
  const { rules, context } = inputs(flags);
  const world = await reading(flags.from, async () => worldOf(await openSnapshot(flags.from), context));
  const key = findKey(name, world.keys, flags);
  const report = await reading(flags.from, async () => ({
    ...(await reportOn(key, world, rules)),
    ...(hypothesis && { whatIf: await whatIf(hypothesis, key, world, flags) }),
  }));
  await terminal.out(FORMATS[flags.format](report));
  return EXIT.clean;
}

const FORMATS = {
  text: keyText,
  json: (report: KeyReport) => safeJson(`${JSON.stringify(report, null, 2)}\n`),
  svg: keySvg,
} as const;

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
    rules: rulesFor(source.header, { rules, registry: collectors }),
    collectors: new Map(collectors.map((collector) => [collector.type, collector])),
  });
  const bad = findings.filter(({ resource: { id }, verdict }) => id === key.arn && verdict !== 'pass');
  return keyReportOf(
    { key, lineage, observed, organizationId: context.organizationId },
    bad.map(({ id }) => id),
  );
}

/** The snapshot against the one in which it is so, both judged by all selected rules. */
async function whatIf(hypothesis: Hypothesis, key: FoundKey, world: KeyWorld, flags: KeyFlags): Promise<WhatIf> {
  if (key.sight !== 'seen')
    throw new InputError(`the key is not in the snapshot (${key.sight}), so nothing can be supposed of it`);
  if (world.lineage.hubs.get(key.arn)?.read('manager') === 'aws')
    throw new InputError('AWS manages this key: nobody in the account can disable or delete it, or change its policy');
  const { rules, context } = readInputs({ rule: [], service: [], rules: [], config: flags.config });
  const how = { registry: collectors, rules, context };
  const before = await ledgerOf(world.source, how);
  const after = await ledgerOf(supposing(world.source, key.observation, hypothesis), how);
  return { ...hypothesis, ...differenceOf(before, after, context.organizationId) };
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
