import type {
  DescribeImagesCommandOutput,
  DescribeInstancesCommandOutput,
  DescribeLaunchTemplateVersionsCommandOutput,
  DescribeSnapshotAttributeCommandOutput,
  DescribeSnapshotsCommandOutput,
  DescribeSpotFleetRequestsCommandOutput,
  DescribeVolumesCommandOutput,
} from '@aws-sdk/client-ec2';
import { expect, test } from 'vitest';
import { ACCOUNT, type Answers, keyArn, play, playKeys, REGION, refuses } from './play.ts';

type Body<T> = Omit<T, '$metadata'>;
const CREATED = new Date('2026-01-01T00:00:00Z');
const FOREIGN_KEY = 'arn:aws:kms:eu-west-1:444455556666:key/far';
const keys = playKeys({ good: 'Enabled', off: 'Disabled', dying: 'PendingDeletion', 'aws/ebs': 'Enabled' });
const denied = refuses('UnauthorizedOperation');

const volumes = {
  Volumes: [
    { VolumeId: 'vol-clear', Encrypted: false, State: 'in-use', CreateTime: CREATED },
    { VolumeId: 'vol-spare', Encrypted: false, State: 'available', CreateTime: CREATED },
    { VolumeId: 'vol-good', Encrypted: true, KmsKeyId: keyArn('good'), State: 'in-use', CreateTime: CREATED },
    { VolumeId: 'vol-aws', Encrypted: true, KmsKeyId: keyArn('aws/ebs'), State: 'in-use', CreateTime: CREATED },
    { VolumeId: 'vol-off', Encrypted: true, KmsKeyId: keyArn('off'), State: 'in-use', CreateTime: CREATED },
    { VolumeId: 'vol-dying', Encrypted: true, KmsKeyId: keyArn('dying'), State: 'in-use', CreateTime: CREATED },
    { VolumeId: 'vol-gone', Encrypted: true, KmsKeyId: keyArn('gone'), State: 'in-use', CreateTime: CREATED },
    { VolumeId: 'vol-far', Encrypted: true, KmsKeyId: FOREIGN_KEY, State: 'in-use', CreateTime: CREATED },
  ],
} satisfies Body<DescribeVolumesCommandOutput>;

test('volumes are judged by their encryption and by the state and owner of their key', async () => {
  const { verdicts, finding } = await play({ ...keys, 'ec2:DescribeVolumes': volumes }, { rules: ['ebs'] });
  expect(verdicts('ebs-volume-encrypted')).toMatchObject({
    'vol-clear': 'fail',
    'vol-spare': 'fail',
    'vol-far': 'pass',
  });
  expect(verdicts('ebs-attached-volume-encrypted')).toMatchObject({ 'vol-clear': 'fail', 'vol-good': 'pass' });
  expect(verdicts('ebs-attached-volume-encrypted')).not.toHaveProperty('vol-spare');
  expect(verdicts('ebs-volume-key-level')).toMatchObject({
    'vol-good': 'pass',
    'vol-aws': 'fail',
    'vol-far': 'unknown',
  });
  expect(verdicts('ebs-volume-key-usable')).toEqual({
    'vol-good': 'pass',
    'vol-off': 'fail',
    'vol-dying': 'fail',
    'vol-gone': 'fail',
    'vol-far': 'unknown',
  });
  expect(finding('ebs-volume-key-usable', 'vol-gone').message).toContain('(key gone,');
  expect(verdicts('ebs-volume-key-own-account')).toMatchObject({
    'vol-good': 'pass',
    'vol-gone': 'pass',
    'vol-far': 'fail',
  });
});

test('an account that the configuration trusts may own keys', async () => {
  const trusted = { trustedAccounts: ['444455556666'] };
  const played = await play({ ...keys, 'ec2:DescribeVolumes': volumes }, { rules: ['ebs'], context: trusted });
  expect(played.verdicts('ebs-volume-key-own-account')['vol-far']).toBe('pass');
});

const snapshots = {
  Snapshots: [
    { SnapshotId: 'snap-clear', VolumeId: 'vol-clear', Encrypted: false, State: 'completed', StartTime: CREATED },
    {
      SnapshotId: 'snap-copy',
      VolumeId: 'vol-ffffffff',
      Encrypted: true,
      KmsKeyId: keyArn('good'),
      State: 'completed',
    },
    { SnapshotId: 'snap-off', VolumeId: 'vol-x', Encrypted: true, KmsKeyId: keyArn('off'), State: 'completed' },
    { SnapshotId: 'snap-far', VolumeId: 'vol-x', Encrypted: true, KmsKeyId: FOREIGN_KEY, State: 'completed' },
  ],
} satisfies Body<DescribeSnapshotsCommandOutput>;

