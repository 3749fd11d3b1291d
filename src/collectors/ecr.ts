import type * as ECR from '@aws-sdk/client-ecr';
import { sdk } from '../collect/descriptor.ts';
import { eachTime } from '../model/dependence.ts';
import { policyFields } from './policy-fields.ts';

const ecr = sdk<typeof ECR>('ecr', 'ECRClient');

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_EncryptionConfiguration.html */
export const repository = ecr
  .list(
    'aws.ecr.repository',
    'DescribeRepositories',
    {
      items: 'repositories',
      paging: { token: ['nextToken', 'nextToken'], size: ['maxResults', 1000] },
      members: {
        repositoryArn: true,
        repositoryName: true,
        registryId: true,
        encryptionConfiguration: { encryptionType: true, kmsKey: true },
      },
      one: (id) => ({ input: { repositoryNames: [id.slice(id.indexOf('/') + 1)] } }),
    },
    {
      service: 'ecr',
      arn: 'arn:{partition}:ecr:{region}:{account}:repository/{id}',
      id: ({ item }) => item.repositoryArn ?? item.repositoryName,
    },
  )
  .call('policy', 'GetRepositoryPolicy', ({ item }) => ({ repositoryName: item.repositoryName }), {
    required: ['policyText'],
    none: ['RepositoryPolicyNotFoundException'],
    members: { policyText: true },
  })
  .named(({ item }) => item.repositoryName)
  .depends({
    kmsKey: eachTime('image layers', 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/encryption-at-rest.html'),
  })
  .fields((t) => ({
    // "By default, when no encryption configuration is set or the AES256 encryption type is used, Amazon ECR uses server-
    // side encryption with Amazon S3-managed encryption keys."
    ...t.sealed(({ item: { encryptionConfiguration } }) =>
      (encryptionConfiguration?.encryptionType ?? 'AES256') === 'AES256'
        ? 'aws-owned'
        : encryptionConfiguration?.kmsKey,
    ),
    dualLayer: t.bool(({ item }) => item.encryptionConfiguration?.encryptionType === 'KMS_DSSE'),
    ...policyFields(t, 'ecr', ({ policy }) => policy?.policyText),
  }));
