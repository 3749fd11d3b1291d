import type * as SITEWISE from '@aws-sdk/client-iotsitewise';
import { sdk } from '../collect/descriptor.ts';
import { undocumented } from '../model/dependence.ts';

const iotsitewise = sdk<typeof SITEWISE>('iotsitewise', 'IoTSiteWiseClient');

/**
 * One setting a region, which every account has; AWS gives it no ARN. SiteWise's own encryption is by a key that AWS owns:
 * https://docs.aws.amazon.com/iot-sitewise/latest/userguide/encryption-at-rest.html
 */
export const encryption = iotsitewise
  .single('aws.iotsitewise.encryption', {
    service: 'iotsitewise',
    arn: 'arn:{partition}:iotsitewise:{region}:{account}:default-encryption-configuration',
  })
  .call('configuration', 'DescribeDefaultEncryptionConfiguration', () => ({}), {
    required: ['encryptionType'],
    members: { encryptionType: true, kmsKeyArn: true },
  })
  .depends({
    kmsKey: undocumented(
      'asset models and values',
      'https://docs.aws.amazon.com/iot-sitewise/latest/userguide/encryption-at-rest.html',
    ),
  })
  .fields((t) => ({
    ...t.sealed(({ configuration }) =>
      configuration.encryptionType === 'KMS_BASED_ENCRYPTION' ? configuration.kmsKeyArn : 'aws-owned',
    ),
  }));
