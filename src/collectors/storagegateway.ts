import type * as GATEWAY from '@aws-sdk/client-storage-gateway';
import { sdk } from '../collect/descriptor.ts';
import { eachTime } from '../model/dependence.ts';
import { tagMap } from './tags.ts';

const gateway = sdk<typeof GATEWAY>('storage-gateway', 'StorageGatewayClient', { prefix: 'storagegateway' });

/** Without a KMS key, what gateways keep in S3 is under keys of S3's own. https://docs.aws.amazon.com/storagegateway/latest/vgw/encryption.html */
const S3_OWN = 'aws-owned';

const SHARE = {
  EncryptionType: true,
  KMSEncrypted: true,
  KMSKey: true,
  FileShareName: true,
  Tags: { Key: true, Value: true },
} as const;

interface Share {
  readonly EncryptionType?: string | undefined;
  readonly KMSEncrypted?: boolean | undefined;
  readonly KMSKey?: string | undefined;
}

/** KMSEncrypted is what gateways say that are older than EncryptionType. */
function sealOfShare({ EncryptionType, KMSEncrypted, KMSKey }: Share): string | undefined {
  if (EncryptionType === undefined && KMSEncrypted === undefined) return undefined;
  return (EncryptionType === undefined ? KMSEncrypted : EncryptionType !== 'SseS3') ? KMSKey : S3_OWN;
}

/** https://docs.aws.amazon.com/storagegateway/latest/APIReference/API_ListFileShares.html */
export const fileShare = gateway
  .list(
    'aws.storagegateway.file-share',
    'ListFileShares',
    {
      items: 'FileShareInfoList',
      paging: { token: ['Marker', 'NextMarker'], size: ['Limit', 100] },
      members: { FileShareARN: true, FileShareId: true, FileShareType: true },
    },
    {
      service: 'storagegateway',
      arn: 'arn:{partition}:storagegateway:{region}:{account}:share/{id}',
      id: ({ item }) => item.FileShareARN ?? item.FileShareId,
    },
  )
  .pages('nfs', 'DescribeNFSFileShares', ({ item }) => ({ FileShareARNList: [item.FileShareARN ?? ''] }), {
    items: 'NFSFileShareInfoList',
    when: ({ item }) => item.FileShareType !== 'SMB',
    members: SHARE,
  })
  .pages('smb', 'DescribeSMBFileShares', ({ item }) => ({ FileShareARNList: [item.FileShareARN ?? ''] }), {
    items: 'SMBFileShareInfoList',
    when: ({ item }) => item.FileShareType === 'SMB',
    members: SHARE,
  })
  .depends({
    kmsKey: eachTime(
      'objects of the share',
      'https://docs.aws.amazon.com/filegateway/latest/files3/encrypt-objects-stored-by-file-gateway-in-amazon-s3.html',
    ),
  })
  .fields((t) => ({
    ...t.sealed((answers) => sealOfShare((answers.item.FileShareType === 'SMB' ? answers.smb : answers.nfs)[0] ?? {})),
    dualLayer: t.bool((answers) => {
      const [share] = answers.item.FileShareType === 'SMB' ? answers.smb : answers.nfs;
      return share && share.EncryptionType === 'DsseKms';
    }),
    tags: t.map((answers) => {
      const [share] = answers.item.FileShareType === 'SMB' ? answers.smb : answers.nfs;
      return share && tagMap(share.Tags);
    }),
  }));

/** https://docs.aws.amazon.com/storagegateway/latest/APIReference/API_ListVolumes.html */
export const gatewayVolume = gateway
  .list(
    'aws.storagegateway.volume',
    'ListVolumes',
    {
      items: 'VolumeInfos',
      paging: { token: ['Marker', 'Marker'], size: ['Limit', 100] },
      members: { VolumeARN: true, VolumeType: true },
    },
    {
      service: 'storagegateway',
      arn: 'arn:{partition}:storagegateway:{region}:{account}:gateway/{id}',
      id: ({ item }) => item.VolumeARN,
    },
  )
  .pages('cached', 'DescribeCachediSCSIVolumes', ({ item }) => ({ VolumeARNs: [item.VolumeARN ?? ''] }), {
    items: 'CachediSCSIVolumes',
    when: ({ item }) => item.VolumeType?.startsWith('CACHED') === true,
    members: { VolumeARN: true, KMSKey: true },
  })
  .pages('stored', 'DescribeStorediSCSIVolumes', ({ item }) => ({ VolumeARNs: [item.VolumeARN ?? ''] }), {
    items: 'StorediSCSIVolumes',
    when: ({ item }) => item.VolumeType?.startsWith('CACHED') !== true,
    members: { VolumeARN: true, KMSKey: true },
  })
  .depends({
    kmsKey: eachTime('data of the volume', 'https://docs.aws.amazon.com/storagegateway/latest/vgw/encryption.html'),
  })
  .fields((t) => ({
    ...t.sealed((answers) => {
      const [volume] = answers.item.VolumeType?.startsWith('CACHED') ? answers.cached : answers.stored;
      return volume && (volume.KMSKey ?? S3_OWN);
    }),
  }));

/**
 * Virtual tapes, in a gateway's library or in the archive, where they have no gateway.
 * https://docs.aws.amazon.com/storagegateway/latest/APIReference/API_TapeInfo.html
 */
export const tape = gateway
  .list(
    'aws.storagegateway.tape',
    'ListTapes',
    {
      items: 'TapeInfos',
      paging: { token: ['Marker', 'Marker'], size: ['Limit', 100] },
      members: { TapeARN: true, TapeBarcode: true, GatewayARN: true },
    },
    {
      service: 'storagegateway',
      arn: 'arn:{partition}:storagegateway:{region}:{account}:tape/{id}',
      id: ({ item }) => item.TapeARN ?? item.TapeBarcode,
    },
  )
  .pages(
    'inLibrary',
    'DescribeTapes',
    ({ item }) => ({ GatewayARN: item.GatewayARN ?? '', TapeARNs: [item.TapeARN ?? ''] }),
    { items: 'Tapes', when: ({ item }) => Boolean(item.GatewayARN), members: { TapeARN: true, KMSKey: true } },
  )
  .pages('archived', 'DescribeTapeArchives', ({ item }) => ({ TapeARNs: [item.TapeARN ?? ''] }), {
    items: 'TapeArchives',
    when: ({ item }) => !item.GatewayARN,
    members: { TapeARN: true, KMSKey: true },
  })
  .depends({
    kmsKey: eachTime('data of the tape', 'https://docs.aws.amazon.com/storagegateway/latest/tgw/encryption.html'),
  })
  .fields((t) => ({
    ...t.sealed((answers) => {
      const [one] = answers.item.GatewayARN ? answers.inLibrary : answers.archived;
      return one && (one.KMSKey ?? S3_OWN);
    }),
  }));
