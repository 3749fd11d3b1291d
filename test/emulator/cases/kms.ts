import * as KMS from '@aws-sdk/client-kms';
import { expect } from 'vitest';
import { DR, EU, keyOf, PARTNER, US } from '../seed/context.ts';
import { all, type Case, type Cases } from './case.ts';

const FOREIGN = `arn:aws:kms:${EU}:${PARTNER}:key/5f0c1a5e-2f6b-4c1d-9a0e-1c7d6e5f4a3b`;

const multiRegion: Case = async ({ acme }) => {
  const typeIn = async (region: string) => {
    const { KeyMetadata } = await acme
      .kms(region)
      .send(new KMS.DescribeKeyCommand({ KeyId: keyOf(acme, region, 'global-identity') }));
    return KeyMetadata?.MultiRegionConfiguration;
  };
  expect(await typeIn(US)).toMatchObject({ MultiRegionKeyType: 'REPLICA', PrimaryKey: { Region: EU } });
  const primary = await typeIn(EU);
  expect(primary?.MultiRegionKeyType, 'after a look at the replica').toBe('PRIMARY');
  expect(primary?.ReplicaKeys?.map((key) => key.Region)).toEqual([US, DR]);
};

const importing: Case = async ({ acme }) => {
  const kms = acme.kms(EU);
  const { KeyMetadata: made } = await kms.send(new KMS.CreateKeyCommand({ Origin: 'EXTERNAL' }));
  const KeyId = made?.KeyId;
  expect(made).toMatchObject({ KeyState: 'PendingImport', Enabled: false });
  const wrapping = { WrappingAlgorithm: 'RSAES_OAEP_SHA_256', WrappingKeySpec: 'RSA_4096' } as const;
  const { ImportToken, ParametersValidTo } = await kms.send(
    new KMS.GetParametersForImportCommand({ KeyId, ...wrapping }),
  );
  expect(ParametersValidTo).toEqual(new Date('2026-11-16T08:00:00Z'));
  const ValidTo = new Date('2027-01-01T00:00:00Z');
  await kms.send(
    new KMS.ImportKeyMaterialCommand({ KeyId, ImportToken, EncryptedKeyMaterial: Buffer.from('x'), ValidTo }),
  );
  const state = async () => (await kms.send(new KMS.DescribeKeyCommand({ KeyId }))).KeyMetadata;
  expect(await state()).toMatchObject({ KeyState: 'Enabled', ExpirationModel: 'KEY_MATERIAL_EXPIRES', ValidTo });
  await kms.send(new KMS.DeleteImportedKeyMaterialCommand({ KeyId }));
  expect(await state()).toMatchObject({ KeyState: 'PendingImport', Enabled: false });
};

const stores: Case = async ({ acme }) => {
  const { CustomKeyStores } = await acme.kms(EU).send(new KMS.DescribeCustomKeyStoresCommand({}));
  expect(CustomKeyStores).toMatchObject([
    {
      CustomKeyStoreName: 'acme-hsm',
      CustomKeyStoreType: 'AWS_CLOUDHSM',
      CloudHsmClusterId: 'cluster-1a23b4cdefg',
      ConnectionState: 'CONNECTED',
    },
    {
      CustomKeyStoreName: 'acme-datacenter',
      CustomKeyStoreType: 'EXTERNAL_KEY_STORE',
      ConnectionState: 'DISCONNECTED',
      XksProxyConfiguration: { UriEndpoint: 'https://xks.acme.example' },
    },
  ]);
  expect((await acme.kms(US).send(new KMS.DescribeCustomKeyStoresCommand({}))).CustomKeyStores).toEqual([]);
};

const grants: Case = async ({ acme }) => {
  const KeyId = keyOf(acme, EU, 'partner-clearing');
  const { Grants } = await acme.kms(EU).send(new KMS.ListGrantsCommand({ KeyId }));
  const CreationDate = new Date('2026-03-10T08:00:00Z');
  expect(Grants).toMatchObject([
    {
      KeyId,
      CreationDate,
      GranteePrincipal: `arn:aws:iam::${PARTNER}:root`,
      IssuingAccount: 'arn:aws:iam::123456789012:root',
    },
  ]);
};

const usage: Case = async ({ acme }) => {
  const ask = (alias: string) => acme.kms(EU).send(new KMS.GetKeyLastUsageCommand({ KeyId: keyOf(acme, EU, alias) }));
  expect((await ask('orders-prod')).KeyLastUsage).toMatchObject({
    Operation: 'GenerateDataKey',
    Timestamp: new Date('2026-11-13T08:00:00Z'),
  });
  expect((await ask('catalog-search')).KeyLastUsage).toEqual({});
};

const aliases: Case = async ({ acme }) => {
  const pages = KMS.paginateListAliases({ client: acme.kms(US) }, {});
  const entries = (await all(pages)).flatMap((page) => page.Aliases ?? []);
  const named = (name: string) => entries.find((alias) => alias.AliasName === `alias/${name}`);
  expect(named('aws/dynamodb')).toEqual({
    AliasName: 'alias/aws/dynamodb',
    AliasArn: expect.stringContaining('alias/aws/dynamodb'),
  });
  const { KeyMetadata } = await acme.kms(US).send(new KMS.DescribeKeyCommand({ KeyId: named('aws/ebs')?.TargetKeyId }));
  expect(KeyMetadata?.KeyManager).toBe('AWS');
  expect(named('reports')).toMatchObject({
    CreationDate: new Date('2025-03-25T08:00:00Z'),
    LastUpdatedDate: new Date('2026-08-17T08:00:00Z'),
  });
  expect(named('global-identity')?.AliasArn).toContain(`:${US}:`);
  expect(entries.every((alias) => alias.AliasArn?.includes(`:${US}:`))).toBe(true);
};

