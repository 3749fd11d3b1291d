import { LambdaClient, ListCodeSigningConfigsCommand } from '@aws-sdk/client-lambda';
import { expect } from 'vitest';
import { EU } from '../seed/context.ts';
import type { Cases } from './case.ts';

export const lambdaCases: Cases = {
  ListCodeSigningConfigs: async ({ emulator }) => {
    const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' };
    const lambda = new LambdaClient({ region: EU, endpoint: emulator.endpoint, credentials, maxAttempts: 1 });
    expect((await lambda.send(new ListCodeSigningConfigsCommand({}))).CodeSigningConfigs).toEqual([]);
  },
};
