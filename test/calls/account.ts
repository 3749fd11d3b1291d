import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** How many there are of each thing that a call is made for. */
export interface Sizes {
  /** Keys of the customer: one in ten is disabled, and one in ten of each other kind cannot rotate. */
  readonly keys: number;
  readonly awsKeys: number;
  readonly aliases: number;
  readonly buckets: number;
  readonly parameters: number;
  readonly functions: number;
  readonly signingConfigs: number;
  readonly logGroups: number;
  readonly secrets: number;
  readonly replicated: number;
  readonly snapshots: number;
  readonly volumes: number;
}

type Input = Readonly<Record<string, unknown>>;
type Reply = (input: Input) => object | string;

const ACCOUNT = '111122223333';
const REGION = 'eu-west-1';
const arn = (service: string, rest: string): string => `arn:aws:${service}:${REGION}:${ACCOUNT}:${rest}`;
const count = <T>(size: number, make: (index: number) => T): T[] => Array.from({ length: size }, (_, at) => make(at));

/** One page as AWS cuts it: the size that was asked for, up to the largest, or AWS's default, which is smaller. */
function page<T>(all: readonly T[], asked: unknown, token: unknown, [preset, most]: readonly [number, number]) {
  const from = Number(token ?? 0);
  const to = from + Math.min(asked === undefined ? preset : Number(asked), most);
  return { items: all.slice(from, to), next: to < all.length ? String(to) : undefined };
}

/** KMS, whose pages say with a flag whether more follow. */
const marked = (member: string, all: readonly object[], sizes: readonly [number, number]): Reply => {
  return ({ Limit, Marker }) => {
    const { items, next } = page(all, Limit, Marker, sizes);
    return { [member]: items, Truncated: next !== undefined, ...(next && { NextMarker: next }) };
  };
};

const tokened = (member: string, all: readonly object[], sizes: readonly [number, number]): Reply => {
  return ({ MaxResults, NextToken }) => {
    const { items, next } = page(all, MaxResults, NextToken, sizes);
    return { [member]: items, ...(next && { NextToken: next }) };
  };
};

function kms({ keys, awsKeys, aliases }: Sizes): Readonly<Record<string, Reply>> {
  const id = (index: number): string => `k${index}`;
  const listed = count(keys + awsKeys, (index) => ({ KeyId: id(index), KeyArn: arn('kms', `key/${id(index)}`) }));
  const named = (name: string, key: number) => ({
    AliasName: name,
    AliasArn: arn('kms', name),
    TargetKeyId: id(key),
  });
  const names = [
    ...count(aliases, (index) => named(`alias/own-${index}`, index)),
    ...count(awsKeys, (index) => named(`alias/aws/service-${index}`, keys + index)),
  ];
  const nth = ({ KeyId }: Input): number => Number(String(KeyId).slice(1)) % 10;
  return {
    'kms:ListKeys': marked('Keys', listed, [100, 1000]),
    'kms:ListAliases': marked('Aliases', names, [50, 100]),
    'kms:DescribeCustomKeyStores': marked('CustomKeyStores', [], [50, 1000]),
    'kms:DescribeKey': (input) => ({
      KeyMetadata: {
        KeyId: input['KeyId'],
        KeyManager: 'CUSTOMER',
        KeyState: nth(input) === 0 ? 'Disabled' : 'Enabled',
        KeySpec: nth(input) === 1 ? 'RSA_2048' : 'SYMMETRIC_DEFAULT',
        KeyUsage: 'ENCRYPT_DECRYPT',
        Origin: nth(input) === 2 ? 'EXTERNAL' : 'AWS_KMS',
        CreationDate: 1_700_000_000,
      },
    }),
    'kms:GetKeyPolicy': () => ({ Policy: '{"Version":"2012-10-17","Statement":[]}' }),
    'kms:GetKeyRotationStatus': () => ({ KeyRotationEnabled: true }),
    'kms:ListGrants': marked('Grants', [], [50, 100]),
    'kms:GetKeyLastUsage': () => ({ TrackingStartDate: 1_700_000_000 }),
  };
}

