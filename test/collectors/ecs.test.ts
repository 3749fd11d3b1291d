import { expect, test } from 'vitest';
import { world } from '../worlds/ecs.ts';
import { recordWorld } from '../worlds.ts';
import { play, refuses } from './play.ts';

const options = { rules: ['ecs'] };
const volumes = 'ecs-container-instance-volumes-encrypted';

test('clusters: the volumes of their EC2 hosts, however many', async () => {
  const { verdicts, finding, calls } = await play(world.answers, options);
  expect(verdicts(volumes)).toEqual({ sealed: 'pass', open: 'fail', big: 'fail', denied: 'unknown' });
  expect(finding(volumes, 'big').message).toContain('vol-of-i-249');
  const made = (call: string) => calls.filter((one) => one === call).length;
  // 251 hosts in calls of 100, 250 of them in filters of 200, beside the one listing of all volumes
  expect([made('ecs:DescribeContainerInstances'), made('ec2:DescribeVolumes')]).toEqual([1 + 1 + 3 + 1, 1 + 1 + 1 + 2]);
});

test('volumes that may not be listed are unknown, with the permission', async () => {
  const answers = { ...world.answers, 'ec2:DescribeVolumes': refuses('UnauthorizedOperation') };
  const { finding } = await play(answers, options);
  expect(finding(volumes, 'sealed')).toMatchObject({
    verdict: 'unknown',
    reasons: [{ class: 'denied', permission: 'ec2:DescribeVolumes' }],
  });
});

test('task definitions: the latest revision mounts EFS over TLS', async () => {
  const { verdicts, finding } = await play(world.answers, options);
  const rule = 'ecs-task-efs-transit-encryption';
  expect(verdicts(rule)).toEqual({ sealed: 'pass', open: 'fail', plain: 'fail', denied: 'unknown' });
  expect(finding(rule, 'open').message).toContain('Revision 7');
  expect(finding(rule, 'denied').reasons[0]).toMatchObject({ permission: 'ecs:DescribeTaskDefinition' });
});

test('task definitions: secrets in the environment, and references that are none', async () => {
  const { verdicts, finding } = await play(world.answers, options);
  const rule = 'ecs-task-env-no-secrets';
  expect(verdicts(rule)).toEqual({ sealed: 'fail', open: 'fail', plain: 'fail', stateless: 'pass', denied: 'unknown' });
  expect(finding(rule, 'open').message).toContain('containerDefinitions.app.environment.TOKEN');
});

test('nothing of the containers is stored', async () => {
  expect(await recordWorld('ecs')).not.toContain('not-to-be-stored');
});
