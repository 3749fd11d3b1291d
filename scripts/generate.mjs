// Everything that the sources already say is generated, committed and diff-tested: npm run generate [-- --check]
import { report } from './generated.mjs';

await import('./generate-registry.mjs');
await import('./generate-schema.mjs');
await import('./generate-report-schema.mjs');
await import('./generate-docs.mjs');
await import('./generate-index.mjs');
await import('./generate-coverage.mjs');
await import('./generate-lambda.mjs');
report();