const xml = (name: string, inner: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><${name}>${inner}</${name}>`;

function s3({ buckets }: Sizes): Readonly<Record<string, Reply>> {
  const bucket = (index: number): string =>
    `<Bucket><Name>bucket-${index}</Name><BucketRegion>${REGION}</BucketRegion></Bucket>`;
  const rule = '<Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>AES256</SSEAlgorithm>';
  return {
    's3:ListBuckets': () => xml('ListAllMyBucketsResult', `<Buckets>${count(buckets, bucket).join('')}</Buckets>`),
    's3:GetBucketEncryption': () =>
      xml('ServerSideEncryptionConfiguration', `${rule}</ApplyServerSideEncryptionByDefault></Rule>`),
    's3:GetBucketPolicy': () => '{"Version":"2012-10-17","Statement":[]}',
    's3:GetPublicAccessBlock': () => xml('PublicAccessBlockConfiguration', '<BlockPublicAcls>true</BlockPublicAcls>'),
    's3:GetBucketReplication': () => xml('ReplicationConfiguration', '<Role>r</Role>'),
    's3:GetBucketVersioning': () => xml('VersioningConfiguration', ''),
    's3:GetBucketTagging': () => xml('Tagging', '<TagSet></TagSet>'),
    's3-control:GetPublicAccessBlock': () =>
      xml('PublicAccessBlockConfiguration', '<BlockPublicAcls>true</BlockPublicAcls>'),
  };
}

/** Its query protocol numbers lists, and pages of none are the whole. */
function ec2({ snapshots, volumes }: Sizes): Readonly<Record<string, Reply>> {
  const listed = (operation: string, set: string, all: readonly string[], most: number): Reply => {
    return ({ MaxResults, NextToken }) => {
      const { items, next } = page(all, MaxResults, NextToken, [most, most]);
      const token = next === undefined ? '' : `<nextToken>${next}</nextToken>`;
      return xml(
        `${operation}Response`,
        `<${set}>${items.map((item) => `<item>${item}</item>`).join('')}</${set}>${token}`,
      );
    };
  };
  const snapshot = (index: number): string => `<snapshotId>snap-${index}</snapshotId><encrypted>true</encrypted>`;
  const volume = (index: number): string => `<volumeId>vol-${index}</volumeId><encrypted>true</encrypted>`;
  return {
    'ec2:DescribeSnapshots': listed('DescribeSnapshots', 'snapshotSet', count(snapshots, snapshot), 1000),
    'ec2:DescribeVolumes': listed('DescribeVolumes', 'volumeSet', count(volumes, volume), 500),
    'ec2:DescribeSnapshotAttribute': ({ SnapshotId }) =>
      xml(
        'DescribeSnapshotAttributeResponse',
        `<snapshotId>${SnapshotId}</snapshotId><createVolumePermission></createVolumePermission>`,
      ),
  };
}

function documents({
  parameters,
  functions,
  signingConfigs,
  logGroups,
  secrets,
  replicated,
}: Sizes): Readonly<Record<string, Reply>> {
  const parameter = (index: number) => ({ Name: `p${index}`, Type: 'SecureString', KeyId: 'alias/aws/ssm' });
  const secret = (index: number) => ({
    ARN: arn('secretsmanager', `secret:s${index}-abcdef`),
    Name: `s${index}`,
    KmsKeyId: arn('kms', 'key/k0'),
    RotationEnabled: true,
    RotationRules: { AutomaticallyAfterDays: 30 },
    ...(index < replicated && { PrimaryRegion: REGION }),
  });
  const lambdaFunction = (index: number) => ({
    FunctionName: `f${index}`,
    FunctionArn: arn('lambda', `function:f${index}`),
    PackageType: 'Zip',
  });
  const group = (index: number) => ({ logGroupName: `g${index}`, arn: arn('logs', `log-group:g${index}:*`) });
  const logs = count(logGroups, group);
  const lambdas = count(functions, lambdaFunction);
  return {
    'ssm:DescribeParameters': tokened('Parameters', count(parameters, parameter), [10, 50]),
    'ssm:ListResourceDataSync': tokened('ResourceDataSyncItems', [], [50, 50]),
    'secretsmanager:ListSecrets': tokened('SecretList', count(secrets, secret), [100, 100]),
    'secretsmanager:GetResourcePolicy': ({ SecretId }) => ({ ARN: SecretId }),
    'secretsmanager:DescribeSecret': ({ SecretId }) => ({ ARN: SecretId, ReplicationStatus: [] }),
    'logs:DescribeLogGroups': ({ limit, nextToken }) => {
      const { items, next } = page(logs, limit, nextToken, [50, 50]);
      return { logGroups: items, ...(next && { nextToken: next }) };
    },
    'logs:DescribeMetricFilters': () => ({ metricFilters: [] }),
    'lambda:ListFunctions': ({ MaxItems, Marker }) => {
      const { items, next } = page(lambdas, MaxItems, Marker, [50, 50]);
      return { Functions: items, ...(next && { NextMarker: next }) };
    },
    'lambda:ListEventSourceMappings': () => ({ EventSourceMappings: [] }),
    'lambda:ListCodeSigningConfigs': () => ({
      CodeSigningConfigs: count(signingConfigs, (index) => ({
        CodeSigningConfigId: `csc-${index}`,
        CodeSigningConfigArn: arn('lambda', `code-signing-config:csc-${index}`),
      })),
    }),
    'lambda:ListFunctionsByCodeSigningConfig': () => ({ FunctionArns: lambdas.map(({ FunctionArn }) => FunctionArn) }),
  };
}

/** REST: the operation is in the path and the names of the query. */
const PATHS: readonly (readonly [service: string, path: RegExp, operation: string])[] = [
  ['s3', /^\/v20180820\/configuration\/publicAccessBlock/, 's3-control:GetPublicAccessBlock'],
  ['s3', /^\/[^/?]+\/?\?encryption/, 's3:GetBucketEncryption'],
  ['s3', /^\/[^/?]+\/?\?policy/, 's3:GetBucketPolicy'],
  ['s3', /^\/[^/?]+\/?\?publicAccessBlock/, 's3:GetPublicAccessBlock'],
  ['s3', /^\/[^/?]+\/?\?replication/, 's3:GetBucketReplication'],
  ['s3', /^\/[^/?]+\/?\?versioning/, 's3:GetBucketVersioning'],
  ['s3', /^\/[^/?]+\/?\?tagging/, 's3:GetBucketTagging'],
  ['s3', /^\/\?/, 's3:ListBuckets'],
  ['lambda', /^\/2015-03-31\/functions\/?\?/, 'lambda:ListFunctions'],
  ['lambda', /^\/2020-04-22\/code-signing-configs\/?\?/, 'lambda:ListCodeSigningConfigs'],
  ['lambda', /^\/2020-04-22\/code-signing-configs\/[^/]+\/functions/, 'lambda:ListFunctionsByCodeSigningConfig'],
  ['lambda', /^\/2015-03-31\/event-source-mappings/, 'lambda:ListEventSourceMappings'],
];

interface Asked {
  readonly operation: string;
  readonly input: Input;
}

/** What a request is for, by its signature's service and the service's protocol. */
function asked(url: string, headers: Readonly<Record<string, unknown>>, body: string): Asked {
  const service = /Credential=[^/]+\/\d+\/[^/]+\/([^/]+)\//.exec(String(headers['authorization']))?.[1] ?? '';
  const target = String(headers['x-amz-target'] ?? '').split('.')[1];
  if (target !== undefined) return { operation: `${service}:${target}`, input: JSON.parse(body) };
  const query = new URLSearchParams(service === 'ec2' ? body : url.slice(url.indexOf('?') + 1));
  const rest = PATHS.find(([of, path]) => of === service && path.test(url))?.[2];
  return { operation: rest ?? `${service}:${query.get('Action') ?? url}`, input: Object.fromEntries(query) };
}

/** An account behind an HTTP endpoint, with so much in it. What it was asked is counted at the wire, by operation. */
export async function serveAccount(sizes: Sizes): Promise<{ endpoint: string; counts: Map<string, number> }> {
  const replies = { ...kms(sizes), ...s3(sizes), ...ec2(sizes), ...documents(sizes) };
  const counts = new Map<string, number>();
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const { operation, input } = asked(request.url ?? '', request.headers, body);
    counts.set(operation, (counts.get(operation) ?? 0) + 1);
    const reply = replies[operation]?.(input);
    if (reply === undefined)
      return void response.writeHead(400).end(`{"__type":"UnknownOperation","message":"${operation}"}`);
    response.end(typeof reply === 'string' ? reply : JSON.stringify(reply));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, counts };
}