export const kmsCases: Cases = {
  'a key of another account is denied': ({ acme }) =>
    expect(acme.kms(EU).send(new KMS.DescribeKeyCommand({ KeyId: FOREIGN }))).rejects.toMatchObject({
      name: 'AccessDeniedException',
    }),
  'a key may be named by its ARN': async ({ acme }) => {
    const { KeyMetadata } = await acme.kms(DR).send(new KMS.CreateKeyCommand({}));
    await acme.kms(DR).send(new KMS.DisableKeyCommand({ KeyId: KeyMetadata?.Arn }));
    const again = await acme.kms(DR).send(new KMS.DescribeKeyCommand({ KeyId: KeyMetadata?.Arn }));
    expect(again.KeyMetadata?.KeyState).toBe('Disabled');
  },
  'DescribeKey tells usage, Region set, origin, store and the state that follows from them': async ({ acme }) => {
    const { KeyMetadata } = await acme
      .kms(EU)
      .send(new KMS.DescribeKeyCommand({ KeyId: keyOf(acme, EU, 'orders-prod') }));
    expect(KeyMetadata).toMatchObject({ KeyUsage: 'ENCRYPT_DECRYPT', MultiRegion: false, KeyManager: 'CUSTOMER' });
    expect(KeyMetadata?.SigningAlgorithms).toBeUndefined();
  },
  'CreateKey remembers material, store and Region set': importing,
  'ReplicateKey adds a replica to the primary': multiRegion,
  'CreateAlias and UpdateAlias leave dates': aliases,
  'a replica has aliases of its own': aliases,
  'ListAliases gives a target only to aliases in use': aliases,
  'GetKeyPolicy needs no PolicyName': async ({ acme }) => {
    const { Policy } = await acme
      .kms(EU)
      .send(new KMS.GetKeyPolicyCommand({ KeyId: keyOf(acme, EU, 'public-uploads') }));
    expect(Policy).toContain('AnyoneMayUse');
  },
  'an AWS-managed key has its service’s policy': async ({ acme }) => {
    const { KeyMetadata } = await acme.kms(EU).send(new KMS.DescribeKeyCommand({ KeyId: 'alias/aws/ebs' }));
    const { Policy } = await acme.kms(EU).send(new KMS.GetKeyPolicyCommand({ KeyId: KeyMetadata?.KeyId }));
    expect(Policy).toContain('"kms:ViaService":"ec2.eu-west-1.amazonaws.com"');
  },
  GetParametersForImport: importing,
  ImportKeyMaterial: importing,
  DeleteImportedKeyMaterial: importing,
  'rotation is unsupported in custom key stores': ({ acme }) =>
    expect(
      acme.kms(EU).send(new KMS.GetKeyRotationStatusCommand({ KeyId: keyOf(acme, EU, 'vault-hsm') })),
    ).rejects.toMatchObject({ name: 'UnsupportedOperationException' }),
  'EnableKeyRotation has a period, and is for symmetric keys only': ({ acme }) =>
    expect(
      acme.kms(EU).send(new KMS.EnableKeyRotationCommand({ KeyId: keyOf(acme, EU, 'release-signing') })),
    ).rejects.toMatchObject({ name: 'UnsupportedOperationException' }),
  'GetKeyRotationStatus gives period and next date': async ({ acme }) => {
    const status = await acme
      .kms(EU)
      .send(new KMS.GetKeyRotationStatusCommand({ KeyId: keyOf(acme, EU, 'orders-prod') }));
    expect(status).toMatchObject({
      KeyRotationEnabled: true,
      RotationPeriodInDays: 180,
      NextRotationDate: new Date('2027-02-03T08:00:00Z'),
    });
  },
  'ListKeyRotations lists the automatic ones': async ({ acme }) => {
    const KeyId = keyOf(acme, EU, 'payments-ledger');
    const { Rotations } = await acme.kms(EU).send(new KMS.ListKeyRotationsCommand({ KeyId }));
    const dates = ['2025-09-06T08:00:00Z', '2026-09-06T08:00:00Z'].map((date) => new Date(date));
    expect(Rotations).toEqual(dates.map((RotationDate) => ({ KeyId, RotationDate, RotationType: 'AUTOMATIC' })));
  },
  'a grant is born on a day': grants,
  'ListGrants gives the key’s ARN, the date and the issuing account': grants,
  'ListGrants of an unknown key is NotFoundException': ({ acme }) =>
    expect(
      acme.kms(EU).send(new KMS.ListGrantsCommand({ KeyId: '11111111-2222-3333-4444-555555555555' })),
    ).rejects.toMatchObject({ name: 'NotFoundException' }),
  CreateCustomKeyStore: stores,
  'ConnectCustomKeyStore, its failure and its reverse': async (seen) => {
    await stores(seen);
    const kms = seen.acme.kms(DR);
    const { CustomKeyStoreId } = await kms.send(
      new KMS.CreateCustomKeyStoreCommand({
        CustomKeyStoreName: 'nowhere',
        CustomKeyStoreType: 'EXTERNAL_KEY_STORE',
        XksProxyUriEndpoint: 'https://xks.invalid',
      }),
    );
    await kms.send(new KMS.ConnectCustomKeyStoreCommand({ CustomKeyStoreId }));
    const { CustomKeyStores } = await kms.send(new KMS.DescribeCustomKeyStoresCommand({ CustomKeyStoreId }));
    expect(CustomKeyStores?.[0]).toMatchObject({
      ConnectionState: 'FAILED',
      ConnectionErrorCode: 'XKS_PROXY_NOT_REACHABLE',
    });
  },
  DescribeCustomKeyStores: stores,
  'KMS remembers the last use of a key': usage,
  GetKeyLastUsage: usage,
};
