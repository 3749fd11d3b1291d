import { expect, test } from 'vitest';
import { world } from '../worlds/elbv2.ts';
import { type Answers, play, refuses } from './play.ts';

const options = { rules: ['elbv2'] };
const SDK = 'elastic-load-balancing-v2';

/** Load balancers and their verdicts; those of `denied`, whose listeners were refused, are unknown everywhere. */
const table: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'alb-http-redirects-to-https': {
    web: 'pass',
    old: 'fail',
    leaky: 'fail',
    strict: 'pass',
    lenient: 'pass',
    lost: 'pass',
    closed: 'fail',
    elsewhere: 'pass',
    empty: 'pass',
  },
  'alb-redirect-reaches-listener': {
    web: 'pass',
    old: 'pass',
    leaky: 'pass',
    strict: 'pass',
    lenient: 'pass',
    lost: 'fail',
    closed: 'pass',
    elsewhere: 'pass',
    empty: 'pass',
  },
  'elbv2-listener-acm-certificate': {
    web: 'pass',
    old: 'fail',
    leaky: 'pass',
    strict: 'pass',
    lenient: 'pass',
    lost: 'pass',
    closed: 'fail',
    elsewhere: 'pass',
    empty: 'pass',
    future: 'pass',
    wire: 'fail',
    secure: 'pass',
    weak: 'pass',
  },
  'elbv2-listener-certificate-not-expiring': {
    web: 'pass',
    old: 'fail',
    leaky: 'fail',
    strict: 'pass',
    lenient: 'pass',
    lost: 'pass',
    future: 'pass',
    secure: 'pass',
    weak: 'pass',
  },
  'elbv2-has-certificate': {
    web: 'pass',
    old: 'pass',
    leaky: 'pass',
    strict: 'pass',
    lenient: 'pass',
    lost: 'pass',
    closed: 'fail',
    elsewhere: 'fail',
    empty: 'fail',
    future: 'pass',
    wire: 'fail',
    secure: 'pass',
    weak: 'pass',
  },
  'elbv2-listener-secure-protocol': {
    web: 'fail',
    old: 'fail',
    leaky: 'fail',
    strict: 'fail',
    lenient: 'pass',
    lost: 'fail',
    closed: 'fail',
    elsewhere: 'fail',
    future: 'pass',
    wire: 'fail',
    secure: 'pass',
    weak: 'pass',
  },
  'elbv2-tls-policy-recommended': {
    web: 'pass',
    old: 'fail',
    leaky: 'fail',
    strict: 'pass',
    lenient: 'pass',
    lost: 'pass',
    future: 'unknown',
    secure: 'pass',
    weak: 'fail',
  },
  'elbv2-listener-post-quantum-tls': {
    web: 'pass',
    old: 'fail',
    leaky: 'fail',
    strict: 'fail',
    lenient: 'pass',
    lost: 'pass',
    future: 'unknown',
    secure: 'fail',
    weak: 'fail',
  },
  'elbv2-listener-fips-tls': {
    web: 'fail',
    old: 'fail',
    leaky: 'fail',
    strict: 'pass',
    lenient: 'fail',
    lost: 'fail',
    future: 'unknown',
    secure: 'fail',
    weak: 'fail',
  },
  'alb-mtls-clients-verified': {
    web: 'fail',
    old: 'fail',
    leaky: 'fail',
    strict: 'pass',
    lenient: 'pass',
    lost: 'pass',
  },
  'alb-mtls-expired-clients-refused': { strict: 'pass', lenient: 'fail', lost: 'fail' },
};
const onlyNetwork: typeof table = {
  'nlb-tls-policy-configured': { future: 'unknown', secure: 'pass', weak: 'fail' },
  'nlb-has-tls-listener': { future: 'pass', wire: 'fail', secure: 'pass', weak: 'pass' },
};

test('load balancers: listeners, redirects, policies, certificates, mutual TLS', async () => {
  const { verdicts, finding } = await play(world.answers, options);
  for (const [rule, wanted] of Object.entries(table))
    expect(verdicts(rule), rule).toEqual({ ...wanted, denied: 'unknown' });
  for (const [rule, wanted] of Object.entries(onlyNetwork)) expect(verdicts(rule), rule).toEqual(wanted);
  expect(verdicts('elbv2-no-tls-info-headers')).toMatchObject({ web: 'pass', old: 'fail', denied: 'pass' });
  expect(finding('alb-redirect-reaches-listener', 'lost').message).toContain('HTTP:80 rule default -> HTTPS:80');
  const { reasons } = finding('alb-http-redirects-to-https', 'denied');
  expect(reasons[0]).toMatchObject({ class: 'denied', permission: 'elasticloadbalancing:DescribeListeners' });
});

test('target groups and trust stores', async () => {
  const { verdicts } = await play(world.answers, options);
  expect(verdicts('elbv2-target-group-encrypted-protocol')).toEqual({ web: 'pass', clear: 'fail', stream: 'pass' });
  expect(verdicts('elbv2-health-check-encrypted')).toEqual({
    web: 'pass',
    clear: 'fail',
    stream: 'fail',
    chain: 'pass',
  });
  expect(verdicts('alb-trust-store-revocation')).toEqual({ clients: 'pass', bare: 'fail' });
});

test.each([
  ['DescribeSSLPolicies', 'elbv2-tls-policy-recommended'],
  ['DescribeRules', 'alb-http-redirects-to-https'],
  ['DescribeListenerCertificates', 'elbv2-listener-certificate-not-expiring'],
  ['DescribeLoadBalancerAttributes', 'elbv2-no-tls-info-headers'],
])('without %s exactly what needs it is unknown', async (operation, rule) => {
  const denied: Answers = { ...world.answers, [`${SDK}:${operation}`]: refuses('AccessDenied') };
  const { finding, findings } = await play(denied, options);
  const { verdict, reasons } = finding(rule, 'web');
  expect(verdict).toBe('unknown');
  expect(reasons[0]).toMatchObject({ class: 'denied', permission: `elasticloadbalancing:${operation}` });
  const unknown = findings.filter((one) => one.resource.name === 'web' && one.verdict === 'unknown');
  expect([...new Set(unknown.flatMap((one) => one.reasons.map(({ operation: of }) => of)))]).toEqual([
    `${SDK}:${operation}`,
  ]);
});

test('no call where there is nothing to ask', async () => {
  const { calls } = await play(world.answers, options);
  const made = (operation: string) => calls.filter((call) => call === `${SDK}:${operation}`).length;
  const operations = ['DescribeListeners', 'DescribeSSLPolicies', 'DescribeListenerCertificates', 'DescribeRules'];
  expect(operations.map(made)).toEqual([15, 9, 9, 7]);
  expect(made('DescribeLoadBalancerAttributes')).toBe(10);
});