const permissions: Readonly<Record<string, Body<DescribeSnapshotAttributeCommandOutput>>> = {
  'snap-clear': { CreateVolumePermissions: [{ Group: 'all' }] },
  'snap-copy': { CreateVolumePermissions: [{ UserId: '999988887777' }, { UserId: '444455556666' }] },
};

const sharing: Answers = {
  ...keys,
  'ec2:DescribeVolumes': volumes,
  'ec2:DescribeSnapshots': snapshots,
  'ec2:DescribeSnapshotAttribute': ({ SnapshotId }) =>
    permissions[String(SnapshotId)] ?? { CreateVolumePermissions: [] },
};

test('snapshots: encryption, sharing, and their keys', async () => {
  const played = await play(sharing, { rules: ['ebs'], context: { trustedAccounts: ['444455556666'] } });
  const { verdicts, finding } = played;
  expect(verdicts('ebs-snapshot-encrypted')).toMatchObject({ 'snap-clear': 'fail', 'snap-copy': 'pass' });
  expect(verdicts('ebs-snapshot-not-public')).toMatchObject({ 'snap-clear': 'fail', 'snap-copy': 'pass' });
  expect(finding('ebs-snapshot-not-public', 'snap-clear').resource.id).toBe(
    `arn:aws:ec2:${REGION}::snapshot/snap-clear`,
  );
  const shared = finding('ebs-snapshot-not-shared-with-untrusted-account', 'snap-copy');
  expect(shared).toMatchObject({ verdict: 'fail', evidence: { untrustedAccounts: ['999988887777'] } });
  expect(verdicts('ebs-snapshot-not-shared-with-untrusted-account')['snap-off']).toBe('pass');
  expect(verdicts('ebs-snapshot-key-usable')).toEqual({
    'snap-copy': 'pass',
    'snap-off': 'fail',
    'snap-far': 'unknown',
  });
  expect(verdicts('ebs-snapshot-key-own-account')).toEqual({
    'snap-copy': 'pass',
    'snap-off': 'pass',
    'snap-far': 'pass',
  });
  expect(played.calls.filter((call) => call === 'ec2:DescribeSnapshotAttribute')).toHaveLength(4);
  const untrusting = await play(sharing, { rules: ['ebs'] });
  expect(untrusting.verdicts('ebs-snapshot-key-own-account')['snap-far']).toBe('fail');
});

test('a snapshot knows its volume, but for the made-up one of copies', async () => {
  const { graph } = await play(sharing, { rules: [] });
  const states: Record<string, unknown> = {};
  for await (const resource of graph.resources()) {
    if (resource.type === 'aws.ec2.snapshot') states[resource.name] = resource.read('volumeState');
  }
  expect(states).toEqual({ 'snap-clear': 'resolved', 'snap-copy': 'none', 'snap-off': 'gone', 'snap-far': 'gone' });
});

test('denied sharing attributes are unknown, with the permission that lacks', async () => {
  const played = await play({ ...sharing, 'ec2:DescribeSnapshotAttribute': denied }, { rules: ['ebs'] });
  for (const rule of ['ebs-snapshot-not-public', 'ebs-snapshot-not-shared-with-untrusted-account']) {
    const { verdict, reasons } = played.finding(rule, 'snap-clear');
    expect(verdict).toBe('unknown');
    expect(reasons[0]).toMatchObject({ class: 'denied', permission: 'ec2:DescribeSnapshotAttribute' });
  }
});

test('a listing that is denied leaves one unknown finding a rule', async () => {
  const { finding } = await play({ 'ec2:DescribeSnapshots': denied }, { rules: ['ebs'] });
  const { verdict, reasons } = finding('ebs-snapshot-encrypted', '*');
  expect(verdict).toBe('unknown');
  expect(reasons[0]).toMatchObject({ permission: 'ec2:DescribeSnapshots' });
});

const region = (encrypt: boolean, key: string, snapshot: string, image: string): Answers => ({
  'ec2:GetEbsEncryptionByDefault': { EbsEncryptionByDefault: encrypt },
  'ec2:GetEbsDefaultKmsKeyId': { KmsKeyId: key },
  'ec2:GetSnapshotBlockPublicAccessState': { State: snapshot },
  'ec2:GetImageBlockPublicAccessState': { ImageBlockPublicAccessState: image },
});
const REGION_RULES = [
  'ebs-default-encryption-enabled',
  'ebs-default-encryption-key-level',
  'ebs-default-key-usable',
  'ebs-snapshot-block-public-access',
  'ami-block-public-access',
];

