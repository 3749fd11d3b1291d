import { type Dependence, undocumented } from '../model/dependence.ts';
import { glue, pages } from './glue.ts';

const SECURITY = ['s3Encrypted', 'cloudWatchEncrypted', 'bookmarksEncrypted'] as const;

/** What runs under a security configuration does without the keys in it. */
const CONFIGURED: Dependence = {
  stops: 'next-job',
  disabled: 'The next run cannot write what the configuration seals.',
  deleted: 'What was written under the key is lost; the next run fails until the configuration names another.',
  page: 'https://docs.aws.amazon.com/glue/latest/dg/encryption-security-configuration.html',
};

/**
 * Jobs; of their arguments only one that chooses encryption is kept, and all are looked at in memory.
 * https://docs.aws.amazon.com/glue/latest/webapi/API_Job.html
 */
export const job = glue
  .list(
    'aws.glue.job',
    'GetJobs',
    {
      items: 'Jobs',
      paging: pages(200),
      members: { Name: true, SecurityConfiguration: true, DefaultArguments: { '--encryption-type': true } },
      judged: { DefaultArguments: true, NonOverridableArguments: true },
    },
    { service: 'glue', arn: 'arn:{partition}:glue:{region}:{account}:job/{id}', id: ({ item }) => item.Name },
  )
  .depends({ securityConfiguration: CONFIGURED })
  .fields((t) => ({
    securityConfiguration: t.link(
      'aws.glue.security-configuration',
      SECURITY,
      ({ item }) => item.SecurityConfiguration || '',
    ),
    secrets: t.secrets(({ item }) => item),
    // https://docs.aws.amazon.com/glue/latest/dg/encryption-security-configuration.html
    asksForSseS3: t.bool(({ item }) => item.DefaultArguments?.['--encryption-type'] === 'sse-s3'),
  }));

/** https://docs.aws.amazon.com/glue/latest/webapi/API_Crawler.html */
export const crawler = glue
  .list(
    'aws.glue.crawler',
    'GetCrawlers',
    { items: 'Crawlers', paging: pages(1000), members: { Name: true, CrawlerSecurityConfiguration: true } },
    { service: 'glue', arn: 'arn:{partition}:glue:{region}:{account}:crawler/{id}', id: ({ item }) => item.Name },
  )
  .depends({ securityConfiguration: CONFIGURED })
  .fields((t) => ({
    securityConfiguration: t.link(
      'aws.glue.security-configuration',
      SECURITY,
      ({ item }) => item.CrawlerSecurityConfiguration || '',
    ),
  }));

/** https://docs.aws.amazon.com/glue/latest/webapi/API_DevEndpoint.html */
export const devEndpoint = glue
  .list(
    'aws.glue.dev-endpoint',
    'GetDevEndpoints',
    { items: 'DevEndpoints', paging: pages(1000), members: { EndpointName: true, SecurityConfiguration: true } },
    {
      service: 'glue',
      arn: 'arn:{partition}:glue:{region}:{account}:devEndpoint/{id}',
      id: ({ item }) => item.EndpointName,
    },
  )
  .depends({ securityConfiguration: CONFIGURED })
  .fields((t) => ({
    securityConfiguration: t.link(
      'aws.glue.security-configuration',
      SECURITY,
      ({ item }) => item.SecurityConfiguration || '',
    ),
  }));

/**
 * ML transforms; one made without encryption settings has none.
 * https://docs.aws.amazon.com/glue/latest/webapi/API_MLUserDataEncryption.html
 */
export const mlTransform = glue
  .list(
    'aws.glue.ml-transform',
    'GetMLTransforms',
    {
      items: 'Transforms',
      paging: pages(1000),
      members: {
        TransformId: true,
        Name: true,
        TransformEncryption: { MlUserDataEncryption: { MlUserDataEncryptionMode: true, KmsKeyId: true } },
      },
    },
    {
      service: 'glue',
      arn: 'arn:{partition}:glue:{region}:{account}:mlTransform/{id}',
      id: ({ item }) => item.TransformId,
    },
  )
  .named(({ item }) => item.Name)
  .depends({
    kmsKey: undocumented(
      'the transform and its user data',
      'https://docs.aws.amazon.com/glue/latest/dg/encryption-at-rest.html',
    ),
  })
  .fields((t) => ({
    ...t.sealed(({ item }) => {
      const encryption = item.TransformEncryption?.MlUserDataEncryption;
      const mode = encryption?.MlUserDataEncryptionMode ?? 'DISABLED';
      return mode === 'DISABLED' ? 'none' : encryption?.KmsKeyId;
    }),
  }));
