import type { ListDomainsCommandOutput } from '@aws-sdk/client-codeartifact';
import { ACCOUNT, keyArn, onlyHere, playKeys, REGION } from '../collectors/play.ts';
import type { World } from '../worlds.ts';

const domain = (name: string, key: string) => ({
  name,
  owner: ACCOUNT,
  arn: `arn:aws:codeartifact:${REGION}:${ACCOUNT}:domain/${name}`,
  encryptionKey: keyArn(key),
});

const domains = {
  domains: [domain('sealed', 'good'), domain('default', 'aws/codeartifact')],
} satisfies Omit<ListDomainsCommandOutput, '$metadata'>;

export const world: World = {
  services: ['codeartifact'],
  regions: [REGION, 'us-east-1'],
  answers: {
    ...playKeys({ good: 'Enabled', 'aws/codeartifact': 'Enabled' }),
    'codeartifact:ListDomains': onlyHere(domains),
  },
};