test.each([
  [
    'sealed',
    region(true, keyArn('good'), 'block-all-sharing', 'block-new-sharing'),
    ['pass', 'pass', 'pass', 'pass', 'pass'],
  ],
  [
    'open',
    region(false, 'alias/aws/ebs', 'block-new-sharing', 'unblocked'),
    ['fail', 'fail', undefined, 'fail', 'fail'],
  ],
  ['cut off', region(true, keyArn('off'), 'unblocked', 'unblocked'), ['pass', 'pass', 'fail', 'fail', 'fail']],
])('settings of a region: %s', async (_name, answers, wanted) => {
  const { verdicts } = await play({ ...keys, ...answers }, { rules: ['ebs', 'ec2'] });
  expect(REGION_RULES.map((rule) => verdicts(rule)[REGION])).toEqual(wanted);
});

test('settings that are denied are unknown', async () => {
  const closed = Object.fromEntries(Object.keys(region(true, '', '', '')).map((operation) => [operation, denied]));
  const { verdicts, finding } = await play({ ...keys, ...closed }, { rules: ['ebs', 'ec2'] });
  expect(REGION_RULES.map((rule) => verdicts(rule)[REGION])).toEqual(REGION_RULES.map(() => 'unknown'));
  const { reasons } = finding('ami-block-public-access', REGION);
  expect(reasons[0]).toMatchObject({ permission: 'ec2:GetImageBlockPublicAccessState' });
});

test('where aliases cannot be listed, the default key is AWS-managed by its name and not gone', async () => {
  const answers = {
    ...keys,
    'kms:ListAliases': refuses('AccessDeniedException'),
    ...region(true, 'alias/aws/ebs', '', ''),
  };
  const { verdicts } = await play(answers, { rules: ['ebs'] });
  expect(verdicts('ebs-default-encryption-key-level')[REGION]).toBe('fail');
  expect(verdicts('ebs-default-key-usable')).toEqual({});
});

const images = {
  Images: [
    {
      ImageId: 'ami-open',
      Name: 'golden',
      Public: true,
      State: 'available',
      BlockDeviceMappings: [
        { DeviceName: '/dev/xvda', Ebs: { SnapshotId: 'snap-copy', Encrypted: true } },
        { DeviceName: '/dev/xvdb', Ebs: { SnapshotId: 'snap-clear', Encrypted: false } },
      ],
    },
    {
      ImageId: 'ami-sealed',
      Name: 'sealed',
      Public: false,
      State: 'available',
      BlockDeviceMappings: [
        { DeviceName: '/dev/xvda', Ebs: { SnapshotId: 'snap-copy', Encrypted: true } },
        { DeviceName: '/dev/sdb', VirtualName: 'ephemeral0' },
      ],
    },
    { ImageId: 'ami-store', Name: 'store', Public: false, State: 'available', BlockDeviceMappings: [] },
  ],
} satisfies Body<DescribeImagesCommandOutput>;

test('images: their devices and who may launch them', async () => {
  const { verdicts, finding } = await play({ 'ec2:DescribeImages': images }, { rules: ['ec2'] });
  expect(verdicts('ami-ebs-encrypted')).toEqual({ 'ami-open': 'fail', 'ami-sealed': 'pass' });
  expect(finding('ami-ebs-encrypted', 'ami-open').evidence).toMatchObject({ unencryptedDevices: ['/dev/xvdb'] });
  expect(verdicts('ami-not-public')).toEqual({ 'ami-open': 'fail', 'ami-sealed': 'pass', 'ami-store': 'pass' });
  expect(finding('ami-not-public', 'ami-open').resource.id).toBe(`arn:aws:ec2:${REGION}::image/ami-open`);
});

const attached = (...ids: string[]) =>
  ids.map((VolumeId, index) => ({ DeviceName: `/dev/sd${index}`, Ebs: { VolumeId } }));

const instances = {
  Reservations: [
    {
      Instances: [
        { InstanceId: 'i-sealed', State: { Name: 'running' }, BlockDeviceMappings: attached('vol-good', 'vol-aws') },
        {
          InstanceId: 'i-open',
          State: { Name: 'stopped' },
          KeyName: 'ops',
          BlockDeviceMappings: attached('vol-good', 'vol-clear'),
        },
      ],
    },
    {
      Instances: [
        { InstanceId: 'i-partly', State: { Name: 'running' }, BlockDeviceMappings: attached('vol-good', 'vol-unseen') },
        { InstanceId: 'i-both', State: { Name: 'running' }, BlockDeviceMappings: attached('vol-unseen', 'vol-clear') },
        { InstanceId: 'i-diskless', State: { Name: 'running' }, BlockDeviceMappings: [] },
        { InstanceId: 'i-dead', State: { Name: 'terminated' }, BlockDeviceMappings: attached('vol-clear') },
        {
          InstanceId: 'i-managed',
          State: { Name: 'running' },
          BlockDeviceMappings: [
            { DeviceName: '/dev/sda', Ebs: { VolumeId: 'vol-clear', VolumeOwnerId: '555566667777' } },
          ],
        },
      ],
    },
  ],
} satisfies Body<DescribeInstancesCommandOutput>;

