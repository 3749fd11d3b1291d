import { expect, test } from 'vitest';
import { world } from '../worlds/cloudfront.ts';
import { recordWorld } from '../worlds.ts';
import { ACCOUNT, play, refuses } from './play.ts';

const options = { rules: ['cloudfront'] };

test.each([
  ['cloudfront-custom-certificate', { GOOD: 'pass', DEFAULT: 'fail', SECOND: 'pass', SIGNED: 'pass' }],
  ['cloudfront-field-level-encryption', { GOOD: 'pass', DEFAULT: 'fail', SECOND: 'fail', SIGNED: 'fail' }],
  ['cloudfront-origin-no-deprecated-tls', { GOOD: 'pass', SECOND: 'fail', SIGNED: 'pass' }],
  ['cloudfront-origin-traffic-encrypted', { GOOD: 'pass', SECOND: 'fail', SIGNED: 'fail' }],
  ['cloudfront-post-quantum-tls', { GOOD: 'pass', DEFAULT: 'fail', SECOND: 'fail', SIGNED: 'fail' }],
  ['cloudfront-sni', { GOOD: 'pass', SECOND: 'fail', SIGNED: 'pass' }],
  ['cloudfront-viewer-https', { GOOD: 'pass', DEFAULT: 'pass', SECOND: 'fail', SIGNED: 'pass' }],
  ['cloudfront-viewer-min-tls', { GOOD: 'pass', DEFAULT: 'fail', SECOND: 'pass', SIGNED: 'pass' }],
  ['cloudfront-viewer-tls-ciphers', { GOOD: 'pass', DEFAULT: 'fail', SECOND: 'fail', SIGNED: 'pass' }],
  ['cloudfront-trusted-key-groups', { GOOD: 'pass', SIGNED: 'fail' }],
  ['cloudfront-hsts', { GOOD: 'pass', DEFAULT: 'fail', SECOND: 'fail', SIGNED: 'fail' }],
])('%s', async (rule, verdicts) => {
  const played = await play(world.answers, options);
  expect(played.verdicts(rule)).toEqual({ ...verdicts, '*': 'unknown' });
});

test('an origin that follows viewers is plain only where they may use HTTP', async () => {
  const { finding } = await play(world.answers, options);
  expect(finding('cloudfront-origin-traffic-encrypted', 'SIGNED').message).toContain('app');
  expect(finding('cloudfront-origin-traffic-encrypted', 'SIGNED').message).not.toContain('api');
  expect(finding('cloudfront-viewer-https', 'SECOND').message).toContain('/images/*');
});

test('two listings answer everything, page by page, and the one that ends too early says why', async () => {
  const { calls, finding } = await play(world.answers, options);
  expect([...calls].sort()).toEqual([
    'cloudfront:ListDistributions',
    'cloudfront:ListDistributions',
    'cloudfront:ListDistributions',
    'cloudfront:ListResponseHeadersPolicies',
  ]);
  expect(finding('cloudfront-sni', '*').reasons[0]).toMatchObject({
    class: 'denied',
    permission: 'cloudfront:ListDistributions',
  });
});

test('without the header policies HSTS is unknown where one is named, and a failure where none is', async () => {
  const answers = { ...world.answers, 'cloudfront:ListResponseHeadersPolicies': refuses('AccessDenied') };
  const { verdicts } = await play(answers, options);
  expect(verdicts('cloudfront-hsts')).toMatchObject({ GOOD: 'unknown', SECOND: 'fail' });
});

test('the certificate is looked for in us-east-1', async () => {
  const CertificateArn = `arn:aws:acm:us-east-1:${ACCOUNT}:certificate/11111111-2222-3333-4444-555555555555`;
  const acm = {
    'acm:ListCertificates': (_input: object, region: string) => ({
      CertificateSummaryList: region === 'us-east-1' ? [{ CertificateArn, Status: 'ISSUED' }] : [],
    }),
    'acm:DescribeCertificate': { Certificate: { CertificateArn } },
  };
  const stateIn = async (...regions: string[]) => {
    const { graph } = await play({ ...world.answers, ...acm }, { ...options, regions });
    for await (const resource of graph.resources())
      if (resource.name === 'GOOD') return resource.read('certificateState');
  };
  expect(await stateIn('eu-west-1', 'us-east-1')).toBe('resolved');
  expect(await stateIn('eu-west-1')).toBe('foreign');
});

test('headers for origins, where people put shared secrets, are not stored', async () => {
  expect(await recordWorld('cloudfront')).not.toContain('not-to-be-stored');
});
