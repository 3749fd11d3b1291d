import type * as Secrets from '@aws-sdk/client-secrets-manager';
import { after, ask, before, type Context, instead, type Plain, type Quirk } from '../quirk.ts';
import { inRegion, withInput } from '../wire/call.ts';
import { daysAfter, shelf } from '../world.ts';
import { uuid } from './identifier.ts';

const API = 'https://docs.aws.amazon.com/secretsmanager/latest/apireference';
const base = { service: 'secretsmanager' } as const;

/** What moto does not keep of a secret. */
interface Facts {
  rotation?: {
    readonly lambda?: string | undefined;
    readonly rules: Secrets.RotationRulesType;
    readonly last?: Date | undefined;
  };
  accessed?: Date;
  replicated?: true;
  replicaKeys: Map<string, string>;
}

const facts = shelf('secrets', () => new Map<string, Facts>());

/** By region and name: a replica shares its primary's name. */
function factsOf({ world, call }: Context, name: string, region = call.region): Facts {
  const key = `${region}/${name}`;
  const known = facts(world).get(key);
  if (known) return known;
  const fresh: Facts = { replicaKeys: new Map() };
  facts(world).set(key, fresh);
  return fresh;
}

const asked = (context: Context, SecretId: string | undefined) =>
  ask<Secrets.DescribeSecretCommandOutput>(context, 'DescribeSecret', { SecretId });

const rotated = instead<Secrets.RotateSecretRequest, Secrets.RotateSecretCommandOutput>(
  {
    ...base,
    name: 'RotateSecret turns rotation on and rotates',
    why: 'moto wants the Lambda function to exist, and forgets schedules and LastRotatedDate',
    docs: `${API}/API_RotateSecret.html`,
    operations: ['RotateSecret'],
  },
  async ({ SecretId, RotationLambdaARN, RotationRules, RotateImmediately = true }, context) => {
    const { ARN, Name = '' } = await asked(context, SecretId);
    const secret = factsOf(context, Name);
    const last = RotateImmediately ? context.world.now : secret.rotation?.last;
    const rules = RotationRules ?? secret.rotation?.rules ?? {};
    secret.rotation = { lambda: RotationLambdaARN ?? secret.rotation?.lambda, rules, last };
    return {
      ARN,
      Name,
      VersionId: uuid(`${ARN} ${last?.toISOString()}`),
    } satisfies Plain<Secrets.RotateSecretCommandOutput>;
  },
);

const read = after<Secrets.GetSecretValueRequest, Secrets.GetSecretValueCommandOutput>(
  {
    ...base,
    name: 'reading a secret’s value leaves a day behind',
    why: 'moto keeps no LastAccessedDate',
    docs: `${API}/API_SecretListEntry.html`,
    operations: ['GetSecretValue'],
  },
  (output, _input, context) => {
    const day = new Date(context.world.now);
    day.setUTCHours(0, 0, 0, 0);
    factsOf(context, output.Name ?? '').accessed = day;
    return output;
  },
);

const created = before<Secrets.CreateSecretRequest>(
  {
    ...base,
    name: 'each replica has the key that was asked for',
    why: 'moto says alias/aws/secretsmanager for all',
    docs: `${API}/API_ReplicaRegionType.html`,
    operations: ['CreateSecret'],
  },
  ({ Name = '', AddReplicaRegions }, context) => {
    if (AddReplicaRegions?.length) factsOf(context, Name).replicated = true;
    for (const { Region, KmsKeyId } of AddReplicaRegions ?? []) {
      if (Region && KmsKeyId) factsOf(context, Name).replicaKeys.set(Region, KmsKeyId);
    }
    return undefined;
  },
);

