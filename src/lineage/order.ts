/** Order of plain code units: the same on any machine. */
export const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The names under which two maps differ, sorted, with what each holds. */
export const changed = <T>(
  before: ReadonlyMap<string, T>,
  after: ReadonlyMap<string, T>,
): [name: string, before: T | undefined, after: T | undefined][] =>
  [...new Set([...before.keys(), ...after.keys()])]
    .filter((name) => before.get(name) !== after.get(name))
    .sort(byText)
    .map((name) => [name, before.get(name), after.get(name)]);
