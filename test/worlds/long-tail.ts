import type { GetAccountStatusCommandOutput, GetSettingsCommandOutput } from '@aws-sdk/client-auditmanager';
import type { ListJobsCommandOutput } from '@aws-sdk/client-databrew';
import type {
  DescribeDatasetCommandOutput,
  ListDatasetsCommandOutput,
  ListForecastExportJobsCommandOutput,
} from '@aws-sdk/client-forecast';
import type { GetDetectorsCommandOutput, GetKMSEncryptionKeyCommandOutput } from '@aws-sdk/client-frauddetector';
import type {
  DescribePublishingDestinationCommandOutput,
  ListDetectorsCommandOutput,
  ListPublishingDestinationsCommandOutput,
} from '@aws-sdk/client-guardduty';
import type { ListFHIRDatastoresCommandOutput } from '@aws-sdk/client-healthlake';
import type { DescribeDefaultEncryptionConfigurationCommandOutput } from '@aws-sdk/client-iotsitewise';
import type { DescribeIndexCommandOutput, ListIndicesCommandOutput } from '@aws-sdk/client-kendra';
import type {
  DescribeBotAliasCommandOutput,
  ListBotAliasesCommandOutput,
  ListBotsCommandOutput,
} from '@aws-sdk/client-lex-models-v2';
import type {
  DescribeGeofenceCollectionCommandOutput,
  DescribeTrackerCommandOutput,
  ListGeofenceCollectionsCommandOutput,
  ListTrackersCommandOutput,
} from '@aws-sdk/client-location';
import type {
  GetMemberCommandOutput,
  ListMembersCommandOutput,
  ListNetworksCommandOutput,
} from '@aws-sdk/client-managedblockchain';
import type { ListDataSourcesCommandOutput } from '@aws-sdk/client-quicksight';
import type { ListTextTranslationJobsCommandOutput } from '@aws-sdk/client-translate';
import { ACCOUNT, keyArn, playKeys, REGION, refuses } from '../collectors/play.ts';
import type { World } from '../worlds.ts';

type Out<T> = Omit<T, '$metadata'>;
type Input = Readonly<Record<string, unknown>>;
const AT = new Date('2026-01-01T00:00:00Z');
const arn = (service: string, resource: string): string => `arn:aws:${service}:${REGION}:${ACCOUNT}:${resource}`;

/** Everything there is twice: `own` names a key of the account, `default` names none. */
const NAMES = ['default', 'own'] as const;
const isOwn = (name: unknown): boolean => String(name).endsWith('own');
const ifOwn = <T>(name: unknown, key: T): T | object => (isOwn(name) ? key : {});

/** Where the account has all this, another region with settings at their defaults, and one with nothing. */
const DEFAULTS = 'eu-west-2';
const NOTHING = 'us-east-1';

const here =
  <T extends object>(answer: (input: Input) => T, empty: object) =>
  (input: Input, region: string): object =>
    region === REGION ? answer(input) : empty;

const geofences = {
  'location:ListGeofenceCollections': here(
    () =>
      ({
        Entries: NAMES.map((CollectionName) => ({ CollectionName, Description: '', CreateTime: AT, UpdateTime: AT })),
      }) satisfies Out<ListGeofenceCollectionsCommandOutput>,
    { Entries: [] },
  ),
  'location:DescribeGeofenceCollection': ({ CollectionName: name }: Input) =>
    ({
      CollectionName: String(name),
      CollectionArn: arn('geo', `geofence-collection/${name}`),
      Description: '',
      CreateTime: AT,
      UpdateTime: AT,
      ...ifOwn(name, { KmsKeyId: keyArn('own') }),
    }) satisfies Out<DescribeGeofenceCollectionCommandOutput>,
  'location:ListTrackers': here(
    () =>
      ({
        Entries: [...NAMES, 'denied'].map((TrackerName) => ({
          TrackerName,
          Description: '',
          CreateTime: AT,
          UpdateTime: AT,
        })),
      }) satisfies Out<ListTrackersCommandOutput>,
    { Entries: [] },
  ),
  'location:DescribeTracker': ({ TrackerName: name }: Input) =>
    name === 'denied'
      ? refuses('AccessDeniedException')
      : ({
          TrackerName: String(name),
          TrackerArn: arn('geo', `tracker/${name}`),
          Description: '',
          CreateTime: AT,
          UpdateTime: AT,
          ...ifOwn(name, { KmsKeyId: keyArn('own') }),
        } satisfies Out<DescribeTrackerCommandOutput>),
};

