import { nameIn, PAGES, redshift, TAGS } from './redshift-storage.ts';
import { tagMap } from './tags.ts';

/**
 * How clusters reach a hardware security module. Its address and partition are not stored, and no answer holds its password.
 * https://docs.aws.amazon.com/redshift/latest/APIReference/API_HsmConfiguration.html
 */
export const hsmConfiguration = redshift
  .list(
    'aws.redshift.hsm-configuration',
    'DescribeHsmConfigurations',
    {
      items: 'HsmConfigurations',
      paging: PAGES,
      members: { HsmConfigurationIdentifier: true, Tags: TAGS },
      one: (id) => ({ input: { HsmConfigurationIdentifier: nameIn(id) } }),
    },
    {
      service: 'redshift',
      arn: 'arn:{partition}:redshift:{region}:{account}:hsmconfiguration:{id}',
      id: ({ item }) => item.HsmConfigurationIdentifier,
    },
  )
  .fields((t) => ({
    identifier: t.string(({ item }) => item.HsmConfigurationIdentifier),
    tags: t.map(({ item }) => tagMap(item.Tags)),
  }));

/** https://docs.aws.amazon.com/redshift/latest/APIReference/API_HsmClientCertificate.html */
export const hsmClientCertificate = redshift
  .list(
    'aws.redshift.hsm-client-certificate',
    'DescribeHsmClientCertificates',
    {
      items: 'HsmClientCertificates',
      paging: PAGES,
      members: { HsmClientCertificateIdentifier: true, Tags: TAGS },
      one: (id) => ({ input: { HsmClientCertificateIdentifier: nameIn(id) } }),
    },
    {
      service: 'redshift',
      arn: 'arn:{partition}:redshift:{region}:{account}:hsmclientcertificate:{id}',
      id: ({ item }) => item.HsmClientCertificateIdentifier,
    },
  )
  .fields((t) => ({
    identifier: t.string(({ item }) => item.HsmClientCertificateIdentifier),
    tags: t.map(({ item }) => tagMap(item.Tags)),
  }));
