import { accessFacts, isLockedOut } from '../iam/facts.ts';
import { broadGrants, repeatedGrants } from '../iam/grants.ts';
import { CODES } from '../model/classify.ts';
import { Unobserved } from '../model/reason.ts';
import { accessFields } from './kms-access.ts';
import { alias, isAwsAlias, kms } from './kms-alias.ts';
import { daysUntil, KEY_SPECS, KEY_STATES, ORIGIN_OF, ORIGINS, replicaRegions } from './kms-metadata.ts';

/** Every key has a key policy, so an answer without one is a fault and says nothing. */
function policyText({ Policy }: { readonly Policy?: string | undefined }): string {
  if (Policy !== undefined) return Policy;
  throw new Unobserved({ class: 'failed', operation: 'kms:GetKeyPolicy', code: CODES.missingMember });
}

/** AWS-managed keys are known by their alias alone: no customer can disable, rotate or delete them, so no call is spent on them. */
export const key = kms
  .list(
    'aws.kms.key',
    'ListKeys',
    {
      items: 'Keys',
      paging: { token: ['Marker', 'NextMarker'], size: ['Limit', 1000] },
      members: { KeyId: true, KeyArn: true },
      one: (id) => ({ item: { KeyId: id.slice(id.lastIndexOf('/') + 1), KeyArn: id } }),
    },
    {
      service: 'kms',
      arn: 'arn:{partition}:kms:{region}:{account}:key/{id}',
      id: ({ item }) => item.KeyArn ?? item.KeyId,
    },
  )
  .join('alias', alias, ({ item }, other) => other.TargetKeyId === item.KeyId)
  .call('metadata', 'DescribeKey', ({ item }) => ({ KeyId: item.KeyId }), {
    at: 'KeyMetadata',
    when: ({ alias }) => !isAwsAlias(alias),
    members: {
      KeyState: true,
      KeyManager: true,
      KeySpec: true,
      KeyUsage: true,
      Origin: true,
      CreationDate: true,
      Description: true,
      DeletionDate: true,
      PendingDeletionWindowInDays: true,
      ValidTo: true,
      ExpirationModel: true,
      CustomKeyStoreId: true,
      CloudHsmClusterId: true,
      MultiRegion: true,
      MultiRegionConfiguration: true,
    },
  })
  .call('policy', 'GetKeyPolicy', ({ item }) => ({ KeyId: item.KeyId, PolicyName: 'default' }), {
    when: ({ alias }) => !isAwsAlias(alias),
    required: ['Policy'],
    members: { Policy: true },
  })
  .call('rotation', 'GetKeyRotationStatus', ({ item }) => ({ KeyId: item.KeyId }), {
    when: (answers) =>
      !isAwsAlias(answers.alias) &&
      answers.metadata.KeyManager === 'CUSTOMER' &&
      answers.metadata.KeySpec === 'SYMMETRIC_DEFAULT' &&
      answers.metadata.Origin === 'AWS_KMS' &&
      answers.metadata.MultiRegionConfiguration?.MultiRegionKeyType !== 'REPLICA' &&
      answers.metadata.KeyState !== 'PendingDeletion' &&
      answers.metadata.KeyState !== 'PendingReplicaDeletion',
    required: ['KeyRotationEnabled'],
    members: {
      KeyRotationEnabled: true,
      RotationPeriodInDays: true,
      NextRotationDate: true,
      OnDemandRotationStartDate: true,
    },
  })
  .pages('grants', 'ListGrants', ({ item }) => ({ KeyId: item.KeyId, Limit: 100 }), {
    items: 'Grants',
    paging: { token: ['Marker', 'NextMarker'] },
    when: (answers) => !isAwsAlias(answers.alias) && answers.metadata.KeyManager === 'CUSTOMER',
    members: {
      GrantId: true,
      Name: true,
      CreationDate: true,
      GranteePrincipal: true,
      GranteeServicePrincipal: true,
      RetiringPrincipal: true,
      IssuingAccount: true,
      Operations: true,
      Constraints: true,
    },
  })
  .pages(
    'rotations',
    'ListKeyRotations',
    ({ item }) => ({ KeyId: item.KeyId, IncludeKeyMaterial: 'ROTATIONS_ONLY' as const }),
    {
      items: 'Rotations',
      paging: { token: ['Marker', 'NextMarker'] },
      none: ['UnsupportedOperationException'], // keys that cannot rotate, when --deep asks about all
      second: true,
      when: () => false,
      members: { RotationDate: true, RotationType: true },
    },
  )
  .pages('tags', 'ListResourceTags', ({ item }) => ({ KeyId: item.KeyId }), {
    items: 'Tags',
    paging: { token: ['Marker', 'NextMarker'] },
    second: true,
    when: () => false,
    members: { TagKey: true, TagValue: true },
  })
  .call('lastUsage', 'GetKeyLastUsage', ({ item }) => ({ KeyId: item.KeyId }), {
    second: true,
    when: (answers) =>
      !isAwsAlias(answers.alias) &&
      answers.metadata.KeyManager === 'CUSTOMER' &&
      answers.metadata.KeyState !== 'Enabled',
    required: ['TrackingStartDate'],
    members: { KeyLastUsage: { Operation: true, Timestamp: true }, TrackingStartDate: true },
  })
  .named(({ alias, item }) => alias?.AliasName ?? item.KeyId)
  .fields((t) => ({
    manager: t.enum(['aws', 'customer'], (answers) =>
      isAwsAlias(answers.alias) || answers.metadata.KeyManager === 'AWS'
        ? 'aws'
        : answers.metadata.KeyManager && 'customer',
    ),
    state: t.enum(KEY_STATES, (answers) => (isAwsAlias(answers.alias) ? 'Enabled' : answers.metadata.KeyState)),
    spec: t.enum(KEY_SPECS, (answers) => (isAwsAlias(answers.alias) ? 'SYMMETRIC_DEFAULT' : answers.metadata.KeySpec)),
    usage: t.enum(
      ['ENCRYPT_DECRYPT', 'SIGN_VERIFY', 'GENERATE_VERIFY_MAC', 'KEY_AGREEMENT', 'KEY_ENCAPSULATION'],
      (answers) =>
        isAwsAlias(answers.alias) ? 'ENCRYPT_DECRYPT' : (answers.metadata.KeyUsage as 'ENCRYPT_DECRYPT' | undefined),
    ),
    origin: t.enum(ORIGINS, (answers) =>
      isAwsAlias(answers.alias) ? 'aws-kms' : ORIGIN_OF[answers.metadata.Origin ?? ''],
    ),
    aliasName: t.optional(t.string(({ alias }) => alias?.AliasName)),
    createdAt: t.time(({ metadata }) => metadata.CreationDate),
    deletionDate: t.optional(
      t.time((answers) => (isAwsAlias(answers.alias) ? undefined : answers.metadata.DeletionDate)),
    ),
    daysUntilDeletion: t.optional(
      t.int((answers, { takenAt }) =>
        isAwsAlias(answers.alias) ? undefined : daysUntil(answers.metadata.DeletionDate, takenAt),
      ),
    ),
    materialExpiresAt: t.optional(
      t.time((answers) => (isAwsAlias(answers.alias) ? undefined : answers.metadata.ValidTo)),
    ),
    multiRegion: t.enum(['no', 'PRIMARY', 'REPLICA'], (answers) =>
      isAwsAlias(answers.alias)
        ? 'no'
        : (answers.metadata.MultiRegionConfiguration?.MultiRegionKeyType ?? (answers.metadata.KeyState && 'no')),
    ),
    primaryKey: t.link('aws.kms.key', ['state', 'manager', 'policyDigest', 'tags'], (answers) => {
      const configuration = isAwsAlias(answers.alias) ? undefined : answers.metadata.MultiRegionConfiguration;
      return configuration?.MultiRegionKeyType === 'REPLICA' ? configuration.PrimaryKey?.Arn : '';
    }),
    replicaRegions: t.strings((answers) =>
      isAwsAlias(answers.alias) ? [] : answers.metadata.KeyState && replicaRegions(answers.metadata),
    ),
    // The other keys of a multi-Region set: what one has sealed, each of them opens.
    relatedKeys: t.strings((answers) => {
      const { PrimaryKey, ReplicaKeys = [] } =
        (isAwsAlias(answers.alias) ? undefined : answers.metadata.MultiRegionConfiguration) ?? {};
      return [PrimaryKey, ...ReplicaKeys]
        .flatMap((other) => other?.Arn ?? [])
        .filter((arn) => arn !== answers.item.KeyArn);
    }),
    customKeyStore: t.link('aws.kms.custom-key-store', ['connectionState', 'storeType'], (answers) =>
      isAwsAlias(answers.alias) ? '' : (answers.metadata.CustomKeyStoreId ?? ''),
    ),
    rotationEnabled: t.bool(({ rotation }) => rotation.KeyRotationEnabled),
    rotationPeriodDays: t.optional(t.int(({ rotation }) => rotation.RotationPeriodInDays)),
    nextRotationAt: t.optional(t.time(({ rotation }) => rotation.NextRotationDate)),
    lastRotatedAt: t.optional(
      t.time(({ rotations }) =>
        (rotations ?? [])
          .map(({ RotationDate }) => RotationDate ?? '')
          .sort()
          .at(-1),
      ),
    ),
    rotationCount: t.int(({ rotations }) => (rotations ?? []).length),
    lastUsedAt: t.optional(t.time(({ lastUsage }) => lastUsage.KeyLastUsage?.Timestamp)),
    usageTrackedSince: t.time(({ lastUsage }) => lastUsage.TrackingStartDate),
    tags: t.map(({ tags }) => Object.fromEntries(tags.map(({ TagKey, TagValue }) => [TagKey ?? '', TagValue ?? '']))),
    grants: t.structs({ id: 'string', name: 'string', grantee: 'string', operations: 'strings' }, ({ grants }) =>
      grants.map((grant) => ({
        id: grant.GrantId ?? '',
        name: grant.Name ?? '',
        grantee: grant.GranteePrincipal ?? grant.GranteeServicePrincipal ?? '',
        operations: grant.Operations ?? [],
      })),
    ),
    broadGrants: t.strings(({ grants, metadata }) =>
      broadGrants(grants, metadata.KeyUsage ?? '', metadata.KeySpec ?? ''),
    ),
    repeatedGrants: t.strings(({ grants }) => repeatedGrants(grants)),
    policyPublic: t.bool(({ policy }, context) => accessFacts('kms', policyText(policy), context).public),
    policyPublicStatements: t.strings(
      ({ policy }, context) => accessFacts('kms', policyText(policy), context).publicStatements,
    ),
    policyPublicWitness: t.optional(
      t.string(({ policy }, context) => accessFacts('kms', policyText(policy), context).publicWitness),
    ),
    policyUntrustedAccounts: t.strings(
      ({ policy }, context) => accessFacts('kms', policyText(policy), context).untrustedAccounts,
    ),
    policyUntrustedProofs: t.strings(
      ({ policy }, context) => accessFacts('kms', policyText(policy), context).untrustedProofs,
    ),
    policyPrincipalCount: t.int(
      ({ policy }, context) => accessFacts('kms', policyText(policy), context).principalCount,
    ),
    policyLocksOut: t.bool(({ policy }, context) => isLockedOut(policyText(policy), context)),
    ...accessFields(t, policyText),
    usedBy: t.usedBy(),
  }));
