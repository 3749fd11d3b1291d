import type { DescribeAuthorizerCommandOutput, ListAuthorizersCommandOutput } from '@aws-sdk/client-iot';
import { ACCOUNT, onlyHere, REGION, refuses } from '../collectors/play.ts';
import type { World } from '../worlds.ts';

type Body<T> = Omit<T, '$metadata'>;

const authorizers = {
  authorizers: ['signed', 'silent', 'unsigned', 'denied'].map((authorizerName) => ({
    authorizerName,
    authorizerArn: `arn:aws:iot:${REGION}:${ACCOUNT}:authorizer/${authorizerName}`,
  })),
} satisfies Body<ListAuthorizersCommandOutput>;

const described = (authorizerName: string) =>
  ({
    authorizerDescription: {
      authorizerName,
      status: 'ACTIVE',
      ...(authorizerName === 'silent' ? {} : { signingDisabled: authorizerName === 'unsigned' }),
    },
  }) satisfies Body<DescribeAuthorizerCommandOutput>;

export const world: World = {
  services: ['iot'],
  regions: [REGION, 'us-east-1'],
  answers: {
    'iot:ListAuthorizers': onlyHere(authorizers),
    'iot:DescribeAuthorizer': ({ authorizerName }) =>
      authorizerName === 'denied' ? refuses('UnauthorizedException') : described(String(authorizerName)),
  },
};