/** Policies are replicated: https://docs.aws.amazon.com/secretsmanager/latest/userguide/create-manage-multi-region-secrets.html */
const replicaPolicy: Quirk = {
  name: 'a replica has its primary’s policy',
  why: 'moto refuses GetResourcePolicy on replicas',
  docs: `${API}/API_GetResourcePolicy.html`,
  matches: ({ service, operation }) => service === 'secretsmanager' && operation === 'GetResourcePolicy',
  answer: async (call, context) => {
    const said = await context.next();
    if (!said.body.includes('replica secret')) return said;
    const { SecretId = '' }: { SecretId?: string } = call.input;
    const { ARN = '', PrimaryRegion = '' } = await asked(context, SecretId);
    const answer = await context.next(
      inRegion(withInput(call, { SecretId: ARN.replace(call.region, PrimaryRegion) }), PrimaryRegion),
    );
    return {
      ...answer,
      body: Buffer.from(answer.body.toString().replaceAll(`:${PrimaryRegion}:`, `:${call.region}:`)),
    };
  },
};

const described = after<Secrets.DescribeSecretRequest, Secrets.DescribeSecretCommandOutput>(
  {
    ...base,
    name: 'DescribeSecret tells rotation, last access, the primary’s Region, the owning service and replicas’ keys',
    why: 'moto does not',
    docs: `${API}/API_DescribeSecret.html`,
    operations: ['DescribeSecret'],
  },
  (output, _input, context) => ({ ...output, ...corrected(output, context) }),
);

const listed = after<Secrets.ListSecretsRequest, Secrets.ListSecretsCommandOutput>(
  {
    ...base,
    name: 'ListSecrets tells rotation, last access, the primary’s Region and the owning service',
    why: 'moto does not, and names PrimaryRegion of replicas only',
    docs: `${API}/API_ListSecrets.html`,
    operations: ['ListSecrets'],
  },
  (output, _input, context) => {
    const SecretList = (output.SecretList ?? []).map((secret) => {
      const { ReplicationStatus: _, ...rest } = corrected(secret, context);
      return { ...secret, ...rest };
    });
    return { ...output, SecretList };
  },
);

function corrected(
  secret: Plain<Secrets.DescribeSecretCommandOutput>,
  context: Context,
): Plain<Secrets.DescribeSecretCommandOutput> {
  const Name = secret.Name ?? '';
  const primary = secret.PrimaryRegion ?? context.call.region;
  const { rotation, replicated, replicaKeys } = factsOf(context, Name, primary);
  const replica = primary !== context.call.region;
  return {
    ...(replica && { KmsKeyId: replicaKeys.get(context.call.region) }),
    PrimaryRegion: replica || replicated ? primary : undefined,
    OwningService: ownerOf(Name),
    RotationEnabled: rotation ? true : undefined,
    RotationLambdaARN: rotation?.lambda,
    RotationRules: rotation?.rules,
    LastRotatedDate: rotation?.last,
    LastChangedDate: rotation?.last ?? secret.LastChangedDate,
    NextRotationDate: replica ? undefined : nextRotation(rotation),
    LastAccessedDate: factsOf(context, Name).accessed,
    ReplicationStatus: secret.ReplicationStatus?.map((status) => ({
      ...status,
      KmsKeyId: replicaKeys.get(status.Region ?? '') ?? 'alias/aws/secretsmanager',
    })),
  };
}

/** Secrets that a service made have its name in front: https://docs.aws.amazon.com/secretsmanager/latest/userguide/service-linked-secrets.html */
function ownerOf(name: string): string | undefined {
  return /^([\w-]+)!/.exec(name)?.[1];
}

function nextRotation(rotation: Facts['rotation']): Date | undefined {
  const rate = /^rate\((\d+) days?\)$/.exec(rotation?.rules.ScheduleExpression ?? '')?.[1];
  const days = rotation?.rules.AutomaticallyAfterDays ?? (rate ? Number(rate) : undefined);
  return rotation?.last && days ? daysAfter(rotation.last, days) : undefined;
}

export const secretsmanager = [replicaPolicy, rotated, read, created, described, listed];
