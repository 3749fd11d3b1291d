import type * as KMS from '@aws-sdk/client-kms';
import { after, before } from '../quirk.ts';
import { ACCOUNT, shelf } from '../world.ts';
import { canonicalKey } from './kms-book.ts';

/** By `region/grant id`. */
const moments = shelf('grant dates', () => new Map<string, Date>());

const granted = after<KMS.CreateGrantRequest, KMS.CreateGrantCommandOutput>(
  {
    name: 'a grant is born on a day',
    why: 'moto keeps no creation date of grants',
    docs: 'https://docs.aws.amazon.com/kms/latest/APIReference/API_GrantListEntry.html',
    service: 'kms',
    operations: ['CreateGrant'],
  },
  (output, _input, { world, call }) => {
    moments(world).set(`${call.region}/${output.GrantId}`, world.now);
    return output;
  },
);

const known = before<KMS.ListGrantsRequest>(
  {
    name: 'ListGrants of an unknown key is NotFoundException',
    why: 'moto answers 500',
    docs: 'https://docs.aws.amazon.com/kms/latest/APIReference/API_ListGrants.html',
    service: 'kms',
    operations: ['ListGrants'],
  },
  async ({ KeyId }, { kms }) => {
    await kms('DescribeKey', { KeyId });
    return undefined;
  },
);

const listed = after<KMS.ListGrantsRequest, KMS.ListGrantsCommandOutput>(
  {
    name: 'ListGrants gives the key’s ARN, the date and the issuing account',
    why: 'moto gives the key id and neither of the others, and lists a primary’s grants at its replicas',
    docs: 'https://docs.aws.amazon.com/kms/latest/APIReference/API_GrantListEntry.html',
    service: 'kms',
    operations: ['ListGrants'],
  },
  async (output, { KeyId = '' }, context) => {
    const arn = await canonicalKey(KeyId, context);
    const Grants = (output.Grants ?? []).flatMap((grant) => {
      const CreationDate = moments(context.world).get(`${context.call.region}/${grant.GrantId}`);
      const IssuingAccount = `arn:aws:iam::${ACCOUNT}:root`;
      return CreationDate ? [{ ...grant, KeyId: arn, CreationDate, IssuingAccount }] : [];
    });
    return { ...output, Grants };
  },
);

export const kmsGrants = [granted, known, listed];
