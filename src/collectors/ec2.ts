import type * as EC2 from '@aws-sdk/client-ec2';
import { sdk } from '../collect/descriptor.ts';
import { OWNERS, ownerOf } from '../model/owner.ts';
import { gibBytes } from './bytes.ts';
import { tagMap } from './tags.ts';

/** DescribeVolumes and its siblings page by at most 1,000; unpaginated requests draw on a smaller bucket of the quota. */
export const ec2 = sdk<typeof EC2>('ec2', 'EC2Client');

export const lastPart = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVolumes.html */
export const volume = ec2
  .list(
    'aws.ec2.volume',
    'DescribeVolumes',
    {
      items: 'Volumes',
      paging: { token: ['NextToken', 'NextToken'], size: ['MaxResults', 500] },
      members: {
        VolumeId: true,
        Encrypted: true,
        KmsKeyId: true,
        State: true,
        SnapshotId: true,
        CreateTime: true,
        Size: true,
        Attachments: { InstanceId: true, State: true },
        Tags: { Key: true, Value: true },
      },
      one: (id) => ({ input: { VolumeIds: [lastPart(id)] } }),
    },
    { service: 'ebs', arn: 'arn:{partition}:ec2:{region}:{account}:volume/{id}', id: ({ item }) => item.VolumeId },
  )
  .depends({
    kmsKey: {
      stops: 'next-attach',
      disabled:
        'While it stays attached the data key is in the memory of the host and reads and writes go on; once detached, or its instance stopped, it cannot be attached again.',
      deleted: 'Once detached, or its instance stopped, its data is lost for ever.',
      page: 'https://docs.aws.amazon.com/ebs/latest/userguide/how-ebs-encryption-works.html',
    },
  })
  .copies({ from: ['snapshot'] })
  .fields((t) => ({
    bytes: t.optional(t.int(({ item }) => gibBytes(item.Size))),
    encrypted: t.bool(({ item }) => item.Encrypted),
    state: t.enum(
      ['creating', 'available', 'in-use', 'deleting', 'deleted', 'error'],
      ({ item }) => item.State as 'in-use' | undefined,
    ),
    kmsKey: t.link('aws.kms.key', ['state', 'manager', 'origin', 'deletionDate'], ({ item }) => item.KmsKeyId ?? ''),
    keyArn: t.string(({ item }) => item.KmsKeyId ?? ''),
    keyOwner: t.enum(OWNERS, ({ item }, context) => ownerOf(item.KmsKeyId, context)),
    custody: t.custody(({ item }) =>
      item.Encrypted === undefined ? undefined : item.Encrypted ? { ofLink: 'kmsKey' } : 'none',
    ),
    snapshot: t.link('aws.ec2.snapshot', [], ({ item }) => item.SnapshotId ?? ''),
    instances: t.strings(({ item }) => (item.Attachments ?? []).map(({ InstanceId }) => InstanceId ?? '')),
    createdAt: t.time(({ item }) => item.CreateTime),
    tags: t.map(({ item }) => tagMap(item.Tags)),
  }));
