import type {
  DescribeActivityCommandOutput,
  DescribeStateMachineCommandOutput,
  EncryptionConfiguration,
  ListActivitiesCommandOutput,
  ListStateMachinesCommandOutput,
} from '@aws-sdk/client-sfn';
import { ACCOUNT, keyArn, onlyHere, playKeys, REGION, refuses } from '../collectors/play.ts';
import type { World } from '../worlds.ts';

type Body<T> = Omit<T, '$metadata'>;

const created = new Date('2026-01-01T00:00:00Z');
const arn = (kind: string, name: string) => `arn:aws:states:${REGION}:${ACCOUNT}:${kind}:${name}`;
const nameIn = (arn: unknown): string => String(arn).split(':').at(-1) ?? '';

const encryption: Readonly<Record<string, EncryptionConfiguration | undefined>> = {
  owned: { type: 'AWS_OWNED_KEY' },
  silent: undefined,
  sealed: { type: 'CUSTOMER_MANAGED_KMS_KEY', kmsKeyId: keyArn('good'), kmsDataKeyReusePeriodSeconds: 300 },
};
const names = [...Object.keys(encryption), 'denied'];

const machines = {
  stateMachines: names.map((name) => ({
    name,
    stateMachineArn: arn('stateMachine', name),
    type: 'STANDARD' as const,
    creationDate: created,
  })),
} satisfies Body<ListStateMachinesCommandOutput>;

const activities = {
  activities: names.map((name) => ({ name, activityArn: arn('activity', name), creationDate: created })),
} satisfies Body<ListActivitiesCommandOutput>;

const machine = (stateMachineArn: string) =>
  ({
    stateMachineArn,
    name: nameIn(stateMachineArn),
    definition: '{"Comment":"not-to-be-stored"}',
    roleArn: `arn:aws:iam::${ACCOUNT}:role/machine`,
    type: 'STANDARD',
    creationDate: created,
    encryptionConfiguration: encryption[nameIn(stateMachineArn)],
  }) satisfies Body<DescribeStateMachineCommandOutput>;

const activity = (activityArn: string) =>
  ({
    activityArn,
    name: nameIn(activityArn),
    creationDate: created,
    encryptionConfiguration: encryption[nameIn(activityArn)],
  }) satisfies Body<DescribeActivityCommandOutput>;

const unlessDenied = (name: unknown, body: (arn: string) => object) =>
  nameIn(name) === 'denied' ? refuses('AccessDeniedException') : body(String(name));

export const world: World = {
  services: ['stepfunctions'],
  regions: [REGION, 'us-east-1'],
  answers: {
    ...playKeys({ good: 'Enabled' }),
    'sfn:ListStateMachines': onlyHere(machines),
    'sfn:ListActivities': onlyHere(activities),
    'sfn:DescribeStateMachine': ({ stateMachineArn, includedData }) =>
      includedData === 'METADATA_ONLY' ? unlessDenied(stateMachineArn, machine) : refuses('NotAsked'),
    'sfn:DescribeActivity': ({ activityArn }) => unlessDenied(activityArn, activity),
  },
};
