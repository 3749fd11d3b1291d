import type * as LAMBDA from '@aws-sdk/client-lambda';
import { instead } from '../quirk.ts';

/** No seed makes one. */
const configs = instead<LAMBDA.ListCodeSigningConfigsRequest, LAMBDA.ListCodeSigningConfigsCommandOutput>(
  {
    name: 'ListCodeSigningConfigs',
    why: 'moto lacks code signing configurations',
    docs: 'https://docs.aws.amazon.com/lambda/latest/api/API_ListCodeSigningConfigs.html',
    service: 'lambda',
    operations: ['ListCodeSigningConfigs'],
  },
  () => ({ CodeSigningConfigs: [] }),
);

export const lambda = [configs];
