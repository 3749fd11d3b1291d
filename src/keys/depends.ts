import type { Ties } from '../graph/lineage.ts';
import type { Resource } from '../graph/resource.ts';
import { linksIn, thingOf } from '../graph/things.ts';
import { EMPTY, isUnknown } from '../model/field.ts';

/** Something without which a key cannot be used. */
export interface KeyDependence {
  /** ARN; the address of an external key store's proxy. */
  readonly id: string;
  readonly type: string;
  readonly account: string;
  readonly region: string;
  readonly via: 'customKeyStore' | 'cluster' | 'proxy' | 'primaryKey' | 'material';
  /** As AWS says it (`CONNECTED`, `ACTIVE`, `Enabled`), or how the link to it ended (`gone`, …). */
  readonly state: string | null;
  /** When imported material expires. */
  readonly expiresAt?: string;
  /** What its loss does to the key. */
  readonly effect: string;
}

const EFFECTS = {
  customKeyStore: 'While the store is not connected the key cannot be used; the key cannot leave its store.',
  cluster:
    'The key material is in this cluster: without an active HSM the key is unavailable, and without a backup of the cluster lost.',
  proxy:
    'Every use of the key passes this proxy; while it or the key manager behind it is out of reach, the key is unavailable.',
  primaryKey:
    'A replica goes on without its primary; rotation and key material come from there, and a primary cannot be deleted before its replicas.',
  material:
    'When imported material expires or is deleted, the key is unusable until the very same material is imported again.',
} as const satisfies Record<KeyDependence['via'], string>;

/**
 * What a key stands on: custom key store and the CloudHSM cluster or proxy behind it, primary key, imported material.
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-store-overview.html
 */
export function dependencesOf(key: Resource, ties: Ties): readonly KeyDependence[] {
  const store = linked(key, 'customKeyStore', 'connectionState', ties);
  const hub = store.length > 0 ? ties.hubs.get(store[0]?.id ?? '') : undefined;
  return [
    ...store,
    ...(hub ? [...linked(hub, 'cluster', 'state', ties), ...proxyOf(hub)] : []),
    ...linked(key, 'primaryKey', 'state', ties),
    ...materialOf(key),
  ];
}

function linked(
  from: Resource,
  via: 'customKeyStore' | 'cluster' | 'primaryKey',
  field: string,
  { hubs }: Ties,
): KeyDependence[] {
  return linksIn(from.read(via)).map(({ id, link, state }) => {
    const target = hubs.get(id);
    const { account, region } = target ? thingOf(target) : from.scope;
    return { id, type: link, account, region, via, state: target ? said(target, field) : state, effect: EFFECTS[via] };
  });
}

const said = (resource: Resource, field: string): string | null => {
  const state = resource.read(field);
  return isUnknown(state) || state === EMPTY ? null : String(state);
};

function proxyOf(store: Resource): KeyDependence[] {
  const address = said(store, 'proxy');
  if (address === null) return [];
  const { account, region } = store.scope;
  return [
    {
      id: address,
      type: 'external-key-store-proxy',
      account,
      region,
      via: 'proxy',
      state: said(store, 'connectionState'),
      effect: EFFECTS.proxy,
    },
  ];
}

function materialOf(key: Resource): KeyDependence[] {
  if (key.read('origin') !== 'imported') return [];
  const expires = said(key, 'materialExpiresAt');
  const { id, scope } = key;
  return [
    {
      id,
      type: 'imported-key-material',
      account: scope.account,
      region: scope.region,
      via: 'material',
      state: key.read('state') === 'PendingImport' ? 'missing' : 'imported',
      ...(expires === null ? {} : { expiresAt: expires }),
      effect: EFFECTS.material,
    },
  ];
}
