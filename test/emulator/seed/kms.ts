import * as KMS from '@aws-sdk/client-kms';
import { DR, EU, each, keyOf, type Seeding, US } from './context.ts';
import { keyPolicies } from './policies.ts';

/** One key of Acme's. */
interface Key {
  readonly alias?: string;
  readonly region: string;
  readonly age: number;
  readonly policy?: string;
  /** Days between rotations; absent: off. */
  readonly rotates?: number;
  readonly team?: string;
  readonly more?: Partial<KMS.CreateKeyRequest>;
}

const sign = { KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' } as const;
const mac = { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' } as const;
const agree = { KeySpec: 'ECC_NIST_P256', KeyUsage: 'KEY_AGREEMENT' } as const;
const external = { Origin: 'EXTERNAL' } as const;
const TRAIL = `arn:aws:cloudtrail:${EU}:123456789012:trail/acme-org-trail`;

const KEYS: readonly Key[] = [
  {
    alias: 'payments-ledger',
    region: EU,
    age: 800,
    rotates: 365,
    team: 'payments',
    policy: keyPolicies.good('payments'),
  },
  { alias: 'orders-prod', region: EU, age: 640, rotates: 180, team: 'orders', policy: keyPolicies.good('orders') },
  { alias: 'orders-archive', region: EU, age: 1200, team: 'orders', policy: keyPolicies.good('orders') },
  { alias: 'customer-exports', region: EU, age: 700, rotates: 365, team: 'marketing' },
  { alias: 'analytics-lake', region: EU, age: 500, team: 'analytics', policy: keyPolicies.organization },
  { alias: 'cloudtrail', region: EU, age: 900, rotates: 365, team: 'platform', policy: keyPolicies.trail(TRAIL) },
  { alias: 'partner-clearing', region: EU, age: 420, rotates: 365, team: 'payments', policy: keyPolicies.partner },
  { alias: 'public-uploads', region: EU, age: 300, rotates: 365, team: 'catalog', policy: keyPolicies.publicUse },
  { alias: 'media-store', region: EU, age: 310, rotates: 365, team: 'catalog', policy: keyPolicies.viaService },
  { alias: 'legacy-media', region: EU, age: 950, rotates: 365, team: 'catalog', policy: keyPolicies.viaServiceOnly },
  { alias: 'catalog-search', region: EU, age: 610, team: 'catalog', policy: keyPolicies.lockout },
  { alias: 'shipping-labels', region: EU, age: 260, rotates: 365, team: 'shipping', policy: keyPolicies.wideRole },
  { alias: 'event-bus', region: EU, age: 280, rotates: 730, team: 'platform', policy: keyPolicies.confusedDeputy },
  { alias: 'release-signing', region: EU, age: 400, team: 'platform', more: sign },
  { alias: 'session-tokens', region: EU, age: 350, team: 'identity', more: mac },
  { alias: 'device-pairing', region: EU, age: 120, team: 'identity', more: agree },
  { alias: 'card-issuer-imported', region: EU, age: 345, team: 'payments', more: external },
  { alias: 'tax-filing-imported', region: EU, age: 500, team: 'payments', more: external },
  { alias: 'pending-onboarding', region: EU, age: 12, team: 'payments', more: external },
  { region: EU, age: 720, team: 'shipping' },
  { region: EU, age: 1100 },
  { region: EU, age: 1000, rotates: 365 },
  { alias: 'staging', region: EU, age: 450, rotates: 365, team: 'platform' },
  { alias: 'dev', region: EU, age: 450, team: 'platform' },
  { alias: 'legacy-webapp', region: US, age: 1500, team: 'catalog' },
  {
    alias: 'marketing-us',
    region: US,
    age: 530,
    rotates: 365,
    team: 'marketing',
    policy: keyPolicies.good('marketing'),
  },
  {
    alias: 'billing-reports',
    region: US,
    age: 610,
    rotates: 365,
    team: 'payments',
    policy: keyPolicies.good('payments'),
  },
  { alias: 'retired-crm', region: US, age: 1300, team: 'marketing' },
  { region: US, age: 1400 },
  { alias: 'dr-orders', region: DR, age: 380, rotates: 365, team: 'orders', policy: keyPolicies.good('orders') },
  { alias: 'dr-backups', region: DR, age: 380, team: 'platform' },
];

/** Keys in every state that a key can be in. Disabling and deleting comes last: `retireKeys`. */
export async function seedKeys(seeding: Seeding): Promise<void> {
  await managedKeys(seeding);
  await each(KEYS, (key) => makeKey(seeding, key));
  await multiRegion(seeding);
  await seeding.corrected('imported key material', () => importMaterial(seeding));
  await seeding.corrected('custom key stores', () => keyStores(seeding));
  await movedAlias(seeding);
}

/** DescribeKey by a service's alias makes the service's key: https://docs.aws.amazon.com/kms/latest/APIReference/API_DescribeKey.html */
async function managedKeys(seeding: Seeding): Promise<void> {
  const inUse = {
    [EU]: ['ebs', 'rds', 's3', 'secretsmanager', 'ssm'],
    [US]: ['ebs', 'rds', 'secretsmanager', 'ssm'],
    [DR]: ['ebs', 's3'],
  };
  await seeding.daysAgo(1400);
  await each(Object.entries(inUse), ([region, services]) =>
    each(services, (service) =>
      seeding.kms(region).send(new KMS.DescribeKeyCommand({ KeyId: `alias/aws/${service}` })),
    ),
  );
}

export async function makeKey(
  seeding: Seeding,
  { alias, region, age, policy, rotates, team, more }: Key,
): Promise<string> {
  const kms = seeding.kms(region);
  await seeding.daysAgo(age);
  const Tags = team ? [{ TagKey: 'team', TagValue: team }] : undefined;
  const Description = alias ? `Acme ${alias.replaceAll('-', ' ')}` : undefined;
  const made = await kms.send(
    new KMS.CreateKeyCommand({ MultiRegion: false, Description, Policy: policy, Tags, ...more }),
  );
  const KeyId = made.KeyMetadata?.KeyId ?? '';
  if (alias) {
    await kms.send(new KMS.CreateAliasCommand({ AliasName: `alias/${alias}`, TargetKeyId: KeyId }));
    seeding.keys.set(`${region}/${alias}`, made.KeyMetadata?.Arn ?? '');
  }
  if (rotates) await kms.send(new KMS.EnableKeyRotationCommand({ KeyId, RotationPeriodInDays: rotates }));
  return KeyId;
}

async function multiRegion(seeding: Seeding): Promise<void> {
  const alias = 'global-identity';
  const KeyId = await makeKey(seeding, {
    alias,
    region: EU,
    age: 240,
    rotates: 365,
    team: 'identity',
    more: { MultiRegion: true },
  });
  await each([US, DR], async (ReplicaRegion) => {
    const made = await seeding.kms(EU).send(new KMS.ReplicateKeyCommand({ KeyId, ReplicaRegion }));
    const AliasName = `alias/${alias}`;
    await seeding.corrected(`${AliasName} in ${ReplicaRegion}`, async () => {
      await seeding.kms(ReplicaRegion).send(new KMS.CreateAliasCommand({ AliasName, TargetKeyId: KeyId }));
    });
    seeding.keys.set(`${ReplicaRegion}/${alias}`, made.ReplicaKeyMetadata?.Arn ?? '');
  });
}

/** Expires in 20 days, never expires; `pending-onboarding` never got its material. */
async function importMaterial(seeding: Seeding): Promise<void> {
  const kms = seeding.kms(EU);
  const imports = [
    {
      alias: 'card-issuer-imported',
      ExpirationModel: 'KEY_MATERIAL_EXPIRES',
      ValidTo: new Date('2026-12-05T08:00:00Z'),
    },
    { alias: 'tax-filing-imported', ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE' },
  ] as const;
  await each(imports, async ({ alias, ...material }) => {
    const KeyId = keyOf(seeding, EU, alias);
    const use = { WrappingAlgorithm: 'RSAES_OAEP_SHA_256', WrappingKeySpec: 'RSA_4096' } as const;
    const { ImportToken } = await kms.send(new KMS.GetParametersForImportCommand({ KeyId, ...use }));
    const EncryptedKeyMaterial = Buffer.from('wrapped-material');
    await kms.send(new KMS.ImportKeyMaterialCommand({ KeyId, ImportToken, EncryptedKeyMaterial, ...material }));
  });
}

/** A CloudHSM store that is connected, and an external one that lost its connection. */
async function keyStores(seeding: Seeding): Promise<void> {
  const kms = seeding.kms(EU);
  await seeding.daysAgo(410);
  const hsm = await kms.send(
    new KMS.CreateCustomKeyStoreCommand({
      CustomKeyStoreName: 'acme-hsm',
      CloudHsmClusterId: 'cluster-1a23b4cdefg',
      TrustAnchorCertificate: 'customerCA',
      KeyStorePassword: 'not-a-password',
    }),
  );
  const xks = await kms.send(
    new KMS.CreateCustomKeyStoreCommand({
      CustomKeyStoreName: 'acme-datacenter',
      CustomKeyStoreType: 'EXTERNAL_KEY_STORE',
      XksProxyConnectivity: 'PUBLIC_ENDPOINT',
      XksProxyUriEndpoint: 'https://xks.acme.example',
      XksProxyUriPath: '/kms/xks/v1',
      XksProxyAuthenticationCredential: {
        AccessKeyId: 'ABCDE12345670EXAMPLE',
        RawSecretAccessKey: 'DXjSUawnel2fr6SKC7G25CNxTyWKE5PF9XX6H/u9pSo=',
      },
    }),
  );
  await each([hsm, xks], ({ CustomKeyStoreId }) =>
    kms.send(new KMS.ConnectCustomKeyStoreCommand({ CustomKeyStoreId })),
  );
  const inHsm = { Origin: 'AWS_CLOUDHSM', CustomKeyStoreId: hsm.CustomKeyStoreId } as const;
  const inXks = {
    Origin: 'EXTERNAL_KEY_STORE',
    CustomKeyStoreId: xks.CustomKeyStoreId,
    XksKeyId: 'bb8562717f809024',
  } as const;
  await makeKey(seeding, { alias: 'vault-hsm', region: EU, age: 400, team: 'payments', more: inHsm });
  await makeKey(seeding, { alias: 'sovereign-records', region: EU, age: 390, team: 'payments', more: inXks });
  await seeding.daysAgo(2);
  await kms.send(new KMS.DisconnectCustomKeyStoreCommand({ CustomKeyStoreId: xks.CustomKeyStoreId }));
}

/** `alias/reports` moved from one key to another: what was encrypted through it stays under the first. */
async function movedAlias(seeding: Seeding): Promise<void> {
  const kms = seeding.kms(US);
  await seeding.daysAgo(600);
  const to = (TargetKeyId: string) => ({ AliasName: 'alias/reports', TargetKeyId });
  await kms.send(new KMS.CreateAliasCommand(to(keyOf(seeding, US, 'retired-crm'))));
  await seeding.daysAgo(90);
  await kms.send(new KMS.UpdateAliasCommand(to(keyOf(seeding, US, 'billing-reports'))));
}

/** What happened to keys after things were encrypted under them. */
export async function retireKeys(seeding: Seeding): Promise<void> {
  await seeding.daysAgo(40);
  await seeding.kms(EU).send(new KMS.DisableKeyCommand({ KeyId: idOf(seeding, EU, 'orders-archive') }));
  await seeding.daysAgo(3);
  const remove = (region: string, alias: string, PendingWindowInDays: number) =>
    seeding
      .kms(region)
      .send(new KMS.ScheduleKeyDeletionCommand({ KeyId: idOf(seeding, region, alias), PendingWindowInDays }));
  await remove(EU, 'customer-exports', 7);
  await remove(US, 'retired-crm', 30);
}

/** Plain moto takes ids only. */
function idOf(seeding: Seeding, region: string, alias: string): string {
  return keyOf(seeding, region, alias).split('/')[1] ?? '';
}
