import { buildGraph } from '../graph/graph.ts';
import { linksIn } from '../graph/things.ts';
import { placeInArn } from '../model/arn.ts';
import type { Collector } from '../model/collector.ts';
import type { Context } from '../model/context.ts';
import { type LinkValue, linkedType } from '../model/field.ts';
import { GLOBAL_REGION, type Scope } from '../model/scope.ts';
import { isListing } from '../model/snapshot.ts';
import { snapshotOf } from '../snapshot/read.ts';
import type { Concern } from './names.ts';
import type { Held } from './patch.ts';

/**
 * What resources that were read again lead to and the snapshot lacks though it lists such things: made since, and not always
 * by a call that CloudTrail tells of. Keys that AWS manages come to be when a service first needs one.
 * @param ids of the resources that were read again
 */
export async function missingTargets(
  held: Held,
  ids: ReadonlySet<string>,
  registry: ReadonlyMap<string, Collector>,
  context: Context,
): Promise<readonly Concern[]> {
  const graph = await buildGraph(snapshotOf(held.header, around(held, ids, registry)), [...registry.values()], context);
  const missing = new Map<string, Concern>();
  for await (const resource of graph.resources()) {
    const { id, type, scope } = resource;
    const collector = ids.has(id) ? registry.get(type) : undefined;
    for (const field of collector ? linkFields(collector) : [])
      for (const link of linksIn(resource.read(field)).filter(isMissing)) {
        const target = registry.get(link.link);
        if (target)
          missing.set(`${link.link} ${link.id}`, {
            collector: target,
            scope: placeOf(target, link.id, scope),
            names: [link.id],
          });
      }
  }
  return [...missing.values()].filter(({ scope }) =>
    held.header.scopes.some(({ account }) => account === scope.account),
  );
}

/** The resources themselves, all listings, and what they can lead to. */
function around({ records }: Held, ids: ReadonlySet<string>, registry: ReadonlyMap<string, Collector>) {
  const types = new Set(['aws.kms.alias']);
  for (const record of records) {
    const collector = !isListing(record) && ids.has(record.id) ? registry.get(record.type) : undefined;
    for (const { type } of Object.values(collector?.fields ?? {})) types.add(linkedType(type) ?? '');
  }
  return records.filter((record) => isListing(record) || ids.has(record.id) || types.has(record.type));
}

const linkFields = ({ fields }: Collector): readonly string[] =>
  Object.entries(fields).flatMap(([name, { type }]) => (linkedType(type) === undefined ? [] : name));

/** An alias of AWS's that leads nowhere is not gone: its key may be there by now. */
const isMissing = ({ state, id }: LinkValue): boolean =>
  state === 'gone' || (state === 'not-collected' && id.includes(':alias/aws/'));

function placeOf({ scope }: Collector, id: string, from: Scope): Scope {
  const { account, region } = placeInArn(id);
  const own = scope === 'global' ? GLOBAL_REGION : region || from.region;
  return { partition: from.partition, account: account || from.account, region: own };
}
