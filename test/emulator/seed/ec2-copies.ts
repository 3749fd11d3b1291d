import * as EC2 from '@aws-sdk/client-ec2';
import { DR, EU, each, keyOf, PARTNER, type Seeding, tags, US } from './context.ts';

interface Copy {
  readonly name: string;
  readonly region: string;
  readonly age: number;
  /** The volume's name. */
  readonly of: string;
  readonly sharedWith?: readonly string[];
}

const COPIES: readonly Copy[] = [
  { name: 'payments-api-1-weekly', region: EU, age: 5, of: 'payments-api-1-data' },
  { name: 'payments-api-2-weekly', region: EU, age: 5, of: 'payments-api-2-data' },
  { name: 'orders-api-1-weekly', region: EU, age: 5, of: 'orders-api-1-data' },
  { name: 'orders-archive-final', region: EU, age: 900, of: 'orders-archive-2021' },
  { name: 'catalog-web-1-weekly', region: EU, age: 5, of: 'catalog-web-1-data' },
  { name: 'catalog-golden', region: EU, age: 250, of: 'catalog-web-2-root' },
  { name: 'clearing-handover', region: EU, age: 80, of: 'payments-api-1-data', sharedWith: [PARTNER] },
  { name: 'clearing-handover-plain', region: EU, age: 85, of: 'migration-leftover', sharedWith: [PARTNER] },
  { name: 'identity-weekly', region: EU, age: 5, of: 'identity-1-data' },
  { name: 'shipping-weekly', region: EU, age: 5, of: 'shipping-1-data' },
  { name: 'analytics-weekly', region: EU, age: 5, of: 'analytics-1-data' },
  { name: 'bastion-base', region: EU, age: 700, of: 'platform-bastion-root' },
  { name: 'legacy-web-1-backup', region: US, age: 700, of: 'legacy-web-1-data' },
  { name: 'legacy-web-2-backup', region: US, age: 30, of: 'legacy-web-2-data' },
  { name: 'crm-dump-for-vendor', region: US, age: 1200, of: 'crm-dump', sharedWith: ['all'] },
  { name: 'marketing-weekly', region: US, age: 5, of: 'marketing-1-data' },
  { name: 'crm-2019-last', region: US, age: 1100, of: 'crm-2019' },
  { name: 'dr-orders-1-weekly', region: DR, age: 5, of: 'dr-orders-1-data' },
  { name: 'dr-copy-old-backup', region: DR, age: 600, of: 'dr-copy-old' },
];

/** Snapshots: sealed, open, public, shared with the partner, under a disabled key. Gives ids by name. */
export async function seedCopies(
  seeding: Seeding,
  volumes: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>();
  await each(COPIES, async (copy) => void ids.set(copy.name, await makeCopy(seeding, copy, volumes)));
  await resealed(seeding, ids);
  return ids;
}

async function makeCopy(seeding: Seeding, copy: Copy, volumes: ReadonlyMap<string, string>): Promise<string> {
  const { name, region, age, of, sharedWith = [] } = copy;
  const ec2 = seeding.ec2(region);
  await seeding.daysAgo(age);
  const TagSpecifications = [{ ResourceType: 'snapshot' as const, Tags: tags({ Name: name }) }];
  const made = await ec2.send(
    new EC2.CreateSnapshotCommand({ VolumeId: volumes.get(of), Description: `backup of ${of}`, TagSpecifications }),
  );
  await each(sharedWith, (whom) =>
    ec2.send(
      new EC2.ModifySnapshotAttributeCommand({
        SnapshotId: made.SnapshotId,
        Attribute: 'createVolumePermission',
        OperationType: 'add',
        ...(whom === 'all' ? { GroupNames: ['all'] } : { UserIds: [whom] }),
      }),
    ),
  );
  return made.SnapshotId ?? '';
}

