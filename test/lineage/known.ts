import { collectors } from '../../src/collectors/registry.ts';
import { GLOBAL_REGION, type Scope } from '../../src/model/scope.ts';
import type { Listing, Observation, SnapshotHeader, SnapshotRecord } from '../../src/model/snapshot.ts';
import { ACCOUNT, header, keyArn, OTHER, scopeIn } from '../graph/world.ts';

const STRANGER = '999999999999';
const UNREAD = 'sa-east-1';
const PLACES: readonly Scope[] = [
  ...['eu-west-1', 'us-east-1', 'ap-south-1'].map((region) => scopeIn(region, ACCOUNT)),
  ...['eu-west-1', 'us-east-1'].map((region) => scopeIn(region, OTHER)),
];
const KEYS_A_PLACE = 22;
const OF_EACH_KIND = 40;

/** A stream of numbers below a bound that is the same each time: xorshift32. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

/** `key ARN -> "resource ARN link"`, as whoever made the account knows it. */
type Truth = Map<string, Set<string>>;

/** How a resource names its key, and which one that is. */
interface Name {
  readonly text: string | undefined;
  readonly key: string;
}

interface Kind {
  readonly type: string;
  /** Name of the alias of the service's own key. */
  readonly own: string;
  readonly via: string;
  /** Ways in which this service names a key. */
  readonly ways: readonly Way[];
  make(name: string | undefined, id: string, scope: Scope): Observation;
}
type Way =
  | 'arn'
  | 'id'
  | 'alias'
  | 'alias-arn'
  | 'default'
  | 'gone'
  | 'lost-alias'
  | 'other-account'
  | 'stranger'
  | 'other-region';

const EVERY = [
  'arn',
  'id',
  'alias',
  'alias-arn',
  'default',
  'gone',
  'lost-alias',
  'other-account',
  'stranger',
  'other-region',
] as const;
const BY_ARN = ['arn', 'gone', 'other-account', 'stranger', 'other-region'] as const;

const observed = (type: string, id: string, scope: Scope, answers: Observation['answers']): Observation => ({
  type,
  id,
  scope,
  answers,
});
const arn = ({ account, region }: Scope, service: string, rest: string): string =>
  `arn:aws:${service}:${region}:${account}:${rest}`;

