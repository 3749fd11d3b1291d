import type * as TRANSLATE from '@aws-sdk/client-translate';
import { sdk } from '../collect/descriptor.ts';
import { writing } from '../model/dependence.ts';
import { outputKey } from './output-key.ts';

const translate = sdk<typeof TRANSLATE>('translate', 'TranslateClient');

/**
 * Batch jobs. AWS gives them no ARN; this one is ours.
 * https://docs.aws.amazon.com/translate/latest/APIReference/API_OutputDataConfig.html
 */
export const job = translate
  .list(
    'aws.translate.job',
    'ListTextTranslationJobs',
    {
      items: 'TextTranslationJobPropertiesList',
      paging: { token: ['NextToken', 'NextToken'], size: ['MaxResults', 500] },
      members: { JobId: true, JobName: true, OutputDataConfig: { EncryptionKey: { Id: true } } },
    },
    {
      service: 'translate',
      arn: 'arn:{partition}:translate:{region}:{account}:text-translation-job/{id}',
      id: ({ item }) => item.JobId,
    },
  )
  .named(({ item }) => item.JobName ?? item.JobId)
  .depends({
    kmsKey: writing('translations', 'https://docs.aws.amazon.com/translate/latest/dg/encryption-at-rest.html'),
  })
  .fields((t) => ({ ...outputKey(t, ({ item }) => item.OutputDataConfig?.EncryptionKey?.Id ?? '') }));
