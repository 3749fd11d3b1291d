import type { Filled } from './condition.ts';
import { spend } from './samples.ts';
import type { World } from './world.ts';

/** Works something out once for a world. */
export function once<T>({ memo }: World, key: string, make: () => T): T {
  const known = memo.get(key) as T | undefined;
  if (known !== undefined) return known;
  const made = make();
  memo.set(key, made);
  return made;
}

/** A value that a variable takes elsewhere is compared there too: one of a class does not stand for all. */
const PER_CLASS_OF_VARIABLES = 2;

/** Of texts that no condition on some keys tells apart, one; two where a variable holds such a key. */
export function apart(
  world: World,
  keys: readonly string[],
  texts: readonly string[],
  also?: (text: string) => unknown,
): string[] {
  const conditions = keys.flatMap((key) => world.byKey.get(key) ?? []);
  return apartFor(world, conditions, texts, also);
}

export function apartFor(
  world: World,
  conditions: readonly Filled[],
  texts: readonly string[],
  also?: (text: string) => unknown,
  isVariable = conditions.some(({ key }) => world.variables.has(key)),
): string[] {
  const first = new Map<string, number>();
  const most = isVariable ? PER_CLASS_OF_VARIABLES : 1;
  const found: string[] = [];
  for (const text of texts) {
    spend(
      world.meter,
      conditions.reduce((sum, { patterns }) => sum + 10 + patterns.length * (5 + text.length / 8), 0),
    );
    const signature = `${conditions.map(({ accepts }) => (accepts(text) ? 1 : 0)).join('')} ${String(also?.(text))}`;
    const seen = first.get(signature) ?? 0;
    first.set(signature, seen + 1);
    if (seen < most) found.push(text);
  }
  return found;
}
