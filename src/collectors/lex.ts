import type * as LEX from '@aws-sdk/client-lex-models-v2';
import { sdk } from '../collect/descriptor.ts';
import { writing } from '../model/dependence.ts';
import { outputKey } from './output-key.ts';

const lex = sdk<typeof LEX>('lex-models-v2', 'LexModelsV2Client', { prefix: 'lex' });

const PAGES = { token: ['nextToken', 'nextToken'], size: ['maxResults', 1000] } as const;

export const bot = lex
  .list(
    'aws.lex.bot',
    'ListBots',
    { items: 'botSummaries', paging: PAGES, members: { botId: true, botName: true } },
    { service: 'lex', arn: 'arn:{partition}:lex:{region}:{account}:bot/{id}', id: ({ item }) => item.botId },
  )
  .named(({ item }) => item.botName)
  .fields(() => ({}));

interface AudioLog {
  readonly enabled: boolean | undefined;
  readonly destination: { readonly s3Bucket: { readonly kmsKeyArn?: string | undefined } | undefined } | undefined;
}

/** An alias has one audio log at most. */
const audioLogIn = (settings: { readonly audioLogSettings?: readonly AudioLog[] | undefined } | undefined) =>
  settings?.audioLogSettings?.find(({ enabled }) => enabled === true);

/** Aliases and their conversation logs. https://docs.aws.amazon.com/lexv2/latest/APIReference/API_DescribeBotAlias.html */
export const botAlias = lex
  .listEach(
    'aws.lex.bot-alias',
    'ListBotAliases',
    {
      of: bot,
      input: ({ botId }) => ({ botId }),
      items: 'botAliasSummaries',
      paging: PAGES,
      members: { botAliasId: true, botAliasName: true },
      none: ['ResourceNotFoundException'],
    },
    {
      service: 'lex',
      arn: 'arn:{partition}:lex:{region}:{account}:bot-alias/{id}',
      id: ({ item, parent }) => `${parent.botId}/${item.botAliasId}`,
    },
  )
  .call('details', 'DescribeBotAlias', ({ item, parent }) => ({ botId: parent.botId, botAliasId: item.botAliasId }), {
    required: ['botAliasId'],
    members: {
      conversationLogSettings: {
        audioLogSettings: { enabled: true, destination: { s3Bucket: { kmsKeyArn: true } } },
      },
    },
  })
  .named(({ item, parent }) => `${parent.botName}/${item.botAliasName}`)
  .depends({
    kmsKey: writing(
      'audio logs of conversations',
      'https://docs.aws.amazon.com/lexv2/latest/APIReference/API_S3BucketLogDestination.html',
    ),
  })
  .fields((t) => ({
    logsAudio: t.bool(({ details }) => audioLogIn(details.conversationLogSettings) !== undefined),
    ...outputKey(
      t,
      ({ details }) => audioLogIn(details.conversationLogSettings)?.destination?.s3Bucket?.kmsKeyArn ?? '',
    ),
  }));
