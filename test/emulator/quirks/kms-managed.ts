import type * as KMS from '@aws-sdk/client-kms';
import { after, before, type Context, type Quirk } from '../quirk.ts';
import { encode } from '../wire/answer.ts';
import { withInput } from '../wire/call.ts';
import { ACCOUNT, shelf } from '../world.ts';
import { managedKeys } from './kms-book.ts';

/** What AWS's own keys protect, in the words of their descriptions. */
const PROTECTS: Readonly<Record<string, { what: string; via: string }>> = {
  ebs: { what: 'EBS volumes', via: 'ec2' },
  rds: { what: 'RDS database volumes', via: 'rds' },
  s3: { what: 'S3 objects', via: 's3' },
  secretsmanager: { what: 'Secrets Manager data', via: 'secretsmanager' },
  ssm: { what: 'SSM parameters', via: 'ssm' },
};

function serviceOf(alias: string): { name: string; what: string; via: string } {
  const name = alias.replace('alias/aws/', '');
  return { name, ...(PROTECTS[name] ?? { what: `${name} data`, via: name }) };
}

/** KeyManager AWS for the keys behind `alias/aws/…`; moto marks them only by its own description. */
export async function describeManaged(key: KMS.KeyMetadata, context: Context): Promise<KMS.KeyMetadata> {
  if (key.Description !== 'Default key') return key;
  const alias = (await managedKeys(context)).get(key.KeyId ?? '');
  if (!alias) return key;
  const Description = `Default key that protects my ${serviceOf(alias).what} when no other key is defined`;
  return { ...key, KeyManager: 'AWS', Description };
}

/** When each alias was made and last moved, by alias ARN. */
const moments = shelf('alias dates', () => new Map<string, { CreationDate: Date; LastUpdatedDate: Date }>());

const dated = before<KMS.CreateAliasRequest>(
  {
    name: 'CreateAlias and UpdateAlias leave dates',
    why: 'moto keeps no dates of aliases',
    docs: 'https://docs.aws.amazon.com/kms/latest/APIReference/API_AliasListEntry.html',
    service: 'kms',
    operations: ['CreateAlias', 'UpdateAlias'],
  },
  ({ AliasName }, { call, world }) => {
    const arn = `arn:aws:kms:${call.region}:${ACCOUNT}:${AliasName}`;
    const CreationDate = moments(world).get(arn)?.CreationDate ?? world.now;
    moments(world).set(arn, { CreationDate, LastUpdatedDate: world.now });
    return undefined;
  },
);

const replicaAlias: Quirk = {
  name: 'a replica has aliases of its own',
  why: 'moto keeps one alias table for primary and replica, so the name that the primary has is taken in each Region',
  docs: 'https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-overview.html',
  matches: ({ service, operation }) => service === 'kms' && operation === 'CreateAlias',
  answer: async (call, { next, world }) => {
    const said = await next();
    const { AliasName = '', TargetKeyId = '' }: { AliasName?: string; TargetKeyId?: string } = call.input;
    const AliasArn = `arn:aws:kms:${call.region}:${ACCOUNT}:${AliasName}`;
    const taken = said.status === 400 && said.body.includes('AlreadyExistsException');
    if (!taken || !TargetKeyId.includes('mrk-') || ofReplicas(world).has(AliasArn)) return said;
    ofReplicas(world).set(AliasArn, { AliasName, AliasArn, TargetKeyId: TargetKeyId.split('/').at(-1) });
    return encode(call, {});
  },
};

const ofReplicas = shelf('aliases of replicas', () => new Map<string, KMS.AliasListEntry>());

/** This Region's aliases: moto lists the primary's at the replica too. */
function aliasesHere(listed: KMS.AliasListEntry[], { call, world }: Context): KMS.AliasListEntry[] {
  const here = [...listed, ...ofReplicas(world).values()].filter(
    (alias) => alias.AliasArn?.split(':')[3] === call.region,
  );
  const { KeyId }: { KeyId?: string } = call.input;
  return here.filter((alias) => !KeyId || alias.TargetKeyId === KeyId);
}

