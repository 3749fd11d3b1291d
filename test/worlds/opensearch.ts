import type * as OPENSEARCH from '@aws-sdk/client-opensearch';
import { ACCOUNT, keyArn, playKeys, REGION, refuses } from '../collectors/play.ts';
import type { World } from '../worlds.ts';

const sealed = (KmsKeyId?: string): Partial<OPENSEARCH.DomainStatus> => ({
  EncryptionAtRestOptions: { Enabled: true, ...(KmsKeyId === undefined ? {} : { KmsKeyId }) },
});
const tls = (EnforceHTTPS: boolean, TLSSecurityPolicy: OPENSEARCH.TLSSecurityPolicy) => ({
  DomainEndpointOptions: { EnforceHTTPS, TLSSecurityPolicy },
});

const DOMAINS: Readonly<Record<string, Partial<OPENSEARCH.DomainStatus>>> = {
  good: { ...sealed(keyArn('good')), ...tls(true, 'Policy-Min-TLS-1-2-PFS-2023-10') },
  open: {
    EncryptionAtRestOptions: { Enabled: false },
    NodeToNodeEncryptionOptions: { Enabled: false },
    ...tls(false, 'Policy-Min-TLS-1-0-2019-07'),
  },
  legacy: {
    EngineVersion: 'Elasticsearch_7.10',
    ...sealed(keyArn('aws/es')),
    ...tls(true, 'Policy-Min-TLS-1-2-2019-07'),
  },
  default: { ...sealed(), ...tls(true, 'Policy-Min-TLS-1-2-RFC9151-FIPS-2024-08') },
  'cut-off': sealed(keyArn('off')),
  foreign: sealed('arn:aws:kms:eu-west-1:444455556666:key/theirs'),
  silent: {
    EncryptionAtRestOptions: undefined,
    NodeToNodeEncryptionOptions: undefined,
    DomainEndpointOptions: undefined,
  },
};

const status = (DomainName: string): OPENSEARCH.DomainStatus => ({
  DomainId: `${ACCOUNT}/${DomainName}`,
  DomainName,
  ARN: `arn:aws:es:${REGION}:${ACCOUNT}:domain/${DomainName}`,
  EngineVersion: 'OpenSearch_2.17',
  ClusterConfig: {},
  NodeToNodeEncryptionOptions: { Enabled: true },
  ...tls(true, 'Policy-Min-TLS-1-2-PFS-2023-10'),
  ...DOMAINS[DomainName],
});

export const world: World = {
  services: ['opensearch'],
  regions: [REGION],
  answers: {
    ...playKeys({ good: 'Enabled', off: 'Disabled', 'aws/es': 'Enabled' }),
    'opensearch:ListDomainNames': {
      DomainNames: [...Object.keys(DOMAINS), 'refused'].map((DomainName) => ({ DomainName })),
    } satisfies OPENSEARCH.ListDomainNamesResponse,
    'opensearch:DescribeDomain': ({ DomainName }) =>
      DomainName === 'refused'
        ? refuses('AccessDeniedException')
        : ({ DomainStatus: status(String(DomainName)) } satisfies OPENSEARCH.DescribeDomainResponse),
  },
};
