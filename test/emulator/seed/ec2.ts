import * as EC2 from '@aws-sdk/client-ec2';
import { uuid } from '../quirks/identifier.ts';
import { DR, EU, each, keyOf, PARTNER, type Seeding, tags, US } from './context.ts';

/** `none`: not encrypted. `aws`: the service's own key. Else an alias of the Region, or a key ARN. */
type Sealed = string;

interface Instance {
  readonly name: string;
  readonly region: string;
  readonly age: number;
  readonly root: Sealed;
  readonly data?: Sealed;
  /** The key pair that opens it over SSH. */
  readonly keyPair?: string;
}

interface Volume {
  readonly name: string;
  readonly region: string;
  readonly age: number;
  readonly key: Sealed;
}

/** A key that Acme's partner holds; what is under it depends on the partner. */
export const PARTNER_KEY = `arn:aws:kms:${EU}:${PARTNER}:key/5f0c1a5e-2f6b-4c1d-9a0e-1c7d6e5f4a3b`;

const INSTANCES: readonly Instance[] = [
  { name: 'payments-api-1', region: EU, age: 420, root: 'aws', data: 'payments-ledger' },
  { name: 'payments-api-2', region: EU, age: 420, root: 'aws', data: 'payments-ledger' },
  { name: 'orders-api-1', region: EU, age: 300, root: 'orders-prod', data: 'orders-prod' },
  { name: 'orders-api-2', region: EU, age: 300, root: 'orders-prod', data: 'orders-prod' },
  { name: 'catalog-web-1', region: EU, age: 510, root: 'none', data: 'none' },
  { name: 'catalog-web-2', region: EU, age: 250, root: 'aws' },
  { name: 'identity-1', region: EU, age: 230, root: 'global-identity', data: 'vault-hsm' },
  { name: 'shipping-1', region: EU, age: 610, root: 'aws', data: 'none' },
  { name: 'analytics-1', region: EU, age: 200, root: 'aws', data: 'analytics-lake' },
  { name: 'records-1', region: EU, age: 180, root: 'aws', data: 'sovereign-records' },
  { name: 'platform-bastion', region: EU, age: 700, root: 'none' },
  { name: 'legacy-web-1', region: US, age: 1400, root: 'none', data: 'none' },
  { name: 'legacy-web-2', region: US, age: 1400, root: 'none', data: 'legacy-webapp' },
  { name: 'marketing-1', region: US, age: 500, root: 'aws', data: 'marketing-us' },
  { name: 'dr-orders-1', region: DR, age: 370, root: 'aws', data: 'dr-orders' },
];

const VOLUMES: readonly Volume[] = [
  { name: 'orders-archive-2021', region: EU, age: 1100, key: 'orders-archive' },
  { name: 'orders-archive-2022', region: EU, age: 1000, key: 'orders-archive' },
  { name: 'partner-clearing-import', region: EU, age: 240, key: PARTNER_KEY },
  { name: 'card-vault', region: EU, age: 300, key: 'card-issuer-imported' },
  { name: 'customer-export-scratch', region: EU, age: 400, key: 'customer-exports' },
  { name: 'migration-leftover', region: EU, age: 820, key: 'none' },
  { name: 'crm-2019', region: US, age: 1290, key: 'retired-crm' },
  { name: 'crm-dump', region: US, age: 1280, key: 'none' },
  { name: 'dr-copy-old', region: DR, age: 800, key: 'none' },
];

const TEAMS = ['payments', 'orders', 'catalog', 'identity', 'shipping', 'analytics', 'marketing', 'platform'] as const;

/** Staging and development volumes of every team, half of them not encrypted. */
const BULK: readonly Volume[] = TEAMS.flatMap((team, index) => [
  { name: `${team}-staging-data`, region: EU, age: 150 + index * 20, key: index % 2 === 0 ? 'staging' : 'aws' },
  { name: `${team}-dev-data`, region: EU, age: 90 + index * 15, key: index % 3 === 0 ? 'none' : 'dev' },
]);

