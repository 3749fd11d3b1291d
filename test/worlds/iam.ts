import type { GetAccountSummaryCommandOutput, ListServerCertificatesCommandOutput } from '@aws-sdk/client-iam';
import { ACCOUNT, refuses } from '../collectors/play.ts';
import type { World } from '../worlds.ts';

type Body<T> = Omit<T, '$metadata'>;

const certificate = (name: string, end: string) => ({
  Path: '/',
  ServerCertificateName: name,
  ServerCertificateId: `ASCA${name.toUpperCase()}EXAMPLE000`,
  Arn: `arn:aws:iam::${ACCOUNT}:server-certificate/${name}`,
  UploadDate: new Date('2025-06-01T00:00:00Z'),
  Expiration: new Date(end),
});

export const summary = (AccountSigningCertificatesPresent: number, AccountAccessKeysPresent = 0) =>
  ({
    SummaryMap: { AccountSigningCertificatesPresent, AccountAccessKeysPresent, Users: 3 },
  }) satisfies Body<GetAccountSummaryCommandOutput>;

export const world: World = {
  services: ['iam'],
  answers: {
    'iam:ListServerCertificates': {
      ServerCertificateMetadataList: [
        certificate('good', '2027-03-01T00:00:00Z'),
        certificate('ending', '2026-06-15T00:00:00Z'),
        certificate('old', '2026-05-01T00:00:00Z'),
      ],
    } satisfies Body<ListServerCertificatesCommandOutput>,
    'iam:GetAccountSummary': summary(1),
    'iam:GetAccountAuthorizationDetails': refuses('AccessDenied'),
  },
};
