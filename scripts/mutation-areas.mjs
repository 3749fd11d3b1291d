/**
 * Where mutation testing changes the code; what then has to notice, the quick tests before those in `last`; and the score (per cent)
 * below which it fails. `except` names files without behaviour; `without` tests that take long: what they alone notice counts as missed,
 * as does what only the usual number of random runs would show where `env` sets a smaller one.
 */
export const AREAS = {
  evaluate: {
    places: ['src/evaluate'],
    tests: ['test/evaluate', 'test/scan.test.ts'],
    last: ['closures', 'hostile-yaml', 'determinism', 'required-custody', 'frameworks', 'sayings'],
    atLeast: 85,
  },
  graph: { places: ['src/graph'], tests: ['test/graph', 'test/scan.test.ts'], last: ['lists', 'targets'], atLeast: 85 },
  iam: {
    places: ['src/iam'],
    tests: ['test/iam', 'test/collectors/iam.test.ts', 'test/collectors/organizations.test.ts', 'test/cli/key.test.ts'],
    last: ['key', 'service-kinds', 'fuzz', 'corpus', 'second-opinion', 'properties'],
    env: { SEALSCAN_FUZZ: '40', SEALSCAN_PROPERTY_RUNS: '10', SEALSCAN_SIMULATOR_RUNS: '20' },
    atLeast: 85,
  },
  report: {
    places: ['src/report'],
    tests: ['test/report'], // not the golden reports: the page of report.html holds code of src/report, which is another there
    without: ['contract', 'hostile-fields'].map((name) => `test/report/${name}.test.ts`),
    atLeast: 75,
  },
  // what collectors say, and what makes a descriptor of it; how calls are made, paced and repeated is the engine's
  collectors: {
    places: [
      'src/collectors',
      ...['descriptor', 'kinds', 'members', 'observe', 'views', 'options'].map((name) => `src/collect/${name}.ts`),
    ],
    except: { 'src/collectors/registry.ts': 'generated' },
    tests: [
      'test/collectors',
      'test/graph/fields.test.ts',
      'test/worlds.test.ts',
      ...['descriptor', 'phases', 'stored'].map((name) => `test/collect/${name}.test.ts`),
    ],
    last: ['kms', 'kms-keys', 'secrets', 'worlds'],
    atLeast: 75,
  },
};

/** The area that this process is about. */
export function area() {
  const name = process.env['MUTATION_AREA'] ?? 'graph';
  if (!Object.hasOwn(AREAS, name)) throw new Error(`no area '${name}': ${Object.keys(AREAS).join(', ')}`);
  return { name, except: {}, last: [], without: [], env: {}, ...AREAS[name] };
}
