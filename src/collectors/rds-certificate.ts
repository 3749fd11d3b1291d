import { nameIn, PAGES, rds } from './rds-storage.ts';

/**
 * The CA certificates that sign those of the databases; their ARN names no account.
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeCertificates.html
 */
export const certificate = rds
  .list(
    'aws.rds.certificate',
    'DescribeCertificates',
    {
      items: 'Certificates',
      paging: PAGES,
      members: { CertificateIdentifier: true, CertificateArn: true, ValidTill: true },
      one: (id) => ({ input: { CertificateIdentifier: nameIn(id) } }),
    },
    {
      service: 'rds',
      arn: 'arn:{partition}:rds:{region}::cert:{id}',
      id: ({ item }) => item.CertificateArn ?? item.CertificateIdentifier,
    },
  )
  .fields((t) => ({ validTill: t.time(({ item }) => item.ValidTill) }));