const kendra = {
  'kendra:ListIndices': here(
    () =>
      ({
        IndexConfigurationSummaryItems: NAMES.map((Name) => ({
          Id: `id-${Name}`,
          Name,
          CreatedAt: AT,
          UpdatedAt: AT,
          Status: 'ACTIVE' as const,
        })),
      }) satisfies Out<ListIndicesCommandOutput>,
    { IndexConfigurationSummaryItems: [] },
  ),
  'kendra:DescribeIndex': ({ Id }: Input) =>
    ({
      Id: String(Id),
      ...ifOwn(Id, { ServerSideEncryptionConfiguration: { KmsKeyId: 'own' } }),
    }) satisfies Out<DescribeIndexCommandOutput>,
};

const audioLog = (enabled: boolean, key: object) => ({
  conversationLogSettings: {
    audioLogSettings: [
      { enabled, destination: { s3Bucket: { s3BucketArn: 'arn:aws:s3:::audio', logPrefix: 'x', ...key } } },
    ],
  },
});
const ALIASES: Readonly<Record<string, Partial<DescribeBotAliasCommandOutput>>> = {
  silent: {},
  off: audioLog(false, {}),
  default: audioLog(true, {}),
  own: audioLog(true, { kmsKeyArn: keyArn('own') }),
  'aws-managed': audioLog(true, { kmsKeyArn: keyArn('aws/s3') }),
};
const lex = {
  'lex-models-v2:ListBots': here(
    () =>
      ({
        botSummaries: ['bot', 'gone', 'shut'].map((botName) => ({ botId: botName, botName })),
      }) satisfies Out<ListBotsCommandOutput>,
    { botSummaries: [] },
  ),
  'lex-models-v2:ListBotAliases': ({ botId }: Input) =>
    botId === 'bot'
      ? ({
          botAliasSummaries: Object.keys(ALIASES).map((name) => ({ botAliasId: name, botAliasName: name })),
        } satisfies Out<ListBotAliasesCommandOutput>)
      : refuses(botId === 'gone' ? 'ResourceNotFoundException' : 'AccessDeniedException'),
  'lex-models-v2:DescribeBotAlias': ({ botAliasId }: Input) =>
    ({
      botAliasId: String(botAliasId),
      ...ALIASES[String(botAliasId)],
    }) satisfies Out<DescribeBotAliasCommandOutput>,
};

const quicksight = {
  'quicksight:ListDataSources': ({ AwsAccountId }: Input, region: string) =>
    region === REGION && AwsAccountId === ACCOUNT
      ? ({
          DataSources: [
            { Name: 'athena', Type: 'ATHENA' as const },
            { Name: 'on', Type: 'MYSQL' as const, SslProperties: { DisableSsl: false } },
            { Name: 'off', Type: 'MYSQL' as const, SslProperties: { DisableSsl: true } },
          ].map((source) => ({
            ...source,
            Arn: arn('quicksight', `datasource/${source.Name}`),
            DataSourceId: source.Name,
          })),
        } satisfies Out<ListDataSourcesCommandOutput>)
      : refuses('ResourceNotFoundException'),
};

