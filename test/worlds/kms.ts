import { playKeys, REGION, refuses } from '../collectors/play.ts';
import type { World } from '../worlds.ts';

/** Two regions with a key each: that of one carries the tag of a tier. The rest of what keys are is in the whole accounts. */
export const world: World = {
  services: ['kms'],
  regions: [REGION, 'us-east-1'],
  deep: true,
  answers: {
    ...playKeys({ web: 'Enabled' }),
    'kms:ListResourceTags': (_input, region) => ({
      Tags: region === REGION ? [{ TagKey: 'tier', TagValue: 'web' }] : [],
    }),
    'kms:GetKeyPolicy': refuses('AccessDeniedException'),
    'ec2:GetEbsEncryptionByDefault': { EbsEncryptionByDefault: true },
  },
};
