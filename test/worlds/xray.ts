import type { GetEncryptionConfigCommandOutput } from '@aws-sdk/client-xray';
import { keyArn, playKeys, REGION, refuses } from '../collectors/play.ts';
import type { World } from '../worlds.ts';

const configs: Readonly<Record<string, Omit<GetEncryptionConfigCommandOutput, '$metadata'>>> = {
  [REGION]: { EncryptionConfig: { Type: 'KMS', KeyId: keyArn('good'), Status: 'ACTIVE' } },
  'us-east-1': { EncryptionConfig: { Type: 'NONE', Status: 'ACTIVE' } },
};

export const world: World = {
  services: ['xray'],
  regions: [REGION, 'us-east-1', 'us-west-2'],
  answers: {
    ...playKeys({ good: 'Enabled' }),
    'xray:GetEncryptionConfig': (_input, region) => configs[region] ?? refuses('AccessDeniedException'),
  },
};
