import { ok, type Reply, raw } from '../aws/server.ts';

export const IDENTITY = raw(
  200,
  `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>
  <Arn>arn:aws:iam::111122223333:user/ann</Arn><UserId>U</UserId><Account>111122223333</Account>
  </GetCallerIdentityResult></GetCallerIdentityResponse>`,
  'text/xml',
);
export const REGIONS = ok({
  Regions: [
    { RegionName: 'eu-west-1', RegionOptStatus: 'ENABLED_BY_DEFAULT' },
    { RegionName: 'me-south-1', RegionOptStatus: 'DISABLED' },
  ],
});
const metadata = (id: unknown) => ({
  KeyMetadata: {
    KeyId: id,
    KeyManager: 'CUSTOMER',
    KeyState: 'Enabled',
    KeySpec: 'SYMMETRIC_DEFAULT',
    KeyUsage: 'ENCRYPT_DECRYPT',
    Origin: 'AWS_KMS',
    CreationDate: 1_700_000_000,
  },
});
/** An account with one key, as it answers. */
export const KEYS: Readonly<Record<string, Reply>> = {
  GetCallerIdentity: IDENTITY,
  'POST /listRegions': REGIONS,
  ListKeys: ok({ Keys: [{ KeyId: 'k1', KeyArn: 'arn:aws:kms:eu-west-1:111122223333:key/k1' }], Truncated: false }),
  ListAliases: ok({ Aliases: [], Truncated: false }),
  DescribeCustomKeyStores: ok({ CustomKeyStores: [], Truncated: false }),
  DescribeKey: (response, asked, count) => ok(metadata(asked.input['KeyId']))(response, asked, count),
  GetKeyPolicy: ok({ Policy: '{"Version":"2012-10-17","Statement":[]}' }),
  GetKeyRotationStatus: ok({ KeyRotationEnabled: true }),
  ListGrants: ok({ Grants: [], Truncated: false }),
};
