import type { Context } from '../quirk.ts';
import { ACCOUNT, shelf } from '../world.ts';

/** What the proxy knows of a key beside moto. */
export interface KeyFacts {
  /** Origin EXTERNAL: the imported material, or that it waits for one. */
  material?: { readonly validTo?: Date } | 'awaited';
  store?: { readonly id: string; readonly xksKeyId?: string };
  /** The ARN of the primary of a multi-Region key; replicas are listed at the primary. */
  primary?: string;
  replicas?: string[];
  rotation?: { readonly since: Date; readonly period: number };
  lastUse?: { readonly operation: string; readonly at: Date };
  /** Since when nobody can use it: it was disabled, or its deletion was scheduled. */
  cutOff?: Date;
}

const book = shelf('kms keys', () => new Map<string, KeyFacts>());

/** The facts of a key by ARN; a new empty entry when there is none. */
export function factsOf({ world }: Pick<Context, 'world'>, arn: string): KeyFacts {
  const known = book(world).get(arn);
  if (known) return known;
  const fresh: KeyFacts = {};
  book(world).set(arn, fresh);
  return fresh;
}

function keyArn(region: string, id: string): string {
  return `arn:aws:kms:${region}:${ACCOUNT}:key/${id}`;
}

/** A key's ARN for any way to name it (id, ARN, alias name, alias ARN), as AWS's services store it. */
export async function canonicalKey(reference: string, context: Pick<Context, 'kms' | 'call'>): Promise<string> {
  if (reference.includes(':key/')) return reference;
  if (!reference.includes('alias/')) return keyArn(context.call.region, reference);
  const described = await context.kms('DescribeKey', { KeyId: reference.replace(/^arn:.*:alias\//, 'alias/') });
  return arnIn(described);
}

function arnIn(described: Record<string, unknown>): string {
  const key = described.KeyMetadata;
  if (typeof key === 'object' && key !== null && 'Arn' in key) return String(key.Arn);
  throw new Error('DescribeKey answered without an ARN');
}

/** The AWS-managed keys that exist in a region: key id to alias name. Moto lists made-up ids for the others. */
export async function managedKeys(context: Pick<Context, 'kms'>, region?: string): Promise<Map<string, string>> {
  const { Keys } = await context.kms('ListKeys', {}, region);
  const { Aliases } = await context.kms('ListAliases', {}, region);
  const ids = new Set(rows(Keys).map((key) => key.KeyId));
  const found = rows(Aliases).filter(
    ({ AliasName, TargetKeyId }) => AliasName?.startsWith('alias/aws/') && ids.has(TargetKeyId),
  );
  return new Map(found.map(({ AliasName, TargetKeyId }) => [String(TargetKeyId), String(AliasName)]));
}

function rows(value: unknown): Record<string, string | undefined>[] {
  return Array.isArray(value) ? value : [];
}

/** The ARN of a service's own key, which AWS makes on first use. */
export function serviceKey(service: string, context: Pick<Context, 'kms' | 'call'>): Promise<string> {
  return canonicalKey(`alias/aws/${service}`, context);
}
