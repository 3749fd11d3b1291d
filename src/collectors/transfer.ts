import type * as TRANSFER from '@aws-sdk/client-transfer';
import { sdk } from '../collect/descriptor.ts';
import { loggingIn } from '../model/dependence.ts';
import { tagMap } from './tags.ts';

const transfer = sdk<typeof TRANSFER>('transfer', 'TransferClient');

/** https://docs.aws.amazon.com/transfer/latest/APIReference/API_DescribedServer.html */
export const server = transfer
  .list(
    'aws.transfer.server',
    'ListServers',
    {
      items: 'Servers',
      paging: { token: ['NextToken', 'NextToken'], size: ['MaxResults', 1000] },
      members: { Arn: true, ServerId: true },
      one: (id) => ({ item: { Arn: id, ServerId: id.slice(id.lastIndexOf('/') + 1) } }),
    },
    {
      service: 'transfer',
      arn: 'arn:{partition}:transfer:{region}:{account}:server/{id}',
      id: ({ item }) => item.Arn ?? item.ServerId,
    },
  )
  .call('server', 'DescribeServer', ({ item }) => ({ ServerId: item.ServerId }), {
    at: 'Server',
    members: { Protocols: true, SecurityPolicyName: true, Tags: { Key: true, Value: true } },
  })
  .call('securityPolicy', 'DescribeSecurityPolicy', ({ server: { SecurityPolicyName } }) => ({ SecurityPolicyName }), {
    at: 'SecurityPolicy',
    when: ({ server: { SecurityPolicyName } }) => SecurityPolicyName !== undefined,
    members: { SshKexs: true, Fips: true },
  })
  .fields((t) => ({
    protocols: t.strings(({ server: { Protocols } }) => Protocols),
    securityPolicy: t.string(({ server: { SecurityPolicyName } }) => SecurityPolicyName),
    sshKeyExchanges: t.strings(({ securityPolicy }) => securityPolicy.SshKexs ?? []),
    postQuantum: t.bool(({ securityPolicy }) =>
      (securityPolicy.SshKexs ?? []).some((name) => /mlkem|kyber|sntrup/i.test(name)),
    ),
    fips: t.bool(({ securityPolicy }) => securityPolicy.Fips),
    tags: t.map(({ server: { Tags } }) => tagMap(Tags)),
  }));

/** https://docs.aws.amazon.com/transfer/latest/APIReference/API_As2ConnectorConfig.html */
export const connector = transfer
  .list(
    'aws.transfer.connector',
    'ListConnectors',
    {
      items: 'Connectors',
      paging: { token: ['NextToken', 'NextToken'], size: ['MaxResults', 1000] },
      members: { Arn: true, ConnectorId: true },
      one: (id) => ({ item: { Arn: id, ConnectorId: id.slice(id.lastIndexOf('/') + 1) } }),
    },
    {
      service: 'transfer',
      arn: 'arn:{partition}:transfer:{region}:{account}:connector/{id}',
      id: ({ item }) => item.Arn ?? item.ConnectorId,
    },
  )
  .call('connector', 'DescribeConnector', ({ item }) => ({ ConnectorId: item.ConnectorId }), {
    at: 'Connector',
    members: {
      As2Config: {
        EncryptionAlgorithm: true,
        SigningAlgorithm: true,
        MdnSigningAlgorithm: true,
        BasicAuthSecretId: true,
      },
      SftpConfig: { UserSecretId: true },
      Tags: { Key: true, Value: true },
    },
  })
  .depends({
    namedSecrets: loggingIn(
      'next-job',
      'https://docs.aws.amazon.com/transfer/latest/userguide/configure-sftp-connector.html',
    ),
  })
  .fields((t) => ({
    as2: t.bool(({ connector: { As2Config } }) => As2Config !== undefined),
    encryptionAlgorithm: t.optional(
      t.enum(
        ['AES128_CBC', 'AES192_CBC', 'AES256_CBC', 'DES_EDE3_CBC', 'NONE'],
        ({ connector: { As2Config } }) => As2Config?.EncryptionAlgorithm,
      ),
    ),
    signingAlgorithm: t.optional(
      t.enum(
        ['SHA256', 'SHA384', 'SHA512', 'SHA1', 'NONE'],
        ({ connector: { As2Config } }) => As2Config?.SigningAlgorithm,
      ),
    ),
    // DEFAULT = that of the message: "If set to DEFAULT, the value of SigningAlgorithm is used".
    mdnSigningAlgorithm: t.optional(
      t.enum(['SHA256', 'SHA384', 'SHA512', 'SHA1', 'NONE'], ({ connector: { As2Config } }) => {
        const algorithm = As2Config?.MdnSigningAlgorithm ?? 'DEFAULT';
        return algorithm === 'DEFAULT' ? As2Config?.SigningAlgorithm : algorithm;
      }),
    ),
    namedSecrets: t.links('aws.secretsmanager.secret', [], ({ connector: { As2Config, SftpConfig } }) =>
      [As2Config?.BasicAuthSecretId, SftpConfig?.UserSecretId].flatMap((secret) => secret || []),
    ),
    tags: t.map(({ connector: { Tags } }) => tagMap(Tags)),
  }));
