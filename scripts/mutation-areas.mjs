/**
 * Where mutation testing changes the code; what then has to notice, the quick tests before those in `last`; and the score (per cent)
 * below which it fails. `except` names files without behaviour; `without` tests that take long and notice what others have to notice too.
 */
export const AREAS = {
  evaluate: {
    places: ['src/evaluate'],
    tests: ['test/evaluate', 'test/scan.test.ts'],
    last: ['closures', 'hostile-yaml', 'determinism', 'required-custody', 'frameworks', 'outcomes'],
    atLeast: 85,
  },
  graph: { places: ['src/graph'], tests: ['test/graph', 'test/scan.test.ts'], last: ['lists', 'targets'], atLeast: 85 },
  iam: {
    places: ['src/iam'],
    tests: ['test/iam'],
    last: ['service-kinds', 'corpus', 'second-opinion'],
    without: ['test/iam/properties.test.ts', 'test/iam/fuzz.test.ts'],
    atLeast: 85,
  },
  report: { places: ['src/report'], tests: ['test/report'], last: ['hostile-fields', 'contract'], atLeast: 75 },
  collectors: {
    places: ['src/collectors'],
    except: { 'src/collectors/registry.ts': 'generated' },
    tests: ['test/collectors'],
    atLeast: 75,
  },
};

/** The area that this process is about. */
export function area() {
  const name = process.env['MUTATION_AREA'] ?? 'graph';
  if (!Object.hasOwn(AREAS, name)) throw new Error(`no area '${name}': ${Object.keys(AREAS).join(', ')}`);
  return { name, except: {}, last: [], without: [], ...AREAS[name] };
}
