import { DescribeInstancesCommand } from '@aws-sdk/client-ec2';
import * as KMS from '@aws-sdk/client-kms';
import { DescribeDBProxiesCommand, DescribeDBSnapshotAttributesCommand } from '@aws-sdk/client-rds';
import { GetBucketPolicyCommand } from '@aws-sdk/client-s3';
import { GetResourcePolicyCommand } from '@aws-sdk/client-secrets-manager';
import { DescribeParametersCommand, paginateDescribeParameters } from '@aws-sdk/client-ssm';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { auditCases } from './cases/audit.ts';
import { all, type Cases } from './cases/case.ts';
import { ec2Cases } from './cases/ec2.ts';
import { fingerprint } from './cases/fingerprint.ts';
import { kmsCases } from './cases/kms.ts';
import { lambdaCases } from './cases/lambda.ts';
import { arnOf, look } from './cases/look.ts';
import { rdsCases } from './cases/rds.ts';
import { s3Cases } from './cases/s3.ts';
import { secretsCases } from './cases/secrets.ts';
import { AROUND_PAGES, QUIRKS } from './quirks/index.ts';
import { DR, EU, keyOf, type Seeding, US } from './seed/context.ts';
import { EXPECTED, type Seeded, seedAcme } from './seed.ts';
import { type Emulator, startEmulator } from './start.ts';

const CASES: Cases = {
  ...kmsCases,
  ...ec2Cases,
  ...rdsCases,
  ...s3Cases,
  ...auditCases,
  ...secretsCases,
  ...lambdaCases,
};
const quirks = [...AROUND_PAGES, ...QUIRKS];

let emulator: Emulator;
let acme: Seeding;
let seeded: Seeded;
let digest: string;

beforeAll(async () => {
  emulator = await startEmulator({ correct: true });
  seeded = await seedAcme(emulator.endpoint);
  acme = seeded.acme;
  digest = await fingerprint(acme);
});

afterAll(() => emulator?.stop());
afterEach(() => emulator.heal());

describe('the seeded account', () => {
  it('is made whole', () => {
    expect(seeded.skipped).toEqual([]);
  });

  it.each(EXPECTED.map((one) => [`${one.call} ${one.region} ${one.name}`, one] as const))(
    '%s',
    async (_title, expected) => {
      const seen = await look(acme, expected);
      expect(seen).toMatchObject(expected.has ?? {});
      if (!expected.key) return;
      const named = String(seen.KmsKeyId ?? seen.KeyId ?? 'none').replace('alias/', '');
      expect(await arnOf(acme, expected.region, named)).toBe(await arnOf(acme, expected.region, expected.key));
    },
  );

  it('is the same, byte for byte, in another emulator', async () => {
    const other = await startEmulator({ correct: true });
    try {
      const twin = await seedAcme(other.endpoint);
      expect(await fingerprint(twin.acme)).toBe(digest);
    } finally {
      await other.stop();
    }
  });
});

describe('every quirk is corrected', () => {
  it('and has a case, a reason and a page of AWS', () => {
    expect(quirks.length).toBeGreaterThan(60);
    expect(Object.keys(CASES).sort()).toEqual(quirks.map((quirk) => quirk.name).sort());
    expect(quirks.filter((quirk) => !quirk.docs.startsWith('https://docs.aws.amazon.com/'))).toEqual([]);
  });

  it.each(quirks.map((quirk) => quirk.name))('%s', async (name) => {
    await CASES[name]?.({ acme, emulator });
  });
});

describe('pages', () => {
  it('come in AWS’s size, whatever moto’s', async () => {
    const pages = await all(paginateDescribeParameters({ client: acme.ssm(EU) }, {}));
    expect(pages.map((page) => page.Parameters?.length)).toEqual([50, 15]);
  });

  it('honour the caller’s limit', async () => {
    const page = await acme.kms(EU).send(new KMS.ListKeysCommand({ Limit: 2 }));
    expect([page.Keys?.length, page.Truncated, typeof page.NextMarker]).toEqual([2, true, 'string']);
  });

  it('are cut as a test asks', async () => {
    emulator.split({ operation: 'kms:ListKeys', size: 4 });
    emulator.split({ operation: 'ec2:DescribeInstances', size: 5 });
    const pages = await all(KMS.paginateListKeys({ client: acme.kms(EU) }, {}));
    expect(pages.slice(0, -1).every((page) => page.Keys?.length === 4)).toBe(true);
    const { Reservations, NextToken } = await acme.ec2(EU).send(new DescribeInstancesCommand({}));
    expect([Reservations?.length, typeof NextToken]).toEqual([5, 'string']);
  });
});

