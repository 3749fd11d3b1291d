import type * as KMS from '@aws-sdk/client-kms';
import { sdk } from '../collect/descriptor.ts';

export const kms = sdk<typeof KMS>('kms', 'KMSClient');

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_ListAliases.html */
export const alias = kms
  .list(
    'aws.kms.alias',
    'ListAliases',
    {
      items: 'Aliases',
      paging: { token: ['Marker', 'NextMarker'], size: ['Limit', 100] },
      members: { AliasName: true, AliasArn: true, TargetKeyId: true, LastUpdatedDate: true },
    },
    {
      service: 'kms',
      arn: 'arn:{partition}:kms:{region}:{account}:{id}',
      id: ({ item }) => item.AliasArn,
    },
  )
  .named(({ item }) => item.AliasName)
  .fields((t) => ({
    key: t.link('aws.kms.key', ['state', 'manager'], ({ item }) => item.TargetKeyId ?? ''),
    manager: t.enum(['aws', 'customer'], ({ item }) => (isAwsAlias(item) ? 'aws' : 'customer')),
  }));

/** Customers cannot create names under this prefix: https://docs.aws.amazon.com/kms/latest/developerguide/alias-about.html */
export const isAwsAlias = (item: { readonly AliasName?: string | undefined } | undefined): boolean =>
  item?.AliasName?.startsWith('alias/aws/') ?? false;
