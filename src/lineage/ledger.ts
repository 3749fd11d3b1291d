import { evaluate } from '../evaluate/evaluate.ts';
import type { Rule } from '../evaluate/rule.ts';
import { rulesFor } from '../evaluate/select.ts';
import { buildGraph, type Graph } from '../graph/graph.ts';
import { type Lineage, lineageFrom } from '../graph/lineage.ts';
import type { Resource } from '../graph/resource.ts';
import { thingOf } from '../graph/things.ts';
import { type Observed, observe } from '../iam/reach/observed.ts';
import type { Collector } from '../model/collector.ts';
import type { Context } from '../model/context.ts';
import type { CustodyRange } from '../model/custody.ts';
import { isUnknown } from '../model/field.ts';
import type { Finding } from '../model/finding.ts';
import type { Thing } from '../model/lineage.ts';
import type { SnapshotSource } from '../model/snapshot.ts';

/** How a snapshot is read: by which collectors, rules and configuration. */
export interface Reading {
  readonly registry: readonly Collector[];
  readonly rules: readonly Rule[];
  readonly context: Context;
}

export interface Held {
  readonly thing: Thing;
  readonly custody: CustodyRange;
}

/** All of a snapshot that two of them are compared by. */
export interface Ledger {
  readonly source: SnapshotSource;
  readonly lineage: Lineage;
  readonly observed: Observed;
  /** Custody of what stores data, by ARN. */
  readonly held: ReadonlyMap<string, Held>;
  readonly findings: readonly Finding[];
}

/** Reads and judges a snapshot once. Rules over services that it was not asked for say nothing. */
export async function ledgerOf(source: SnapshotSource, { registry, rules, context }: Reading): Promise<Ledger> {
  const graph = await buildGraph(source, registry, context);
  const { add, lineage } = lineageFrom(graph, registry);
  const held = new Map<string, Held>();
  const { findings } = await evaluate({
    header: graph.header,
    listings: graph.listings.all,
    resources: passing(graph, (resource) => {
      add(resource);
      hold(resource, lineage, held);
    }),
    rules: rulesFor(graph.header, { rules, registry }),
    collectors: new Map(registry.map((collector) => [collector.type, collector])),
  });
  return { source, lineage, observed: await observe(source), held, findings };
}

async function* passing(graph: Graph, look: (resource: Resource) => void): AsyncGenerator<Resource> {
  for await (const resource of graph.resources()) {
    look(resource);
    yield resource;
  }
}

function hold(resource: Resource, lineage: Lineage, held: Map<string, Held>): void {
  if (lineage.collector(resource.type)?.fields['custody']?.type.kind !== 'custody') return;
  const custody = resource.read('custody');
  if (!isUnknown(custody)) held.set(resource.id, { thing: thingOf(resource), custody: custody as CustodyRange });
}
