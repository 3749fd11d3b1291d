import type {
  FunctionConfiguration,
  ListCodeSigningConfigsCommandOutput,
  ListEventSourceMappingsCommandOutput,
  ListFunctionsByCodeSigningConfigCommandOutput,
  ListFunctionsCommandOutput,
} from '@aws-sdk/client-lambda';
import { ACCOUNT, keyArn, onlyHere, playKeys, REGION } from '../collectors/play.ts';
import type { World } from '../worlds.ts';

type Body<T> = Omit<T, '$metadata'>;

const arnOf = (name: string): string => `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${name}`;

const config = (name: string, policy: 'Enforce' | 'Warn') => ({
  CodeSigningConfigId: `csc-${name}`,
  CodeSigningConfigArn: `arn:aws:lambda:${REGION}:${ACCOUNT}:code-signing-config:csc-${name}`,
  CodeSigningPolicies: { UntrustedArtifactOnDeployment: policy },
  AllowedPublishers: { SigningProfileVersionArns: [] },
  LastModified: '2026-01-01T00:00:00.000+0000',
});

const signing = {
  CodeSigningConfigs: [config('enforced', 'Enforce'), config('unused', 'Warn')],
} satisfies Body<ListCodeSigningConfigsCommandOutput>;

const named = (FunctionName: string, more: Partial<FunctionConfiguration>): FunctionConfiguration => ({
  FunctionName,
  FunctionArn: arnOf(FunctionName),
  PackageType: 'Zip',
  Runtime: 'nodejs24.x',
  Version: '$LATEST',
  ...more,
});

const variables = { Variables: { TOKEN: 'not-to-be-stored', MODE: 'dark' } };
const undecryptable = {
  Error: { ErrorCode: 'AccessDeniedException', Message: 'Lambda was unable to decrypt the environment variables' },
};

/** The form of a ciphertext that KMS's Encrypt answers, in base64. */
const CIPHERTEXT = `AQICAH${'h7Kq9Zt2Lw4Xc8Vb'.repeat(8)}AA==`;

const functions = {
  Functions: [
    named('plain', {}),
    named('default-key', { Environment: variables }),
    named('own-key', { Environment: variables, KMSKeyArn: keyArn('good') }),
    named('cut-off', { Environment: undecryptable, KMSKeyArn: keyArn('off') }),
    named('foreign', { Environment: undecryptable, KMSKeyArn: 'arn:aws:kms:eu-west-1:444455556666:key/theirs' }),
    named('client-sealed', { Environment: { Variables: { TOKEN: CIPHERTEXT } } }),
    named('image', { PackageType: 'Image', Runtime: undefined }),
  ],
} satisfies Body<ListFunctionsCommandOutput>;

const mapping = (UUID: string) => ({
  UUID,
  EventSourceMappingArn: `arn:aws:lambda:${REGION}:${ACCOUNT}:event-source-mapping:${UUID}`,
});

const mappings = {
  EventSourceMappings: [
    mapping('unfiltered'),
    { ...mapping('open'), FilterCriteria: { Filters: [{ Pattern: '{"body":{"iban":["not-to-be-stored"]}}' }] } },
    { ...mapping('sealed'), KMSKeyArn: keyArn('good') },
  ],
} satisfies Body<ListEventSourceMappingsCommandOutput>;

export const world: World = {
  services: ['lambda'],
  regions: [REGION, 'us-east-1'],
  answers: {
    ...playKeys({ good: 'Enabled', off: 'Disabled', 'aws/lambda': 'Enabled' }),
    'lambda:ListFunctions': onlyHere(functions),
    'lambda:ListEventSourceMappings': onlyHere(mappings),
    'lambda:ListCodeSigningConfigs': onlyHere(signing),
    'lambda:ListFunctionsByCodeSigningConfig': ({ CodeSigningConfigArn }) =>
      ({
        FunctionArns:
          CodeSigningConfigArn === config('enforced', 'Enforce').CodeSigningConfigArn ? [arnOf('own-key')] : [],
      }) satisfies Body<ListFunctionsByCodeSigningConfigCommandOutput>,
  },
};
