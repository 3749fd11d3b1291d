import type {
  DBInstance,
  DescribeDBInstancesCommandOutput,
  DescribeOptionGroupsCommandOutput,
} from '@aws-sdk/client-rds';
import { ACCOUNT, REGION, refuses } from '../collectors/play.ts';
import type { World } from '../worlds.ts';

type Body<T> = Omit<T, '$metadata'>;
type Settings = Readonly<Record<string, string>>;

const arn = (kind: string, name: string): string => `arn:aws:rds:${REGION}:${ACCOUNT}:${kind}:${name}`;

const option = (OptionName: string, settings: Settings) => ({
  OptionName,
  OptionSettings: Object.entries(settings).map(([Name, Value]) => ({ Name, Value })),
});
const nne = (settings: Settings = {}) => option('NATIVE_NETWORK_ENCRYPTION', settings);
const ssl = (settings: Settings = {}) => option('SSL', settings);

export const GROUPS: Readonly<Record<string, ReturnType<typeof option>[]>> = {
  none: [],
  required: [nne({ 'SQLNET.ENCRYPTION_SERVER': 'REQUIRED', 'SQLNET.ENCRYPTION_TYPES_SERVER': 'AES256,AES192' })],
  'no-weak': [nne({ 'SQLNET.ENCRYPTION_SERVER': 'REQUIRED', 'SQLNET.ALLOW_WEAK_CRYPTO': 'FALSE' })],
  'by-default': [nne()],
  rejected: [nne({ 'SQLNET.ENCRYPTION_SERVER': 'REJECTED' })],
  tls12: [
    ssl({ 'SQLNET.SSL_VERSION': '1.2', 'SQLNET.CIPHER_SUITE': 'SSL_RSA_WITH_AES_256_GCM_SHA384' }),
    option('OEM_AGENT', { AGENT_REGISTRATION_PASSWORD: 'planted-agent-password', OMS_HOST: 'oms' }),
  ],
  'tls-both': [ssl({ 'SQLNET.SSL_VERSION': '1.2 or 1.0' })],
  'tls-old': [ssl()],
};

const instance = (name: string, more: Partial<DBInstance> = {}): DBInstance => ({
  DBInstanceIdentifier: name,
  DBInstanceArn: arn('db', name),
  Engine: 'oracle-ee',
  OptionGroupMemberships: [{ OptionGroupName: name, Status: 'in-sync' }],
  ...more,
});

/** Oracle databases by their option group; one whose group is gone, one to which it has not come, and one of another engine. */
export const world: World = {
  services: ['rds'],
  answers: {
    'rds:DescribeDBInstances': {
      DBInstances: [
        ...Object.keys(GROUPS).map((name) => instance(name)),
        instance('unseen'),
        instance('pending', { OptionGroupMemberships: [{ OptionGroupName: 'required', Status: 'pending-apply' }] }),
        instance('postgres', { Engine: 'postgres', OptionGroupMemberships: [] }),
      ],
    } satisfies Body<DescribeDBInstancesCommandOutput>,
    'rds:DescribeOptionGroups': {
      OptionGroupsList: Object.entries(GROUPS).map(([name, Options]) => ({
        OptionGroupName: name,
        OptionGroupArn: arn('og', name),
        EngineName: 'oracle-ee',
        Options,
      })),
    } satisfies Body<DescribeOptionGroupsCommandOutput>,
    'rds:DescribeDBParameterGroups': refuses('AccessDenied'),
  },
};
