import { expect, test } from 'vitest';
import { world } from '../worlds/codepipeline.ts';
import { recordWorld } from '../worlds.ts';
import { play, REGION } from './play.ts';

const rule = 'codepipeline-artifact-key-level';
const home = { sealed: 'pass', default: 'fail', 'aws-key': 'fail', 'one-open': 'fail', denied: 'unknown' };

test('every artifact store of a pipeline is judged, in whichever region it is', async () => {
  const { verdicts, finding } = await play(world.answers, { rules: ['codepipeline'], regions: world.regions ?? [] });
  expect(verdicts(rule)).toEqual({ ...home, regions: 'pass', '*': 'unknown' });
  expect(finding(rule, 'one-open').message).toContain('away');
  expect(finding(rule, 'denied').reasons[0]).toMatchObject({
    class: 'denied',
    permission: 'codepipeline:GetPipeline',
  });
});

test('a key in a region that was not scanned is unknown', async () => {
  const { verdicts } = await play(world.answers, { rules: ['codepipeline'], regions: [REGION] });
  expect(verdicts(rule)).toEqual({ ...home, regions: 'unknown' });
});

test('what actions are configured with is not stored', async () => {
  expect(await recordWorld('codepipeline')).not.toContain('not-to-be-stored');
});
