import type * as SECRETS from '@aws-sdk/client-secrets-manager';
import { sdk } from '../collect/descriptor.ts';
import { deniesUnlisted } from '../iam/facts.ts';
import { OWNERS, ownerOf } from '../model/owner.ts';
import { partialArn, secretIdIn } from '../model/secret-reference.ts';
import { strangerFields } from './policy-fields.ts';
import { tagMap } from './tags.ts';

const secretsManager = sdk<typeof SECRETS>('secrets-manager', 'SecretsManagerClient', { prefix: 'secretsmanager' });

const DEFAULT_KEY = 'alias/aws/secretsmanager';

/**
 * Secrets without their values; those that wait for deletion too, since they can be restored and still need their key.
 * DescribeSecret is asked only where a replica may exist, which a PrimaryRegion that is the secret's own says: only it
 * tells under which key the replicas are.
 * https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_ListSecrets.html
 */
export const secret = secretsManager
  .list(
    'aws.secretsmanager.secret',
    'ListSecrets',
    {
      items: 'SecretList',
      input: { IncludePlannedDeletion: true },
      paging: { token: ['NextToken', 'NextToken'], size: ['MaxResults', 100] },
      members: {
        ARN: true,
        Name: true,
        KmsKeyId: true,
        RotationEnabled: true,
        RotationLambdaARN: true,
        RotationRules: { AutomaticallyAfterDays: true, ScheduleExpression: true },
        LastRotatedDate: true,
        NextRotationDate: true,
        LastChangedDate: true,
        LastAccessedDate: true,
        CreatedDate: true,
        DeletedDate: true,
        PrimaryRegion: true,
        OwningService: true,
        Tags: { Key: true, Value: true },
      },
      one: (id) => ({
        input: { Filters: [{ Key: 'name' as const, Values: [nameIn(id)] }], IncludePlannedDeletion: true },
      }),
    },
    {
      service: 'secretsmanager',
      arn: 'arn:{partition}:secretsmanager:{region}:{account}:secret:{id}',
      id: ({ item }) => item.ARN ?? item.Name,
    },
  )
  .call('policy', 'GetResourcePolicy', ({ item }) => ({ SecretId: item.ARN }), {
    when: ({ item }) => item.DeletedDate === undefined,
    required: ['ARN'],
    members: { ResourcePolicy: true },
  })
  .call('replication', 'DescribeSecret', ({ item }) => ({ SecretId: item.ARN }), {
    when: ({ item }) => item.DeletedDate === undefined && item.PrimaryRegion === regionIn(item.ARN),
    required: ['ARN'],
    members: { ReplicationStatus: { Region: true, KmsKeyId: true, Status: true } },
  })
  .named(({ item }) => item.Name)
  .depends({
    kmsKey: {
      stops: 'at-once',
      disabled: 'No version can be read, written or rotated: applications that fetch it fail.',
      deleted: 'All versions are lost for ever.',
      page: 'https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html',
    },
    primary: {
      stops: 'next-rotation',
      disabled: 'The replica keeps what it has under its own key and gets no new versions.',
      deleted: 'The replica keeps what it has under its own key and gets no new versions.',
      page: 'https://docs.aws.amazon.com/secretsmanager/latest/userguide/create-manage-multi-region-secrets.html',
    },
  })
  .copies({ from: ['primary'] })
  .fields((t) => ({
    kmsKey: t.link(
      'aws.kms.key',
      ['state', 'manager', 'origin', 'deletionDate'],
      ({ item }) => item.KmsKeyId ?? DEFAULT_KEY,
    ),
    keyOwner: t.enum(OWNERS, ({ item }, context) => ownerOf(item.KmsKeyId ?? DEFAULT_KEY, context)),
    custody: t.custody(() => ({ ofLink: 'kmsKey' })),
    replica: t.bool(({ item }) => isReplica(item)),
    primary: t.link('aws.secretsmanager.secret', ['rotationEnabled'], ({ item }) => primaryOf(item)),
    replicas: t.structs({ region: 'string', status: 'string', defaultKey: 'bool' }, (answers) => {
      const { item } = answers;
      if (item.PrimaryRegion === undefined || isReplica(item) || item.DeletedDate !== undefined) return [];
      return (answers.replication.ReplicationStatus ?? []).map(({ Region = '', Status = '', KmsKeyId }) => ({
        region: Region,
        status: Status,
        defaultKey: KmsKeyId === undefined || KmsKeyId.endsWith(DEFAULT_KEY),
      }));
    }),
    ...strangerFields(t, 'secretsmanager', ({ policy }) => policy.ResourcePolicy),
    deniesUnlisted: t.bool(({ policy }, context) =>
      deniesUnlisted('secretsmanager', policy.ResourcePolicy, 'secretsmanager:getsecretvalue', context),
    ),
    owningService: t.optional(t.string(({ item }) => item.OwningService)),
    // "If the secret has never been configured for rotation, Secrets Manager returns null."
    rotationEnabled: t.bool(({ item }) => item.RotationEnabled ?? false),
    // Managed rotation has no function.
    rotationFunction: t.link('aws.lambda.function', ['packageType'], ({ item }) => unqualified(item.RotationLambdaARN)),
    rotationDays: t.optional(t.int(({ item }) => daysOf(item.RotationRules))),
    rotatedAt: t.optional(t.time(({ item }) => item.LastRotatedDate)),
    nextRotationAt: t.optional(t.time(({ item }) => item.NextRotationDate)),
    rotatedOrCreatedAt: t.time(({ item }) => item.LastRotatedDate ?? item.CreatedDate),
    accessedAt: t.optional(t.time(({ item }) => item.LastAccessedDate)),
    accessedOrCreatedAt: t.time(({ item }) => later(item.LastAccessedDate, item.CreatedDate)),
    changedAt: t.optional(t.time(({ item }) => item.LastChangedDate)),
    createdAt: t.time(({ item }) => item.CreatedDate),
    deletionDate: t.optional(t.time(({ item }) => item.DeletedDate)),
    usedBy: t.usedBy(),
    tags: t.map(({ item }) => tagMap(item.Tags)),
  }));

