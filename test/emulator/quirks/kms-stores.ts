import type * as KMS from '@aws-sdk/client-kms';
import { type Context, instead, type Plain, refuse } from '../quirk.ts';
import { shelf } from '../world.ts';
import { identifier } from './identifier.ts';

const DOCS = 'https://docs.aws.amazon.com/kms/latest/APIReference/API_DescribeCustomKeyStores.html';
const why = 'moto has no custom key stores at all';

type Entry = KMS.CustomKeyStoresListEntry;

const stores = shelf('custom key stores', () => new Map<string, Entry & { region: string }>());

export function storeOf({ world }: Context, region: string, id: string): Entry | undefined {
  const store = stores(world).get(id);
  return store?.region === region ? store : undefined;
}

const create = instead<KMS.CreateCustomKeyStoreRequest, KMS.CreateCustomKeyStoreCommandOutput>(
  { name: 'CreateCustomKeyStore', why, docs: DOCS, service: 'kms', operations: ['CreateCustomKeyStore'] },
  (input, { call, world }) => {
    const CustomKeyStoreId = `cks-${identifier(`${call.region}/${input.CustomKeyStoreName}`, 17)}`;
    const entry = {
      CustomKeyStoreId,
      CustomKeyStoreName: input.CustomKeyStoreName,
      ConnectionState: 'DISCONNECTED',
      CustomKeyStoreType: input.CustomKeyStoreType ?? 'AWS_CLOUDHSM',
      CreationDate: world.now,
      ...(input.XksProxyUriEndpoint ? external(input) : cluster(input)),
    } satisfies Entry;
    stores(world).set(CustomKeyStoreId, { ...entry, region: call.region });
    return { CustomKeyStoreId } satisfies Plain<KMS.CreateCustomKeyStoreCommandOutput>;
  },
);

function cluster({ CloudHsmClusterId, TrustAnchorCertificate }: KMS.CreateCustomKeyStoreRequest): Partial<Entry> {
  return { CloudHsmClusterId, TrustAnchorCertificate };
}

function external(input: KMS.CreateCustomKeyStoreRequest): Partial<Entry> {
  return {
    XksProxyConfiguration: {
      Connectivity: input.XksProxyConnectivity,
      AccessKeyId: input.XksProxyAuthenticationCredential?.AccessKeyId,
      UriEndpoint: input.XksProxyUriEndpoint,
      UriPath: input.XksProxyUriPath,
      VpcEndpointServiceName: input.XksProxyVpcEndpointServiceName,
    },
  };
}

const connect = instead<KMS.ConnectCustomKeyStoreRequest, KMS.ConnectCustomKeyStoreCommandOutput>(
  {
    name: 'ConnectCustomKeyStore, its failure and its reverse',
    why,
    docs: DOCS,
    service: 'kms',
    operations: ['ConnectCustomKeyStore', 'DisconnectCustomKeyStore'],
  },
  ({ CustomKeyStoreId = '' }, { call, world }) => {
    const store = stores(world).get(CustomKeyStoreId) ?? refuse('CustomKeyStoreNotFoundException', CustomKeyStoreId);
    const { ConnectionErrorCode: _, ...kept } = store;
    const state =
      call.operation === 'ConnectCustomKeyStore' ? connected(store) : { ConnectionState: 'DISCONNECTED' as const };
    stores(world).set(CustomKeyStoreId, { ...kept, ...state });
    return {};
  },
);

/** A proxy under `.invalid` exists nowhere: https://www.rfc-editor.org/rfc/rfc6761#section-6.4 */
function connected({ XksProxyConfiguration }: Entry): Pick<Entry, 'ConnectionState' | 'ConnectionErrorCode'> {
  const reachable = !XksProxyConfiguration?.UriEndpoint?.endsWith('.invalid');
  return reachable
    ? { ConnectionState: 'CONNECTED' }
    : { ConnectionState: 'FAILED', ConnectionErrorCode: 'XKS_PROXY_NOT_REACHABLE' };
}

const describe = instead<KMS.DescribeCustomKeyStoresRequest, KMS.DescribeCustomKeyStoresCommandOutput>(
  { name: 'DescribeCustomKeyStores', why, docs: DOCS, service: 'kms', operations: ['DescribeCustomKeyStores'] },
  ({ CustomKeyStoreId, CustomKeyStoreName }, { call, world }) => {
    const here = [...stores(world).values()].filter(({ region }) => region === call.region);
    const wanted = here.filter(
      (store) =>
        (!CustomKeyStoreId || store.CustomKeyStoreId === CustomKeyStoreId) &&
        (!CustomKeyStoreName || store.CustomKeyStoreName === CustomKeyStoreName),
    );
    if (CustomKeyStoreId && wanted.length === 0) refuse('CustomKeyStoreNotFoundException', CustomKeyStoreId);
    const CustomKeyStores = wanted.map(({ region: _, ...entry }) => entry);
    return { CustomKeyStores, Truncated: false } satisfies Plain<KMS.DescribeCustomKeyStoresCommandOutput>;
  },
);

export const kmsStores = [create, connect, describe];
