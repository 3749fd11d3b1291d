import type * as COMPREHEND from '@aws-sdk/client-comprehend';
import { sdk } from '../collect/descriptor.ts';
import { scratch, undocumented, writing } from '../model/dependence.ts';

const comprehend = sdk<typeof COMPREHEND>('comprehend', 'ComprehendClient');

const PAGES = { token: ['NextToken', 'NextToken'], size: ['MaxResults', 500] } as const;
const arn = (noun: string): string => `arn:{partition}:comprehend:{region}:{account}:${noun}/{id}`;

/** A model without a key of the customer's is under one that AWS owns: https://docs.aws.amazon.com/comprehend/latest/dg/kms-in-comprehend.html */
const DEFAULT = 'aws-owned';

export const entityRecognizer = comprehend
  .list(
    'aws.comprehend.entity-recognizer',
    'ListEntityRecognizers',
    {
      items: 'EntityRecognizerPropertiesList',
      paging: PAGES,
      members: { EntityRecognizerArn: true, ModelKmsKeyId: true, VolumeKmsKeyId: true },
    },
    { service: 'comprehend', arn: arn('entity-recognizer'), id: ({ item }) => item.EntityRecognizerArn },
  )
  .depends({
    kmsKey: undocumented('the model', 'https://docs.aws.amazon.com/comprehend/latest/dg/kms-in-comprehend.html'),
    volumeKey: scratch('https://docs.aws.amazon.com/comprehend/latest/dg/kms-in-comprehend.html'),
  })
  .fields((t) => ({
    ...t.sealed(({ item }) => item.ModelKmsKeyId ?? DEFAULT),
    volumeKey: t.link('aws.kms.key', ['state', 'manager'], ({ item }) => item.VolumeKmsKeyId ?? ''),
  }));

export const documentClassifier = comprehend
  .list(
    'aws.comprehend.document-classifier',
    'ListDocumentClassifiers',
    {
      items: 'DocumentClassifierPropertiesList',
      paging: PAGES,
      members: {
        DocumentClassifierArn: true,
        ModelKmsKeyId: true,
        VolumeKmsKeyId: true,
        OutputDataConfig: { KmsKeyId: true },
      },
    },
    { service: 'comprehend', arn: arn('document-classifier'), id: ({ item }) => item.DocumentClassifierArn },
  )
  .depends({
    kmsKey: undocumented('the model', 'https://docs.aws.amazon.com/comprehend/latest/dg/kms-in-comprehend.html'),
    volumeKey: scratch('https://docs.aws.amazon.com/comprehend/latest/dg/kms-in-comprehend.html'),
    outputKey: writing(
      'results of training',
      'https://docs.aws.amazon.com/comprehend/latest/dg/kms-in-comprehend.html',
    ),
  })
  .fields((t) => ({
    ...t.sealed(({ item }) => item.ModelKmsKeyId ?? DEFAULT),
    volumeKey: t.link('aws.kms.key', ['state', 'manager'], ({ item }) => item.VolumeKmsKeyId ?? ''),
    outputKey: t.link('aws.kms.key', ['state', 'manager'], ({ item }) => item.OutputDataConfig?.KmsKeyId ?? ''),
  }));

export const flywheel = comprehend
  .list(
    'aws.comprehend.flywheel',
    'ListFlywheels',
    { items: 'FlywheelSummaryList', paging: PAGES, members: { FlywheelArn: true } },
    { service: 'comprehend', arn: arn('flywheel'), id: ({ item }) => item.FlywheelArn },
  )
  .call('details', 'DescribeFlywheel', ({ item }) => ({ FlywheelArn: item.FlywheelArn }), {
    at: 'FlywheelProperties',
    members: { DataSecurityConfig: { ModelKmsKeyId: true, VolumeKmsKeyId: true, DataLakeKmsKeyId: true } },
  })
  .depends({
    kmsKey: undocumented('the models', 'https://docs.aws.amazon.com/comprehend/latest/dg/kms-in-comprehend.html'),
    volumeKey: scratch('https://docs.aws.amazon.com/comprehend/latest/dg/kms-in-comprehend.html'),
    dataLakeKey: writing('data of the lake', 'https://docs.aws.amazon.com/comprehend/latest/dg/kms-in-comprehend.html'),
  })
  .fields((t) => ({
    ...t.sealed(({ details }) => details.DataSecurityConfig?.ModelKmsKeyId ?? DEFAULT),
    volumeKey: t.link(
      'aws.kms.key',
      ['state', 'manager'],
      ({ details }) => details.DataSecurityConfig?.VolumeKmsKeyId ?? '',
    ),
    dataLakeKey: t.link(
      'aws.kms.key',
      ['state', 'manager'],
      ({ details }) => details.DataSecurityConfig?.DataLakeKmsKeyId ?? '',
    ),
  }));
