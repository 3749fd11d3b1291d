import { apartFor, once } from './apart.ts';
import type { Filled, Value } from './condition.ts';
import { entryOf, type Facet, facetOf, idOf, type Subject, type Way } from './facet.ts';
import { MULTIVALUED, type Source, sourceOf } from './keys.ts';
import { idsLike, ownArns } from './own-things.ts';
import { classesOf, isoOf, listsOf } from './values.ts';
import type { World } from './world.ts';

/** A facet for each key that the policy mentions and that varies on its own. */
export function freeFacets(world: World, subject: Subject, way: Way, taken: ReadonlySet<string>): Facet[] {
  const keys = [...world.mentioned].filter((key) => !taken.has(key));
  const contexts = once(world, `context ${idOf(subject)} ${way.type} ${way.route}`, () =>
    contextFacets(world, subject, way, keys),
  );
  return [...contexts, ...keys.filter((key) => !isContext(key)).map(one)];

  function one(key: string): Facet {
    const source = sourceOf(key, world.context.kind);
    return once(world, `free ${key} ${idOf(subject)} ${way.type} ${way.route === 'forwarded'}`, () => {
      const values = source === undefined ? [undefined] : valuesOf(world, subject, way, key, source);
      return facetOf(
        [key],
        values.map((value) => entryOf({ [key]: value })),
      );
    });
  }
}

type Possible = (Value | undefined)[];

function valuesOf(world: World, subject: Subject, { type }: Way, key: string, source: Source): Possible {
  const conditions = world.byKey.get(key) ?? [];
  const { at } = world.context;
  if (source === 'now') return [isoOf(at)];
  if (source === 'now-seconds') return [String(Math.floor(at / 1000))];
  if (source === 'chosen-bool') return ['true', 'false'];
  if (key === 'kms:grantisforawsresource') return [undefined, 'false', 'true'];
  const noSession =
    type === 'unsigned' || type === 'service' || (type === 'root' && key.startsWith('aws:principaltag/'));
  const ofSession = source === 'session' || source === 'id' || (source === 'own-arn' && !key.startsWith('s3:'));
  if (ofSession && noSession) return [undefined];
  if (key === 'aws:tokenissuetime') return [...recent(world, conditions), undefined];
  return [...(MULTIVALUED.has(key) ? listsOf(texts()) : texts()), undefined];

  function texts(): string[] {
    const classes = (): string[] => classesOf(world, conditions);
    const owners = subject.stranger ? subject.accounts : [...new Set([...subject.accounts, world.context.account])];
    if (source === 'own-account') return [...owners];
    if (source === 'own-arn') {
      const accounts = key.startsWith('s3:') ? owners : subject.accounts;
      return accounts.flatMap((account) => ownArns(world, subject, account, conditions));
    }
    if (source === 'id') return idsLike(world, subject, key.endsWith('vpc') ? 'vpc-' : '', key);
    return TEXT_WITHOUT_STARS.some((start) => key.startsWith(start))
      ? classesOf(world, conditions.map(withoutStars)).filter((text) => !/[*?]/.test(text))
      : classes();
  }
}

/** Tags and the like cannot hold a star, so a star that is no wildcard matches none. */
const TEXT_WITHOUT_STARS = ['aws:principaltag/', 'aws:resourcetag/', 'aws:requesttag/', 'aws:sourceidentity'] as const;

const STARS: ReadonlySet<number> = new Set(['*', '?'].map((star) => star.charCodeAt(0)));

/** Or the one text that stands for a class of values could be one that nobody can have. */
const withoutStars = (condition: Filled): Filled => ({
  ...condition,
  patterns: condition.patterns.filter((tokens) => !tokens.some((token) => STARS.has(token))),
});

/** Temporary credentials last 36 hours at most. https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html */
function recent(world: World, conditions: readonly Filled[]): string[] {
  const { at } = world.context;
  const times = classesOf(world, conditions).filter((text) => {
    const time = Date.parse(text);
    return time <= at && time >= at - 36 * 3_600_000;
  });
  return [isoOf(at - 60_000), isoOf(at - 36 * 3_600_000), ...times];
}

const CONTEXT = 'kms:encryptioncontext:';
const CONTEXT_KEYS = 'kms:encryptioncontextkeys';
const isContext = (key: string): boolean => key.startsWith(CONTEXT) || key === CONTEXT_KEYS;
const MAX_CONTEXTS = 400;

/** The pairs of an encryption context, and the list of their names, which goes with them. */
function contextFacets(world: World, subject: Subject, way: Way, keys: readonly string[]): Facet[] {
  const pairs = keys.filter((key) => key.startsWith(CONTEXT));
  const possible = pairs.map((key) => [key, contextValues(world, subject, way, key)] as const);
  if (!keys.includes(CONTEXT_KEYS))
    return possible.map(([key, values]) =>
      facetOf(
        [key],
        values.map((value) => entryOf({ [key]: value })),
      ),
    );
  let contexts: Record<string, Value | undefined>[] = [{}];
  for (const [key, values] of possible)
    contexts = contexts
      .flatMap((context) => values.map((value) => ({ ...context, [key]: value })))
      .slice(0, MAX_CONTEXTS);
  const names = classesOf(world, world.byKey.get(CONTEXT_KEYS) ?? []);
  const written = (key: string): string => {
    const name = (world.byKey.get(key)?.[0]?.name ?? key).slice(CONTEXT.length);
    return names.find((one) => one.toLowerCase() === name.toLowerCase()) ?? name;
  };
  const foreign = names.filter((name) => !pairs.includes(`${CONTEXT}${name.toLowerCase()}`));
  const entries = contexts.flatMap((context) => {
    const present = pairs.filter((key) => context[key] !== undefined).map(written);
    return [[], ...listsOf(foreign)].map((more) => {
      const all = [...present, ...more];
      return entryOf({ ...context, [CONTEXT_KEYS]: all.length > 0 ? all : undefined });
    });
  });
  return [facetOf([...pairs, CONTEXT_KEYS], entries)];
}

/** Ids of volumes, file systems, databases and the like, which AWS gives out. */
const AWS_ID = /^(vol|snap|fs|db|i|ami|key|cluster|vpc|eni)-[0-9a-z]+$/i;

/**
 * In a direct call the caller writes the encryption context. A service writes it from what it encrypts: the ARN or account
 * of a thing that the caller has there.
 * https://docs.aws.amazon.com/kms/latest/developerguide/encrypt_context.html
 */
function contextValues(world: World, subject: Subject, { route, type }: Way, key: string): (string | undefined)[] {
  const conditions = world.byKey.get(key) ?? [];
  const written = classesOf(world, conditions);
  if (route !== 'forwarded' && type !== 'service') return [...written, undefined];
  const isArn = (text: string): boolean => text.startsWith('arn:') || text.split(':').length > 5;
  const plain = written.filter(
    (text) =>
      !isArn(text) &&
      (!/^\d{12}$/.test(text) || subject.accounts.includes(text)) &&
      !(subject.stranger && AWS_ID.test(text)),
  );
  const arns = subject.accounts.flatMap((account) => ownArns(world, subject, account, conditions));
  return [...apartFor(world, conditions, [...plain, ...subject.accounts, ...arns]), undefined];
}
