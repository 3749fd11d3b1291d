// npm run bench:lambda: builds the bundle and starts it in plain Node processes: how long until the handler is there (Lambda's
// init), and until its first call has a session and the rules. Times are told and not judged; sizes the build judges.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { buildLambda } from './build-lambda.mjs';

const RUNS = 7;
const index = fileURLToPath(new URL('../dist-lambda/index.mjs', import.meta.url));
/** An empty batch: it asks who it is, reads the settings and the rules, and has nothing to do. */
const PROGRAM = `
  const { handler } = await import(${JSON.stringify(index)});
  const init = performance.now();
  await handler({ Records: [] });
  console.log(JSON.stringify({ init, first: performance.now() - init, mb: process.memoryUsage().rss / 1e6 }));
`;

const IDENTITY =
  '<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>arn:aws:iam::111122223333:role/r</Arn><UserId>U</UserId><Account>111122223333</Account></GetCallerIdentityResult></GetCallerIdentityResponse>';
const server = createServer((_, response) => response.writeHead(200, { 'content-type': 'text/xml' }).end(IDENTITY));
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const state = mkdtempSync(join(tmpdir(), 'sealscan-bench-'));
const env = {
  PATH: process.env.PATH,
  AWS_ENDPOINT_URL: `http://127.0.0.1:${server.address().port}`,
  AWS_REGION: 'eu-west-1',
  AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'secret',
  SEALSCAN_STATE: state,
};

try {
  const { zipped, unzipped, atStart } = await buildLambda();
  const runs = [];
  for (let run = 0; run < RUNS; run++) {
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', PROGRAM], { env });
    runs.push(JSON.parse(stdout));
  }
  const median = (of) =>
    runs
      .map(of)
      .sort((a, b) => a - b)
      [Math.floor(RUNS / 2)].toFixed(0);
  const mb = (bytes) => (bytes / 1e6).toFixed(2);
  console.log(`zip ${mb(zipped)} MB, unpacked ${mb(unzipped)} MB, loaded at the start ${mb(atStart)} MB`);
  console.log(
    `start of the process to handler ${median(({ init }) => init)} ms, first call ${median(({ first }) => first)} ms, ${median(({ mb }) => mb)} MB (medians of ${RUNS} processes)`,
  );
} finally {
  server.close();
  rmSync(state, { recursive: true, force: true });
}