const KINDS: readonly Kind[] = [
  {
    ...{ type: 'aws.ec2.volume', own: 'ebs', via: 'kmsKey', ways: BY_ARN },
    make: (KmsKeyId, id, scope) =>
      observed('aws.ec2.volume', arn(scope, 'ec2', `volume/vol-${id}`), scope, {
        item: { ok: { VolumeId: `vol-${id}`, Encrypted: true, KmsKeyId } },
      }),
  },
  {
    ...{ type: 'aws.ec2.snapshot', own: 'ebs', via: 'kmsKey', ways: BY_ARN },
    make: (KmsKeyId, id, scope) =>
      observed('aws.ec2.snapshot', `arn:aws:ec2:${scope.region}::snapshot/snap-${id}`, scope, {
        item: { ok: { SnapshotId: `snap-${id}`, Encrypted: true, KmsKeyId } },
      }),
  },
  {
    ...{ type: 'aws.rds.instance', own: 'rds', via: 'kmsKey', ways: BY_ARN },
    make: (KmsKeyId, id, scope) =>
      observed('aws.rds.instance', arn(scope, 'rds', `db:db-${id}`), scope, {
        item: {
          ok: {
            DBInstanceIdentifier: `db-${id}`,
            DBInstanceArn: arn(scope, 'rds', `db:db-${id}`),
            Engine: 'mysql',
            StorageEncrypted: true,
            KmsKeyId,
            PerformanceInsightsEnabled: false,
          },
        },
      }),
  },
  {
    ...{ type: 'aws.sqs.queue', own: 'sqs', via: 'kmsKey', ways: EVERY },
    make: (KmsMasterKeyId, id, scope) =>
      observed('aws.sqs.queue', arn(scope, 'sqs', `q-${id}`), scope, {
        item: { ok: `https://sqs/${id}` },
        attributes: { ok: { KmsMasterKeyId: KmsMasterKeyId ?? 'alias/aws/sqs' } },
      }),
  },
  {
    ...{ type: 'aws.sns.topic', own: 'sns', via: 'kmsKey', ways: EVERY },
    make: (KmsMasterKeyId, id, scope) =>
      observed('aws.sns.topic', arn(scope, 'sns', `t-${id}`), scope, {
        item: { ok: { TopicArn: arn(scope, 'sns', `t-${id}`) } },
        attributes: { ok: { KmsMasterKeyId: KmsMasterKeyId ?? 'alias/aws/sns' } },
      }),
  },
  {
    ...{ type: 'aws.secretsmanager.secret', own: 'secretsmanager', via: 'kmsKey', ways: EVERY },
    make: (KmsKeyId, id, scope) =>
      observed('aws.secretsmanager.secret', arn(scope, 'secretsmanager', `secret:s-${id}-AbCdEf`), scope, {
        item: {
          ok: {
            ARN: arn(scope, 'secretsmanager', `secret:s-${id}-AbCdEf`),
            Name: `s-${id}`,
            ...(KmsKeyId && { KmsKeyId }),
          },
        },
      }),
  },
  {
    ...{ type: 'aws.ssm.parameter', own: 'ssm', via: 'kmsKey', ways: EVERY },
    make: (KeyId, id, scope) =>
      observed('aws.ssm.parameter', arn(scope, 'ssm', `parameter/p-${id}`), scope, {
        item: {
          ok: {
            Name: `p-${id}`,
            ARN: arn(scope, 'ssm', `parameter/p-${id}`),
            Type: 'SecureString',
            KeyId: KeyId ?? 'alias/aws/ssm',
          },
        },
      }),
  },
  {
    ...{ type: 'aws.lambda.function', own: 'lambda', via: 'kmsKey', ways: [...BY_ARN, 'default'] },
    make: (KMSKeyArn, id, scope) =>
      observed('aws.lambda.function', arn(scope, 'lambda', `function:f-${id}`), scope, {
        item: {
          ok: {
            FunctionName: `f-${id}`,
            FunctionArn: arn(scope, 'lambda', `function:f-${id}`),
            ...(KMSKeyArn && { KMSKeyArn }),
          },
        },
      }),
  },
  {
    ...{ type: 'aws.s3.bucket', own: 's3', via: 'kmsKey', ways: EVERY },
    make: (KMSMasterKeyID, id, scope) =>
      observed('aws.s3.bucket', `arn:aws:s3:::b-${id}`, scope, {
        item: { ok: { Name: `b-${id}`, BucketRegion: scope.region } },
        encryption: {
          ok: {
            Rules: [
              {
                ApplyServerSideEncryptionByDefault: {
                  SSEAlgorithm: 'aws:kms',
                  ...(KMSMasterKeyID && { KMSMasterKeyID }),
                },
              },
            ],
          },
        },
        policy: { none: 'NoSuchBucketPolicy' },
        replication: { none: 'ReplicationConfigurationNotFoundError' },
      }),
  },
  {
    ...{ type: 'aws.s3.bucket', own: 's3', via: 'replicaKeys', ways: ['other-region', 'other-account', 'gone'] },
    make: (ReplicaKmsKeyID, id, scope) =>
      observed('aws.s3.bucket', `arn:aws:s3:::r-${id}`, scope, {
        item: { ok: { Name: `r-${id}`, BucketRegion: scope.region } },
        encryption: { ok: { Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }] } },
        policy: { none: 'NoSuchBucketPolicy' },
        replication: {
          ok: {
            Rules: [
              {
                Status: 'Enabled',
                Destination: { Bucket: 'arn:aws:s3:::far', EncryptionConfiguration: { ReplicaKmsKeyID } },
              },
            ],
          },
        },
      }),
  },
  {
    ...{ type: 'aws.dynamodb.table', own: 'dynamodb', via: 'kmsKey', ways: BY_ARN },
    make: (KMSMasterKeyArn, id, scope) =>
      observed('aws.dynamodb.table', arn(scope, 'dynamodb', `table/t-${id}`), scope, {
        item: { ok: `t-${id}` },
        table: {
          ok: { TableStatus: 'ACTIVE', SSEDescription: { Status: 'ENABLED', SSEType: 'KMS', KMSMasterKeyArn } },
        },
      }),
  },
  {
    ...{ type: 'aws.cloudwatch.log-group', own: '', via: 'kmsKey', ways: BY_ARN },
    make: (kmsKeyId, id, scope) =>
      observed('aws.cloudwatch.log-group', arn(scope, 'logs', `log-group:g-${id}`), scope, {
        item: { ok: { logGroupName: `g-${id}`, arn: arn(scope, 'logs', `log-group:g-${id}`), kmsKeyId } },
      }),
  },
];

