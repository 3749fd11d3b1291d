import fc from 'fast-check';

/** The same cases in every run, so that what lands does not depend on luck; FUZZ_SEED tries others, and `npm run test:fuzz` new ones each time. */
export const SEED = Number(process.env['FUZZ_SEED'] ?? 20261126);

fc.configureGlobal({ seed: SEED });

export { fc };
