import { viewsOf } from '../model/answers.ts';
import { arnOf } from '../model/arn.ts';
import type { Collector, EachUse } from '../model/collector.ts';
import type { Judge } from '../model/mark.ts';
import { GLOBAL_REGION, type Scope } from '../model/scope.ts';
import type { AnswerError, Listing, Observation } from '../model/snapshot.ts';
import type { Call } from './call.ts';
import { type Memory, remembered } from './memory.ts';
import { ask, type Observing } from './observe.ts';
import { readPages } from './pages.ts';

/** One type in one scope, whole: what a journal keeps and a resumed scan skips. */
export interface Group {
  readonly listing: Listing;
  readonly observations: readonly Observation[];
}

export interface CollectOptions {
  /** Regional scopes of one account; global services are read once, in addition. */
  readonly scopes: readonly Scope[];
  readonly collectors: readonly Collector[];
  readonly call: Call;
  /** Region that answers for global services. */
  readonly homeRegion: string;
  /** Time of the snapshot, for calls about a span of time. ISO 8601. */
  readonly takenAt: string;
  /** Second-phase calls for every resource. */
  readonly deep?: boolean;
  /** Groups that need not be read again. */
  readonly done?: (type: string, scope: Scope) => Group | undefined;
  /** Answers that need not be asked for again, in groups that were not finished. */
  readonly memory?: Memory | undefined;
  /** Looks at what may hold secrets; without it nobody does, and what it would have found is unknown. */
  readonly judge?: Judge | undefined;
  readonly onGroup: (group: Group) => void | Promise<void>;
}

type Answers = Record<string, Observation['answers'][string]>;
interface Draft {
  readonly answers: Answers;
  readonly region: string;
}

/**
 * Walks descriptors × scopes side by side and hands over each type of each scope as it is finished. How many calls are in
 * flight at once is for `call` to bound.
 */
export async function collect(options: CollectOptions): Promise<void> {
  const first = options.scopes[0];
  if (!first) return;
  const global: Scope = { ...first, region: GLOBAL_REGION };
  const walk = (scope: Scope, kind: Collector['scope']) =>
    collectScope(
      options,
      scope,
      options.collectors.filter((collector) => collector.scope === kind),
    );
  await Promise.all([walk(global, 'global'), ...options.scopes.map((scope) => walk(scope, 'regional'))]);
}

/** What a listing gave; `parents`, where it was made for each of them, has the parent of each item. */
interface Found {
  readonly items: readonly unknown[];
  readonly parents?: readonly unknown[];
  readonly error?: AnswerError | undefined;
}
type ListingOf = (type: string) => Promise<Found | undefined>;

async function collectScope(options: CollectOptions, scope: Scope, collectors: readonly Collector[]): Promise<void> {
  const listed = new Map<string, ReturnType<ListingOf>>();
  const listingOf: ListingOf = async (type) => {
    const collector = collectors.find((candidate) => candidate.type === type);
    if (!collector) return undefined;
    const known = listed.get(type) ?? list(collector, scope, options, listingOf);
    listed.set(type, known);
    return known;
  };
  await Promise.all(
    collectors.map(async (collector) => {
      const known = options.done?.(collector.type, scope);
      if (known) return options.onGroup(known);
      const joined = new Map<string, Found | undefined>();
      for (const join of collector.joins) joined.set(join.type, await listingOf(join.type));
      const found = collector.list ? await listingOf(collector.type) : { items: [{}] };
      if (found) return options.onGroup(await observeAll(collector, scope, options, found, joined));
    }),
  );
}

async function list(
  collector: Collector,
  scope: Scope,
  options: CollectOptions,
  listingOf: ListingOf,
): Promise<Found | undefined> {
  const { type, list: use, joins } = collector;
  if (!use) return { items: [] };
  const region = callRegion(scope.region, options);
  // whole, or from its start: AWS does not keep page tokens for long
  const read = async (input: Readonly<Record<string, unknown>>): Promise<Found> => {
    const { items, error } = await remembered(
      options.memory,
      [type, 'item', region, input],
      () => readPages({ use, input, region, call: options.call, judge: options.judge }),
      (pages) => pages.error === undefined,
    );
    return error && use.none.includes(error.code) ? { items } : { items, error };
  };
  if (!use.each) return read(typeof use.input === 'function' ? use.input(scope) : use.input);
  const parents = await listingOf(joins[0]?.type ?? '');
  return parents && readEach(parents, use.each, read);
}

/** One parent's list that cannot be read leaves the whole incomplete, as do parents that nobody saw. */
async function readEach(
  parents: Found,
  { input }: EachUse,
  read: (input: Readonly<Record<string, unknown>>) => Promise<Found>,
): Promise<Found> {
  const lists = await Promise.all(
    parents.items.map(async (parent) => {
      const request = input(parent);
      const { items, error } = request ? await read(request) : { items: [] };
      return { items, parents: items.map(() => parent), error };
    }),
  );
  return {
    items: lists.flatMap(({ items }) => items),
    parents: lists.flatMap((each) => each.parents),
    error: parents.error ?? lists.find(({ error }) => error)?.error,
  };
}

const callRegion = (region: string, options: CollectOptions): string =>
  region === GLOBAL_REGION ? options.homeRegion : region;

async function observeAll(
  collector: Collector,
  scope: Scope,
  options: CollectOptions,
  found: Found,
  joined: ReadonlyMap<string, Found | undefined>,
): Promise<Group> {
  const observing: Observing = {
    collector,
    call: options.call,
    deep: options.deep ?? false,
    context: { account: scope.account, takenAt: options.takenAt },
    memory: options.memory,
    judge: options.judge,
  };
  const view = viewsOf(collector);
  const drafts: Draft[] = found.items.map((item, index) => {
    const answers: Answers = collector.list ? { item: { ok: item } } : {};
    if (found.parents) answers['parent'] = { ok: found.parents[index] };
    join(collector, view(answers), answers, joined);
    return { answers, region: collector.region?.(view(answers)) ?? scope.region };
  });
  const phase = (which: 'first' | 'second') =>
    Promise.all(drafts.map(({ answers, region }) => ask(observing, answers, callRegion(region, options), which)));
  await phase('first');
  await phase('second');
  const observations = drafts.map(({ answers, region }) =>
    observation(collector, { ...scope, region }, answers, view(answers)),
  );
  const { error } = found;
  const base = { listing: collector.type, scope, count: observations.length };
  return { listing: error ? { ...base, complete: false, error } : { ...base, complete: true }, observations };
}

function join(
  collector: Collector,
  view: object,
  answers: Answers,
  joined: ReadonlyMap<string, Found | undefined>,
): void {
  for (const { name, type, on, all } of collector.joins) {
    if (!on) continue;
    const other = joined.get(type);
    const match = all ? other?.items.filter((item) => on(view, item)) : other?.items.find((item) => on(view, item));
    if (all && other?.error) answers[name] = { error: other.error };
    else if (match !== undefined) answers[name] = { ok: match };
    else answers[name] = { none: 'NoMatch' };
  }
}

function observation(collector: Collector, scope: Scope, answers: Answers, view: object): Observation {
  const id = collector.id(view) ?? '';
  return { type: collector.type, id: arnOf(collector.arn, scope, id), scope, answers };
}