const OWN_KEYS = [...new Set(KINDS.map(({ own }) => own))].filter((own) => own !== '');
const nth = (n: number): string => String(n).padStart(12, '0');
const keyId = (n: number): string => `11111111-2222-4333-8444-${nth(n)}`;
const ownId = (index: number): string => `99999999-2222-4333-8444-${nth(index)}`;
/** Where a service has an alias and, until it first seals something, no key. */
const isUnmade = (own: string, { region }: Scope): boolean => own === 'lambda' && region === 'ap-south-1';

const keyIn = (scope: Scope, id: string): string => keyArn(id, scope.region, scope.account);
const aliasIn = (scope: Scope, name: string): string => arn(scope, 'kms', `alias/${name}`);

function name(way: Way, own: string, n: number, scope: Scope): Name {
  const key = keyIn(scope, keyId(n));
  const gone = keyIn(scope, `00000000-2222-4333-8444-${nth(n)}`);
  const elsewhere = (place: Scope): Name => ({ text: keyIn(place, keyId(n)), key: keyIn(place, keyId(n)) });
  switch (way) {
    case 'arn':
      return { text: key, key };
    case 'id':
      return { text: keyId(n), key };
    case 'alias':
      return { text: `alias/k${n}`, key };
    case 'alias-arn':
      return { text: aliasIn(scope, `also/k${n}`), key };
    case 'gone':
      return { text: gone, key: gone };
    case 'lost-alias':
      return { text: `alias/lost${n}`, key: aliasIn(scope, `lost${n}`) };
    case 'other-account':
      return elsewhere({
        ...scope,
        account: scope.account === ACCOUNT && scope.region !== 'ap-south-1' ? OTHER : ACCOUNT,
      });
    case 'stranger':
      return elsewhere({ ...scope, account: STRANGER });
    case 'other-region':
      return elsewhere({
        ...scope,
        region: n % 2 === 0 ? UNREAD : scope.region === 'eu-west-1' ? 'us-east-1' : 'eu-west-1',
      });
    case 'default':
      return {
        text: undefined,
        key: isUnmade(own, scope) ? aliasIn(scope, `aws/${own}`) : keyIn(scope, ownId(OWN_KEYS.indexOf(own))),
      };
  }
}

const listed = (
  type: string,
  id: string,
  scope: Scope,
  item: object,
  answers: Observation['answers'] = {},
): Observation => observed(type, id, scope, { item: { ok: item }, ...answers });

/** Every second key lets the other account in. */
export const isShared = (n: number): boolean => n % 2 === 0;

