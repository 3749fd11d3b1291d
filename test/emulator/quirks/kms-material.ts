import type * as KMS from '@aws-sdk/client-kms';
import { instead, type Plain } from '../quirk.ts';
import { daysAfter } from '../world.ts';
import { identifier } from './identifier.ts';
import { canonicalKey, factsOf } from './kms-book.ts';

const about = {
  why: 'moto cannot import key material: its keys of origin EXTERNAL are Enabled at once and never expire',
  docs: 'https://docs.aws.amazon.com/kms/latest/developerguide/importing-keys.html',
  service: 'kms',
} as const;

const parameters = instead<KMS.GetParametersForImportRequest, KMS.GetParametersForImportCommandOutput>(
  { ...about, name: 'GetParametersForImport', operations: ['GetParametersForImport'] },
  async ({ KeyId = '' }, context) => {
    return {
      KeyId: await canonicalKey(KeyId, context),
      ImportToken: Buffer.from('import-token'),
      PublicKey: Buffer.from('wrapping-key'),
      ParametersValidTo: daysAfter(context.world.now, 1),
    } satisfies Plain<KMS.GetParametersForImportCommandOutput>;
  },
);

const imported = instead<KMS.ImportKeyMaterialRequest, KMS.ImportKeyMaterialCommandOutput>(
  { ...about, name: 'ImportKeyMaterial', operations: ['ImportKeyMaterial'] },
  async ({ KeyId = '', ValidTo, ExpirationModel }, context) => {
    const arn = await canonicalKey(KeyId, context);
    const expires = ExpirationModel !== 'KEY_MATERIAL_DOES_NOT_EXPIRE' && ValidTo;
    factsOf(context, arn).material = expires ? { validTo: new Date(1000 * Number(ValidTo)) } : {};
    return { KeyId: arn, KeyMaterialId: identifier(arn, 64) } satisfies Plain<KMS.ImportKeyMaterialCommandOutput>;
  },
);

const removed = instead<KMS.DeleteImportedKeyMaterialRequest, KMS.DeleteImportedKeyMaterialCommandOutput>(
  { ...about, name: 'DeleteImportedKeyMaterial', operations: ['DeleteImportedKeyMaterial'] },
  async ({ KeyId = '' }, context) => {
    const arn = await canonicalKey(KeyId, context);
    factsOf(context, arn).material = 'awaited';
    return { KeyId: arn } satisfies Plain<KMS.DeleteImportedKeyMaterialCommandOutput>;
  },
);

export const kmsMaterial = [parameters, imported, removed];
