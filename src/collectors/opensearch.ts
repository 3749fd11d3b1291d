import type * as OPENSEARCH from '@aws-sdk/client-opensearch';
import { sdk } from '../collect/descriptor.ts';

const opensearch = sdk<typeof OPENSEARCH>('opensearch', 'OpenSearchClient', { prefix: 'es' });

interface AtRest {
  readonly Enabled?: boolean | undefined;
  readonly KmsKeyId?: string | undefined;
}

/** Without a key of one's own, aws/es. https://docs.aws.amazon.com/opensearch-service/latest/developerguide/encryption-at-rest.html */
const seal = (atRest: AtRest | undefined): string | undefined =>
  atRest?.Enabled === undefined ? undefined : atRest.Enabled ? (atRest.KmsKeyId ?? 'alias/aws/es') : 'none';

/**
 * Domains of OpenSearch and of Elasticsearch alike.
 * https://docs.aws.amazon.com/opensearch-service/latest/APIReference/API_DomainStatus.html
 */
export const domain = opensearch
  .list(
    'aws.opensearch.domain',
    'ListDomainNames',
    {
      items: 'DomainNames',
      members: { DomainName: true },
      one: (id) => ({ item: { DomainName: id.slice(id.lastIndexOf('/') + 1) } }),
    },
    {
      service: 'opensearch',
      arn: 'arn:{partition}:es:{region}:{account}:domain/{id}',
      id: ({ item }) => item.DomainName,
    },
  )
  .call('status', 'DescribeDomain', ({ item }) => ({ DomainName: item.DomainName }), {
    at: 'DomainStatus',
    members: {
      EngineVersion: true,
      EncryptionAtRestOptions: { Enabled: true, KmsKeyId: true },
      NodeToNodeEncryptionOptions: { Enabled: true },
      DomainEndpointOptions: { EnforceHTTPS: true, TLSSecurityPolicy: true },
    },
  })
  .depends({
    kmsKey: {
      stops: 'soon',
      disabled: 'The domain becomes inaccessible, and no snapshot of it can be taken.',
      deleted: 'The domain and its automated snapshots are lost for ever.',
      page: 'https://docs.aws.amazon.com/opensearch-service/latest/developerguide/encryption-at-rest.html',
    },
  })
  .fields((t) => ({
    engineVersion: t.string(({ status }) => status.EngineVersion),
    ...t.sealed(({ status }) => seal(status.EncryptionAtRestOptions)),
    nodeToNode: t.bool(({ status }) => status.NodeToNodeEncryptionOptions?.Enabled),
    enforceHttps: t.bool(({ status }) => status.DomainEndpointOptions?.EnforceHTTPS),
    tlsPolicy: t.enum(
      [
        'Policy-Min-TLS-1-0-2019-07',
        'Policy-Min-TLS-1-2-2019-07',
        'Policy-Min-TLS-1-2-PFS-2023-10',
        'Policy-Min-TLS-1-2-RFC9151-FIPS-2024-08',
      ],
      ({ status }) => status.DomainEndpointOptions?.TLSSecurityPolicy,
    ),
  }));
