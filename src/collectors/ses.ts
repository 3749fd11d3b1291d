import type * as SES from '@aws-sdk/client-ses';
import type * as SESV2 from '@aws-sdk/client-sesv2';
import { sdk } from '../collect/descriptor.ts';
import { tagMap } from './tags.ts';

const ses = sdk<typeof SES>('ses', 'SESClient');
const sesv2 = sdk<typeof SESV2>('sesv2', 'SESv2Client', { prefix: 'ses' });

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_GetEmailIdentity.html */
export const identity = sesv2
  .list(
    'aws.ses.identity',
    'ListEmailIdentities',
    {
      items: 'EmailIdentities',
      paging: { token: ['NextToken', 'NextToken'], size: ['PageSize', 1000] },
      members: { IdentityName: true, IdentityType: true },
    },
    {
      service: 'ses',
      arn: 'arn:{partition}:ses:{region}:{account}:identity/{id}',
      id: ({ item }) => item.IdentityName,
    },
  )
  .call('identity', 'GetEmailIdentity', ({ item }) => ({ EmailIdentity: item.IdentityName }), {
    required: ['DkimAttributes'],
    members: {
      DkimAttributes: { SigningEnabled: true, Status: true, CurrentSigningKeyLength: true },
      Tags: { Key: true, Value: true },
    },
  })
  .fields((t) => ({
    type: t.enum(['DOMAIN', 'EMAIL_ADDRESS', 'MANAGED_DOMAIN'], ({ item }) => item.IdentityType),
    dkimEnabled: t.bool(({ identity: { DkimAttributes } }) => DkimAttributes?.SigningEnabled),
    dkimStatus: t.enum(
      ['SUCCESS', 'PENDING', 'FAILED', 'TEMPORARY_FAILURE', 'NOT_STARTED'],
      ({ identity: { DkimAttributes } }) => DkimAttributes?.Status,
    ),
    tags: t.map(({ identity }) => tagMap(identity.Tags)),
  }));

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_DeliveryOptions.html */
export const configurationSet = sesv2
  .list(
    'aws.ses.configuration-set',
    'ListConfigurationSets',
    {
      items: 'ConfigurationSets',
      paging: { token: ['NextToken', 'NextToken'], size: ['PageSize', 1000] },
      members: {},
      one: (id) => ({ item: id.slice(id.lastIndexOf('/') + 1) }),
    },
    {
      service: 'ses',
      arn: 'arn:{partition}:ses:{region}:{account}:configuration-set/{id}',
      id: ({ item }) => item,
    },
  )
  .call('set', 'GetConfigurationSet', ({ item }) => ({ ConfigurationSetName: item }), {
    required: ['ConfigurationSetName'],
    members: { DeliveryOptions: { TlsPolicy: true }, Tags: { Key: true, Value: true } },
  })
  .fields((t) => ({
    // "OPTIONAL: messages can be delivered in plain text if a TLS connection can't be established"; that is the default.
    tlsPolicy: t.enum(['REQUIRE', 'OPTIONAL'], ({ set }) => set.DeliveryOptions?.TlsPolicy ?? 'OPTIONAL'),
    tags: t.map(({ set }) => tagMap(set.Tags)),
  }));

interface ReceiptRule {
  readonly Name?: string | undefined;
  readonly Enabled?: boolean | undefined;
  readonly Actions?:
    | readonly { readonly S3Action?: { readonly KmsKeyArn?: string | undefined } | undefined }[]
    | undefined;
}

const storesOf = (rule: ReceiptRule) =>
  (rule.Enabled ? (rule.Actions ?? []) : []).flatMap(({ S3Action }) =>
    S3Action ? [{ rule: rule.Name ?? '', key: S3Action.KmsKeyArn ?? '' }] : [],
  );

/**
 * The active receipt rule set of a region; one where SES receives nothing has no rules. SES encrypts mail before it gives
 * it to S3, under the key that the action names, or not at all. The ARN is ours: AWS gives the set none.
 * https://docs.aws.amazon.com/ses/latest/APIReference/API_S3Action.html
 */
export const receiptRules = ses
  .single('aws.ses.receipt-rules', {
    service: 'ses',
    arn: 'arn:{partition}:ses:{region}:{account}:active-receipt-rule-set',
  })
  .call('active', 'DescribeActiveReceiptRuleSet', () => ({}), {
    members: {
      Rules: { Name: true, Enabled: true, Actions: { S3Action: { BucketName: true, KmsKeyArn: true } } },
    },
  })
  .depends({
    keys: {
      stops: 'at-once',
      disabled: 'Mail is no longer stored by these actions.',
      deleted: 'Mail that was stored under the key is lost for ever, and no more is stored.',
      page: 'https://docs.aws.amazon.com/ses/latest/dg/receiving-email-action-s3.html',
    },
  })
  .fields((t) => ({
    storingRules: t.strings(({ active }) => (active.Rules ?? []).flatMap(storesOf).map(({ rule }) => rule)),
    clearRules: t.strings(({ active }) =>
      (active.Rules ?? [])
        .flatMap(storesOf)
        .filter(({ key }) => key === '')
        .map(({ rule }) => rule),
    ),
    keys: t.links('aws.kms.key', ['state', 'manager'], ({ active }) => [
      ...new Set((active.Rules ?? []).flatMap(storesOf).flatMap(({ key }) => (key === '' ? [] : [key]))),
    ]),
  }));
