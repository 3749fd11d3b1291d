import * as S3 from '@aws-sdk/client-s3';
import { expect } from 'vitest';
import { EU, US } from '../seed/context.ts';
import type { Case, Cases } from './case.ts';

const documents: Case = async ({ acme }) => {
  const ask = async (Bucket: string) => {
    const { ServerSideEncryptionConfiguration } = await acme.s3(EU).send(new S3.GetBucketEncryptionCommand({ Bucket }));
    return ServerSideEncryptionConfiguration?.Rules?.[0];
  };
  expect(await ask('acme-build-artifacts')).toMatchObject({
    BucketKeyEnabled: false,
    BlockedEncryptionTypes: { EncryptionType: ['SSE-C'] },
  });
  const rule = async (Bucket: string) =>
    (await acme.s3(EU).send(new S3.GetBucketReplicationCommand({ Bucket }))).ReplicationConfiguration?.Rules?.[0];
  expect((await rule('acme-orders-invoices'))?.SourceSelectionCriteria).toEqual({
    SseKmsEncryptedObjects: { Status: 'Enabled' },
  });
  expect((await rule('acme-payments-ledger'))?.SourceSelectionCriteria).toBeUndefined();
};

export const s3Cases: Cases = {
  'ListBuckets names each bucket’s Region when it has a parameter': async ({ acme }) => {
    const first = await acme.s3(US).send(new S3.ListBucketsCommand({ MaxBuckets: 4 }));
    expect(first.Buckets?.map((bucket) => bucket.BucketRegion)).toEqual([EU, EU, EU, EU]);
    const { ContinuationToken } = first;
    const rest = await acme.s3(US).send(new S3.ListBucketsCommand({ MaxBuckets: 1000, ContinuationToken }));
    const whole = await acme.s3(US).send(new S3.ListBucketsCommand({}));
    expect(whole.Buckets).toHaveLength(4 + (rest.Buckets?.length ?? 0));
    expect(whole.Buckets?.[0]?.BucketRegion).toBeUndefined();
  },
  'a bucket is read through its own Region': async ({ acme, emulator }) => {
    const wrong = acme.s3(EU).send(new S3.GetBucketPolicyCommand({ Bucket: 'acme-billing-reports' }));
    await expect(wrong).rejects.toMatchObject({
      name: 'PermanentRedirect',
      $response: { headers: { 'x-amz-bucket-region': US } },
    });
    const credentials = await acme.s3(EU).config.credentials();
    const following = new S3.S3Client({
      region: EU,
      endpoint: emulator.endpoint,
      credentials,
      followRegionRedirects: true,
    });
    const { Policy } = await following.send(new S3.GetBucketPolicyCommand({ Bucket: 'acme-billing-reports' }));
    expect(Policy).toContain('acme-billing-reports');
    const { LocationConstraint } = await acme.s3(US).send(new S3.GetBucketLocationCommand({ Bucket: 'acme-media' }));
    expect(LocationConstraint).toBe(EU);
  },
  'a new bucket has a home Region and blocks public access': async ({ acme }) => {
    const { PublicAccessBlockConfiguration } = await acme
      .s3(EU)
      .send(new S3.GetPublicAccessBlockCommand({ Bucket: 'acme-hr-archive' }));
    expect(Object.values(PublicAccessBlockConfiguration ?? {})).toEqual([true, true, true, true]);
    const open = acme.s3(EU).send(new S3.GetPublicAccessBlockCommand({ Bucket: 'acme-static-site' }));
    await expect(open).rejects.toMatchObject({ name: 'NoSuchPublicAccessBlockConfiguration' });
  },
  'every bucket has default encryption': async ({ acme }) => {
    const { ServerSideEncryptionConfiguration } = await acme
      .s3(US)
      .send(new S3.GetBucketEncryptionCommand({ Bucket: 'acme-access-logs-us' }));
    expect(ServerSideEncryptionConfiguration?.Rules).toEqual([
      { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' }, BucketKeyEnabled: false },
    ]);
  },
  'encryption and replication are given as they were put': documents,
  'encryption and replication are kept as they were put': documents,
};
