import type * as FORECAST from '@aws-sdk/client-forecast';
import { sdk } from '../collect/descriptor.ts';
import { undocumented, writing } from '../model/dependence.ts';
import { outputKey } from './output-key.ts';

const forecast = sdk<typeof FORECAST>('forecast', 'ForecastClient');

const PAGES = { token: ['NextToken', 'NextToken'], size: ['MaxResults', 100] } as const;

/** Without a key of the customer's an AWS-owned one: https://docs.aws.amazon.com/forecast/latest/dg/API_EncryptionConfig.html */
export const dataset = forecast
  .list(
    'aws.forecast.dataset',
    'ListDatasets',
    { items: 'Datasets', paging: PAGES, members: { DatasetArn: true, DatasetName: true } },
    {
      service: 'forecast',
      arn: 'arn:{partition}:forecast:{region}:{account}:dataset/{id}',
      id: ({ item }) => item.DatasetArn,
    },
  )
  .call('details', 'DescribeDataset', ({ item }) => ({ DatasetArn: item.DatasetArn }), {
    required: ['DatasetArn'],
    members: { EncryptionConfig: { KMSKeyArn: true } },
  })
  .named(({ item }) => item.DatasetName)
  .depends({
    kmsKey: undocumented('the data set', 'https://docs.aws.amazon.com/forecast/latest/dg/data-protection.html'),
  })
  .fields((t) => ({ ...t.sealed(({ details }) => details.EncryptionConfig?.KMSKeyArn ?? 'aws-owned') }));

export const exportJob = forecast
  .list(
    'aws.forecast.export-job',
    'ListForecastExportJobs',
    {
      items: 'ForecastExportJobs',
      paging: PAGES,
      members: {
        ForecastExportJobArn: true,
        ForecastExportJobName: true,
        Destination: { S3Config: { KMSKeyArn: true } },
      },
    },
    {
      service: 'forecast',
      arn: 'arn:{partition}:forecast:{region}:{account}:forecast-export-job/{id}',
      id: ({ item }) => item.ForecastExportJobArn,
    },
  )
  .named(({ item }) => item.ForecastExportJobName)
  .depends({
    kmsKey: writing('exported forecasts', 'https://docs.aws.amazon.com/forecast/latest/dg/data-protection.html'),
  })
  .fields((t) => ({ ...outputKey(t, ({ item }) => item.Destination?.S3Config?.KMSKeyArn ?? '') }));