test('an instance is as sealed as all of its volumes, and unknown where one is out of sight', async () => {
  const answers = { ...keys, 'ec2:DescribeVolumes': volumes, 'ec2:DescribeInstances': instances };
  const { verdicts } = await play(answers, { rules: ['ec2'] });
  expect(verdicts('ec2-instance-block-device-encrypted')).toEqual({
    'i-sealed': 'pass',
    'i-open': 'fail',
    'i-partly': 'unknown',
    'i-both': 'fail',
    'i-managed': 'unknown',
  });
  expect(verdicts('ec2-no-key-pair')).toMatchObject({ 'i-sealed': 'pass', 'i-open': 'fail' });
  expect(verdicts('ec2-no-key-pair')).not.toHaveProperty('i-dead');
});

test('volumes that could not be listed leave their instances unknown', async () => {
  const { finding } = await play(
    { 'ec2:DescribeVolumes': denied, 'ec2:DescribeInstances': instances },
    { rules: ['ec2'] },
  );
  const { verdict, reasons } = finding('ec2-instance-block-device-encrypted', 'i-sealed');
  expect(verdict).toBe('unknown');
  expect(reasons[0]).toMatchObject({ class: 'denied', permission: 'ec2:DescribeVolumes' });
});

const templates = {
  LaunchTemplateVersions: [
    {
      LaunchTemplateId: 'lt-1',
      LaunchTemplateName: 'sealed',
      VersionNumber: 3,
      LaunchTemplateData: {
        BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { Encrypted: true, KmsKeyId: keyArn('good') } }],
      },
    },
    {
      LaunchTemplateId: 'lt-2',
      LaunchTemplateName: 'silent',
      VersionNumber: 1,
      LaunchTemplateData: { BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { VolumeSize: 8 } }] },
    },
    { LaunchTemplateId: 'lt-3', LaunchTemplateName: 'diskless', VersionNumber: 1, LaunchTemplateData: {} },
  ],
} satisfies Body<DescribeLaunchTemplateVersionsCommandOutput>;

const fleet = (SpotFleetRequestId: string, state: 'active' | 'cancelled', Encrypted?: boolean) => ({
  SpotFleetRequestId,
  SpotFleetRequestState: state,
  SpotFleetRequestConfig: {
    IamFleetRole: 'role',
    TargetCapacity: 1,
    LaunchSpecifications: [
      { BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: Encrypted === undefined ? {} : { Encrypted } }] },
    ],
  },
});
const fleets = {
  SpotFleetRequestConfigs: [
    fleet('sfr-sealed', 'active', true),
    fleet('sfr-silent', 'active'),
    fleet('sfr-old', 'cancelled'),
  ],
} satisfies Body<DescribeSpotFleetRequestsCommandOutput>;

test.each([
  [false, 'fail'],
  [true, 'pass'],
])(
  'launch templates and fleets that do not ask for encryption, where the region encrypts: %s',
  async (encrypts, wanted) => {
    const answers = {
      ...keys,
      ...region(encrypts, 'alias/aws/ebs', 'unblocked', 'unblocked'),
      'ec2:DescribeLaunchTemplateVersions': templates,
      'ec2:DescribeSpotFleetRequests': fleets,
    };
    const { verdicts } = await play(answers, { rules: ['ec2'] });
    expect(verdicts('launch-template-ebs-encrypted')).toEqual({ sealed: 'pass', silent: wanted });
    expect(verdicts('spot-fleet-ebs-encrypted')).toEqual({ 'sfr-sealed': 'pass', 'sfr-silent': wanted });
  },
);

test('a key is used by the launch template that names it', async () => {
  expect.assertions(1);
  const { graph } = await play({ ...keys, 'ec2:DescribeLaunchTemplateVersions': templates }, { rules: [] });
  for await (const resource of graph.resources()) {
    if (resource.id !== keyArn('good')) continue;
    const { targets } = resource.read('usedBy') as { targets: readonly { id: string }[] };
    expect(targets.map(({ id }) => id)).toContain(`arn:aws:ec2:${REGION}:${ACCOUNT}:launch-template/lt-1`);
  }
});
