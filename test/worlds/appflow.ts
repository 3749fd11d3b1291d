import type { DescribeFlowCommandOutput, ListFlowsCommandOutput } from '@aws-sdk/client-appflow';
import { ACCOUNT, keyArn, onlyHere, playKeys, REGION, refuses } from '../collectors/play.ts';
import type { World } from '../worlds.ts';

type Body<T> = Omit<T, '$metadata'>;

const listed = {
  flows: ['sealed', 'default', 'denied'].map((flowName) => ({
    flowName,
    flowArn: `arn:aws:appflow:${REGION}:${ACCOUNT}:flow/${flowName}`,
    tags: { team: 'a' },
  })),
} satisfies Body<ListFlowsCommandOutput>;

const described = (flowName: string) =>
  ({
    flowName,
    ...(flowName === 'sealed' ? { kmsArn: keyArn('good') } : {}),
  }) satisfies Body<DescribeFlowCommandOutput>;

export const world: World = {
  services: ['appflow'],
  regions: [REGION, 'us-east-1'],
  answers: {
    ...playKeys({ good: 'Enabled', 'aws/appflow': 'Enabled' }),
    'appflow:ListFlows': onlyHere(listed),
    'appflow:DescribeFlow': ({ flowName }) =>
      flowName === 'denied' ? refuses('AccessDeniedException') : described(String(flowName)),
  },
};
