import { kms } from './kms-alias.ts';

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_DescribeCustomKeyStores.html */
export const customKeyStore = kms
  .list(
    'aws.kms.custom-key-store',
    'DescribeCustomKeyStores',
    {
      items: 'CustomKeyStores',
      paging: { token: ['Marker', 'NextMarker'], size: ['Limit', 1000] },
      members: {
        CustomKeyStoreId: true,
        CustomKeyStoreName: true,
        CustomKeyStoreType: true,
        CloudHsmClusterId: true,
        ConnectionState: true,
        ConnectionErrorCode: true,
        XksProxyConfiguration: { Connectivity: true, UriEndpoint: true, UriPath: true, VpcEndpointServiceName: true },
      },
      one: (id) => ({ input: { CustomKeyStoreId: id.slice(id.lastIndexOf('/') + 1) } }),
    },
    {
      service: 'kms',
      arn: 'arn:{partition}:kms:{region}:{account}:custom-key-store/{id}',
      id: ({ item }) => item.CustomKeyStoreId,
    },
  )
  .named(({ item }) => item.CustomKeyStoreName)
  .fields((t) => ({
    storeType: t.enum(['AWS_CLOUDHSM', 'EXTERNAL_KEY_STORE'], ({ item }) => item.CustomKeyStoreType),
    connectionState: t.enum(
      ['CONNECTED', 'CONNECTING', 'FAILED', 'DISCONNECTED', 'DISCONNECTING'],
      ({ item }) => item.ConnectionState,
    ),
    connectionError: t.optional(t.string(({ item }) => item.ConnectionErrorCode)),
    cluster: t.link('aws.cloudhsm.cluster', ['state', 'activeHsms'], ({ item }) => item.CloudHsmClusterId ?? ''),
    /** Address of an external key store's proxy; none where the store is a CloudHSM cluster. */
    proxy: t.optional(
      t.string(
        ({ item: { XksProxyConfiguration: proxy } }) => proxy && `${proxy.UriEndpoint ?? ''}${proxy.UriPath ?? ''}`,
      ),
    ),
    cloudHsmClusterId: t.optional(t.string(({ item }) => item.CloudHsmClusterId)),
  }));
