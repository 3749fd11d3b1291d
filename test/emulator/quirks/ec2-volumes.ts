import type * as EC2 from '@aws-sdk/client-ec2';
import { after, ask, before, type Context, type Form, type Plain } from '../quirk.ts';
import { withInput } from '../wire/call.ts';
import { defaultKey, encryptsByDefault } from './ec2-settings.ts';
import { canonicalKey } from './kms-book.ts';

const createdByDefault = before<Form>(
  {
    name: 'EBS encryption by default encrypts new volumes, under the Region’s default key',
    why: 'moto knows the setting and does not act on it',
    docs: 'https://docs.aws.amazon.com/ebs/latest/userguide/encryption-by-default.html',
    service: 'ec2',
    operations: ['CreateVolume', 'CopySnapshot'],
  },
  async ({ Encrypted, KmsKeyId }, { call, world, ...context }) => {
    const encrypted = Encrypted === 'true' || encryptsByDefault(world, call.region);
    if (!encrypted) return undefined;
    const key = KmsKeyId ?? (await canonicalKey(defaultKey(world, call.region), { call, ...context }));
    return withInput(call, { Encrypted: 'true', KmsKeyId: key });
  },
);

const volumes = after<Form, EC2.DescribeVolumesCommandOutput>(
  {
    name: 'a volume names its key by ARN',
    why: 'moto echoes the alias or id that the volume was created with',
    docs: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Volume.html',
    service: 'ec2',
    operations: ['DescribeVolumes'],
  },
  async (output, _input, context) => ({ ...output, Volumes: await keyed(output.Volumes ?? [], context) }),
);

const created = after<Form, EC2.CreateVolumeCommandOutput>(
  {
    name: 'CreateVolume names the key by ARN',
    why: 'moto echoes the alias or id',
    docs: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVolume.html',
    service: 'ec2',
    operations: ['CreateVolume'],
  },
  async (output, _input, context) => ({ ...output, ...(await keyed([output], context))[0] }),
);

function keyed<Resource extends { KmsKeyId?: string | undefined }>(
  resources: readonly Resource[],
  context: Context,
): Promise<Resource[]> {
  return Promise.all(
    resources.map(async (one) =>
      one.KmsKeyId ? { ...one, KmsKeyId: await canonicalKey(one.KmsKeyId, context) } : one,
    ),
  );
}

const snapshots = after<Form, EC2.DescribeSnapshotsCommandOutput>(
  {
    name: 'an encrypted snapshot names its volume’s key',
    why: 'moto leaves KmsKeyId out of snapshots of volumes, and lists a made-up snapshot for every AMI',
    docs: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Snapshot.html',
    service: 'ec2',
    operations: ['DescribeSnapshots'],
  },
  async (output, _input, context) => {
    const { Volumes } = await ask<EC2.DescribeVolumesCommandOutput>(context, 'DescribeVolumes', {});
    const keys = new Map(Volumes?.map((volume) => [volume.VolumeId, volume.KmsKeyId]));
    const real = (output.Snapshots ?? []).filter(
      (one) => !one.Description?.startsWith('Auto-created snapshot for AMI'),
    );
    const named = real.map((one) =>
      one.Encrypted ? { ...one, KmsKeyId: one.KmsKeyId ?? keys.get(one.VolumeId) } : one,
    );
    return { ...output, Snapshots: await keyed(named, context) };
  },
);

const shared = after<Form, EC2.DescribeSnapshotsCommandOutput>(
  {
    name: 'DescribeSnapshots honours RestorableBy',
    why: 'moto ignores it and answers with every snapshot',
    docs: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSnapshots.html',
    service: 'ec2',
    operations: ['DescribeSnapshots'],
  },
  async (output, input, context) => {
    const by = Object.entries(input).flatMap(([name, value]) => (name.startsWith('RestorableBy.') ? [value] : []));
    if (by.length === 0) return output;
    const open = (output.Snapshots ?? []).map(async (one) =>
      (await isOpenTo(by, one.SnapshotId ?? '', context)) ? [one] : [],
    );
    return {
      ...output,
      Snapshots: (await Promise.all(open)).flat(),
    } satisfies Plain<EC2.DescribeSnapshotsCommandOutput>;
  },
);

async function isOpenTo(who: readonly string[], SnapshotId: string, context: Context): Promise<boolean> {
  const question = { SnapshotId, Attribute: 'createVolumePermission' };
  const said = await ask<EC2.DescribeSnapshotAttributeCommandOutput>(context, 'DescribeSnapshotAttribute', question);
  const names = said.CreateVolumePermissions?.map((one) => one.Group ?? one.UserId ?? '');
  return who.includes('self') || who.some((one) => names?.includes(one));
}

export const ec2Volumes = [createdByDefault, volumes, created, shared, snapshots];
