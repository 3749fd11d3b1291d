import type { DescribeServiceCommandOutput, ListServicesCommandOutput } from '@aws-sdk/client-apprunner';
import { ACCOUNT, keyArn, onlyHere, playKeys, REGION, refuses } from '../collectors/play.ts';
import type { World } from '../worlds.ts';

type Body<T> = Omit<T, '$metadata'>;

const arnOf = (name: string) => `arn:aws:apprunner:${REGION}:${ACCOUNT}:service/${name}/0123456789abcdef`;

const listed = {
  ServiceSummaryList: ['sealed', 'default', 'denied'].map((ServiceName) => ({
    ServiceName,
    ServiceArn: arnOf(ServiceName),
  })),
} satisfies Body<ListServicesCommandOutput>;

const created = new Date('2026-01-01T00:00:00Z');

const described = (ServiceArn: string) =>
  ({
    Service: {
      ServiceName: ServiceArn.split('/')[1],
      ServiceId: '0123456789abcdef',
      ServiceArn,
      CreatedAt: created,
      UpdatedAt: created,
      Status: 'RUNNING',
      SourceConfiguration: {
        ImageRepository: {
          ImageIdentifier: 'image',
          ImageRepositoryType: 'ECR',
          ImageConfiguration: { RuntimeEnvironmentVariables: { TOKEN: 'not-to-be-stored' } },
        },
      },
      InstanceConfiguration: {},
      AutoScalingConfigurationSummary: {},
      NetworkConfiguration: {},
      ...(ServiceArn === arnOf('sealed') ? { EncryptionConfiguration: { KmsKey: keyArn('good') } } : {}),
    },
  }) satisfies Body<DescribeServiceCommandOutput>;

export const world: World = {
  services: ['apprunner'],
  regions: [REGION, 'us-east-1'],
  answers: {
    ...playKeys({ good: 'Enabled' }),
    'apprunner:ListServices': onlyHere(listed),
    'apprunner:DescribeService': ({ ServiceArn }) =>
      ServiceArn === arnOf('denied') ? refuses('AccessDeniedException') : described(String(ServiceArn)),
  },
};
