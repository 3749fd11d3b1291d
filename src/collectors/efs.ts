import type * as EFS from '@aws-sdk/client-efs';
import { sdk } from '../collect/descriptor.ts';
import { policyFields } from './policy-fields.ts';
import { tagMap } from './tags.ts';

const efs = sdk<typeof EFS>('efs', 'EFSClient', { prefix: 'elasticfilesystem' });

/**
 * File systems. Encryption is chosen when one is made and never changes; `KmsKeyId` is there only when it is on.
 * https://docs.aws.amazon.com/efs/latest/ug/API_DescribeFileSystems.html
 */
export const fileSystem = efs
  .list(
    'aws.efs.file-system',
    'DescribeFileSystems',
    {
      items: 'FileSystems',
      paging: { token: ['Marker', 'NextMarker'], size: ['MaxItems', 100] },
      members: {
        FileSystemId: true,
        FileSystemArn: true,
        Name: true,
        Encrypted: true,
        KmsKeyId: true,
        SizeInBytes: { Value: true },
        Tags: { Key: true, Value: true },
      },
      one: (id) => ({ input: { FileSystemId: id.slice(id.lastIndexOf('/') + 1) } }),
    },
    {
      service: 'efs',
      arn: 'arn:{partition}:elasticfilesystem:{region}:{account}:file-system/{id}',
      id: ({ item }) => item.FileSystemArn ?? item.FileSystemId,
    },
  )
  .call('policy', 'DescribeFileSystemPolicy', ({ item }) => ({ FileSystemId: item.FileSystemId }), {
    required: ['Policy'],
    none: ['PolicyNotFound'],
    members: { Policy: true },
  })
  .named(({ item }) => item.Name)
  .depends({
    kmsKey: {
      stops: 'soon',
      disabled: 'A mounted file system goes on for a while, then stops working until the key is enabled again.',
      deleted: 'After a while the file system stops working, and all of it is lost for ever.',
      page: 'https://docs.aws.amazon.com/efs/latest/ug/use-kms-key.html',
    },
  })
  .fields((t) => ({
    bytes: t.optional(t.int(({ item }) => item.SizeInBytes?.Value)),
    ...t.sealed(({ item }) => (item.Encrypted === undefined ? undefined : item.Encrypted ? item.KmsKeyId : 'none')),
    ...policyFields(t, 'elasticfilesystem', ({ policy }) => policy?.Policy),
    tags: t.map(({ item }) => tagMap(item.Tags)),
  }));
