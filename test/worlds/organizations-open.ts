import { refuses } from '../collectors/play.ts';
import type { World } from '../worlds.ts';
import { organization } from './organizations.ts';

/** Policies that look like a guardrail, and one that is attached elsewhere. */
const open = organization({
  keep: ['ou-other'],
  'without-mfa': ['r-root'],
  'one-key': ['r-root'],
  'from-outside': ['r-root'],
  'but-everyone': ['r-root'],
});

export const world: World = {
  services: ['organizations'],
  answers: {
    ...open,
    'organizations:DescribePolicy': (input, region) => {
      const answer = open['organizations:DescribePolicy'];
      if (input['PolicyId'] === 'p-rcp' || typeof answer !== 'function') return refuses('AccessDeniedException');
      return answer(input, region);
    },
  },
};
