import { byText } from '../model/order.ts';

/** The names under which two maps differ, sorted, with what each holds. */
export const changed = <T>(
  before: ReadonlyMap<string, T>,
  after: ReadonlyMap<string, T>,
): [name: string, before: T | undefined, after: T | undefined][] =>
  [...new Set([...before.keys(), ...after.keys()])]
    .filter((name) => before.get(name) !== after.get(name))
    .sort(byText)
    .map((name) => [name, before.get(name), after.get(name)]);
