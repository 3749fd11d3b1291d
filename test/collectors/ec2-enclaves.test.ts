import { expect, test } from 'vitest';
import { world } from '../worlds/ec2-enclaves.ts';
import { play, refuses } from './play.ts';

const options = { rules: ['ec2'] };
const unreached = { 'i-gone': 'pass' };

test.each([
  [
    'nitro-enclave-host-imdsv2',
    { 'i-good': 'pass', 'i-open': 'fail', 'i-relay': 'pass', 'i-stopped': 'unknown', 'i-gone': 'pass' },
  ],
  [
    'nitro-enclave-host-no-public-ip',
    { 'i-good': 'pass', 'i-open': 'fail', 'i-relay': 'fail', 'i-stopped': 'pass', ...unreached },
  ],
  ['nitro-enclave-host-running', { 'i-good': 'pass', 'i-open': 'pass', 'i-relay': 'pass', 'i-stopped': 'fail' }],
  [
    'nitro-enclave-host-ingress-restricted',
    { 'i-good': 'pass', 'i-open': 'fail', 'i-relay': 'fail', 'i-stopped': 'unknown', ...unreached },
  ],
  [
    'nitro-enclave-host-vsock-proxy-not-exposed',
    { 'i-good': 'pass', 'i-open': 'fail', 'i-relay': 'fail', 'i-stopped': 'unknown', ...unreached },
  ],
])('%s judges instances that may run enclaves', async (rule, verdicts) => {
  expect((await play(world.answers, options)).verdicts(rule)).toEqual(verdicts);
});

test('security groups that may not be listed are unknown, with the permission', async () => {
  const answers = { ...world.answers, 'ec2:DescribeSecurityGroups': refuses('UnauthorizedOperation') };
  const { finding } = await play(answers, options);
  expect(finding('nitro-enclave-host-ingress-restricted', 'i-good')).toMatchObject({
    verdict: 'unknown',
    reasons: [{ class: 'denied', permission: 'ec2:DescribeSecurityGroups' }],
  });
});