const guardduty = {
  'guardduty:ListDetectors': here(() => ({ DetectorIds: ['d1'] }) satisfies Out<ListDetectorsCommandOutput>, {
    DetectorIds: [],
  }),
  'guardduty:ListPublishingDestinations': {
    Destinations: ['own', 'aws-managed'].map((DestinationId) => ({
      DestinationId,
      DestinationType: 'S3' as const,
      Status: 'PUBLISHING' as const,
    })),
  } satisfies Out<ListPublishingDestinationsCommandOutput>,
  'guardduty:DescribePublishingDestination': ({ DestinationId }: Input) =>
    ({
      DestinationId: String(DestinationId),
      DestinationType: 'S3',
      Status: 'PUBLISHING',
      PublishingFailureStartTimestamp: 0,
      DestinationProperties: {
        DestinationArn: 'arn:aws:s3:::findings/prefix',
        KmsKeyArn: keyArn(isOwn(DestinationId) ? 'own' : 'aws/s3'),
      },
    }) satisfies Out<DescribePublishingDestinationCommandOutput>,
};

const healthlake = {
  'healthlake:ListFHIRDatastores': here(
    () =>
      ({
        DatastorePropertiesList: [
          { name: 'default' },
          { name: 'aws', encryption: { CmkType: 'AWS_OWNED_KMS_KEY' as const } },
          { name: 'own', encryption: { CmkType: 'CUSTOMER_MANAGED_KMS_KEY' as const, KmsKeyId: keyArn('own') } },
          { name: 'deleted', status: 'DELETED' as const },
        ].map(({ name, encryption, status = 'ACTIVE' as const }) => ({
          DatastoreId: name,
          DatastoreArn: arn('healthlake', `datastore/fhir/${name}`),
          DatastoreName: name,
          DatastoreStatus: status,
          DatastoreTypeVersion: 'R4' as const,
          DatastoreEndpoint: 'https://healthlake.eu-west-1.amazonaws.com/x',
          ...(encryption ? { SseConfiguration: { KmsEncryptionConfig: encryption } } : {}),
        })),
      }) satisfies Out<ListFHIRDatastoresCommandOutput>,
    { DatastorePropertiesList: [] },
  ),
};

const blockchain = {
  'managedblockchain:ListNetworks': here(
    () =>
      ({
        Networks: [
          { Id: 'n-fabric', Name: 'fabric', Framework: 'HYPERLEDGER_FABRIC' as const },
          { Id: 'n-ethereum', Name: 'ethereum', Framework: 'ETHEREUM' as const },
        ],
      }) satisfies Out<ListNetworksCommandOutput>,
    { Networks: [] },
  ),
  'managedblockchain:ListMembers': ({ NetworkId, IsOwned }: Input) =>
    NetworkId === 'n-fabric' && IsOwned
      ? ({ Members: NAMES.map((Name) => ({ Id: Name, Name })) } satisfies Out<ListMembersCommandOutput>)
      : refuses('InvalidRequestException'),
  'managedblockchain:GetMember': ({ MemberId }: Input) =>
    ({
      Member: { KmsKeyArn: isOwn(MemberId) ? keyArn('own') : 'AWS Owned KMS Key' },
    }) satisfies Out<GetMemberCommandOutput>,
};

