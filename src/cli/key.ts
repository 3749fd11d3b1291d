import { existsSync } from 'node:fs';
import { collectors } from '../collectors/registry.ts';
import { contextOf, readConfig } from '../evaluate/config.ts';
import { readText } from '../evaluate/read-text.ts';
import { MAX_BYTES } from '../evaluate/yaml-limits.ts';
import { buildGraph } from '../graph/graph.ts';
import type { Resource } from '../graph/resource.ts';
import { observe } from '../iam/reach/observed.ts';
import type { Context } from '../model/context.ts';
import { InputError } from '../model/input-error.ts';
import { openSnapshot } from '../snapshot/read.ts';
import { EXIT } from './exit.ts';
import { findKey, type KeyPlace, keysIn } from './key-find.ts';
import { keyListText, keyRows } from './key-list.ts';
import { keyReportOf } from './key-report.ts';
import { keyText } from './key-text.ts';
import { safeJson } from './safe-json.ts';
import type { Terminal } from './terminal.ts';

export interface KeyFlags extends KeyPlace {
  readonly from: string;
  readonly config?: string | undefined;
  readonly format: 'text' | 'json';
}

/** What a key is, what is sealed under it, and who can open it. */
export async function keyShowCommand(flags: KeyFlags, terminal: Terminal, name: string): Promise<number> {
  const { context, source, observed, keys } = await opened(flags);
  const key = findKey(name, keys, observed);
  let found: Resource | undefined;
  for await (const resource of (await buildGraph(source, collectors, context)).resources())
    if (resource.type === key.type && resource.id === key.id) found = resource;
  if (!found) throw new Error(`the graph lacks ${key.id}`);
  const resource = found;
  const report = await reading(flags.from, () => keyReportOf(resource, key, observed, context.organizationId));
  await terminal.out(flags.format === 'json' ? safeJson(`${JSON.stringify(report, null, 2)}\n`) : keyText(report));
  return EXIT.clean;
}

/** Every key, those that seal most first. */
export async function keyListCommand(flags: KeyFlags, terminal: Terminal): Promise<number> {
  const { context, source, observed, keys } = await opened(flags);
  const graph = await buildGraph(source, collectors, context);
  const rows = await reading(flags.from, () => keyRows(graph, keys, observed));
  await terminal.out(flags.format === 'json' ? safeJson(`${JSON.stringify(rows, null, 2)}\n`) : keyListText(rows));
  return EXIT.clean;
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

async function opened({ from, config, account, region }: KeyFlags) {
  const context = contextFrom(config);
  const source = await openSnapshot(from);
  const observed = await observe(source);
  return { context, source, observed, keys: keysIn(observed, source.header.scopes, { account, region }) };
}

const DEFAULT_CONFIG = 'sealscan.config.yaml';

function contextFrom(flag: string | undefined): Context {
  const file = flag ?? (existsSync(DEFAULT_CONFIG) ? DEFAULT_CONFIG : undefined);
  return contextOf(file === undefined ? {} : readConfig(readText(file, MAX_BYTES), file).config);
}
