import { expect, test } from 'vitest';
import { instance } from '../../src/collectors/ec2-instance.ts';
import { collectors } from '../../src/collectors/registry.ts';
import { compilerFor } from '../../src/evaluate/cel/expression.ts';
import { isUnknown, type LinkList } from '../../src/model/field.ts';
import { type Answers, play, REGION } from './play.ts';

const byType = new Map(collectors.map((collector) => [collector.type, collector]));
const compile = (text: string) => compilerFor(instance, byType).compile(text, 'bool', {});

test('expressions read the fields that a list of links names, and no others', () => {
  expect(compile('resource.volumes.all(volume, volume.encrypted)').paths).toEqual(['volumes']);
  expect(() => compile('resource.volumes.all(volume, volume.tags.size() > 0)')).toThrow(/tags/);
});

test('size() is refused: it cannot tell a whole list from one with an end out of sight', () => {
  expect(() => compile('resource.volumes.size() > 0')).toThrow(/exists/);
});

const volume = { VolumeId: 'vol-1', Encrypted: true, State: 'in-use' };
const machine = (...ids: string[]) => ({
  InstanceId: 'i-1',
  State: { Name: 'running' },
  BlockDeviceMappings: ids.map((VolumeId) => ({ DeviceName: VolumeId, Ebs: { VolumeId } })),
});

async function volumesOf(answers: Answers): Promise<LinkList> {
  const { graph } = await play(answers, { rules: [] });
  for await (const resource of graph.resources()) {
    const state = resource.type === instance.type ? resource.read('volumes') : undefined;
    if (state !== undefined && !isUnknown(state)) return state as LinkList;
  }
  throw new Error('no instance');
}

test.each([
  ['whole', ['vol-1'], undefined],
  ['empty', [], undefined],
  ['with one that is gone', ['vol-1', 'vol-2'], { class: 'out-of-scope', code: 'gone' }],
])('a list of links, %s', async (_name, ids, missing) => {
  const list = await volumesOf({
    'ec2:DescribeVolumes': { Volumes: [volume] },
    'ec2:DescribeInstances': { Reservations: [{ Instances: [machine(...ids)] }] },
  });
  expect(list.targets.map(({ id }) => id)).toEqual(
    ids.filter((id) => id === 'vol-1').map((id) => `arn:aws:ec2:${REGION}:111122223333:volume/${id}`),
  );
  if (missing) expect(list.missing).toMatchObject(missing);
  else expect(list.missing).toBeUndefined();
});

test('links to a type that was not asked for leave the list unfinished', async () => {
  const list = await volumesOf({ 'ec2:DescribeInstances': { Reservations: [{ Instances: [machine('vol-1')] }] } });
  expect(list).toMatchObject({ targets: [], missing: { class: 'not-collected' } });
});
