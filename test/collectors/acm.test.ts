import { expect, test } from 'vitest';
import { world } from '../worlds/acm.ts';
import { type Answers, play, REGION, refuses } from './play.ts';

const options = { rules: ['acm'] };
const hosts = (verdicts: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(verdicts)
      .filter(([, verdict]) => verdict !== 'pass')
      .map(([name, verdict]) => [name.replace('.example.com', ''), verdict]),
  );

/** Host names with a verdict other than pass; `denied` = DescribeCertificate was refused. */
const table: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'acm-certificate-not-expiring': { stuck: 'fail', imported: 'fail', expired: 'fail' },
  'acm-expired-certificate-removed': { expired: 'fail', waiting: 'absent' },
  'acm-certificate-key-strength': { weak: 'fail', novel: 'unknown' },
  'acm-certificate-dns-validated': {
    mailed: 'fail',
    refused: 'fail',
    late: 'fail',
    denied: 'unknown',
    imported: 'absent',
  },
  'acm-certificate-no-wildcard': { wild: 'fail', denied: 'unknown' },
  'acm-certificate-not-pending-validation': { waiting: 'fail' },
  'acm-certificate-validation-not-failed': { refused: 'fail', late: 'fail' },
  'acm-certificate-transparency-logging': { hidden: 'fail', denied: 'unknown', imported: 'absent' },
  'acm-certificate-renewal-not-failing': { stuck: 'fail', failing: 'fail', denied: 'unknown', wild: 'absent' },
  'acm-certificate-in-use': { unused: 'fail', expired: 'absent' },
  'acm-private-certificate-ca-valid': {
    orphan: 'fail',
    outliving: 'fail',
    disabled: 'fail',
    shared: 'unknown',
    good: 'absent',
  },
};

test('certificates: what each rule says of them', async () => {
  const { verdicts, calls } = await play(world.answers, options);
  for (const [rule, wanted] of Object.entries(table)) {
    const expected = Object.entries(wanted).filter(([, verdict]) => verdict !== 'absent');
    expect(hosts(verdicts(rule)), rule).toEqual(Object.fromEntries(expected));
    for (const [host] of Object.entries(wanted).filter(([, verdict]) => verdict === 'absent'))
      expect(verdicts(rule), rule).not.toHaveProperty([`${host}.example.com`]);
  }
  expect(verdicts('acm-certificate-tagged')['good.example.com']).toBe('pass');
  expect(verdicts('acm-certificate-tagged')['wild.example.com']).toBe('fail');
  const made = (name: string) => calls.filter((call) => call === name).length;
  expect([made('acm:ListCertificates'), made('acm:DescribeCertificate')]).toEqual([1, 21]);
});

test('every kind of certificate is asked for, since ACM lists only RSA up to 2048 bits by default', async () => {
  const inputs: unknown[] = [];
  const listing: Answers[string] = (input) => {
    inputs.push(input);
    return { CertificateSummaryList: [] };
  };
  await play({ 'acm:ListCertificates': listing }, options);
  expect(inputs).toMatchObject([
    {
      MaxItems: 1000,
      CertificateKeyPairOrigins: expect.arrayContaining(['ACME']),
      Includes: { keyTypes: expect.arrayContaining(['RSA_4096', 'EC_secp521r1']) },
    },
  ]);
});

test('an expiry says by whom the certificate is used', async () => {
  const { finding } = await play(world.answers, options);
  expect(finding('acm-certificate-not-expiring', 'imported.example.com').message).toContain('loadbalancer/app/web');
  expect(finding('acm-certificate-renewal-not-failing', 'failing.example.com').message).toContain('CAA_ERROR');
});

test('what the listing says needs no other call; what only DescribeCertificate says is unknown without it', async () => {
  const denied: Answers = { ...world.answers, 'acm:DescribeCertificate': refuses('AccessDeniedException') };
  const { verdicts, finding } = await play(denied, options);
  expect(verdicts('acm-certificate-not-expiring')).toMatchObject({ 'good.example.com': 'pass' });
  expect(verdicts('acm-certificate-in-use')).toMatchObject({ 'unused.example.com': 'fail' });
  const { reasons } = finding('acm-certificate-renewal-not-failing', 'good.example.com');
  expect(reasons[0]).toMatchObject({ class: 'denied', permission: 'acm:DescribeCertificate' });
});

test('a denied listing is unknown, with the permission', async () => {
  const { finding } = await play({ 'acm:ListCertificates': refuses('AccessDeniedException') }, options);
  const { verdict, reasons, resource } = finding('acm-certificate-not-expiring', '*');
  expect([verdict, resource.region]).toEqual(['unknown', REGION]);
  expect(reasons[0]).toMatchObject({ class: 'denied', permission: 'acm:ListCertificates' });
});
