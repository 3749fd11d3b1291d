import { describe, expect, test } from 'vitest';
import { type Answers, collectPlayed } from '../collectors/play.ts';
import { type World, worldNames } from '../worlds.ts';
import { errorOf, KINDS, type Kind } from './deny.ts';
import { judge, type Said } from './judge.ts';
import { chance } from './random.ts';
import { isOwned, wrongs } from './relation.ts';

const read = async (name: string): Promise<World> => (await import(`../worlds/${name}.ts`)).world;

/** Collected by the real engine, which asks otherwise where an answer failed, and judged. */
async function said(
  answers: Answers,
  world: World,
): Promise<{ readonly said: Said; readonly calls: readonly string[] }> {
  const { source, calls } = await collectPlayed(answers, world);
  return { said: await judge({ header: source.header, records: source.records() }), calls };
}

/** The same answers, but one operation is refused; `some`: about half of what is asked. */
function without(answers: Answers, operation: string, kind: Kind, some: boolean): Answers {
  const { code, message } = errorOf(operation, kind);
  const refusal = Object.assign(() => ({}), { refusal: { code, message } });
  if (!some) return { ...answers, [operation]: refusal };
  const given = answers[operation] as Answers[string];
  const isPlain = typeof given !== 'function' || 'refusal' in given;
  const half = (input: Readonly<Record<string, unknown>>, region: string): object => {
    if (chance(operation, region, JSON.stringify(input)) < 0.5) return refusal;
    return isPlain ? given : given(input, region);
  };
  return { ...answers, [operation]: half };
}

type Way = readonly [kind: Kind, some: boolean];
const WAYS: readonly Way[] = [...KINDS.map((kind): Way => [kind, false]), ['iam', true]];

/** How the operation in this place is refused: in every way at full size, else in one and for some. */
const ways = (at: number): readonly Way[] =>
  process.env['CHAOS'] === 'full' ? WAYS : [WAYS[at % KINDS.length] as Way, ['iam', true]];

describe.each(worldNames())('%s', (name) => {
  test('each operation refused while it is collected: no verdict is wrong, none vanishes', async () => {
    const world = await read(name);
    const clean = await said(world.answers, world);
    const operations = [...new Set(clean.calls)].filter((operation) => operation in world.answers);
    expect(operations.length).toBeGreaterThan(0);
    const wrong: string[] = [];
    for (const [at, operation] of operations.entries()) {
      for (const [kind, some] of ways(at)) {
        const blind = (await said(without(world.answers, operation, kind, some), world)).said;
        const names = (told: string): boolean => told === operation;
        const found = wrongs(clean.said, blind, names);
        if (!isOwned(clean.said, blind, names)) found.push('a verdict changed, and no gap says so');
        wrong.push(...found.map((one) => `${operation} refused (${kind}${some ? ', some' : ''}): ${one}`));
      }
    }
    expect(wrong).toEqual([]);
  }, 120_000);
});
