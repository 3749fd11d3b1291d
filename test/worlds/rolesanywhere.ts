import type { ListTrustAnchorsCommandOutput, Source } from '@aws-sdk/client-rolesanywhere';
import { REGION, refuses } from '../collectors/play.ts';
import type { World } from '../worlds.ts';
import { authorityArn } from './acm.ts';
import { world as pca } from './acm-pca.ts';

/** A self-signed certificate with a P-256 key. */
const CLASSIC =
  '-----BEGIN CERTIFICATE-----\nMIIBeDCCAR+gAwIBAgIUdXqATWLtbHuHNGQt72ekna8rtogwCgYIKoZIzj0EAwIw\nEjEQMA4GA1UEAwwHZXhhbXBsZTAeFw0yNjExMjUxOTMzMDNaFw0zNjExMjIxOTMz\nMDNaMBIxEDAOBgNVBAMMB2V4YW1wbGUwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNC\nAATUfGBwUUiCus8lelJ9l/cbEXkqQUdIF/moFB89eidEF88jKPbiHAzSSFARPn6P\nETdIL8/OESGHzp+tLa/v0TEyo1MwUTAdBgNVHQ4EFgQU5y0dRqQAxCsSWviSBour\nmm0jz9UwHwYDVR0jBBgwFoAU5y0dRqQAxCsSWviSBourmm0jz9UwDwYDVR0TAQH/\nBAUwAwEB/zAKBggqhkjOPQQDAgNHADBEAiAceYN6zpnee2JMlyinnHdyXr9RAMDt\nI/b1EaoGVIGs5wIgHrvbTP5AcoNbsZpek8dm2G5yFexs5oHr6S/uRY0XhpI=\n-----END CERTIFICATE-----\n';

/** The three algorithm fields of an ML-DSA-65 certificate, which is all that is read of it. */
const QUANTUM = `-----BEGIN CERTIFICATE-----\n${Buffer.from('3000060960864801650304031200'.repeat(3), 'hex').toString('base64')}\n-----END CERTIFICATE-----\n`;

const bundle = (x509CertificateData: string): Source => ({
  sourceType: 'CERTIFICATE_BUNDLE',
  sourceData: { x509CertificateData },
});
const authority = (acmPcaArn: string): Source => ({ sourceType: 'AWS_ACM_PCA', sourceData: { acmPcaArn } });
const sources: Readonly<Record<string, Source>> = {
  quantum: authority(authorityArn('full')),
  classic: authority(authorityArn('bare')),
  theirs: authority(authorityArn('theirs', '444455556666')),
  bundle: bundle(CLASSIC),
  'quantum-bundle': bundle(QUANTUM),
  mixed: bundle(QUANTUM + CLASSIC),
  empty: bundle('no certificate'),
};

const listed = {
  trustAnchors: Object.entries(sources).map(([name, source]) => ({
    trustAnchorId: name,
    trustAnchorArn: `arn:aws:rolesanywhere:${REGION}:111122223333:trust-anchor/${name}`,
    name,
    source,
    enabled: name !== 'empty',
  })),
} satisfies Omit<ListTrustAnchorsCommandOutput, '$metadata'>;

export const world: World = {
  services: ['rolesanywhere'],
  regions: [REGION, 'us-east-1'],
  answers: {
    ...pca.answers,
    'rolesanywhere:ListTrustAnchors': (_input, region) =>
      region === REGION ? listed : refuses('AccessDeniedException'),
  },
};
