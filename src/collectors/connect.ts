import type * as CONNECT from '@aws-sdk/client-connect';
import type * as CAMPAIGNS from '@aws-sdk/client-connectcampaignsv2';
import { sdk } from '../collect/descriptor.ts';
import { undocumented, writing } from '../model/dependence.ts';

const connect = sdk<typeof CONNECT>('connect', 'ConnectClient');
const campaigns = sdk<typeof CAMPAIGNS>('connectcampaignsv2', 'ConnectCampaignsV2Client', {
  prefix: 'connect-campaigns',
});

interface Encryption {
  readonly KeyId: string | undefined;
}
interface Storage {
  readonly S3Config?: { readonly EncryptionConfig?: Encryption | undefined } | undefined;
  readonly KinesisVideoStreamConfig?: { readonly EncryptionConfig: Encryption | undefined } | undefined;
}

/** "" = no KMS key is named, and the bucket's default decides. */
const keyOf = ({ S3Config, KinesisVideoStreamConfig }: Storage): string =>
  (S3Config ?? KinesisVideoStreamConfig)?.EncryptionConfig?.KeyId ?? '';

type Seal = 'none' | 'plain' | 'encrypted';
const sealOf = (stores: readonly Storage[]): Seal =>
  stores.length === 0 ? 'none' : stores.every((store) => keyOf(store) !== '') ? 'encrypted' : 'plain';

/** Where an instance stores: nowhere, somewhere without a KMS key, or all of it under one. */
const SEALS = ['none', 'plain', 'encrypted'] as const;

/** No size of page is asked for: AWS takes 10 at most here, more than an instance has. */
const STORAGE = {
  items: 'StorageConfigs',
  paging: { token: ['NextToken', 'NextToken'] },
  members: {
    S3Config: { EncryptionConfig: { KeyId: true } },
    KinesisVideoStreamConfig: { EncryptionConfig: { KeyId: true } },
  },
} as const;

interface Instance {
  readonly item: { readonly Id?: string | undefined };
}
const storage =
  (ResourceType: CONNECT.InstanceStorageResourceType) =>
  ({ item }: Instance) => ({ InstanceId: item.Id, ResourceType });

/**
 * Instances, and where each stores what of its contacts.
 * https://docs.aws.amazon.com/connect/latest/APIReference/API_ListInstanceStorageConfigs.html
 */
export const instance = connect
  .list(
    'aws.connect.instance',
    'ListInstances',
    {
      items: 'InstanceSummaryList',
      paging: { token: ['NextToken', 'NextToken'], size: ['MaxResults', 10] },
      members: { Id: true, Arn: true },
    },
    {
      service: 'connect',
      arn: 'arn:{partition}:connect:{region}:{account}:instance/{id}',
      id: ({ item }) => item.Arn ?? item.Id,
    },
  )
  .pages('attachments', 'ListInstanceStorageConfigs', storage('ATTACHMENTS'), STORAGE)
  .pages('callRecordings', 'ListInstanceStorageConfigs', storage('CALL_RECORDINGS'), STORAGE)
  .pages('chatTranscripts', 'ListInstanceStorageConfigs', storage('CHAT_TRANSCRIPTS'), STORAGE)
  .pages('reports', 'ListInstanceStorageConfigs', storage('SCHEDULED_REPORTS'), STORAGE)
  .pages('mediaStreams', 'ListInstanceStorageConfigs', storage('MEDIA_STREAMS'), STORAGE)
  .pages('screenRecordings', 'ListInstanceStorageConfigs', storage('SCREEN_RECORDINGS'), STORAGE)
  .via(campaigns)
  .call('campaigns', 'GetConnectInstanceConfig', ({ item }) => ({ connectInstanceId: item.Id }), {
    at: 'connectInstanceConfig',
    none: ['ResourceNotFoundException'],
    members: { encryptionConfig: { enabled: true, keyArn: true } },
  })
  .depends({
    storageKeys: writing(
      'recordings, transcripts and reports',
      'https://docs.aws.amazon.com/connect/latest/adminguide/encryption-at-rest.html',
    ),
    campaignKey: undocumented(
      'data of outbound campaigns',
      'https://docs.aws.amazon.com/connect/latest/adminguide/encryption-at-rest.html',
    ),
  })
  .fields((t) => ({
    attachments: t.enum(SEALS, ({ attachments }) => sealOf(attachments)),
    callRecordings: t.enum(SEALS, ({ callRecordings }) => sealOf(callRecordings)),
    chatTranscripts: t.enum(SEALS, ({ chatTranscripts }) => sealOf(chatTranscripts)),
    reports: t.enum(SEALS, ({ reports }) => sealOf(reports)),
    mediaStreams: t.enum(SEALS, ({ mediaStreams }) => sealOf(mediaStreams)),
    screenRecordings: t.enum(SEALS, ({ screenRecordings }) => sealOf(screenRecordings)),
    storageKeys: t.links('aws.kms.key', ['state', 'manager'], (answers) => [
      ...new Set(
        [
          answers.attachments,
          answers.callRecordings,
          answers.chatTranscripts,
          answers.reports,
          answers.mediaStreams,
          answers.screenRecordings,
        ].flatMap((stores) => stores.map(keyOf).filter((key) => key !== '')),
      ),
    ]),
    hasCampaigns: t.bool(({ campaigns: found }) => found !== undefined),
    campaignKey: t.link('aws.kms.key', ['state', 'manager'], ({ campaigns: found }) =>
      found?.encryptionConfig?.enabled ? (found.encryptionConfig.keyArn ?? '') : '',
    ),
    // "whether encryption is done using a customer managed key or an AWS owned key": API_EncryptionConfig
    campaignCustody: t.custody(({ campaigns: found }) =>
      found?.encryptionConfig?.enabled && found.encryptionConfig.keyArn ? { ofLink: 'campaignKey' } : 'aws-owned',
    ),
  }));
