import { collectors } from '../collectors/registry.ts';
import { buildGraph } from '../graph/graph.ts';
import { type Lineage, lineageOf } from '../graph/lineage.ts';
import { type Observed, observe } from '../iam/reach/observed.ts';
import type { Context } from '../model/context.ts';
import type { SnapshotSource } from '../model/snapshot.ts';
import { type FoundKey, keysIn } from './find.ts';

/** What answers about keys are made of. */
export interface KeyWorld {
  readonly source: SnapshotSource;
  readonly context: Context;
  readonly lineage: Lineage;
  readonly observed: Observed;
  readonly keys: readonly FoundKey[];
}

/** Reads the snapshot for the links, and for policies as they are written. */
export async function worldOf(source: SnapshotSource, context: Context): Promise<KeyWorld> {
  const observed = await observe(source);
  const lineage = await lineageOf(await buildGraph(source, collectors, context), collectors);
  return { source, context, lineage, observed, keys: keysIn(observed, lineage, source.header.scopes) };
}
