import type {
  DescribeCachediSCSIVolumesCommandOutput,
  DescribeNFSFileSharesCommandOutput,
  DescribeSMBFileSharesCommandOutput,
  DescribeStorediSCSIVolumesCommandOutput,
  DescribeTapeArchivesCommandOutput,
  DescribeTapesCommandOutput,
  ListFileSharesCommandOutput,
  ListTapesCommandOutput,
  ListVolumesCommandOutput,
  NFSFileShareInfo,
} from '@aws-sdk/client-storage-gateway';
import { ACCOUNT, keyArn, playKeys, REGION, refuses } from '../collectors/play.ts';
import type { World } from '../worlds.ts';

type Out<T> = Omit<T, '$metadata'>;

const GATEWAY = `arn:aws:storagegateway:${REGION}:${ACCOUNT}:gateway/sgw-1`;
const shareArn = (id: string): string => `arn:aws:storagegateway:${REGION}:${ACCOUNT}:share/${id}`;
const volumeArn = (id: string): string => `${GATEWAY}/volume/${id}`;
const tapeArn = (id: string): string => `arn:aws:storagegateway:${REGION}:${ACCOUNT}:tape/${id}`;
const last = (arn: unknown): string => String(arn).split('/').at(-1) ?? '';

const share = (FileShareId: string, FileShareType: 'NFS' | 'SMB') => ({
  FileShareId,
  FileShareARN: shareArn(FileShareId),
  FileShareType,
});
const shares: Readonly<Record<string, Partial<NFSFileShareInfo>>> = {
  clear: { EncryptionType: 'SseS3', KMSEncrypted: false },
  sealed: { EncryptionType: 'SseKms', KMSEncrypted: true, KMSKey: keyArn('good') },
  double: { EncryptionType: 'DsseKms', KMSEncrypted: true, KMSKey: keyArn('good') },
  older: { KMSEncrypted: true, KMSKey: keyArn('good') },
};
const described = (list: unknown) => {
  const [arn] = list as string[];
  return [{ FileShareARN: String(arn), ...shares[last(arn)] }];
};

const keys: Readonly<Record<string, string>> = { own: keyArn('good'), archived: keyArn('good') };
const keyed = (list: unknown) => (list as string[]).map((arn) => ({ arn, KMSKey: keys[last(arn)] }));

export const world: World = {
  services: ['storagegateway'],
  answers: {
    ...playKeys({ good: 'Enabled' }),
    'storage-gateway:ListFileShares': {
      FileShareInfoList: [
        share('clear', 'NFS'),
        share('sealed', 'NFS'),
        share('double', 'SMB'),
        share('older', 'SMB'),
        share('refused', 'NFS'),
      ],
    } satisfies Out<ListFileSharesCommandOutput>,
    'storage-gateway:DescribeNFSFileShares': ({ FileShareARNList }) =>
      last((FileShareARNList as string[])[0]) === 'refused'
        ? refuses('AccessDeniedException')
        : ({ NFSFileShareInfoList: described(FileShareARNList) } satisfies Out<DescribeNFSFileSharesCommandOutput>),
    'storage-gateway:DescribeSMBFileShares': ({ FileShareARNList }) =>
      ({ SMBFileShareInfoList: described(FileShareARNList) }) satisfies Out<DescribeSMBFileSharesCommandOutput>,
    'storage-gateway:ListVolumes': {
      VolumeInfos: [
        { VolumeARN: volumeArn('own'), VolumeType: 'CACHED' },
        { VolumeARN: volumeArn('plain'), VolumeType: 'STORED' },
      ],
    } satisfies Out<ListVolumesCommandOutput>,
    'storage-gateway:DescribeCachediSCSIVolumes': ({ VolumeARNs }) =>
      ({
        CachediSCSIVolumes: keyed(VolumeARNs).map(({ arn, KMSKey }) => ({ VolumeARN: arn, KMSKey })),
      }) satisfies Out<DescribeCachediSCSIVolumesCommandOutput>,
    'storage-gateway:DescribeStorediSCSIVolumes': ({ VolumeARNs }) =>
      ({
        StorediSCSIVolumes: keyed(VolumeARNs).map(({ arn, KMSKey }) => ({ VolumeARN: arn, KMSKey })),
      }) satisfies Out<DescribeStorediSCSIVolumesCommandOutput>,
    'storage-gateway:ListTapes': {
      TapeInfos: [
        { TapeARN: tapeArn('plain'), TapeBarcode: 'plain', GatewayARN: GATEWAY },
        { TapeARN: tapeArn('archived'), TapeBarcode: 'archived' },
      ],
    } satisfies Out<ListTapesCommandOutput>,
    'storage-gateway:DescribeTapes': ({ TapeARNs }) =>
      ({
        Tapes: keyed(TapeARNs).map(({ arn, KMSKey }) => ({ TapeARN: arn, KMSKey })),
      }) satisfies Out<DescribeTapesCommandOutput>,
    'storage-gateway:DescribeTapeArchives': ({ TapeARNs }) =>
      ({
        TapeArchives: keyed(TapeARNs).map(({ arn, KMSKey }) => ({ TapeARN: arn, KMSKey })),
      }) satisfies Out<DescribeTapeArchivesCommandOutput>,
  },
};