const listed = after<KMS.ListAliasesRequest, KMS.ListAliasesCommandOutput>(
  {
    name: 'ListAliases gives a target only to aliases in use',
    why: 'moto invents a TargetKeyId for every alias/aws/…; AWS gives none until the service makes the key',
    docs: 'https://docs.aws.amazon.com/kms/latest/APIReference/API_ListAliases.html',
    service: 'kms',
    operations: ['ListAliases'],
  },
  async (output, _input, context) => {
    const managed = await managedKeys(context);
    const entries = aliasesHere(output.Aliases ?? [], context).map(async (alias) => {
      if (!alias.AliasName?.startsWith('alias/aws/'))
        return { ...alias, ...moments(context.world).get(alias.AliasArn ?? '') };
      const target = managed.has(alias.TargetKeyId ?? '') ? alias.TargetKeyId : undefined;
      return { ...alias, TargetKeyId: target, ...(target && (await bornWith(target, context))) };
    });
    const Aliases = (await Promise.all(entries)).sort((a, b) => ((a.AliasName ?? '') < (b.AliasName ?? '') ? -1 : 1));
    return { ...output, Aliases };
  },
);

/** AWS makes the alias and its key at once. */
async function bornWith(id: string, { kms }: Context): Promise<Partial<KMS.AliasListEntry>> {
  const { KeyMetadata } = await kms('DescribeKey', { KeyId: id });
  const date = new Date(
    1000 * Number(Object.entries(KeyMetadata ?? {}).find(([name]) => name === 'CreationDate')?.[1]),
  );
  return { CreationDate: date, LastUpdatedDate: date };
}

const defaultName = before<KMS.GetKeyPolicyRequest>(
  {
    name: 'GetKeyPolicy needs no PolicyName',
    why: 'moto answers NotFoundException without it; on AWS the only name there is, "default", is the default',
    docs: 'https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyPolicy.html',
    service: 'kms',
    operations: ['GetKeyPolicy'],
  },
  ({ PolicyName }, { call }) => withInput(call, { PolicyName: PolicyName ?? 'default' }),
);

const policy = after<KMS.GetKeyPolicyRequest, KMS.GetKeyPolicyCommandOutput>(
  {
    name: 'an AWS-managed key has its service’s policy',
    why: 'moto gives it the policy of a customer key; AWS lets every principal of the account in through the service',
    docs: 'https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying.html',
    service: 'kms',
    operations: ['GetKeyPolicy'],
  },
  async (output, { KeyId }, context) => {
    const alias = (await managedKeys(context)).get(KeyId ?? '');
    const PolicyName = 'default';
    return alias ? { Policy: managedPolicy(alias, context.call.region), PolicyName } : { ...output, PolicyName };
  },
);

function managedPolicy(alias: string, region: string): string {
  const { name, via } = serviceOf(alias);
  const Condition = {
    StringEquals: { 'kms:CallerAccount': ACCOUNT, 'kms:ViaService': `${via}.${region}.amazonaws.com` },
  };
  const use = [
    'kms:Encrypt',
    'kms:Decrypt',
    'kms:ReEncrypt*',
    'kms:GenerateDataKey*',
    'kms:CreateGrant',
    'kms:DescribeKey',
  ];
  const read = ['kms:Describe*', 'kms:Get*', 'kms:List*', 'kms:RevokeGrant'];
  const root = { AWS: `arn:aws:iam::${ACCOUNT}:root` };
  const Sid = `Allow access through ${name} for all principals in the account that are authorized to use it`;
  const Statement = [
    { Sid, Effect: 'Allow', Principal: { AWS: '*' }, Action: use, Resource: '*', Condition },
    {
      Sid: 'Allow direct access to key metadata to the account',
      Effect: 'Allow',
      Principal: root,
      Action: read,
      Resource: '*',
    },
  ];
  return JSON.stringify({ Version: '2012-10-17', Id: `auto-${name}-2`, Statement });
}

export const kmsManaged = [dated, replicaAlias, listed, defaultName, policy];
