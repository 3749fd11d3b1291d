import { expect, test } from 'vitest';
import { world } from '../worlds/elb.ts';
import { play, refuses } from './play.ts';

const options = { rules: ['elb'] };

test('Classic Load Balancers: listeners, certificates, policies', async () => {
  const { verdicts, calls, finding } = await play(world.answers, options);
  expect(verdicts('clb-listeners-encrypted')).toEqual({
    good: 'pass',
    old: 'fail',
    custom: 'pass',
    weak: 'pass',
    plain: 'fail',
    lost: 'pass',
    denied: 'pass',
  });
  const secure = { good: 'pass', old: 'fail', custom: 'pass', weak: 'pass', lost: 'pass', denied: 'pass' };
  expect(verdicts('clb-listener-acm-certificate')).toEqual(secure);
  expect(verdicts('clb-listener-certificate-not-expiring')).toEqual({ ...secure, weak: 'fail' });
  const unseen = { lost: 'unknown', denied: 'unknown' };
  expect(verdicts('clb-tls-policy-strong')).toEqual({
    good: 'pass',
    old: 'fail',
    custom: 'pass',
    weak: 'fail',
    ...unseen,
  });
  expect(verdicts('clb-custom-tls-policy')).toEqual({
    good: 'fail',
    old: 'fail',
    custom: 'pass',
    weak: 'pass',
    ...unseen,
  });
  expect(verdicts('clb-app-tier-tls-policy')).toEqual({ good: 'pass', old: 'fail' });
  expect(finding('clb-tls-policy-strong', 'weak').message).toContain('DES-CBC3-SHA');
  const { reasons } = finding('clb-tls-policy-strong', 'denied');
  expect(reasons[0]).toMatchObject({
    class: 'denied',
    permission: 'elasticloadbalancing:DescribeLoadBalancerPolicies',
  });
  expect(calls.filter((call) => call.endsWith(':DescribeLoadBalancerPolicies'))).toHaveLength(6);
});

test('a denied listing is unknown, with the permission', async () => {
  const { finding } = await play({ 'elastic-load-balancing:DescribeLoadBalancers': refuses('AccessDenied') }, options);
  const { verdict, reasons } = finding('clb-listeners-encrypted', '*');
  expect(verdict).toBe('unknown');
  expect(reasons[0]).toMatchObject({ class: 'denied', permission: 'elasticloadbalancing:DescribeLoadBalancers' });
});
