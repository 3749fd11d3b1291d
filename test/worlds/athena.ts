import type {
  GetWorkGroupCommandOutput,
  ListWorkGroupsCommandOutput,
  WorkGroupConfiguration,
} from '@aws-sdk/client-athena';
import { keyArn, onlyHere, playKeys, REGION, refuses } from '../collectors/play.ts';
import type { World } from '../worlds.ts';

type Body<T> = Omit<T, '$metadata'>;
type Option = 'SSE_S3' | 'SSE_KMS' | 'CSE_KMS';

const bucket = (EncryptionOption?: Option, KmsKey?: string): WorkGroupConfiguration => ({
  EnforceWorkGroupConfiguration: EncryptionOption !== undefined,
  ResultConfiguration: {
    OutputLocation: 's3://results/athena/',
    ...(EncryptionOption ? { EncryptionConfiguration: { EncryptionOption, ...(KmsKey ? { KmsKey } : {}) } } : {}),
  },
});

const groups: Readonly<Record<string, WorkGroupConfiguration>> = {
  primary: bucket(),
  s3: bucket('SSE_S3'),
  kms: bucket('SSE_KMS', keyArn('good')),
  client: bucket('CSE_KMS', keyArn('good')),
  managed: {
    EnforceWorkGroupConfiguration: true,
    ManagedQueryResultsConfiguration: { Enabled: true },
    CustomerContentEncryptionConfiguration: { KmsKey: keyArn('good') },
  },
  'managed-own': {
    EnforceWorkGroupConfiguration: true,
    ManagedQueryResultsConfiguration: { Enabled: true, EncryptionConfiguration: { KmsKey: keyArn('good') } },
  },
};

const listed = {
  WorkGroups: [...Object.keys(groups), 'denied'].map((Name) => ({ Name, State: 'ENABLED' as const })),
} satisfies Body<ListWorkGroupsCommandOutput>;

const described = (Name: string) =>
  ({ WorkGroup: { Name, Configuration: groups[Name] } }) satisfies Body<GetWorkGroupCommandOutput>;

export const world: World = {
  services: ['athena'],
  regions: [REGION, 'us-east-1'],
  answers: {
    ...playKeys({ good: 'Enabled' }),
    'athena:ListWorkGroups': onlyHere(listed),
    'athena:GetWorkGroup': ({ WorkGroup }) =>
      WorkGroup === 'denied' ? refuses('AccessDeniedException') : described(String(WorkGroup)),
  },
};
