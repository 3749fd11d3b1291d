import type * as SAGEMAKER from '@aws-sdk/client-sagemaker';
import { sdk } from '../collect/descriptor.ts';
import { eachTime, writing } from '../model/dependence.ts';

export const sagemaker = sdk<typeof SAGEMAKER>('sagemaker', 'SageMakerClient');

export const PAGES = { token: ['NextToken', 'NextToken'], size: ['MaxResults', 100] } as const;
const arn = (noun: string): string => `arn:{partition}:sagemaker:{region}:{account}:${noun}/{id}`;

/**
 * Without a key of its own SageMaker encrypts a storage volume with a transient key, which it throws away after use:
 * https://docs.aws.amazon.com/sagemaker/latest/dg/encryption-at-rest.html
 */
const TRANSIENT = 'aws-owned';

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeNotebookInstance.html */
export const notebook = sagemaker
  .list(
    'aws.sagemaker.notebook-instance',
    'ListNotebookInstances',
    { items: 'NotebookInstances', paging: PAGES, members: { NotebookInstanceName: true, NotebookInstanceArn: true } },
    { service: 'sagemaker', arn: arn('notebook-instance'), id: ({ item }) => item.NotebookInstanceArn },
  )
  .call('details', 'DescribeNotebookInstance', ({ item }) => ({ NotebookInstanceName: item.NotebookInstanceName }), {
    required: ['NotebookInstanceArn'],
    members: { KmsKeyId: true },
  })
  .depends({
    kmsKey: {
      stops: 'next-start',
      disabled: 'It goes on while it runs; after a stop it cannot start.',
      deleted: 'After a stop its notebooks are lost for ever.',
      page: 'https://docs.aws.amazon.com/sagemaker/latest/dg/encryption-at-rest.html',
    },
  })
  .fields((t) => ({ ...t.sealed(({ details }) => details.KmsKeyId || TRANSIENT) }));

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeEndpointConfig.html */
export const endpointConfig = sagemaker
  .list(
    'aws.sagemaker.endpoint-config',
    'ListEndpointConfigs',
    { items: 'EndpointConfigs', paging: PAGES, members: { EndpointConfigName: true, EndpointConfigArn: true } },
    { service: 'sagemaker', arn: arn('endpoint-config'), id: ({ item }) => item.EndpointConfigArn },
  )
  .call('details', 'DescribeEndpointConfig', ({ item }) => ({ EndpointConfigName: item.EndpointConfigName }), {
    required: ['EndpointConfigArn'],
    members: { KmsKeyId: true },
  })
  .depends({
    kmsKey: {
      stops: 'next-start',
      disabled: 'Endpoints cannot start or scale with it; instances that run keep their volumes open.',
      deleted: 'Endpoints cannot start or scale until another key is named.',
      page: 'https://docs.aws.amazon.com/sagemaker/latest/dg/encryption-at-rest.html',
    },
  })
  .fields((t) => ({ ...t.sealed(({ details }) => details.KmsKeyId || TRANSIENT) }));

/**
 * Feature groups: `kmsKey` is the offline store's, in S3; where none is named the bucket's default encrypts it.
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeFeatureGroup.html
 */
export const featureGroup = sagemaker
  .list(
    'aws.sagemaker.feature-group',
    'ListFeatureGroups',
    { items: 'FeatureGroupSummaries', paging: PAGES, members: { FeatureGroupName: true, FeatureGroupArn: true } },
    { service: 'sagemaker', arn: arn('feature-group'), id: ({ item }) => item.FeatureGroupArn },
  )
  .call('details', 'DescribeFeatureGroup', ({ item }) => ({ FeatureGroupName: item.FeatureGroupName }), {
    required: ['FeatureGroupArn'],
    members: {
      OfflineStoreConfig: { S3StorageConfig: { KmsKeyId: true } },
      OnlineStoreConfig: { EnableOnlineStore: true, SecurityConfig: { KmsKeyId: true } },
    },
  })
  .depends({
    kmsKey: writing(
      'features of the offline store',
      'https://docs.aws.amazon.com/sagemaker/latest/dg/encryption-at-rest.html',
    ),
    onlineKey: eachTime(
      'features of the online store',
      'https://docs.aws.amazon.com/sagemaker/latest/dg/encryption-at-rest.html',
    ),
  })
  .fields((t) => ({
    hasOfflineStore: t.bool(({ details }) => details.OfflineStoreConfig !== undefined),
    kmsKey: t.link(
      'aws.kms.key',
      ['state', 'manager'],
      ({ details }) => details.OfflineStoreConfig?.S3StorageConfig?.KmsKeyId ?? '',
    ),
    onlineKey: t.link(
      'aws.kms.key',
      ['state', 'manager'],
      ({ details }) => details.OnlineStoreConfig?.SecurityConfig?.KmsKeyId ?? '',
    ),
  }));

/**
 * Studio domains. Without a key of its own the domain's volumes are under an AWS-managed one.
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateDomain.html
 */
export const domain = sagemaker
  .list(
    'aws.sagemaker.domain',
    'ListDomains',
    { items: 'Domains', paging: PAGES, members: { DomainId: true, DomainArn: true, DomainName: true } },
    { service: 'sagemaker', arn: arn('domain'), id: ({ item }) => item.DomainArn },
  )
  .call('details', 'DescribeDomain', ({ item }) => ({ DomainId: item.DomainId }), {
    required: ['DomainId'],
    members: { KmsKeyId: true },
  })
  .named(({ item }) => item.DomainName)
  .depends({
    kmsKey: {
      stops: 'soon',
      disabled: 'The home file system of the domain stops working after a while, and spaces cannot start.',
      deleted: 'The home file system of the domain, with everybody\u2019s notebooks, is lost for ever.',
      page: 'https://docs.aws.amazon.com/sagemaker/latest/dg/encryption-at-rest.html',
    },
  })
  .fields((t) => ({ ...t.sealed(({ details }) => details.KmsKeyId || 'alias/aws/elasticfilesystem') }));
