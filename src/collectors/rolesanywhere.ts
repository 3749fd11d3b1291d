import type * as ROLES from '@aws-sdk/client-rolesanywhere';
import { sdk } from '../collect/descriptor.ts';

const rolesAnywhere = sdk<typeof ROLES>('rolesanywhere', 'RolesAnywhereClient');

/**
 * Whose certificates may take on roles from outside AWS. A bundle is of public certificates.
 * https://docs.aws.amazon.com/rolesanywhere/latest/APIReference/API_TrustAnchorDetail.html
 */
export const trustAnchor = rolesAnywhere
  .list(
    'aws.rolesanywhere.trust-anchor',
    'ListTrustAnchors',
    {
      items: 'trustAnchors',
      paging: { token: ['nextToken', 'nextToken'] },
      members: { trustAnchorArn: true, name: true, enabled: true, source: { sourceType: true, sourceData: true } },
    },
    {
      service: 'rolesanywhere',
      arn: 'arn:{partition}:rolesanywhere:{region}:{account}:trust-anchor/{id}',
      id: ({ item }) => item.trustAnchorArn,
    },
  )
  .named(({ item }) => item.name)
  .fields((t) => ({
    enabled: t.bool(({ item }) => item.enabled),
    sourceType: t.string(({ item }) => item.source?.sourceType),
    certificateAuthority: t.link(
      'aws.acm-pca.certificate-authority',
      ['status', 'postQuantum'],
      ({ item }) => item.source?.sourceData?.acmPcaArn ?? '',
    ),
    bundlePostQuantum: t.bool(({ item }) => isPostQuantumBundle(item.source?.sourceData?.x509CertificateData ?? '')),
  }));

const PEM = /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/g;

/** DER of the object identifiers of ML-DSA-44, -65 and -87. https://www.rfc-editor.org/rfc/rfc9881 */
const ML_DSA = /060960864801650304031[123]/g;

/**
 * A certificate names an algorithm three times: what signed it, twice, and its own key. So three times ML-DSA is an ML-DSA
 * key signed by its like, as that of every root. Undefined for text that holds no certificate.
 */
function isPostQuantumBundle(text: string): boolean | undefined {
  const certificates = [...text.matchAll(PEM)].map(([, body = '']) => Buffer.from(body, 'base64').toString('hex'));
  if (certificates.length === 0) return undefined;
  return certificates.every((certificate) => [...certificate.matchAll(ML_DSA)].length >= 3);
}
