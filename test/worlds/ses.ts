import type { DescribeActiveReceiptRuleSetCommandOutput, ReceiptRule } from '@aws-sdk/client-ses';
import type {
  GetConfigurationSetCommandOutput,
  GetEmailIdentityCommandOutput,
  ListConfigurationSetsCommandOutput,
  ListEmailIdentitiesCommandOutput,
} from '@aws-sdk/client-sesv2';
import { keyArn, playKeys, REGION, refuses } from '../collectors/play.ts';
import type { World } from '../worlds.ts';

type Out<T> = Omit<T, '$metadata'>;

const identities: Readonly<Record<string, Out<GetEmailIdentityCommandOutput>>> = {
  'signed.example': { DkimAttributes: { SigningEnabled: true, Status: 'SUCCESS' } },
  'waiting.example': { DkimAttributes: { SigningEnabled: true, Status: 'PENDING' } },
  'off.example': { DkimAttributes: { SigningEnabled: false, Status: 'SUCCESS' } },
  'someone@else.example': { DkimAttributes: { SigningEnabled: false, Status: 'NOT_STARTED' } },
};

const rule = (Name: string, KmsKeyArn?: string, Enabled = true): ReceiptRule => ({
  Name,
  Enabled,
  Actions: [{ S3Action: { BucketName: 'mail', KmsKeyArn } }],
});
const ruleSets: Readonly<Record<string, Out<DescribeActiveReceiptRuleSetCommandOutput>>> = {
  [REGION]: {
    Metadata: { Name: 'main' },
    Rules: [rule('sealed', keyArn('good')), rule('clear'), rule('off', undefined, false), { Name: 'none' }],
  },
  'us-east-1': { Metadata: { Name: 'main' }, Rules: [rule('sealed', keyArn('good', 'us-east-1'))] },
  'eu-central-1': {},
};

export const world: World = {
  services: ['ses'],
  regions: [REGION, 'us-east-1', 'eu-central-1', 'us-west-2'],
  answers: {
    ...playKeys({ good: 'Enabled' }),
    'sesv2:ListEmailIdentities': (_input, region) =>
      ({
        EmailIdentities: (region === REGION ? [...Object.keys(identities), 'refused.example'] : []).map(
          (IdentityName) => ({ IdentityName, IdentityType: IdentityName.includes('@') ? 'EMAIL_ADDRESS' : 'DOMAIN' }),
        ),
      }) satisfies Out<ListEmailIdentitiesCommandOutput>,
    'sesv2:GetEmailIdentity': ({ EmailIdentity }) =>
      identities[String(EmailIdentity)] ?? refuses('AccessDeniedException'),
    'sesv2:ListConfigurationSets': (_input, region) =>
      ({
        ConfigurationSets: region === REGION ? ['strict', 'lax', 'silent'] : [],
      }) satisfies Out<ListConfigurationSetsCommandOutput>,
    'sesv2:GetConfigurationSet': ({ ConfigurationSetName }) =>
      ({
        ConfigurationSetName: String(ConfigurationSetName),
        DeliveryOptions:
          ConfigurationSetName === 'silent'
            ? undefined
            : { TlsPolicy: ConfigurationSetName === 'strict' ? 'REQUIRE' : 'OPTIONAL' },
      }) satisfies Out<GetConfigurationSetCommandOutput>,
    'ses:DescribeActiveReceiptRuleSet': (_input, region) => ruleSets[region] ?? refuses('AccessDenied'),
  },
};
