import type * as KMS from '@aws-sdk/client-kms';
import { CALLER } from '../faults.ts';
import { after, before, type Context, refuse } from '../quirk.ts';
import { withInput } from '../wire/call.ts';
import { ACCOUNT } from '../world.ts';
import { canonicalKey, factsOf } from './kms-book.ts';
import { describeManaged } from './kms-managed.ts';
import { storeOf } from './kms-stores.ts';

const DESCRIBE = 'https://docs.aws.amazon.com/kms/latest/APIReference/API_KeyMetadata.html';
const STATES = 'https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html';

const BY_KEY = [
  'CreateAlias',
  'CreateGrant',
  'DescribeKey',
  'DisableKey',
  'DisableKeyRotation',
  'EnableKey',
  'EnableKeyRotation',
  'Encrypt',
]
  .concat(['GetKeyLastUsage', 'GetKeyPolicy', 'GetKeyRotationStatus', 'ListAliases', 'ListGrants', 'ListKeyRotations'])
  .concat(['ListResourceTags', 'PutKeyPolicy', 'RotateKeyOnDemand', 'ScheduleKeyDeletion', 'TagResource']);

const foreign = before<{ KeyId?: string }>(
  {
    name: 'a key of another account is denied',
    why: 'moto says NotFoundException; AWS never tells whether a key of another account exists and denies',
    docs: 'https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html',
    service: 'kms',
    operations: BY_KEY,
  },
  ({ KeyId }, { call }) => {
    const account = KeyId?.startsWith('arn:') ? KeyId.split(':')[4] : ACCOUNT;
    if (account === ACCOUNT) return undefined;
    const action = `kms:${call.operation}`;
    const why = `because no resource-based policy allows the ${action} action`;
    return refuse(
      'AccessDeniedException',
      `User: ${CALLER} is not authorized to perform: ${action} on resource: ${KeyId} ${why}`,
    );
  },
);

const arnAsId = before<{ KeyId?: string }>(
  {
    name: 'a key may be named by its ARN',
    why: 'moto answers 500 to DisableKey and ScheduleKeyDeletion by ARN, AWS takes id and ARN alike',
    docs: 'https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#key-id',
    service: 'kms',
    operations: BY_KEY,
  },
  ({ KeyId }, { call }) => {
    const id = KeyId?.split(':key/')[1];
    return id ? withInput(call, { KeyId: id }) : undefined;
  },
);

const metadata = after<KMS.DescribeKeyRequest, KMS.DescribeKeyCommandOutput>(
  {
    name: 'DescribeKey tells usage, Region set, origin, store and the state that follows from them',
    why: 'moto leaves out KeyUsage, MultiRegion and MacAlgorithms, confuses primary and replica, calls AWS-managed keys customer keys, and enables keys without material or with a disconnected store',
    docs: `${DESCRIBE} ${STATES}`,
    service: 'kms',
    operations: ['DescribeKey', 'CreateKey'],
  },
  async (output, _input, context) => ({
    ...output,
    KeyMetadata: output.KeyMetadata && (await corrected(output.KeyMetadata, context)),
  }),
);

const created = after<KMS.CreateKeyRequest, KMS.CreateKeyCommandOutput>(
  {
    name: 'CreateKey remembers material, store and Region set',
    why: 'moto drops CustomKeyStoreId, XksKeyId and what Origin EXTERNAL means',
    docs: 'https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html',
    service: 'kms',
    operations: ['CreateKey'],
  },
  (output, { Origin, CustomKeyStoreId, XksKeyId, MultiRegion }, context) => {
    const facts = factsOf(context, output.KeyMetadata?.Arn ?? '');
    if (Origin === 'EXTERNAL') facts.material = 'awaited';
    if (CustomKeyStoreId) facts.store = { id: CustomKeyStoreId, ...(XksKeyId && { xksKeyId: XksKeyId }) };
    if (MultiRegion) Object.assign(facts, { primary: output.KeyMetadata?.Arn, replicas: [] });
    return output;
  },
);

const replicated = after<KMS.ReplicateKeyRequest, KMS.ReplicateKeyCommandOutput>(
  {
    name: 'ReplicateKey adds a replica to the primary',
    why: 'moto shares one object between primary and replica: after a DescribeKey of the replica the primary is one too',
    docs: 'https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-overview.html',
    service: 'kms',
    operations: ['ReplicateKey'],
  },
  async (output, _input, context) => {
    const arn = output.ReplicaKeyMetadata?.Arn ?? '';
    const primary = arn.replace(/^arn:aws:kms:[^:]+/, `arn:aws:kms:${context.call.region}`);
    factsOf(context, primary).replicas?.push(arn);
    factsOf(context, arn).primary = primary;
    return {
      ...output,
      ReplicaKeyMetadata: output.ReplicaKeyMetadata && (await corrected(output.ReplicaKeyMetadata, context)),
    };
  },
);

