import type * as AGENT from '@aws-sdk/client-bedrock-agent';
import { sdk } from '../collect/descriptor.ts';
import { loggingIn, undocumented } from '../model/dependence.ts';

const bedrockAgent = sdk<typeof AGENT>('bedrock-agent', 'BedrockAgentClient', { prefix: 'bedrock' });

const PAGES = { token: ['nextToken', 'nextToken'], size: ['maxResults', 1000] } as const;

/** What the account does not seal AWS does, with a key that AWS owns: https://docs.aws.amazon.com/bedrock/latest/userguide/data-encryption.html */
const DEFAULT = 'aws-owned';

/** Of sources that are logged in to. */
const SECRET = { credentialsSecretArn: true } as const;

export const agent = bedrockAgent
  .list(
    'aws.bedrock.agent',
    'ListAgents',
    { items: 'agentSummaries', paging: PAGES, members: { agentId: true, agentName: true } },
    {
      service: 'bedrock',
      arn: 'arn:{partition}:bedrock:{region}:{account}:agent/{id}',
      id: ({ item }) => item.agentId,
    },
  )
  .call('agent', 'GetAgent', ({ item }) => ({ agentId: item.agentId }), {
    at: 'agent',
    members: { customerEncryptionKeyArn: true },
  })
  .named(({ item }) => item.agentName)
  .depends({
    kmsKey: undocumented(
      'the configuration and sessions of agents',
      'https://docs.aws.amazon.com/bedrock/latest/userguide/data-encryption.html',
    ),
  })
  .fields((t) => ({ ...t.sealed(({ agent: found }) => found.customerEncryptionKeyArn ?? DEFAULT) }));

export const knowledgeBase = bedrockAgent
  .list(
    'aws.bedrock.knowledge-base',
    'ListKnowledgeBases',
    { items: 'knowledgeBaseSummaries', paging: PAGES, members: { knowledgeBaseId: true, name: true } },
    {
      service: 'bedrock',
      arn: 'arn:{partition}:bedrock:{region}:{account}:knowledge-base/{id}',
      id: ({ item }) => item.knowledgeBaseId,
    },
  )
  .named(({ item }) => item.name)
  .fields(() => ({}));

/**
 * The key is that of the transient copy made while a source is taken in. AWS gives data sources no ARN; this one is ours.
 * https://docs.aws.amazon.com/bedrock/latest/userguide/encryption-kb.html
 */
export const dataSource = bedrockAgent
  .listEach(
    'aws.bedrock.data-source',
    'ListDataSources',
    {
      of: knowledgeBase,
      input: ({ knowledgeBaseId }) => ({ knowledgeBaseId }),
      items: 'dataSourceSummaries',
      paging: PAGES,
      members: { dataSourceId: true, name: true },
      none: ['ResourceNotFoundException'],
    },
    {
      service: 'bedrock',
      arn: 'arn:{partition}:bedrock:{region}:{account}:knowledge-base/{id}',
      id: ({ item, parent }) => `${parent.knowledgeBaseId}/data-source/${item.dataSourceId}`,
    },
  )
  .call(
    'source',
    'GetDataSource',
    ({ item, parent }) => ({ knowledgeBaseId: parent.knowledgeBaseId, dataSourceId: item.dataSourceId }),
    {
      at: 'dataSource',
      members: {
        serverSideEncryptionConfiguration: { kmsKeyArn: true },
        dataSourceConfiguration: {
          confluenceConfiguration: { sourceConfiguration: SECRET },
          salesforceConfiguration: { sourceConfiguration: SECRET },
          sharePointConfiguration: { sourceConfiguration: SECRET },
        },
      },
    },
  )
  .named(({ item }) => item.name)
  .depends({
    kmsKey: {
      stops: 'next-job',
      disabled: 'The next ingestion cannot keep its transient data, so the knowledge base learns nothing new.',
      deleted: 'The next ingestion fails until another key is named; what is ingested lies in the vector store.',
      page: 'https://docs.aws.amazon.com/bedrock/latest/userguide/encryption-kb.html',
    },
    namedSecrets: loggingIn('next-job', 'https://docs.aws.amazon.com/bedrock/latest/userguide/encryption-kb.html'),
  })
  .fields((t) => ({
    ...t.sealed(({ source }) => source.serverSideEncryptionConfiguration?.kmsKeyArn ?? DEFAULT),
    namedSecrets: t.links('aws.secretsmanager.secret', [], ({ source: { dataSourceConfiguration: source } }) =>
      [source?.confluenceConfiguration, source?.salesforceConfiguration, source?.sharePointConfiguration].flatMap(
        (connection) => connection?.sourceConfiguration?.credentialsSecretArn ?? [],
      ),
    ),
  }));

/** Drafts; a version of a prompt has the key that it was made with. */
export const prompt = bedrockAgent
  .list(
    'aws.bedrock.prompt',
    'ListPrompts',
    { items: 'promptSummaries', paging: PAGES, members: { id: true, arn: true, name: true } },
    {
      service: 'bedrock',
      arn: 'arn:{partition}:bedrock:{region}:{account}:prompt/{id}',
      id: ({ item }) => item.arn,
    },
  )
  .call('prompt', 'GetPrompt', ({ item }) => ({ promptIdentifier: item.id }), {
    required: ['arn'],
    members: { customerEncryptionKeyArn: true },
  })
  .named(({ item }) => item.name)
  .depends({
    kmsKey: undocumented('prompts', 'https://docs.aws.amazon.com/bedrock/latest/userguide/data-encryption.html'),
  })
  .fields((t) => ({ ...t.sealed(({ prompt: found }) => found.customerEncryptionKeyArn ?? DEFAULT) }));
