import type * as APPRUNNER from '@aws-sdk/client-apprunner';
import { sdk } from '../collect/descriptor.ts';
import { loggingIn, undocumented } from '../model/dependence.ts';
import { secretIn } from './secretsmanager.ts';

const SECRETS = { RuntimeEnvironmentSecrets: true } as const;

const apprunner = sdk<typeof APPRUNNER>('apprunner', 'AppRunnerClient');

/**
 * Services: their copy of the source and their logs. "By default, App Runner uses an AWS managed key"; which one it does
 * not say. Of the source configuration, with the environment, only references to secrets are kept.
 * https://docs.aws.amazon.com/apprunner/latest/dg/security-data-protection-encryption.html
 */
export const service = apprunner
  .list(
    'aws.apprunner.service',
    'ListServices',
    {
      items: 'ServiceSummaryList',
      paging: { token: ['NextToken', 'NextToken'], size: ['MaxResults', 20] },
      members: { ServiceArn: true, ServiceName: true },
      one: (id) => ({ item: { ServiceArn: id, ServiceName: id.split('/').at(-2) } }),
    },
    {
      service: 'apprunner',
      arn: 'arn:{partition}:apprunner:{region}:{account}:service/{id}',
      id: ({ item }) => item.ServiceArn,
    },
  )
  .call('detail', 'DescribeService', ({ item }) => ({ ServiceArn: item.ServiceArn }), {
    at: 'Service',
    members: {
      EncryptionConfiguration: { KmsKey: true },
      SourceConfiguration: {
        ImageRepository: { ImageConfiguration: SECRETS },
        CodeRepository: { CodeConfiguration: { CodeConfigurationValues: SECRETS } },
      },
    },
  })
  .named(({ item }) => item.ServiceName)
  .depends({
    kmsKey: undocumented(
      'its copies of the source image or code',
      'https://docs.aws.amazon.com/apprunner/latest/dg/security-data-protection-encryption.html',
    ),
    namedSecrets: loggingIn('next-start', 'https://docs.aws.amazon.com/apprunner/latest/dg/env-variable.html'),
  })
  .fields((t) => ({
    ...t.sealed(({ detail }) => detail.EncryptionConfiguration?.KmsKey || 'aws-managed'),
    namedSecrets: t.links('aws.secretsmanager.secret', [], ({ detail: { SourceConfiguration: source } }) => [
      ...new Set(
        [
          source?.ImageRepository?.ImageConfiguration,
          source?.CodeRepository?.CodeConfiguration?.CodeConfigurationValues,
        ]
          .flatMap((configuration) => Object.values(configuration?.RuntimeEnvironmentSecrets ?? {}))
          .flatMap((reference) => secretIn(reference) ?? []),
      ),
    ]),
  }));
