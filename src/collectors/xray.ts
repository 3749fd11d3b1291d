import type * as XRAY from '@aws-sdk/client-xray';
import { sdk } from '../collect/descriptor.ts';

const xray = sdk<typeof XRAY>('xray', 'XRayClient');

/**
 * How X-Ray seals traces in a region: always, under a key that it owns unless told otherwise. The ARN is ours.
 * https://docs.aws.amazon.com/xray/latest/devguide/xray-console-encryption.html
 */
export const encryption = xray
  .single('aws.xray.encryption', {
    service: 'xray',
    arn: 'arn:{partition}:xray:{region}:{account}:encryption-config',
  })
  .call('encryption', 'GetEncryptionConfig', () => ({}), {
    at: 'EncryptionConfig',
    members: { KeyId: true, Status: true, Type: true },
  })
  .depends({
    kmsKey: {
      stops: 'at-once',
      disabled: 'X-Ray takes no more traces, and those under the key cannot be read.',
      deleted: 'Traces under the key are lost for ever; they would be kept for 30 days.',
      page: 'https://docs.aws.amazon.com/xray/latest/devguide/xray-console-encryption.html',
    },
  })
  .fields((t) => ({
    ...t.sealed(({ encryption: { Type, KeyId } }) => (Type === 'NONE' ? 'aws-owned' : Type && KeyId)),
    status: t.enum(['ACTIVE', 'UPDATING'], ({ encryption: { Status } }) => Status),
  }));
