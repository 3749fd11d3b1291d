import type { View } from '../model/answers.ts';
import type { Collector } from '../model/collector.ts';
import type { CustodySource } from '../model/custody.ts';
import { EMPTY, type FieldContext, type FieldState, isUnknown, type LinkList, type LinkValue } from '../model/field.ts';
import type { Scope } from '../model/scope.ts';
import type { Observation } from '../model/snapshot.ts';
import { compute } from './compute.ts';
import { custodyOf } from './custody.ts';
import { resolve, resolveAll, type World } from './links.ts';

/** One resource as rules and reports see it. Fields are computed when first read. */
export interface Resource {
  readonly type: string;
  readonly id: string;
  readonly name: string;
  readonly scope: Scope;
  /** Undefined where they are not read, or could not be. */
  readonly tags: Readonly<Record<string, string>> | undefined;
  /** A field's state; a link `x` also answers to `xState`. */
  read(field: string): FieldState;
}

/** Lists that need the whole snapshot: siblings in the account or region, and referrers. */
export interface Lists {
  within(of: string, scope: Scope, by: 'account' | 'region'): LinkList;
  usedBy(type: string, id: string): LinkList;
}

export interface Parts {
  readonly observation: Observation;
  readonly collector: Collector;
  readonly view: View;
  readonly context: FieldContext;
}

export const resourceOf = (parts: Parts, world: World, lists: Lists): Resource =>
  new ObservedResource(parts, world, lists);

/** A class since one is made for every resource: closures for each would cost more than judging it. */
class ObservedResource implements Resource {
  readonly #parts: Parts;
  readonly #world: World;
  readonly #lists: Lists;
  readonly #states = new Map<string, FieldState>();

  constructor(parts: Parts, world: World, lists: Lists) {
    this.#parts = parts;
    this.#world = world;
    this.#lists = lists;
  }

  get type(): string {
    return this.#parts.observation.type;
  }

  get id(): string {
    return this.#parts.observation.id;
  }

  get scope(): Scope {
    return this.#parts.observation.scope;
  }

  get name(): string {
    return nameOf(this.#parts.collector, this.#parts.view, this.id);
  }

  get tags(): Readonly<Record<string, string>> | undefined {
    if (!this.#parts.collector.fields['tags']) return undefined;
    const tags = this.read('tags');
    if (isUnknown(tags)) return undefined;
    return typeof tags === 'object' ? (tags as Record<string, string>) : {};
  }

  read(name: string): FieldState {
    const known = this.#states.get(name);
    if (known !== undefined) return known;
    const state = stateOf(name, this.#parts, this, this.#world, this.#lists);
    this.#states.set(name, state);
    return state;
  }
}

export function nameOf(collector: Collector, view: View, id: string): string {
  try {
    const name: unknown = collector.name(view, id);
    return typeof name === 'string' && name !== '' ? name : id;
  } catch {
    return id; // an answer that is not there, or of an unheard-of shape: the id names the resource as well
  }
}

function stateOf(name: string, parts: Parts, resource: Resource, world: World, lists: Lists): FieldState {
  const { observation, collector, view, context } = parts;
  const field = collector.fields[name];
  if (!field) return name === 'id' || name === 'name' ? resource[name] : stateOfLink(name, collector, resource);
  const { type } = field;
  if (type.kind === 'within') return lists.within(type.of, observation.scope, type.by);
  if (type.kind === 'usedBy') return lists.usedBy(observation.type, observation.id);
  const raw = compute(field, view, context);
  if (raw === EMPTY || isUnknown(raw)) return raw;
  if (type.kind === 'link') return resolve(raw as string, type.to, observation.scope, world);
  if (type.kind === 'links') return resolveAll(raw as readonly string[], type.to, observation.scope, world);
  if (type.kind === 'custody') return custodyOf(raw as CustodySource, (link) => resource.read(link));
  return raw as FieldState;
}

const asLink = (state: FieldState): LinkValue | undefined =>
  typeof state === 'object' && 'link' in state ? (state as LinkValue) : undefined;

function stateOfLink(name: string, collector: Collector, resource: Resource): FieldState {
  const link = name.endsWith('State') ? name.slice(0, -'State'.length) : '';
  if (collector.fields[link]?.type.kind !== 'link') throw new Error(`${collector.type} has no field '${name}'`);
  const state = resource.read(link);
  return asLink(state)?.state ?? state;
}
