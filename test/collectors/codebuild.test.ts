import { expect, test } from 'vitest';
import { world } from '../worlds/codebuild.ts';
import { recordWorld } from '../worlds.ts';
import { play } from './play.ts';

const options = { rules: ['codebuild'] };
/** One that may not be read, and one that was deleted between the list and the question. */
const unseen = { denied: 'unknown', gone: 'unknown' };

test.each([
  ['codebuild-artifacts-encrypted', { sealed: 'pass', open: 'fail', second: 'fail', ...unseen }],
  ['codebuild-s3-logs-encrypted', { sealed: 'pass', open: 'fail', ...unseen }],
  [
    'codebuild-env-no-plaintext-credentials',
    { sealed: 'fail', open: 'fail', second: 'fail', pipeline: 'pass', ...unseen },
  ],
  [
    'codebuild-source-url-no-credentials',
    { sealed: 'pass', open: 'pass', second: 'pass', pipeline: 'fail', ...unseen },
  ],
  ['codebuild-report-export-encrypted', { sealed: 'pass', open: 'fail', default: 'pass' }],
])('%s', async (rule, verdicts) => {
  expect((await play(world.answers, options)).verdicts(rule)).toEqual(verdicts);
});

test('the message names the artifact, a refused call its permission', async () => {
  const { finding } = await play(world.answers, options);
  expect(finding('codebuild-artifacts-encrypted', 'second').message).toContain('docs');
  expect(finding('codebuild-artifacts-encrypted', 'denied').reasons[0]).toMatchObject({
    class: 'denied',
    permission: 'codebuild:BatchGetProjects',
  });
});

test('environments are not stored', async () => {
  expect(await recordWorld('codebuild')).not.toContain('not-to-be-stored');
});