const letting = (account: string) => ({
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${account}:root` },
  Action: 'kms:*',
  Resource: '*',
});

const keyAnswers = (n: number, { account }: Scope): Observation['answers'] => ({
  alias: { none: 'NoMatch' },
  grants: { ok: [] },
  policy: {
    ok: {
      Policy: JSON.stringify({
        Version: '2012-10-17',
        Statement: [letting(account), ...(isShared(n) ? [letting(account === ACCOUNT ? OTHER : ACCOUNT)] : [])],
      }),
    },
  },
  metadata: {
    ok: {
      KeyManager: 'CUSTOMER',
      KeyState: 'Enabled',
      KeySpec: 'SYMMETRIC_DEFAULT',
      KeyUsage: 'ENCRYPT_DECRYPT',
      Origin: 'AWS_KMS',
    },
  },
});

const keysOf = (scope: Scope): Observation[] => [
  ...Array.from({ length: KEYS_A_PLACE }, (_, n) =>
    listed(
      'aws.kms.key',
      keyIn(scope, keyId(n)),
      scope,
      { KeyId: keyId(n), KeyArn: keyIn(scope, keyId(n)) },
      keyAnswers(n, scope),
    ),
  ),
  ...Array.from({ length: KEYS_A_PLACE }, (_, n) =>
    [`k${n}`, `also/k${n}`].map((alias) =>
      listed('aws.kms.alias', aliasIn(scope, alias), scope, {
        AliasName: `alias/${alias}`,
        AliasArn: aliasIn(scope, alias),
        TargetKeyId: keyId(n),
      }),
    ),
  ).flat(),
  ...OWN_KEYS.flatMap((own, index) => {
    const alias = {
      AliasName: `alias/aws/${own}`,
      AliasArn: aliasIn(scope, `aws/${own}`),
      ...(isUnmade(own, scope) ? {} : { TargetKeyId: ownId(index) }),
    };
    const key = keyIn(scope, ownId(index));
    return [
      listed('aws.kms.alias', alias.AliasArn, scope, alias),
      ...(isUnmade(own, scope)
        ? []
        : [listed('aws.kms.key', key, scope, { KeyId: ownId(index), KeyArn: key }, { alias: { ok: alias } })]),
    ];
  }),
];

/** Instances with two volumes each: what they depend on, `volume ARN -> instance ARN`. */
function instancesOf(volumes: readonly Observation[], scope: Scope, carriedBy: Truth): Observation[] {
  const instances: Observation[] = [];
  for (let n = 0; n + 1 < volumes.length; n += 2) {
    const id = arn(scope, 'ec2', `instance/i-${scope.region}${n}`);
    const disks = volumes.slice(n, n + 2);
    for (const disk of disks) note(carriedBy, disk.id, id);
    const BlockDeviceMappings = disks.map((disk) => ({ Ebs: { VolumeId: disk.id.split('/')[1] } }));
    instances.push(
      listed('aws.ec2.instance', id, scope, {
        InstanceId: `i-${scope.region}${n}`,
        State: { Name: 'running' },
        BlockDeviceMappings,
      }),
    );
  }
  return instances;
}

function note(truth: Truth, key: string, row: string): void {
  truth.set(key, (truth.get(key) ?? new Set()).add(row));
}

export interface Known {
  readonly header: SnapshotHeader;
  readonly records: readonly SnapshotRecord[];
  readonly usedBy: Truth;
  /** Volume -> instance. */
  readonly carriedBy: Truth;
  /** Keys that are in the snapshot. */
  readonly keys: readonly string[];
  readonly resources: number;
}

/** Two accounts in five regions in all, whose every tie to a key is known. */
export function knownAccounts(seed: number): Known {
  const random = numbers(seed);
  const usedBy: Truth = new Map();
  const carriedBy: Truth = new Map();
  const keys = PLACES.flatMap(keysOf);
  const sealed = PLACES.flatMap((scope, place) => {
    const made = KINDS.flatMap((kind, index) =>
      Array.from({ length: OF_EACH_KIND }, (_, n) => {
        const way = kind.ways[random(kind.ways.length)] as Way;
        const { text, key } = name(way, kind.own, random(KEYS_A_PLACE), scope);
        const one = kind.make(text, `${place}-${index}-${n}`, scope);
        note(usedBy, key, `${one.id} ${kind.via}`);
        return one;
      }),
    );
    return [
      ...made,
      ...instancesOf(
        made.filter(({ type }) => type === 'aws.ec2.volume'),
        scope,
        carriedBy,
      ),
    ];
  });
  const all = [...keys, ...sealed];
  const global = [ACCOUNT, OTHER].map((account) => scopeIn(GLOBAL_REGION, account));
  const scopes = [...global, ...PLACES];
  const ids = keys.filter(({ type }) => type === 'aws.kms.key').map(({ id }) => id);
  return {
    header: header(scopes),
    records: [...listingsOf(scopes, all), ...shuffled(all, random)],
    usedBy,
    carriedBy,
    keys: ids,
    resources: sealed.length,
  };
}

const listingsOf = (scopes: readonly Scope[], all: readonly Observation[]): Listing[] =>
  scopes.flatMap((scope) =>
    collectors
      .filter(({ list, scope: kind }) => list && (kind === 'global') === (scope.region === GLOBAL_REGION))
      .map(({ type, scope: kind }) => ({
        listing: type,
        scope,
        count: all.filter(
          (one) =>
            one.type === type &&
            one.scope.account === scope.account &&
            (kind === 'global' || one.scope.region === scope.region),
        ).length,
        complete: true,
      })),
  );

function shuffled<T>(items: readonly T[], random: (below: number) => number): T[] {
  const mixed = [...items];
  for (let last = mixed.length - 1; last > 0; last--) {
    const other = random(last + 1);
    [mixed[last], mixed[other]] = [mixed[other] as T, mixed[last] as T];
  }
  return mixed;
}
