import { expect, test } from 'vitest';
import { world } from '../worlds/imagebuilder.ts';
import { recordWorld } from '../worlds.ts';
import { play } from './play.ts';

const keyed = { sealed: 'pass', default: 'fail', denied: 'unknown' };

test.each([
  ['imagebuilder-component-key-level', keyed, 'imagebuilder:GetComponent'],
  ['imagebuilder-dockerfile-template-key-level', keyed, 'imagebuilder:GetContainerRecipe'],
  [
    'imagebuilder-recipe-volume-encrypted',
    { sealed: 'pass', open: 'fail', silent: 'fail', denied: 'unknown' },
    'imagebuilder:GetImageRecipe',
  ],
])('%s', async (rule, verdicts, permission) => {
  const played = await play(world.answers, { rules: ['imagebuilder'] });
  expect(played.verdicts(rule)).toEqual(verdicts);
  expect(played.finding(rule, 'denied').reasons[0]).toMatchObject({ permission });
});

test('documents and templates are not stored', async () => {
  expect(await recordWorld('imagebuilder')).not.toContain('not-to-be-stored');
});
