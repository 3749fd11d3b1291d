/**
 * A sample of the changes that Stryker would make in an area, and Stryker's checker that lets only those through: the range of a change that
 * is given to Stryker holds others too. Those are turned away before a test is run, and are in no score ("errors" in Stryker's table).
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Instrumenter } from '@stryker-mutator/instrumenter';

const nothing = () => {};
const silent = { isDebugEnabled: () => false, debug: nothing, info: nothing, warn: nothing };

const place = ({ start, end }) => `${start.line + 1}:${start.column}-${end.line + 1}:${end.column}`;
const range = (mutant) => `${relative('', mutant.fileName)}:${place(mutant.location)}`;
const key = (mutant) => `${range(mutant)} ${mutant.mutatorName} ${mutant.replacement}`;

/** Every change that Stryker would make in these places, as it says them. */
async function changes(places, except) {
  const names = places.flatMap((place) =>
    place.endsWith('.ts') ? [place] : readdirSync(place, { recursive: true }).map((name) => join(place, name)),
  );
  const files = names.filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts') && !Object.hasOwn(except, name));
  const read = files.sort().map((name) => ({ name, mutate: true, content: readFileSync(name, 'utf8') }));
  const options = { plugins: null, excludedMutations: [], ignorers: [] };
  return (await new Instrumenter(silent).instrument(read, options)).mutants;
}

/** `size` changes (all, if there are fewer), each as likely as any other, the same for the same seed and code. */
export async function sample({ places, except }, size, seed) {
  const mutants = await changes(places, except);
  const rank = (mutant) =>
    createHash('sha256')
      .update(`${seed} ${key(mutant)}`)
      .digest('hex');
  const ranked = mutants.map((mutant) => [rank(mutant), mutant]).sort(([a], [b]) => (a < b ? -1 : 1));
  const chosen = ranked.slice(0, size).map(([, mutant]) => mutant);
  return { of: mutants.length, ranges: [...new Set(chosen.map(range))], keys: chosen.map(key) };
}

/** The sample that this process is about, if it is about one. */
export const chosen = () => {
  const file = process.env['MUTATION_SAMPLE'];
  return file === undefined ? undefined : JSON.parse(readFileSync(file, 'utf8'));
};

const keys = new Set(chosen()?.keys);

const PASSED = { status: 'passed' };
const OTHER = { status: 'compileError', reason: 'not in the sample' };

export const strykerPlugins = [
  {
    kind: 'Checker',
    name: 'sample',
    value: {
      init: async () => {},
      group: async (mutants) => [mutants.map(({ id }) => id)],
      check: async (mutants) =>
        Object.fromEntries(mutants.map((mutant) => [mutant.id, keys.has(key(mutant)) ? PASSED : OTHER])),
    },
  },
];
