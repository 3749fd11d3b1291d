/** Where mutation testing changes the code, what then has to notice, and the score (per cent) below which it fails. */
export const AREAS = {
  graph: { mutate: 'src/graph/**/*.ts', tests: ['test/graph', 'test/scan.test.ts'], atLeast: 85 },
  evaluate: { mutate: 'src/evaluate/**/*.ts', tests: ['test/evaluate', 'test/scan.test.ts'], atLeast: 85 },
  iam: { mutate: 'src/iam/**/*.ts', tests: ['test/iam'], atLeast: 85 },
  report: { mutate: 'src/report/**/*.ts', tests: ['test/report'], atLeast: 75 },
  collectors: { mutate: 'src/collectors/**/*.ts', tests: ['test/collectors'], atLeast: 75 },
};

/** The area that this process is about. */
export function area() {
  const name = process.env['MUTATION_AREA'] ?? 'graph';
  if (!Object.hasOwn(AREAS, name)) throw new Error(`no area '${name}': ${Object.keys(AREAS).join(', ')}`);
  return { name, ...AREAS[name] };
}
