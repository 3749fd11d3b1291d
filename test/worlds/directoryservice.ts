import type {
  CertificateInfo,
  DescribeDirectoriesCommandOutput,
  DescribeLDAPSSettingsCommandOutput,
  DirectoryDescription,
  LDAPSStatus,
  ListCertificatesCommandOutput,
} from '@aws-sdk/client-directory-service';
import { REGION, refuses } from '../collectors/play.ts';
import type { World } from '../worlds.ts';

type Body<T> = Omit<T, '$metadata'>;
const certificate = (end: string, more: CertificateInfo = {}): CertificateInfo => ({
  CertificateId: 'c-1234567890',
  State: 'Registered',
  Type: 'ClientLDAPS',
  ExpiryDateTime: new Date(end),
  ...more,
});

interface Made {
  readonly directory: DirectoryDescription;
  readonly ldaps?: readonly LDAPSStatus[] | 'denied' | 'unsupported';
  readonly certificates?: readonly CertificateInfo[];
}
const radius = (AuthenticationProtocol: 'PAP' | 'MS-CHAPv2'): DirectoryDescription => ({
  RadiusSettings: { AuthenticationProtocol, SharedSecret: 'never-stored', RadiusPort: 1812 },
  RadiusStatus: 'Completed',
});
const made: Readonly<Record<string, Made>> = {
  good: {
    directory: { Type: 'MicrosoftAD', ...radius('MS-CHAPv2') },
    ldaps: ['Enabled'],
    certificates: [certificate('2027-06-01T00:00:00Z'), certificate('2026-01-01T00:00:00Z', { State: 'Deregistered' })],
  },
  ending: {
    directory: { Type: 'ADConnector', ...radius('PAP') },
    ldaps: ['Enabled'],
    certificates: [certificate('2027-06-01T00:00:00Z'), certificate('2026-07-01T00:00:00Z')],
  },
  off: { directory: { Type: 'MicrosoftAD' }, ldaps: ['Disabled'] },
  never: { directory: { Type: 'MicrosoftAD' }, ldaps: [] },
  broken: { directory: { Type: 'MicrosoftAD' }, ldaps: ['EnableFailed'] },
  cards: {
    directory: { Type: 'MicrosoftAD' },
    ldaps: ['Enabled'],
    certificates: [certificate('2026-06-10T00:00:00Z', { Type: 'ClientCertAuth' })],
  },
  simple: { directory: { Type: 'SimpleAD', RadiusSettings: {} } },
  silent: { directory: { Type: 'SimpleAD', RadiusSettings: {}, RadiusStatus: 'Failed' } },
  shared: { directory: { Type: 'SharedMicrosoftAD' } },
  connector: { directory: { Type: 'ADConnector' }, ldaps: 'unsupported' },
  denied: { directory: { Type: 'MicrosoftAD' }, ldaps: 'denied' },
};

const listed = {
  DirectoryDescriptions: Object.entries(made).map(([name, { directory }]) => ({
    DirectoryId: `d-${name}`,
    Name: name,
    Stage: 'Active' as const,
    ...directory,
  })),
} satisfies Body<DescribeDirectoriesCommandOutput>;

const of = (id: unknown): Made | undefined => made[String(id).slice(2)];
const REFUSED = { denied: 'AccessDeniedException', unsupported: 'UnsupportedOperationException' } as const;

export const world: World = {
  services: ['directoryservice'],
  regions: [REGION],
  answers: {
    'directory-service:DescribeDirectories': listed,
    'directory-service:DescribeLDAPSSettings': ({ DirectoryId }) => {
      const ldaps = of(DirectoryId)?.ldaps ?? [];
      if (typeof ldaps === 'string') return refuses(REFUSED[ldaps]);
      return {
        LDAPSSettingsInfo: ldaps.map((LDAPSStatus) => ({ LDAPSStatus })),
      } satisfies Body<DescribeLDAPSSettingsCommandOutput>;
    },
    'directory-service:ListCertificates': ({ DirectoryId }) => {
      const { ldaps, certificates = [] } = of(DirectoryId) ?? {};
      if (typeof ldaps === 'string') return refuses(REFUSED[ldaps]);
      return { CertificatesInfo: [...certificates] } satisfies Body<ListCertificatesCommandOutput>;
    },
  },
};
