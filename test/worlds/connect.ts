import type { ListInstanceStorageConfigsCommandOutput, ListInstancesCommandOutput } from '@aws-sdk/client-connect';
import type { GetConnectInstanceConfigCommandOutput } from '@aws-sdk/client-connectcampaignsv2';
import type { GetDomainCommandOutput, ListDomainsCommandOutput } from '@aws-sdk/client-customer-profiles';
import type { ListAssistantsCommandOutput } from '@aws-sdk/client-qconnect';
import { ACCOUNT, keyArn, playKeys, REGION, refuses } from '../collectors/play.ts';
import type { World } from '../worlds.ts';

type Out<T> = Omit<T, '$metadata'>;
const AT = new Date('2026-01-01T00:00:00Z');
const encrypted = { EncryptionConfig: { EncryptionType: 'KMS' as const, KeyId: keyArn('own') } };
const s3 = (more: object) => ({
  StorageType: 'S3' as const,
  S3Config: { BucketName: 'contacts', BucketPrefix: 'x', ...more },
});
const stream = (KeyId: string) => ({
  StorageType: 'KINESIS_VIDEO_STREAM' as const,
  KinesisVideoStreamConfig: {
    Prefix: 'x',
    RetentionPeriodHours: 24,
    EncryptionConfig: { EncryptionType: 'KMS' as const, KeyId },
  },
});

/** What each instance stores, and how: under a key, without one (one of two is enough), or not at all. */
const STORES: Readonly<Record<string, (type: unknown) => object[]>> = {
  sealed: (type) => [type === 'MEDIA_STREAMS' ? stream(keyArn('own')) : s3(encrypted)],
  plain: (type) => (type === 'MEDIA_STREAMS' ? [stream('')] : [s3(encrypted), s3({})]),
  empty: () => [],
};

const instances = {
  InstanceSummaryList: [...Object.keys(STORES), 'denied'].map((name) => ({
    Id: name,
    Arn: `arn:aws:connect:${REGION}:${ACCOUNT}:instance/${name}`,
    InstanceAlias: name,
  })),
} satisfies Out<ListInstancesCommandOutput>;

const campaignsOf = (connectInstanceId: string) =>
  ({
    connectInstanceConfig: {
      connectInstanceId,
      serviceLinkedRoleArn: 'r',
      encryptionConfig:
        connectInstanceId === 'sealed'
          ? { enabled: true, encryptionType: 'KMS', keyArn: keyArn('own') }
          : { enabled: false },
    },
  }) satisfies Out<GetConnectInstanceConfigCommandOutput>;

const domains = {
  Items: ['default', 'own'].map((DomainName) => ({ DomainName, CreatedAt: AT, LastUpdatedAt: AT })),
} satisfies Out<ListDomainsCommandOutput>;

const assistants = {
  assistantSummaries: ['default', 'own'].map((name) => ({
    assistantId: name,
    assistantArn: `arn:aws:wisdom:${REGION}:${ACCOUNT}:assistant/${name}`,
    name,
    type: 'AGENT' as const,
    status: 'ACTIVE' as const,
    ...(name === 'own' ? { serverSideEncryptionConfiguration: { kmsKeyId: keyArn('own') } } : {}),
  })),
} satisfies Out<ListAssistantsCommandOutput>;

export const world: World = {
  services: ['connect'],
  regions: [REGION],
  answers: {
    ...playKeys({ own: 'Enabled' }),
    'connect:ListInstances': instances,
    'connect:ListInstanceStorageConfigs': ({ InstanceId, ResourceType }) => {
      const stores = STORES[String(InstanceId)];
      if (!stores) return refuses('AccessDeniedException');
      return { StorageConfigs: stores(ResourceType) } as Out<ListInstanceStorageConfigsCommandOutput>;
    },
    'connectcampaignsv2:GetConnectInstanceConfig': ({ connectInstanceId: id }) =>
      id === 'empty' ? refuses('ResourceNotFoundException') : campaignsOf(String(id)),
    'customer-profiles:ListDomains': domains,
    'customer-profiles:GetDomain': ({ DomainName }) =>
      ({
        DomainName: String(DomainName),
        CreatedAt: AT,
        LastUpdatedAt: AT,
        ...(DomainName === 'own' ? { DefaultEncryptionKey: keyArn('own') } : {}),
      }) satisfies Out<GetDomainCommandOutput>,
    'qconnect:ListAssistants': assistants,
  },
};