describe('denials', () => {
  it('have the shape of each protocol', async () => {
    for (const operation of ['kms:GetKeyPolicy', 's3:*', 'ec2:DescribeInstances', 'rds:DescribeDBProxies'])
      emulator.deny({ operation });
    const KeyId = keyOf(acme, EU, 'orders-prod');
    await expect(acme.kms(EU).send(new KMS.GetKeyPolicyCommand({ KeyId }))).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
    await expect(acme.ec2(EU).send(new DescribeInstancesCommand({}))).rejects.toMatchObject({
      name: 'UnauthorizedOperation',
    });
    await expect(acme.rds(EU).send(new DescribeDBProxiesCommand({}))).rejects.toMatchObject({ name: 'AccessDenied' });
    const denied = acme.s3(EU).send(new GetBucketPolicyCommand({ Bucket: 'acme-media' }));
    await expect(denied).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining('is not authorized to perform: s3:GetBucketPolicy'),
    });
  });

  it('of the recorded account hit one resource each', async () => {
    for (const denial of seeded.denials) emulator.deny(denial);
    const policy = (alias: string) => acme.kms(EU).send(new KMS.GetKeyPolicyCommand({ KeyId: keyOf(acme, EU, alias) }));
    await expect(policy('legacy-media')).rejects.toMatchObject({ name: 'AccessDeniedException' });
    await expect(policy('orders-prod')).resolves.toBeDefined();
    await expect(acme.s3(EU).send(new GetBucketPolicyCommand({ Bucket: 'acme-hr-archive' }))).rejects.toMatchObject({
      name: 'AccessDenied',
    });
    await expect(acme.secrets(EU).send(new GetResourcePolicyCommand({ SecretId: 'hr/oracle' }))).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
    const DBSnapshotIdentifier = 'orders-archive-last';
    await expect(
      acme.rds(EU).send(new DescribeDBSnapshotAttributesCommand({ DBSnapshotIdentifier })),
    ).rejects.toMatchObject({ name: 'AccessDenied' });
    const scp = acme.rds(DR).send(new DescribeDBProxiesCommand({}));
    await expect(scp).rejects.toThrow('with an explicit deny in a service control policy');
  });
});

describe('without correction', () => {
  it('there is plain moto, which cannot deny', async () => {
    const plain = await startEmulator({ correct: false });
    try {
      const kms = new KMS.KMSClient({
        region: US,
        endpoint: plain.endpoint,
        credentials: await acme.kms(US).config.credentials(),
        maxAttempts: 1,
      });
      expect((await kms.send(new KMS.ListKeysCommand({}))).Keys).toEqual([]);
      await expect(kms.send(new KMS.DescribeCustomKeyStoresCommand({}))).rejects.toThrow();
      expect(() => plain.deny({ operation: 'kms:ListKeys' })).toThrow('plain moto cannot deny');
      expect(plain.env.AWS_ENDPOINT_URL).toBe(plain.endpoint);
    } finally {
      await plain.stop();
    }
  });
});

describe('the record', () => {
  it('names each call and its members, and no value', async () => {
    emulator.requests.length = 0;
    await acme.ssm(US).send(new DescribeParametersCommand({ MaxResults: 10 }));
    await acme.s3(EU).send(new GetBucketPolicyCommand({ Bucket: 'acme-media' }));
    expect(emulator.requests).toEqual([
      { service: 'ssm', operation: 'DescribeParameters', region: US, input: ['MaxResults'] },
      { service: 's3', operation: 'GetBucketPolicy', region: EU, input: ['Bucket', 'policy'] },
    ]);
  });
});