const cutOff = before<{ KeyId?: string }>(
  {
    name: 'a key remembers since when it cannot be used',
    why: 'moto keeps no such day, and databases under the key follow it',
    docs: STATES,
    service: 'kms',
    operations: ['DisableKey', 'EnableKey', 'ScheduleKeyDeletion', 'CancelKeyDeletion'],
  },
  async ({ KeyId = '' }, context) => {
    const facts = factsOf(context, await canonicalKey(KeyId, context));
    if (context.call.operation === 'EnableKey') delete facts.cutOff;
    else facts.cutOff ??= context.world.now;
    return undefined;
  },
);

async function corrected(key: KMS.KeyMetadata, context: Context): Promise<KMS.KeyMetadata> {
  const plain = await describeManaged({ ...key, ...algorithms(key), ...regionSet(key, context) }, context);
  const { material, store } = factsOf(context, key.Arn ?? '');
  if (store) return { ...plain, ...inStore(plain, store, context) };
  return material ? { ...plain, ...withMaterial(plain, material, context) } : plain;
}

/** Only the algorithms of the key's usage: https://docs.aws.amazon.com/kms/latest/developerguide/symm-asymm-choose-key-spec.html */
function algorithms(key: KMS.KeyMetadata): Partial<KMS.KeyMetadata> {
  const KeyUsage = key.KeyUsage ?? 'ENCRYPT_DECRYPT';
  const hmac = KeyUsage === 'GENERATE_VERIFY_MAC' ? macOf(key.KeySpec) : undefined;
  return {
    KeyUsage,
    EncryptionAlgorithms: KeyUsage === 'ENCRYPT_DECRYPT' ? key.EncryptionAlgorithms : undefined,
    SigningAlgorithms: KeyUsage === 'SIGN_VERIFY' ? key.SigningAlgorithms : undefined,
    KeyAgreementAlgorithms: KeyUsage === 'KEY_AGREEMENT' ? ['ECDH'] : undefined,
    MacAlgorithms: hmac && [hmac],
  };
}

function macOf(spec: KMS.KeySpec | undefined): KMS.MacAlgorithmSpec | undefined {
  const names = {
    HMAC_224: 'HMAC_SHA_224',
    HMAC_256: 'HMAC_SHA_256',
    HMAC_384: 'HMAC_SHA_384',
    HMAC_512: 'HMAC_SHA_512',
  } as const;
  return Object.entries(names).find(([name]) => name === spec)?.[1];
}

function regionSet(key: KMS.KeyMetadata, context: Context): Partial<KMS.KeyMetadata> {
  const { primary } = factsOf(context, key.Arn ?? '');
  if (!primary) return { MultiRegion: false, MultiRegionConfiguration: undefined };
  const replicas = factsOf(context, primary).replicas ?? [];
  return {
    MultiRegion: true,
    MultiRegionConfiguration: {
      MultiRegionKeyType: primary === key.Arn ? 'PRIMARY' : 'REPLICA',
      PrimaryKey: regionKey(primary),
      ReplicaKeys: replicas.map(regionKey),
    },
  };
}

function regionKey(Arn: string): KMS.MultiRegionKey {
  return { Arn, Region: Arn.split(':')[3] };
}

function withMaterial(
  key: KMS.KeyMetadata,
  material: NonNullable<ReturnType<typeof factsOf>['material']>,
  { world }: Context,
): Partial<KMS.KeyMetadata> {
  const gone = material === 'awaited' || (material.validTo && material.validTo <= world.now);
  if (gone) return key.KeyState === 'Enabled' ? { KeyState: 'PendingImport', Enabled: false } : {};
  if (!material.validTo) return { ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE' };
  return { ExpirationModel: 'KEY_MATERIAL_EXPIRES', ValidTo: material.validTo };
}

function inStore(
  key: KMS.KeyMetadata,
  store: NonNullable<ReturnType<typeof factsOf>['store']>,
  context: Context,
): Partial<KMS.KeyMetadata> {
  const entry = storeOf(context, context.call.region, store.id);
  const away = entry?.ConnectionState !== 'CONNECTED' && key.KeyState === 'Enabled';
  return {
    CustomKeyStoreId: store.id,
    CloudHsmClusterId: entry?.CloudHsmClusterId,
    XksKeyConfiguration: store.xksKeyId ? { Id: store.xksKeyId } : undefined,
    ...(away && { KeyState: 'Unavailable', Enabled: false }),
  };
}

/** The order matters: refusals first, then what is noted down, inside what is corrected. */
export const kmsKeys = [foreign, arnAsId, metadata, created, replicated, cutOff];
