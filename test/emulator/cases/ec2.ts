import { AccountClient, ListRegionsCommand } from '@aws-sdk/client-account';
import * as EC2 from '@aws-sdk/client-ec2';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { expect } from 'vitest';
import { DR, EU, keyOf, type Seeding, US } from '../seed/context.ts';
import { REGIONS } from '../world.ts';
import type { Case, Cases } from './case.ts';

const volumeNamed = async (acme: Seeding, region: string, name: string) => {
  const { Volumes } = await acme.ec2(region).send(new EC2.DescribeVolumesCommand({}));
  return Volumes?.find((volume) => volume.Tags?.some((tag) => tag.Value === name));
};

const byDefault: Case = async ({ acme }) => {
  const key = await acme.ec2(DR).send(new EC2.GetEbsDefaultKmsKeyIdCommand({}));
  expect(key.KmsKeyId).toBe(keyOf(acme, DR, 'dr-backups'));
  expect(await volumeNamed(acme, DR, 'dr-encrypted-by-default')).toMatchObject({
    Encrypted: true,
    KmsKeyId: key.KmsKeyId,
  });
  expect((await acme.ec2(EU).send(new EC2.GetEbsDefaultKmsKeyIdCommand({}))).KmsKeyId).toBe('alias/aws/ebs');
};

const imageDevices: Case = async ({ acme }) => {
  const { Images } = await acme.ec2(EU).send(new EC2.DescribeImagesCommand({ Owners: ['self'] }));
  const bastion = Images?.find((image) => image.Name === 'acme-bastion');
  expect(bastion?.BlockDeviceMappings).toMatchObject([{ Ebs: { Encrypted: false } }, { VirtualName: 'ephemeral0' }]);
  expect(bastion?.BlockDeviceMappings?.[1]?.Ebs).toBeUndefined();
  expect(Images?.find((image) => image.Name === 'acme-golden-2026-06')?.BlockDeviceMappings).toMatchObject([
    { Ebs: { Encrypted: true } },
  ]);
};

const fleets: Case = async ({ acme }) => {
  const { SpotFleetRequestConfigs } = await acme.ec2(EU).send(new EC2.DescribeSpotFleetRequestsCommand({}));
  const flags = SpotFleetRequestConfigs?.map(
    (one) => one.SpotFleetRequestConfig?.LaunchSpecifications?.[0]?.BlockDeviceMappings?.[0]?.Ebs?.Encrypted,
  );
  expect(flags).toEqual([true, undefined]);
};

export const ec2Cases: Cases = {
  'RegisterImage keeps the block device mappings': imageDevices,
  'an AMI’s devices are encrypted as their snapshots are': imageDevices,
  RequestSpotFleet: fleets,
  DescribeSpotFleetRequests: fleets,
  'EBS encryption by default encrypts new volumes, under the Region’s default key': byDefault,
  'the Region’s default key is remembered': byDefault,
  GetEbsDefaultKmsKeyId: byDefault,
  'a volume names its key by ARN': async ({ acme }) => {
    expect((await volumeNamed(acme, EU, 'orders-api-1-data'))?.KmsKeyId).toBe(keyOf(acme, EU, 'orders-prod'));
  },
  'CreateVolume names the key by ARN': async ({ acme }) => {
    const input = { AvailabilityZone: `${US}a`, Size: 1, Encrypted: true, KmsKeyId: 'alias/marketing-us' };
    const made = await acme.ec2(US).send(new EC2.CreateVolumeCommand(input));
    expect(made.KmsKeyId).toBe(keyOf(acme, US, 'marketing-us'));
  },
  'DescribeSnapshots honours RestorableBy': async ({ acme }) => {
    const open = (region: string) =>
      acme.ec2(region).send(new EC2.DescribeSnapshotsCommand({ RestorableByUserIds: ['all'] }));
    expect((await open(EU)).Snapshots).toEqual([]);
    expect((await open(US)).Snapshots).toHaveLength(1);
  },
  'an encrypted snapshot names its volume’s key': async ({ acme }) => {
    const { Snapshots } = await acme.ec2(EU).send(new EC2.DescribeSnapshotsCommand({ OwnerIds: ['self'] }));
    const sealed = Snapshots?.filter((snapshot) => snapshot.Encrypted) ?? [];
    expect(sealed.length).toBeGreaterThan(5);
    expect(sealed.every((snapshot) => snapshot.KmsKeyId?.includes(':key/'))).toBe(true);
    expect(Snapshots?.some((snapshot) => snapshot.Description?.includes('Auto-created'))).toBe(false);
  },
  'block public access for snapshots': async ({ acme }) => {
    const state = async (region: string) =>
      (await acme.ec2(region).send(new EC2.GetSnapshotBlockPublicAccessStateCommand({}))).State;
    expect([await state(EU), await state(DR), await state(US)]).toEqual([
      'block-all-sharing',
      'block-new-sharing',
      'unblocked',
    ]);
  },
  'block public access for AMIs': async ({ acme }) => {
    const state = async (region: string) =>
      (await acme.ec2(region).send(new EC2.GetImageBlockPublicAccessStateCommand({}))).ImageBlockPublicAccessState;
    expect([await state(EU), await state(US)]).toEqual(['block-new-sharing', 'unblocked']);
  },
  'DescribeRegions lists enabled Regions, all of them only when asked to': async ({ acme }) => {
    const ask = async (AllRegions: boolean) =>
      (await acme.ec2(US).send(new EC2.DescribeRegionsCommand({ AllRegions }))).Regions ?? [];
    expect((await ask(false)).map((region) => region.RegionName).sort()).toEqual([...REGIONS]);
    const others = (await ask(true)).filter((region) => region.OptInStatus === 'not-opted-in');
    expect(others.length).toBeGreaterThan(10);
  },
  ListRegions: async ({ acme, emulator }) => {
    const account = new AccountClient({ ...(await configOf(acme)), endpoint: emulator.endpoint });
    const { Regions } = await account.send(
      new ListRegionsCommand({ RegionOptStatusContains: ['ENABLED', 'ENABLED_BY_DEFAULT'] }),
    );
    expect(Regions?.map((region) => region.RegionName)).toEqual([...REGIONS]);
  },
  'the caller is a role session': async ({ acme, emulator }) => {
    const sts = new STSClient({ ...(await configOf(acme)), endpoint: emulator.endpoint });
    const { Arn, Account } = await sts.send(new GetCallerIdentityCommand({}));
    expect({ Arn, Account }).toEqual({
      Arn: 'arn:aws:sts::123456789012:assumed-role/sealscan-audit/sealscan',
      Account: '123456789012',
    });
  },
};

async function configOf(acme: Seeding) {
  return { region: US, credentials: await acme.ec2(US).config.credentials() };
}
