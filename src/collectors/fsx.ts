import type * as FSX from '@aws-sdk/client-fsx';
import { sdk } from '../collect/descriptor.ts';
import { restoring, undocumented } from '../model/dependence.ts';
import { tagMap } from './tags.ts';

const fsx = sdk<typeof FSX>('fsx', 'FSxClient');

/** "If this ID isn't specified, the Amazon FSx-managed key is used": FSx encrypts always. https://docs.aws.amazon.com/fsx/latest/APIReference/API_FileSystem.html */
const FSX_OWN = 'aws-owned';

export const fsxFileSystem = fsx
  .list(
    'aws.fsx.file-system',
    'DescribeFileSystems',
    {
      items: 'FileSystems',
      paging: { token: ['NextToken', 'NextToken'], size: ['MaxResults', 1000] },
      members: {
        FileSystemId: true,
        ResourceARN: true,
        FileSystemType: true,
        KmsKeyId: true,
        Tags: { Key: true, Value: true },
      },
      one: (id) => ({ input: { FileSystemIds: [id.slice(id.lastIndexOf('/') + 1)] } }),
    },
    {
      service: 'fsx',
      arn: 'arn:{partition}:fsx:{region}:{account}:file-system/{id}',
      id: ({ item }) => item.ResourceARN ?? item.FileSystemId,
    },
  )
  .depends({
    kmsKey: undocumented(
      'the file system',
      'https://docs.aws.amazon.com/fsx/latest/WindowsGuide/encryption-at-rest.html',
    ),
  })
  .fields((t) => ({
    type: t.enum(['WINDOWS', 'LUSTRE', 'ONTAP', 'OPENZFS'], ({ item }) => item.FileSystemType),
    ...t.sealed(({ item }) => item.KmsKeyId ?? FSX_OWN),
    tags: t.map(({ item }) => tagMap(item.Tags)),
  }));

/** https://docs.aws.amazon.com/fsx/latest/APIReference/API_Backup.html */
export const fsxBackup = fsx
  .list(
    'aws.fsx.backup',
    'DescribeBackups',
    {
      items: 'Backups',
      paging: { token: ['NextToken', 'NextToken'], size: ['MaxResults', 1000] },
      members: {
        BackupId: true,
        ResourceARN: true,
        KmsKeyId: true,
        FileSystem: { ResourceARN: true },
        Tags: { Key: true, Value: true },
      },
      one: (id) => ({ input: { BackupIds: [id.slice(id.lastIndexOf('/') + 1)] } }),
    },
    {
      service: 'fsx',
      arn: 'arn:{partition}:fsx:{region}:{account}:backup/{id}',
      id: ({ item }) => item.ResourceARN ?? item.BackupId,
    },
  )
  .depends({ kmsKey: restoring('https://docs.aws.amazon.com/fsx/latest/WindowsGuide/encryption-at-rest.html') })
  .fields((t) => ({
    ...t.sealed(({ item }) => item.KmsKeyId ?? FSX_OWN),
    tags: t.map(({ item }) => tagMap(item.Tags)),
  }));
