import type * as KMS from '@aws-sdk/client-kms';
import { after, before, type Context, refuse } from '../quirk.ts';
import { daysAfter } from '../world.ts';
import { canonicalKey, factsOf, type KeyFacts, managedKeys } from './kms-book.ts';

const unsupported = () =>
  refuse('UnsupportedOperationException', 'This operation is not supported on keys in a custom key store.');

const inStore = before<{ KeyId?: string }>(
  {
    name: 'rotation is unsupported in custom key stores',
    why: 'moto answers false; AWS cannot rotate these keys and refuses the question',
    docs: 'https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyRotationStatus.html',
    service: 'kms',
    operations: ['GetKeyRotationStatus', 'EnableKeyRotation', 'ListKeyRotations', 'RotateKeyOnDemand'],
  },
  async ({ KeyId = '' }, context) =>
    factsOf(context, await canonicalKey(KeyId, context)).store ? unsupported() : undefined,
);

const enabled = before<KMS.EnableKeyRotationRequest>(
  {
    name: 'EnableKeyRotation has a period, and is for symmetric keys only',
    why: 'moto forgets RotationPeriodInDays and takes asymmetric and imported keys',
    docs: 'https://docs.aws.amazon.com/kms/latest/APIReference/API_EnableKeyRotation.html',
    service: 'kms',
    operations: ['EnableKeyRotation'],
  },
  async ({ KeyId = '', RotationPeriodInDays = 365 }, context) => {
    const { KeyMetadata } = await context.kms('DescribeKey', { KeyId });
    const key: Record<string, unknown> = { ...(KeyMetadata ?? {}) };
    if (key.KeySpec !== 'SYMMETRIC_DEFAULT' || key.Origin !== 'AWS_KMS') {
      refuse('UnsupportedOperationException', 'Automatic rotation is for symmetric encryption keys that KMS made.');
    }
    factsOf(context, String(key.Arn)).rotation = { since: context.world.now, period: RotationPeriodInDays };
    return undefined;
  },
);

const status = after<KMS.GetKeyRotationStatusRequest, KMS.GetKeyRotationStatusCommandOutput>(
  {
    name: 'GetKeyRotationStatus gives period and next date',
    why: 'moto only says whether; it says false for AWS-managed keys and true for keys pending deletion',
    docs: 'https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyRotationStatus.html',
    service: 'kms',
    operations: ['GetKeyRotationStatus'],
  },
  async ({ KeyRotationEnabled }, { KeyId = '' }, context) => {
    const arn = await canonicalKey(KeyId, context);
    if ((await managedKeys(context)).has(arn.split('/')[1] ?? '')) return { KeyId: arn, KeyRotationEnabled: true };
    const { rotation } = shared(context, arn);
    if (!KeyRotationEnabled || !rotation || (await isPending(KeyId, context))) {
      return { KeyId: arn, KeyRotationEnabled: false };
    }
    const NextRotationDate = rotations(rotation, context).at(-1)?.next ?? daysAfter(rotation.since, rotation.period);
    return { KeyId: arn, KeyRotationEnabled, RotationPeriodInDays: rotation.period, NextRotationDate };
  },
);

/** Rotation is a shared property of a multi-Region set, set at the primary. */
function shared(context: Context, arn: string): KeyFacts {
  return factsOf(context, factsOf(context, arn).primary ?? arn);
}

async function isPending(KeyId: string, { kms }: Context): Promise<boolean> {
  const { KeyMetadata } = await kms('DescribeKey', { KeyId });
  return JSON.stringify(KeyMetadata).includes('"PendingDeletion"');
}

const history = after<KMS.ListKeyRotationsRequest, KMS.ListKeyRotationsCommandOutput>(
  {
    name: 'ListKeyRotations lists the automatic ones',
    why: 'moto knows only rotations on demand, with key ids in place of ARNs',
    docs: 'https://docs.aws.amazon.com/kms/latest/APIReference/API_ListKeyRotations.html',
    service: 'kms',
    operations: ['ListKeyRotations'],
  },
  async (output, { KeyId = '' }, context) => {
    const arn = await canonicalKey(KeyId, context);
    const { rotation } = shared(context, arn);
    const automatic = rotation
      ? rotations(rotation, context).map(({ at }) => ({ RotationDate: at, RotationType: 'AUTOMATIC' as const }))
      : [];
    const all = [...(output.Rotations ?? []), ...automatic].map((one) => ({ ...one, KeyId: arn }));
    return { ...output, Rotations: all.sort((a, b) => Number(a.RotationDate) - Number(b.RotationDate)) };
  },
);

/** The automatic rotations up to now, each with the date of the one after it. */
function rotations({ since, period }: { since: Date; period: number }, { world }: Context): { at: Date; next: Date }[] {
  const done = Math.floor((Number(world.now) - Number(since)) / (Number(daysAfter(since, period)) - Number(since)));
  return Array.from({ length: done }, (_, index) => ({
    at: daysAfter(since, period * (index + 1)),
    next: daysAfter(since, period * (index + 2)),
  }));
}

export const kmsRotation = [inStore, enabled, status, history];
