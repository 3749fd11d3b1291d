import type {
  GetVaultAccessPolicyCommandOutput,
  GetVaultLockCommandOutput,
  ListVaultsCommandOutput,
} from '@aws-sdk/client-glacier';
import { ACCOUNT, REGION, refuses } from '../collectors/play.ts';
import { policyText, policyTexts } from '../policy-texts.ts';
import type { World } from '../worlds.ts';

const { tls, own, open, foreign } = policyTexts('glacier:*');
const names = ['plain', 'secure', 'open', 'closed-by-lock', 'foreign', 'broken', 'empty-lock', 'refused'];

const access: Readonly<Record<string, string>> = {
  secure: own,
  open,
  'closed-by-lock': open,
  foreign,
  broken: own,
  'empty-lock': own,
};
const locks: Readonly<Record<string, Omit<GetVaultLockCommandOutput, '$metadata'>>> = {
  secure: { State: 'Locked', Policy: tls },
  'closed-by-lock': {
    State: 'InProgress',
    Policy: policyText({
      Effect: 'Deny',
      Principal: '*',
      Action: 'glacier:*',
      Condition: { StringNotEquals: { 'aws:PrincipalAccount': ACCOUNT } },
    }),
  },
  broken: { State: 'Locked', Policy: '{"Statement": [' },
  'empty-lock': { State: 'Locked', Policy: 'null' },
};

export const world: World = {
  services: ['glacier'],
  answers: {
    'glacier:ListVaults': {
      VaultList: names.map((VaultName) => ({
        VaultName,
        VaultARN: `arn:aws:glacier:${REGION}:${ACCOUNT}:vaults/${VaultName}`,
      })),
    } satisfies Omit<ListVaultsCommandOutput, '$metadata'>,
    'glacier:GetVaultAccessPolicy': ({ vaultName }) => {
      if (vaultName === 'refused') return refuses('AccessDeniedException');
      const Policy = access[String(vaultName)];
      return Policy === undefined
        ? refuses('ResourceNotFoundException')
        : ({ policy: { Policy } } satisfies Omit<GetVaultAccessPolicyCommandOutput, '$metadata'>);
    },
    'glacier:GetVaultLock': ({ vaultName }) => locks[String(vaultName)] ?? refuses('ResourceNotFoundException'),
  },
};
