import type * as QUICKSIGHT from '@aws-sdk/client-quicksight';
import { sdk } from '../collect/descriptor.ts';
import { loggingIn } from '../model/dependence.ts';

const quicksight = sdk<typeof QUICKSIGHT>('quicksight', 'QuickSightClient');

/**
 * Data sources, without their parameters. An account that never signed up is not found.
 * https://docs.aws.amazon.com/quicksight/latest/APIReference/API_DataSource.html
 */
export const dataSource = quicksight
  .list(
    'aws.quicksight.data-source',
    'ListDataSources',
    {
      items: 'DataSources',
      input: ({ account }) => ({ AwsAccountId: account }),
      none: ['ResourceNotFoundException'],
      paging: { token: ['NextToken', 'NextToken'], size: ['MaxResults', 100] },
      members: {
        Arn: true,
        DataSourceId: true,
        Name: true,
        Type: true,
        SslProperties: { DisableSsl: true },
        SecretArn: true,
      },
    },
    {
      service: 'quicksight',
      arn: 'arn:{partition}:quicksight:{region}:{account}:datasource/{id}',
      id: ({ item }) => item.Arn ?? item.DataSourceId,
    },
  )
  .named(({ item }) => item.Name)
  .depends({
    namedSecret: loggingIn(
      'at-once',
      'https://docs.aws.amazon.com/quick/latest/userguide/secrets-manager-integration.html',
    ),
  })
  .fields((t) => ({
    type: t.string(({ item }) => item.Type),
    // on unless it is disabled: API_SslProperties
    tlsDisabled: t.bool(({ item }) => item.SslProperties?.DisableSsl ?? false),
    namedSecret: t.link('aws.secretsmanager.secret', [], ({ item }) => item.SecretArn ?? ''),
  }));
