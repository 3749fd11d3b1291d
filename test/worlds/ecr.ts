import type {
  DescribeRepositoriesCommandOutput,
  EncryptionConfiguration,
  GetRepositoryPolicyCommandOutput,
} from '@aws-sdk/client-ecr';
import { ACCOUNT, keyArn, playKeys, REGION, refuses } from '../collectors/play.ts';
import { policyTexts } from '../policy-texts.ts';
import type { World } from '../worlds.ts';

const { own, open, foreign } = policyTexts('ecr:*');
const repository = (repositoryName: string, encryptionConfiguration?: EncryptionConfiguration) => ({
  repositoryName,
  registryId: ACCOUNT,
  repositoryArn: `arn:aws:ecr:${REGION}:${ACCOUNT}:repository/${repositoryName}`,
  encryptionConfiguration,
});
const kms = (kmsKey: string, encryptionType: 'KMS' | 'KMS_DSSE' = 'KMS') => ({ encryptionType, kmsKey });

/** ECR's policies have no Resource. */
const policies: Readonly<Record<string, string>> = { own, plain: open, foreign };
const withoutResource = (text: string): string => text.replaceAll('"Resource":"*",', '');

export const world: World = {
  services: ['ecr'],
  answers: {
    ...playKeys({ good: 'Enabled', off: 'Disabled', 'aws/ecr': 'Enabled' }),
    'ecr:DescribeRepositories': {
      repositories: [
        repository('plain', { encryptionType: 'AES256' }),
        repository('old'),
        repository('team/default', kms(keyArn('aws/ecr'))),
        repository('own', kms(keyArn('good'), 'KMS_DSSE')),
        repository('cut-off', kms(keyArn('off'))),
        repository('foreign', kms('arn:aws:kms:eu-west-1:444455556666:key/theirs')),
      ],
    } satisfies Omit<DescribeRepositoriesCommandOutput, '$metadata'>,
    'ecr:GetRepositoryPolicy': ({ repositoryName }) => {
      const name = String(repositoryName);
      if (name === 'old') return refuses('AccessDeniedException');
      const text = policies[name];
      return text === undefined
        ? refuses('RepositoryPolicyNotFoundException')
        : ({ registryId: ACCOUNT, repositoryName: name, policyText: withoutResource(text) } satisfies Omit<
            GetRepositoryPolicyCommandOutput,
            '$metadata'
          >);
    },
  },
};
