import type * as FRAUD from '@aws-sdk/client-frauddetector';
import { sdk } from '../collect/descriptor.ts';
import { undocumented } from '../model/dependence.ts';

const frauddetector = sdk<typeof FRAUD>('frauddetector', 'FraudDetectorClient');

/**
 * One key for all that a region's detectors store; AWS gives this setting no ARN. `DEFAULT`, or nothing, is a key that
 * AWS owns: https://docs.aws.amazon.com/frauddetector/latest/ug/encryption-at-rest.html
 */
export const settings = frauddetector
  .single('aws.frauddetector.settings', {
    service: 'frauddetector',
    arn: 'arn:{partition}:frauddetector:{region}:{account}:settings',
  })
  .pages('detectors', 'GetDetectors', () => ({}), {
    items: 'detectors',
    paging: { token: ['nextToken', 'nextToken'], size: ['maxResults', 10] },
    members: { detectorId: true },
  })
  .call('encryption', 'GetKMSEncryptionKey', () => ({}), {
    when: ({ detectors }) => detectors.length > 0,
    members: { kmsKey: { kmsEncryptionKeyArn: true } },
  })
  .depends({
    kmsKey: undocumented(
      'events, models and variables',
      'https://docs.aws.amazon.com/frauddetector/latest/ug/encryption-at-rest.html',
    ),
  })
  .fields((t) => ({
    inUse: t.bool(({ detectors }) => detectors.length > 0),
    // without detectors it stores nothing, and its key is not asked for
    ...t.sealed((answers) => {
      const key = answers.detectors.length > 0 ? answers.encryption.kmsKey?.kmsEncryptionKeyArn : undefined;
      return key === undefined || key === 'DEFAULT' ? 'aws-owned' : key;
    }),
  }));