/** The secret that a reference names, where it may name what is none; undefined where it does. */
export const secretIn = (reference = ''): string | undefined =>
  reference.split(':')[2] === 'secretsmanager' ? secretIdIn(reference) : undefined;

const regionIn = (arn = ''): string | undefined => arn.split(':')[3];

const nameIn = (arn: string): string => partialArn(arn).split(':').slice(6).join(':');

interface Item {
  readonly ARN?: string | undefined;
  readonly PrimaryRegion?: string | undefined;
}

const isReplica = ({ ARN, PrimaryRegion }: Item): boolean =>
  PrimaryRegion !== undefined && PrimaryRegion !== regionIn(ARN);

/** "The ARN for a replicated secret is the same as the primary secret except for the Region", says the page on replication. */
function primaryOf({ ARN, PrimaryRegion }: Item): string | undefined {
  if (!isReplica({ ARN, PrimaryRegion })) return '';
  return ARN?.split(':')
    .map((part, index) => (index === 3 ? PrimaryRegion : part))
    .join(':');
}

/** A function's ARN without the version or alias at its end. */
export const unqualified = (arn = ''): string => arn.split(':').slice(0, 7).join(':');

interface Rules {
  readonly AutomaticallyAfterDays?: number | undefined;
  readonly ScheduleExpression?: string | undefined;
}

/** A `cron()` has no one interval; a `rate()` in hours is a day at most. https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_schedule.html */
function daysOf(rules: Rules | undefined): number | undefined {
  if (rules?.AutomaticallyAfterDays !== undefined) return rules.AutomaticallyAfterDays;
  const [, count, unit] = /^rate\((\d+) (day|hour)s?\)$/.exec(rules?.ScheduleExpression ?? '') ?? [];
  if (count === undefined) return undefined;
  return unit === 'day' ? Number(count) : Math.ceil(Number(count) / 24);
}

/** ISO times of one form have the order of text. */
const later = (a: string | undefined, b: string | undefined): string | undefined =>
  a !== undefined && (b === undefined || a > b) ? a : b;
