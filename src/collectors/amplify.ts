import type * as AMPLIFY from '@aws-sdk/client-amplify';
import { sdk } from '../collect/descriptor.ts';

const amplify = sdk<typeof AMPLIFY>('amplify', 'AmplifyClient');

const BUILD = { environmentVariables: true, buildSpec: true } as const;

/**
 * Apps with their branches, for what their variables and build settings hold. The credentials of basic authentication are a
 * secret by design, and neither stored nor looked at.
 * https://docs.aws.amazon.com/amplify/latest/APIReference/API_App.html
 */
export const app = amplify
  .list(
    'aws.amplify.app',
    'ListApps',
    {
      items: 'apps',
      paging: { token: ['nextToken', 'nextToken'], size: ['maxResults', 100] },
      members: { appId: true, appArn: true, name: true, tags: true },
      judged: { ...BUILD, repository: true, customHeaders: true, autoBranchCreationConfig: BUILD },
    },
    {
      service: 'amplify',
      secrets: true,
      arn: 'arn:{partition}:amplify:{region}:{account}:apps/{id}',
      id: ({ item }) => item.appArn ?? item.appId,
    },
  )
  .pages('branches', 'ListBranches', ({ item }) => ({ appId: item.appId }), {
    items: 'branches',
    paging: { token: ['nextToken', 'nextToken'], size: ['maxResults', 50] },
    members: { branchName: true },
    judged: BUILD,
  })
  .named(({ item }) => item.name)
  .fields((t) => ({
    secrets: t.secrets(({ item }) => item),
    branchSecrets: t.secrets(({ branches }) => branches, { of: 'branchName' }),
    tags: t.map(({ item }) => item.tags ?? {}),
  }));
