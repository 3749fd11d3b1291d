import type * as SSM from '@aws-sdk/client-ssm';
import { after, instead, type Plain } from '../quirk.ts';
import { ACCOUNT, shelf } from '../world.ts';

const API = 'https://docs.aws.amazon.com/systems-manager/latest/APIReference';

const described = after<SSM.DescribeParametersRequest, SSM.DescribeParametersCommandOutput>(
  {
    name: 'a parameter has an ARN, and who changed it last',
    why: 'moto leaves the ARN and Policies out and says N/A',
    docs: `${API}/API_ParameterMetadata.html`,
    service: 'ssm',
    operations: ['DescribeParameters'],
  },
  (output, _input, { call }) => {
    const Parameters = (output.Parameters ?? []).map((one) => ({
      ...one,
      ARN: `arn:aws:ssm:${call.region}:${ACCOUNT}:parameter/${one.Name?.replace(/^\//, '')}`,
      LastModifiedUser: `arn:aws:sts::${ACCOUNT}:assumed-role/deploy/pipeline`,
      Policies: [],
    }));
    return { ...output, Parameters };
  },
);

const syncs = shelf('resource data syncs', () => new Map<string, SSM.ResourceDataSyncItem>());
const base = {
  why: 'moto lacks resource data syncs',
  docs: `${API}/API_ListResourceDataSync.html`,
  service: 'ssm',
} as const;

const created = instead<SSM.CreateResourceDataSyncRequest, SSM.CreateResourceDataSyncCommandOutput>(
  { ...base, name: 'CreateResourceDataSync', operations: ['CreateResourceDataSync'] },
  ({ SyncName, S3Destination, SyncType = 'SyncToDestination' }, { call, world }) => {
    const at = { SyncCreatedTime: world.now, LastSyncTime: world.now, LastSuccessfulSyncTime: world.now };
    syncs(world).set(`${call.region}/${SyncName}`, {
      SyncName,
      SyncType,
      S3Destination,
      LastStatus: 'Successful',
      ...at,
    });
    return {};
  },
);

const listed = instead<SSM.ListResourceDataSyncRequest, SSM.ListResourceDataSyncCommandOutput>(
  { ...base, name: 'ListResourceDataSync', operations: ['ListResourceDataSync'] },
  (_input, { call, world }) => {
    const here = [...syncs(world)].filter(([name]) => name.startsWith(`${call.region}/`));
    const ResourceDataSyncItems = here.map(([, item]) => item);
    return { ResourceDataSyncItems } satisfies Plain<SSM.ListResourceDataSyncCommandOutput>;
  },
);

export const ssm = [described, created, listed];
