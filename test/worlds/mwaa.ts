import type { GetEnvironmentCommandOutput, ListEnvironmentsCommandOutput } from '@aws-sdk/client-mwaa';
import { keyArn, onlyHere, playKeys, REGION, refuses } from '../collectors/play.ts';
import type { World } from '../worlds.ts';

type Body<T> = Omit<T, '$metadata'>;

const listed = { Environments: ['sealed', 'default', 'denied'] } satisfies Body<ListEnvironmentsCommandOutput>;

const described = (Name: string) =>
  ({
    Environment: {
      Name,
      AirflowConfigurationOptions: { 'smtp.smtp_password': 'not-to-be-stored' },
      Tags: { team: 'a' },
      ...(Name === 'sealed' ? { KmsKey: keyArn('good') } : {}),
    },
  }) satisfies Body<GetEnvironmentCommandOutput>;

export const world: World = {
  services: ['mwaa'],
  regions: [REGION, 'us-east-1'],
  answers: {
    ...playKeys({ good: 'Enabled' }),
    'mwaa:ListEnvironments': onlyHere(listed),
    'mwaa:GetEnvironment': ({ Name }) =>
      Name === 'denied' ? refuses('AccessDeniedException') : described(String(Name)),
  },
};
