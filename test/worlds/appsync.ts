import type { GraphqlApi, ListGraphqlApisCommandOutput } from '@aws-sdk/client-appsync';
import { ACCOUNT, onlyHere, REGION } from '../collectors/play.ts';
import type { World } from '../worlds.ts';

const api = (name: string, ...types: (GraphqlApi['authenticationType'] & {})[]): GraphqlApi => ({
  name,
  apiId: name,
  arn: `arn:aws:appsync:${REGION}:${ACCOUNT}:apis/${name}`,
  authenticationType: types[0],
  additionalAuthenticationProviders: types.slice(1).map((authenticationType) => ({ authenticationType })),
  tags: { name },
});

const apis = {
  graphqlApis: [
    api('iam', 'AWS_IAM'),
    api('key', 'API_KEY'),
    api('both', 'AMAZON_COGNITO_USER_POOLS', 'API_KEY'),
    { ...api('untold'), name: 'untold' },
  ],
} satisfies Omit<ListGraphqlApisCommandOutput, '$metadata'>;

export const world: World = {
  services: ['appsync'],
  regions: [REGION, 'us-east-1'],
  answers: { 'appsync:ListGraphqlApis': onlyHere(apis) },
};
