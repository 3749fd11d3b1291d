import { describe, expect, test } from 'vitest';
import { type Call, CallFailed, type CallRequest } from '../../src/collect/call.ts';
import { collectors } from '../../src/collectors/registry.ts';
import type { Concern } from '../../src/lambda/names.ts';
import { recollect } from '../../src/lambda/recollect.ts';

const registry = new Map(collectors.map((collector) => [collector.type, collector]));
const scope = { partition: 'aws', account: '111122223333', region: 'eu-west-1' };

type Answer = (input: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>;

/** Services that answer so; what was asked, without the calls about single resources. */
function aws(answers: Readonly<Record<string, Answer>>) {
  const asked: CallRequest[] = [];
  const call: Call = async (request) => {
    asked.push(request);
    const answer = answers[request.operation];
    if (!answer) throw refused(request.operation, 'AccessDeniedException');
    return answer(request.input);
  };
  return { asked, call };
}

const refused = (operation: string, code: string): CallFailed => new CallFailed({ operation, code, message: '' });

function concernOf(type: string, names?: readonly string[]): Concern {
  const collector = registry.get(type);
  if (!collector) throw new Error(`no type ${type}`);
  return { collector, scope, ...(names && { names }) };
}

const read = (call: Call, concern: Concern) =>
  recollect(concern, { call, homeRegion: 'eu-west-1', registry, takenAt: '2026-11-26T00:00:00Z' });

const volumes = ['vol-1', 'vol-2'].map((VolumeId) => ({ VolumeId, Encrypted: true, State: 'available' }));

describe('resources that are named', () => {
  test('are asked for by their ids, without the size of a page, which EC2 would refuse', async () => {
    const { asked, call } = aws({
      DescribeVolumes: ({ VolumeIds }) => ({
        Volumes: volumes.filter(({ VolumeId }) => (VolumeIds as string[]).includes(VolumeId)),
      }),
    });
    const [found] = await read(call, concernOf('aws.ec2.volume', ['vol-1']));
    expect(found?.observations.map(({ id }) => id)).toEqual(['arn:aws:ec2:eu-west-1:111122223333:volume/vol-1']);
    expect(asked.map(({ input }) => input)).toEqual([{ VolumeIds: ['vol-1'] }]);
  });

  test('that are not there are looked for in the whole list, which proves it', async () => {
    const { asked, call } = aws({
      DescribeVolumes: ({ VolumeIds }) => {
        if (VolumeIds) throw refused('ec2:DescribeVolumes', 'InvalidVolume.NotFound');
        return { Volumes: volumes };
      },
    });
    const [found] = await read(call, concernOf('aws.ec2.volume', ['vol-9']));
    expect(found?.observations).toEqual([]);
    expect(found?.names).toEqual(['vol-9']);
    expect(asked).toHaveLength(2);
  });

  test('are picked from one list when they are many', async () => {
    const { asked, call } = aws({ DescribeVolumes: () => ({ Volumes: volumes }) });
    const names = ['vol-1', ...Array.from({ length: 20 }, (_, index) => `vol-9${index}`)];
    const [found] = await read(call, concernOf('aws.ec2.volume', names));
    expect(found?.observations).toHaveLength(1);
    expect(asked).toHaveLength(1);
  });

  test('of another account or Region, and of another kind, are none of ours', async () => {
    const { call } = aws({ DescribeVolumes: () => ({ Volumes: volumes }) });
    const names = [
      'arn:aws:ec2:us-east-1:111122223333:volume/vol-1',
      'arn:aws:ec2:eu-west-1:999988887777:volume/vol-2',
      'arn:aws:ec2:eu-west-1:111122223333:instance/vol-1',
    ];
    const [found] = await read(call, concernOf('aws.ec2.volume', names));
    expect(found?.observations).toEqual([]);
  });

  test('bring the lists that they are joined with, which are as good as read', async () => {
    const { asked, call } = aws({
      ListKeys: () => ({ Keys: [{ KeyId: 'k1', KeyArn: 'arn:aws:kms:eu-west-1:111122223333:key/k1' }] }),
      ListAliases: () => ({
        Aliases: [{ AliasName: 'alias/a', AliasArn: 'arn:aws:kms:eu-west-1:111122223333:alias/a', TargetKeyId: 'k1' }],
      }),
    });
    const found = await read(call, concernOf('aws.kms.key', ['k1']));
    expect(found.map(({ type, names }) => [type, names])).toEqual([
      ['aws.kms.alias', undefined],
      ['aws.kms.key', ['arn:aws:kms:eu-west-1:111122223333:key/k1']],
    ]);
    expect(found[1]?.observations[0]?.answers['alias']).toMatchObject({ ok: { AliasName: 'alias/a' } });
    expect(asked.filter(({ operation }) => operation === 'ListAliases')).toHaveLength(1);
  });
});

describe('what was not read replaces nothing', () => {
  test('a list that is refused', async () => {
    await expect(read(aws({}).call, concernOf('aws.ec2.volume', ['vol-1']))).rejects.toThrow('AccessDeniedException');
    await expect(read(aws({}).call, concernOf('aws.ec2.volume'))).rejects.toThrow('aws.ec2.volume');
  });

  test('a call that was throttled comes again; one that is refused is an answer', async () => {
    const keys = {
      ListKeys: () => ({ Keys: [{ KeyId: 'k1', KeyArn: 'arn:aws:kms:eu-west-1:111122223333:key/k1' }] }),
      ListAliases: () => ({ Aliases: [] }),
    };
    const throttled: Answer = () => {
      throw refused('kms:DescribeKey', 'ThrottlingException');
    };
    await expect(read(aws({ ...keys, DescribeKey: throttled }).call, concernOf('aws.kms.key', ['k1']))).rejects.toThrow(
      'ThrottlingException',
    );
    const found = await read(aws(keys).call, concernOf('aws.kms.key', ['k1']));
    expect(found.at(-1)?.observations[0]?.answers['policy']).toMatchObject({
      error: { code: 'AccessDeniedException' },
    });
  });
});
