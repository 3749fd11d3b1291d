import type * as DS from '@aws-sdk/client-directory-service';
import { sdk } from '../collect/descriptor.ts';

const ds = sdk<typeof DS>('directory-service', 'DirectoryServiceClient', { prefix: 'ds' });

/** Directories that can secure LDAP: Simple AD cannot, and a shared one is its owner's. */
const speaksLdaps = (type: string | undefined): boolean => type === 'MicrosoftAD' || type === 'ADConnector';

/**
 * Directories. Of RADIUS only the protocol is kept, never the shared secret.
 * https://docs.aws.amazon.com/directoryservice/latest/devguide/API_DirectoryDescription.html
 */
export const directory = ds
  .list(
    'aws.directoryservice.directory',
    'DescribeDirectories',
    {
      items: 'DirectoryDescriptions',
      paging: { token: ['NextToken', 'NextToken'] },
      members: {
        DirectoryId: true,
        Name: true,
        Type: true,
        Stage: true,
        RadiusSettings: { AuthenticationProtocol: true },
        RadiusStatus: true,
      },
      one: (id) => ({ input: { DirectoryIds: [id.slice(id.lastIndexOf('/') + 1)] } }),
    },
    {
      service: 'directoryservice',
      arn: 'arn:{partition}:ds:{region}:{account}:directory/{id}',
      id: ({ item }) => item.DirectoryId,
    },
  )
  .pages('ldaps', 'DescribeLDAPSSettings', ({ item }) => ({ DirectoryId: item.DirectoryId, Type: 'Client' as const }), {
    when: ({ item }) => speaksLdaps(item.Type),
    items: 'LDAPSSettingsInfo',
    paging: { token: ['NextToken', 'NextToken'] },
    none: ['UnsupportedOperationException'],
    members: { LDAPSStatus: true },
  })
  .pages('certificates', 'ListCertificates', ({ item }) => ({ DirectoryId: item.DirectoryId }), {
    when: ({ item }) => speaksLdaps(item.Type),
    items: 'CertificatesInfo',
    paging: { token: ['NextToken', 'NextToken'] },
    none: ['UnsupportedOperationException'],
    members: { CertificateId: true, State: true, ExpiryDateTime: true, Type: true },
  })
  .named(({ item }) => item.Name)
  .fields((t) => ({
    type: t.enum(['ADConnector', 'MicrosoftAD', 'SharedMicrosoftAD', 'SimpleAD'], ({ item }) => item.Type),
    stage: t.string(({ item }) => item.Stage),
    // Without a server there is no status, whatever the settings look like.
    radiusProtocol: t.enum(
      ['none', 'PAP', 'CHAP', 'MS-CHAPv1', 'MS-CHAPv2'],
      ({ item }) => item.RadiusSettings?.AuthenticationProtocol ?? (item.RadiusStatus ? undefined : 'none'),
    ),
    ldaps: t.enum(['unsupported', 'none', 'Disabled', 'EnableFailed', 'Enabled', 'Enabling'], (answers) => {
      if (!speaksLdaps(answers.item.Type) || answers.ldaps === undefined) return 'unsupported';
      return answers.ldaps.length === 0 ? 'none' : answers.ldaps[0]?.LDAPSStatus;
    }),
    ldapsCertificates: t.int((answers) => (speaksLdaps(answers.item.Type) ? ofLdaps(answers.certificates).length : 0)),
    ldapsCertificatesEnd: t.time((answers) => earliest(ofLdaps(answers.certificates))),
  }));

interface Certificate {
  readonly State?: string | undefined;
  readonly ExpiryDateTime?: string | undefined;
  readonly Type?: string | undefined;
}

/** "The default value is ClientLDAPS." */
const ofLdaps = (certificates: readonly Certificate[] | undefined): readonly Certificate[] =>
  (certificates ?? []).filter(({ State, Type = 'ClientLDAPS' }) => State === 'Registered' && Type === 'ClientLDAPS');

/** ISO times have the order of text; undefined if one certificate does not say when it ends. */
function earliest(certificates: readonly Certificate[]): string | undefined {
  const ends = certificates.map(({ ExpiryDateTime }) => ExpiryDateTime);
  return ends.includes(undefined) ? undefined : (ends as string[]).sort()[0];
}
