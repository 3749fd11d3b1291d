/** What an interrupted run was told already: values as they are stored, never whole answers. */
export interface Memory {
  recall(key: string): unknown;
  remember(key: string, value: unknown): void;
}

/** Asks, unless an earlier run did; keeps what came if it is whole. */
export async function remembered<T>(
  memory: Memory | undefined,
  of: readonly [type: string, name: string, region: string, input: object],
  ask: () => Promise<T>,
  isWhole: (value: T) => boolean,
): Promise<T> {
  if (!memory) return ask();
  const key = JSON.stringify(of);
  const known = memory.recall(key);
  if (known !== undefined) return known as T;
  const value = await ask();
  if (isWhole(value)) memory.remember(key, value);
  return value;
}