const settings = {
  'auditmanager:GetAccountStatus': (_input: Input, region: string) =>
    ({ status: region === NOTHING ? 'INACTIVE' : 'ACTIVE' }) satisfies Out<GetAccountStatusCommandOutput>,
  'auditmanager:GetSettings': (_input: Input, region: string) =>
    region === NOTHING
      ? refuses('AccessDeniedException')
      : ({
          settings: { kmsKey: region === DEFAULTS ? 'DEFAULT' : keyArn('own') },
        } satisfies Out<GetSettingsCommandOutput>),
  'frauddetector:GetDetectors': (_input: Input, region: string) =>
    ({ detectors: region === NOTHING ? [] : [{ detectorId: 'd' }] }) satisfies Out<GetDetectorsCommandOutput>,
  'frauddetector:GetKMSEncryptionKey': (_input: Input, region: string) =>
    ({
      kmsKey: { kmsEncryptionKeyArn: region === DEFAULTS ? 'DEFAULT' : keyArn('own') },
    }) satisfies Out<GetKMSEncryptionKeyCommandOutput>,
  'iotsitewise:DescribeDefaultEncryptionConfiguration': (_input: Input, region: string) =>
    region === NOTHING
      ? refuses('AccessDeniedException')
      : ({
          ...(region === REGION
            ? { encryptionType: 'KMS_BASED_ENCRYPTION' as const, kmsKeyArn: keyArn('own') }
            : { encryptionType: 'SITEWISE_DEFAULT_ENCRYPTION' as const }),
          configurationStatus: { state: 'ACTIVE' },
        } satisfies Out<DescribeDefaultEncryptionConfigurationCommandOutput>),
};

const jobs = {
  'databrew:ListJobs': here(
    () =>
      ({
        Jobs: [
          { Name: 'default' },
          { Name: 'sse-s3', EncryptionMode: 'SSE-S3' as const },
          { Name: 'aws-managed', EncryptionMode: 'SSE-KMS' as const },
          { Name: 'own', EncryptionMode: 'SSE-KMS' as const, EncryptionKeyArn: keyArn('own') },
        ],
      }) satisfies Out<ListJobsCommandOutput>,
    { Jobs: [] },
  ),
  'translate:ListTextTranslationJobs': here(
    () =>
      ({
        TextTranslationJobPropertiesList: NAMES.map((JobName) => ({
          JobId: JobName,
          JobName,
          OutputDataConfig: {
            S3Uri: 's3://translated/x',
            ...(isOwn(JobName) ? { EncryptionKey: { Type: 'KMS' as const, Id: keyArn('own') } } : {}),
          },
        })),
      }) satisfies Out<ListTextTranslationJobsCommandOutput>,
    { TextTranslationJobPropertiesList: [] },
  ),
  'forecast:ListDatasets': here(
    () =>
      ({
        Datasets: NAMES.map((DatasetName) => ({
          DatasetArn: arn('forecast', `dataset/${DatasetName}`),
          DatasetName,
        })),
      }) satisfies Out<ListDatasetsCommandOutput>,
    { Datasets: [] },
  ),
  'forecast:DescribeDataset': ({ DatasetArn }: Input) =>
    ({
      DatasetArn: String(DatasetArn),
      ...ifOwn(DatasetArn, { EncryptionConfig: { RoleArn: 'r', KMSKeyArn: keyArn('own') } }),
    }) satisfies Out<DescribeDatasetCommandOutput>,
  'forecast:ListForecastExportJobs': here(
    () =>
      ({
        ForecastExportJobs: NAMES.map((name) => ({
          ForecastExportJobArn: arn('forecast', `forecast-export-job/x/${name}`),
          ForecastExportJobName: name,
          Destination: {
            S3Config: { Path: 's3://forecasts/x', RoleArn: 'r', ...ifOwn(name, { KMSKeyArn: keyArn('own') }) },
          },
        })),
      }) satisfies Out<ListForecastExportJobsCommandOutput>,
    { ForecastExportJobs: [] },
  ),
};

/** Services of one or two types each, all with the same question: who holds the key. */
export const world: World = {
  services: [
    'auditmanager',
    'databrew',
    'forecast',
    'frauddetector',
    'guardduty',
    'healthlake',
    'iotsitewise',
    'kendra',
    'lex',
    'location',
    'managedblockchain',
    'quicksight',
    'translate',
  ],
  regions: [REGION, DEFAULTS, NOTHING],
  answers: {
    ...playKeys({ own: 'Enabled', 'aws/s3': 'Enabled' }),
    ...geofences,
    ...kendra,
    ...lex,
    ...quicksight,
    ...guardduty,
    ...healthlake,
    ...blockchain,
    ...settings,
    ...jobs,
  },
};
