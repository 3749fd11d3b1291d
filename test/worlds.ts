import { readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { snapshotLines } from '../src/snapshot/order.ts';
import { type Answers, collectPlayed } from './collectors/play.ts';

/**
 * What AWS answers about one service in an account that has it in good, bad and tricky states, a refused call among
 * them. Played over the wire and through the service's collectors it is the fixture `fixtures/services/<name>.ndjson`.
 */
export interface World {
  /** Services whose rules judge it; what their links lead to is played too, and not judged. */
  readonly services: readonly string[];
  readonly answers: Answers;
  readonly regions?: readonly string[];
  /** Second-phase calls for every resource. */
  readonly deep?: boolean;
  /** Also what only `--secrets` reads. */
  readonly secrets?: boolean;
}

export const worldNames = (): string[] =>
  readdirSync('test/worlds')
    .map((file) => basename(file, '.ts'))
    .sort();

export const fixtureOf = (name: string): string => `fixtures/services/${name}.ndjson`;

/** The text of the fixture of `test/worlds/<name>.ts`. */
export async function recordWorld(name: string): Promise<string> {
  const { world }: { world: World } = await import(`./worlds/${name}.ts`);
  const { source } = await collectPlayed(world.answers, world);
  return snapshotLines(source.header, source.records())
    .map((line) => `${line}\n`)
    .join('');
}