/** Instances and volumes; gives the volume ids by name. */
export async function seedVolumes(seeding: Seeding): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>();
  await each([...VOLUMES, ...BULK], async (volume) => void ids.set(volume.name, await makeVolume(seeding, volume)));
  await each(INSTANCES, (instance) => launch(seeding, instance, ids));
  return ids;
}

function sealed(seeding: Seeding, region: string, key: Sealed): { Encrypted?: boolean; KmsKeyId?: string } {
  if (key === 'none') return {};
  if (key === 'aws') return { Encrypted: true };
  return { Encrypted: true, KmsKeyId: key.startsWith('arn:') ? key : sometimesAlias(seeding, region, key) };
}

/** Some teams name keys by alias; AWS then stores the ARN. Keys of a store are missing on plain moto. */
function sometimesAlias(seeding: Seeding, region: string, alias: string): string {
  if (!seeding.keys.has(`${region}/${alias}`)) return `alias/${alias}`;
  return alias.startsWith('orders') ? `alias/${alias}` : keyOf(seeding, region, alias);
}

export async function makeVolume(seeding: Seeding, { name, region, age, key }: Volume): Promise<string> {
  await seeding.daysAgo(age);
  const made = await seeding.ec2(region).send(
    new EC2.CreateVolumeCommand({
      AvailabilityZone: `${region}a`,
      Size: 100,
      VolumeType: 'gp3',
      TagSpecifications: [{ ResourceType: 'volume', Tags: tags({ Name: name, team: name.split('-')[0] ?? '' }) }],
      ...sealed(seeding, region, key),
    }),
  );
  return made.VolumeId ?? '';
}

export async function launch(seeding: Seeding, instance: Instance, ids: Map<string, string>): Promise<void> {
  const { name, region, age, root, data, keyPair } = instance;
  const ec2 = seeding.ec2(region);
  await seeding.daysAgo(age);
  const Ebs = { VolumeSize: 30, DeleteOnTermination: true, ...sealed(seeding, region, root) };
  const launched = await ec2.send(
    new EC2.RunInstancesCommand({
      ClientToken: uuid(`instance ${name}`),
      ImageId: 'ami-0acme0base0image0',
      InstanceType: 't3.large',
      KeyName: keyPair,
      MinCount: 1,
      MaxCount: 1,
      BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs }],
      TagSpecifications: [
        { ResourceType: 'instance', Tags: tags({ Name: name }) },
        { ResourceType: 'volume', Tags: tags({ Name: `${name}-root` }) },
      ],
    }),
  );
  const [started] = launched.Instances ?? [];
  ids.set(`${name}-root`, started?.BlockDeviceMappings?.[0]?.Ebs?.VolumeId ?? '');
  if (!data) return;
  const VolumeId = await makeVolume(seeding, { name: `${name}-data`, region, age, key: data });
  ids.set(`${name}-data`, VolumeId);
  await ec2.send(new EC2.AttachVolumeCommand({ InstanceId: started?.InstanceId, VolumeId, Device: '/dev/sdf' }));
}

/** Region settings: what is sealed by default, under which key, and what may be shared. */
export async function seedSettings(seeding: Seeding): Promise<void> {
  await seeding.daysAgo(120);
  const dr = seeding.ec2(DR);
  await dr.send(new EC2.EnableEbsEncryptionByDefaultCommand({}));
  await dr.send(new EC2.ModifyEbsDefaultKmsKeyIdCommand({ KmsKeyId: keyOf(seeding, DR, 'dr-backups') }));
  await seeding.corrected('block public access for snapshots and AMIs', async () => {
    await seeding.ec2(EU).send(new EC2.EnableSnapshotBlockPublicAccessCommand({ State: 'block-all-sharing' }));
    await dr.send(new EC2.EnableSnapshotBlockPublicAccessCommand({ State: 'block-new-sharing' }));
    await seeding.ec2(US).send(new EC2.DisableImageBlockPublicAccessCommand({}));
  });
  await makeVolume(seeding, { name: 'dr-encrypted-by-default', region: DR, age: 60, key: 'none' });
}
