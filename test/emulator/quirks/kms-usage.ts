import * as KMS from '@aws-sdk/client-kms';
import { after, instead, type Plain } from '../quirk.ts';
import { uuid } from './identifier.ts';
import { canonicalKey, factsOf } from './kms-book.ts';

/** KMS remembers uses since some day, older keys have none before it. */
const TRACKED_SINCE = new Date('2026-01-15T00:00:00Z');

const OPERATIONS = Object.values(KMS.KeyLastUsageTrackingOperation);

const used = after<{ KeyId?: string }, object>(
  {
    name: 'KMS remembers the last use of a key',
    why: 'moto does not',
    docs: 'https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyLastUsage.html',
    service: 'kms',
    operations: OPERATIONS,
  },
  async (output, { KeyId }, context) => {
    if (!KeyId) return output;
    const arn = await canonicalKey(KeyId, context);
    factsOf(context, arn).lastUse = { operation: context.call.operation, at: context.world.now };
    return output;
  },
);

const asked = instead<KMS.GetKeyLastUsageRequest, KMS.GetKeyLastUsageCommandOutput>(
  {
    name: 'GetKeyLastUsage',
    why: 'moto lacks it',
    docs: 'https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyLastUsage.html',
    service: 'kms',
    operations: ['GetKeyLastUsage'],
  },
  async ({ KeyId = '' }, context) => {
    const { KeyMetadata } = await context.kms('DescribeKey', { KeyId });
    const key: Record<string, unknown> = { ...(KeyMetadata ?? {}) };
    const created = new Date(1000 * Number(key.CreationDate));
    const { lastUse } = factsOf(context, String(key.Arn));
    const Operation = OPERATIONS.find((name) => name === lastUse?.operation);
    const use = lastUse && lastUse.at >= TRACKED_SINCE ? { Operation, Timestamp: lastUse.at } : undefined;
    const ids = (of: string) => ({ CloudTrailEventId: uuid(`event ${of}`), KmsRequestId: uuid(`request ${of}`) });
    return {
      KeyId: String(key.Arn),
      KeyLastUsage: use ? { ...use, ...ids(`${key.Arn} ${use.Timestamp.toISOString()}`) } : {},
      TrackingStartDate: created > TRACKED_SINCE ? created : TRACKED_SINCE,
      KeyCreationDate: created,
    } satisfies Plain<KMS.GetKeyLastUsageCommandOutput>;
  },
);

export const kmsUsage = [used, asked];
