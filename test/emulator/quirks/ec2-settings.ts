import type * as EC2 from '@aws-sdk/client-ec2';
import { before, type Form, instead, type Plain } from '../quirk.ts';
import { shelf, type World } from '../world.ts';

const API = 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference';

interface Settings {
  encrypts: boolean;
  key: string;
  snapshots: EC2.SnapshotBlockPublicAccessState;
  images: string;
}

const settings = shelf('ec2 region settings', () => new Map<string, Settings>());

/** A Region's EBS and AMI settings, by AWS's defaults where nothing was set. */
function of(world: World, region: string): Settings {
  const known = settings(world).get(region);
  if (known) return known;
  const fresh: Settings = {
    encrypts: false,
    key: 'alias/aws/ebs',
    snapshots: 'unblocked',
    images: 'block-new-sharing',
  };
  settings(world).set(region, fresh);
  return fresh;
}

export const encryptsByDefault = (world: World, region: string): boolean => of(world, region).encrypts;
export const defaultKey = (world: World, region: string): string => of(world, region).key;

const noted = before<Form>(
  {
    name: 'the Region’s default key is remembered',
    why: 'moto takes ModifyEbsDefaultKmsKeyId but cannot be asked for the key',
    docs: `${API}/API_ModifyEbsDefaultKmsKeyId.html`,
    service: 'ec2',
    operations: ['ModifyEbsDefaultKmsKeyId', 'EnableEbsEncryptionByDefault', 'DisableEbsEncryptionByDefault'],
  },
  ({ KmsKeyId }, { call, world }) => {
    const region = of(world, call.region);
    if (KmsKeyId) region.key = KmsKeyId;
    else region.encrypts = call.operation === 'EnableEbsEncryptionByDefault';
    return undefined;
  },
);

const key = instead<Form, EC2.GetEbsDefaultKmsKeyIdCommandOutput>(
  {
    name: 'GetEbsDefaultKmsKeyId',
    why: 'moto lacks it; AWS answers alias/aws/ebs while no other key was set',
    docs: 'https://docs.aws.amazon.com/cli/latest/reference/ec2/get-ebs-default-kms-key-id.html',
    service: 'ec2',
    operations: ['GetEbsDefaultKmsKeyId'],
  },
  (_input, { call, world }) =>
    ({ KmsKeyId: of(world, call.region).key }) satisfies Plain<EC2.GetEbsDefaultKmsKeyIdCommandOutput>,
);

const snapshots = instead<Form, EC2.GetSnapshotBlockPublicAccessStateCommandOutput>(
  {
    name: 'block public access for snapshots',
    why: 'moto lacks it; on AWS it is unblocked until it is set',
    docs: `${API}/API_GetSnapshotBlockPublicAccessState.html`,
    service: 'ec2',
    operations: [
      'GetSnapshotBlockPublicAccessState',
      'EnableSnapshotBlockPublicAccess',
      'DisableSnapshotBlockPublicAccess',
    ],
  },
  ({ State }, { call, world }) => {
    const region = of(world, call.region);
    if (State === 'block-all-sharing' || State === 'block-new-sharing') region.snapshots = State;
    if (call.operation.startsWith('Disable')) region.snapshots = 'unblocked';
    return {
      State: region.snapshots,
      ManagedBy: 'account',
    } satisfies Plain<EC2.GetSnapshotBlockPublicAccessStateCommandOutput>;
  },
);

const images = instead<Form, EC2.GetImageBlockPublicAccessStateCommandOutput>(
  {
    name: 'block public access for AMIs',
    why: 'moto lacks it; on AWS it is on for accounts without public AMIs',
    docs: `${API}/API_GetImageBlockPublicAccessState.html`,
    service: 'ec2',
    operations: ['GetImageBlockPublicAccessState', 'EnableImageBlockPublicAccess', 'DisableImageBlockPublicAccess'],
  },
  ({ ImageBlockPublicAccessState: wanted }, { call, world }) => {
    const region = of(world, call.region);
    if (wanted) region.images = wanted;
    if (call.operation.startsWith('Disable')) region.images = 'unblocked';
    const ImageBlockPublicAccessState = region.images;
    return {
      ImageBlockPublicAccessState,
      ManagedBy: 'account',
    } satisfies Plain<EC2.GetImageBlockPublicAccessStateCommandOutput>;
  },
);

export const ec2Settings = [noted, key, snapshots, images];
