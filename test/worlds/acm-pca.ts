import type {
  CertificateAuthority,
  GetPolicyCommandOutput,
  ListCertificateAuthoritiesCommandOutput,
} from '@aws-sdk/client-acm-pca';
import { REGION, refuses } from '../collectors/play.ts';
import type { World } from '../worlds.ts';
import { authorityArn } from './acm.ts';

const lasting = { NotAfter: new Date('2035-01-01T00:00:00Z') };

const authority = (id: string, more: CertificateAuthority, KeyAlgorithm: string): CertificateAuthority => ({
  Arn: authorityArn(id),
  Type: 'SUBORDINATE',
  Status: 'ACTIVE',
  UsageMode: 'GENERAL_PURPOSE',
  KeyStorageSecurityStandard: 'FIPS_140_2_LEVEL_3_OR_HIGHER',
  CertificateAuthorityConfiguration: {
    // the service signs with algorithms that the client's types do not name
    KeyAlgorithm: KeyAlgorithm as 'RSA_2048',
    SigningAlgorithm: 'SHA256WITHRSA',
    Subject: { CommonName: id },
  },
  ...more,
});

const listed = {
  CertificateAuthorities: [
    authority(
      'full',
      {
        ...lasting,
        RevocationConfiguration: {
          CrlConfiguration: { Enabled: true, S3BucketName: 'revoked' },
          OcspConfiguration: { Enabled: true },
        },
      },
      'ML_DSA_65',
    ),
    authority('bare', { ...lasting, RevocationConfiguration: { CrlConfiguration: { Enabled: false } } }, 'RSA_2048'),
    authority(
      'short',
      { UsageMode: 'SHORT_LIVED_CERTIFICATE', NotAfter: new Date('2026-09-01T00:00:00Z') },
      'EC_prime256v1',
    ),
    authority('ending', { NotAfter: new Date('2026-12-01T00:00:00Z') }, 'RSA_4096'),
    authority('root', { ...lasting, Type: 'ROOT', Status: 'DISABLED' }, 'SLH_NEW'),
    authority('busy-root', { ...lasting, Type: 'ROOT' }, 'RSA_4096'),
    authority('new', { Status: 'PENDING_CERTIFICATE' }, 'RSA_2048'),
    authority('gone', { ...lasting, Type: 'ROOT', Status: 'DELETED' }, 'RSA_2048'),
  ],
} satisfies Omit<ListCertificateAuthoritiesCommandOutput, '$metadata'>;

const policyFor = (AWS: string): Omit<GetPolicyCommandOutput, '$metadata'> => ({
  Policy: JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Sid: 'Share', Effect: 'Allow', Principal: { AWS }, Action: 'acm-pca:IssueCertificate', Resource: '*' },
    ],
  }),
});
const policies: Readonly<Record<string, ReturnType<typeof policyFor>>> = {
  full: policyFor('111122223333'),
  bare: policyFor('444455556666'),
  short: policyFor('*'),
};

export const world: World = {
  services: ['acm-pca'],
  regions: [REGION, 'us-east-1'],
  answers: {
    'acm-pca:ListCertificateAuthorities': (_input, region) =>
      region === REGION ? listed : refuses('AccessDeniedException'),
    'acm-pca:GetPolicy': ({ ResourceArn }) => {
      const id = String(ResourceArn).split('/')[1] ?? '';
      return policies[id] ?? refuses(id === 'new' ? 'AccessDeniedException' : 'ResourceNotFoundException');
    },
  },
};
