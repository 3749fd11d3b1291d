import type {
  As2ConnectorConfig,
  DescribeConnectorCommandOutput,
  DescribeSecurityPolicyCommandOutput,
  DescribeServerCommandOutput,
  ListConnectorsCommandOutput,
  ListServersCommandOutput,
  Protocol,
} from '@aws-sdk/client-transfer';
import { ACCOUNT, REGION, refuses } from '../collectors/play.ts';
import type { World } from '../worlds.ts';

type Out<T> = Omit<T, '$metadata'>;

const arnOf = (kind: string, id: string): string => `arn:aws:transfer:${REGION}:${ACCOUNT}:${kind}/${id}`;
const servers: Readonly<Record<string, { readonly Protocols: Protocol[]; readonly SecurityPolicyName: string }>> = {
  modern: { Protocols: ['SFTP'], SecurityPolicyName: 'TransferSecurityPolicy-2025-03' },
  older: { Protocols: ['SFTP', 'FTPS'], SecurityPolicyName: 'TransferSecurityPolicy-2024-01' },
  ftp: { Protocols: ['FTP'], SecurityPolicyName: 'TransferSecurityPolicy-2024-01' },
};
const exchanges: Readonly<Record<string, string[]>> = {
  'TransferSecurityPolicy-2025-03': ['mlkem768x25519-sha256', 'curve25519-sha256'],
  'TransferSecurityPolicy-2024-01': ['curve25519-sha256'],
};

const connectors: Readonly<Record<string, As2ConnectorConfig | undefined>> = {
  strong: { EncryptionAlgorithm: 'AES256_CBC', SigningAlgorithm: 'SHA512', MdnSigningAlgorithm: 'DEFAULT' },
  weak: { EncryptionAlgorithm: 'DES_EDE3_CBC', SigningAlgorithm: 'SHA1', MdnSigningAlgorithm: 'DEFAULT' },
  none: { EncryptionAlgorithm: 'NONE', SigningAlgorithm: 'NONE', MdnSigningAlgorithm: 'SHA256' },
  sftp: undefined,
};

export const world: World = {
  services: ['transfer'],
  answers: {
    'transfer:ListServers': {
      Servers: [...Object.keys(servers), 'refused'].map((ServerId) => ({ ServerId, Arn: arnOf('server', ServerId) })),
    } satisfies Out<ListServersCommandOutput>,
    'transfer:DescribeServer': ({ ServerId }) => {
      const found = servers[String(ServerId)];
      return found === undefined
        ? refuses('AccessDeniedException')
        : ({ Server: { Arn: arnOf('server', String(ServerId)), ...found } } satisfies Out<DescribeServerCommandOutput>);
    },
    'transfer:DescribeSecurityPolicy': ({ SecurityPolicyName }) =>
      ({
        SecurityPolicy: {
          SecurityPolicyName: String(SecurityPolicyName),
          Fips: false,
          SshKexs: exchanges[String(SecurityPolicyName)] ?? [],
        },
      }) satisfies Out<DescribeSecurityPolicyCommandOutput>,
    'transfer:ListConnectors': {
      Connectors: Object.keys(connectors).map((ConnectorId) => ({ ConnectorId, Arn: arnOf('connector', ConnectorId) })),
    } satisfies Out<ListConnectorsCommandOutput>,
    'transfer:DescribeConnector': ({ ConnectorId }) =>
      ({
        Connector: {
          Arn: arnOf('connector', String(ConnectorId)),
          ConnectorId: String(ConnectorId),
          EgressType: 'SERVICE_MANAGED',
          Status: 'ACTIVE',
          As2Config: connectors[String(ConnectorId)],
        },
      }) satisfies Out<DescribeConnectorCommandOutput>,
  },
};