/** A plain snapshot sealed by copying it: the good way out of an unencrypted volume. */
async function resealed(seeding: Seeding, ids: Map<string, string>): Promise<void> {
  await seeding.daysAgo(4);
  const made = await seeding.ec2(EU).send(
    new EC2.CopySnapshotCommand({
      SourceRegion: EU,
      SourceSnapshotId: ids.get('catalog-web-1-weekly'),
      Encrypted: true,
      KmsKeyId: keyOf(seeding, EU, 'staging'),
      Description: 'catalog-web-1, encrypted copy',
    }),
  );
  ids.set('catalog-web-1-resealed', made.SnapshotId ?? '');
}

const IMAGES = [
  { Name: 'acme-golden-2026-06', region: EU, age: 160, of: 'catalog-golden', open: false },
  { Name: 'acme-bastion', region: EU, age: 690, of: 'bastion-base', open: false },
  { Name: 'acme-payments-node', region: EU, age: 4, of: 'payments-api-1-weekly', open: false },
  { Name: 'acme-legacy-web', region: US, age: 650, of: 'legacy-web-1-backup', open: false },
  { Name: 'acme-appliance-trial', region: US, age: 600, of: 'legacy-web-1-backup', open: true },
  { Name: 'acme-dr-orders', region: DR, age: 4, of: 'dr-orders-1-weekly', open: false },
] as const;

/** AMIs: encrypted, not encrypted (one with an instance-store device beside), public. */
export async function seedImages(seeding: Seeding, snapshots: ReadonlyMap<string, string>): Promise<void> {
  await each(IMAGES, async ({ Name, region, age, of, open }) => {
    const ec2 = seeding.ec2(region);
    await seeding.daysAgo(age);
    const devices = [
      { DeviceName: '/dev/xvda', Ebs: { SnapshotId: snapshots.get(of) } },
      { DeviceName: '/dev/sdb', VirtualName: 'ephemeral0' },
    ];
    const BlockDeviceMappings = Name === 'acme-bastion' ? devices : devices.slice(0, 1);
    const use = { RootDeviceName: '/dev/xvda', Architecture: 'x86_64', VirtualizationType: 'hvm' } as const;
    const { ImageId } = await ec2.send(new EC2.RegisterImageCommand({ Name, BlockDeviceMappings, ...use }));
    if (open)
      await ec2.send(new EC2.ModifyImageAttributeCommand({ ImageId, LaunchPermission: { Add: [{ Group: 'all' }] } }));
  });
}

const TEMPLATES = [
  { LaunchTemplateName: 'orders-workers', Ebs: { VolumeSize: 50, Encrypted: true } },
  { LaunchTemplateName: 'catalog-workers', Ebs: { VolumeSize: 50 } },
  { LaunchTemplateName: 'shipping-workers', Ebs: { VolumeSize: 50, Encrypted: false } },
  { LaunchTemplateName: 'platform-runners', Ebs: undefined },
] as const;

/** What will be launched next: templates and spot fleets that seal their volumes, or say nothing. */
export async function seedLaunches(seeding: Seeding): Promise<void> {
  await seeding.daysAgo(210);
  await each(TEMPLATES, ({ LaunchTemplateName, Ebs }) => {
    const BlockDeviceMappings = Ebs && [{ DeviceName: '/dev/xvda', Ebs }];
    return seeding.ec2(EU).send(
      new EC2.CreateLaunchTemplateCommand({
        LaunchTemplateName,
        LaunchTemplateData: { InstanceType: 't3.large', BlockDeviceMappings },
      }),
    );
  });
  await seeding.corrected('spot fleets', () =>
    each([{ VolumeSize: 80, Encrypted: true }, { VolumeSize: 80 }], (Ebs) => {
      const LaunchSpecifications = [
        { ImageId: 'ami-0acme0base0image0', BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs }] },
      ];
      const IamFleetRole = 'arn:aws:iam::123456789012:role/aws-ec2-spot-fleet-tagging-role';
      return seeding.ec2(EU).send(
        new EC2.RequestSpotFleetCommand({
          SpotFleetRequestConfig: { IamFleetRole, TargetCapacity: 2, LaunchSpecifications },
        }),
      );
    }),
  );
}
