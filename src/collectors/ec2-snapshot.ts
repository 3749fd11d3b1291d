import { OWNERS, ownerOf, ownerOfAccount } from '../model/owner.ts';
import { gibBytes } from './bytes.ts';
import { ec2, lastPart } from './ec2.ts';
import { tagMap } from './tags.ts';

/**
 * What CopySnapshot and imports say instead of a volume: "an arbitrary volume ID that should not be used for any purpose",
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CopySnapshot.html
 */
const NO_VOLUME = 'vol-ffffffff';

/**
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSnapshots.html
 * Its ARN has no account: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html
 * With whom it is shared only DescribeSnapshotAttribute says, one call a snapshot.
 */
export const snapshot = ec2
  .list(
    'aws.ec2.snapshot',
    'DescribeSnapshots',
    {
      items: 'Snapshots',
      input: { OwnerIds: ['self'] },
      paging: { token: ['NextToken', 'NextToken'], size: ['MaxResults', 1000] },
      members: {
        SnapshotId: true,
        VolumeId: true,
        Encrypted: true,
        KmsKeyId: true,
        State: true,
        StartTime: true,
        VolumeSize: true,
        Tags: { Key: true, Value: true },
      },
      one: (id) => ({ input: { SnapshotIds: [lastPart(id)], OwnerIds: ['self'] } }),
    },
    {
      service: 'ebs',
      arn: 'arn:{partition}:ec2:{region}::snapshot/{id}',
      anybodys: true,
      id: ({ item }) => item.SnapshotId,
    },
  )
  .call(
    'permissions',
    'DescribeSnapshotAttribute',
    ({ item }) => ({ SnapshotId: item.SnapshotId, Attribute: 'createVolumePermission' as const }),
    {
      required: ['SnapshotId', 'CreateVolumePermissions'],
      members: { CreateVolumePermissions: { UserId: true, Group: true } },
    },
  )
  .depends({
    kmsKey: {
      stops: 'next-restore',
      disabled:
        'No volume can be made of it, and it cannot be copied, until the key is enabled again; nothing of it is lost.',
      deleted: 'It can never be restored again, and where its volume is already gone, nothing is left.',
      page: 'https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html',
    },
  })
  .copies({ from: ['volume'] })
  .fields((t) => ({
    // of the volume: what the snapshot itself takes up, AWS does not list
    bytes: t.optional(t.int(({ item }) => gibBytes(item.VolumeSize))),
    encrypted: t.bool(({ item }) => item.Encrypted),
    state: t.enum(['pending', 'completed', 'error', 'recoverable', 'recovering'], ({ item }) => item.State),
    volume: t.link('aws.ec2.volume', ['encrypted', 'keyArn'], ({ item }) =>
      item.VolumeId === NO_VOLUME ? '' : (item.VolumeId ?? ''),
    ),
    keyArn: t.string(({ item }) => item.KmsKeyId ?? ''),
    kmsKey: t.link(
      'aws.kms.key',
      ['state', 'manager', 'origin', 'deletionDate', 'policyDecrypters', 'policyOpenToDecrypt', 'decryptingGrantees'],
      ({ item }) => item.KmsKeyId ?? '',
    ),
    keyOwner: t.enum(OWNERS, ({ item }, context) => ownerOf(item.KmsKeyId, context)),
    custody: t.custody(({ item }) =>
      item.Encrypted === undefined ? undefined : item.Encrypted ? { ofLink: 'kmsKey' } : 'none',
    ),
    public: t.bool(({ permissions }) =>
      (permissions.CreateVolumePermissions ?? []).some(({ Group }) => Group === 'all'),
    ),
    sharedWith: t.strings(({ permissions }) => accountsOf(permissions.CreateVolumePermissions)),
    untrustedAccounts: t.strings(({ permissions }, context) =>
      accountsOf(permissions.CreateVolumePermissions).filter((id) => ownerOfAccount(id, context) === 'other'),
    ),
    startedAt: t.time(({ item }) => item.StartTime),
    tags: t.map(({ item }) => tagMap(item.Tags)),
  }));

interface Permission {
  readonly UserId?: string | undefined;
}

export const accountsOf = (permissions: readonly Permission[] | undefined): readonly string[] =>
  (permissions ?? []).flatMap(({ UserId }) => UserId ?? []).sort();
