import { arnOf, placeInArn } from '../model/arn.ts';
import type { Collector } from '../model/collector.ts';
import { GLOBAL_REGION, type Scope } from '../model/scope.ts';

/**
 * Members of events that name a resource, in lower case, where the list of the type calls it otherwise. Events are spelled
 * as the service's API is, and S3's and IAM's are not.
 */
const ALSO: Readonly<Record<string, readonly string[]>> = {
  'aws.acm.certificate': ['certificatearn'],
  'aws.apigateway.rest-api': ['restapiid'],
  'aws.cloudwatch.log-group': ['loggroupidentifier', 'loggroupidentifiers', 'resourceidentifier', 'resourcearn'],
  'aws.codebuild.project': ['projectname'],
  'aws.cloudtrail.event-data-store': ['eventdatastore'],
  'aws.cloudtrail.trail': ['trailname', 'name', 'resourceid', 'resourcearn'],
  'aws.docdb.cluster': ['dbclusteridentifier'],
  'aws.docdb.cluster-snapshot': ['dbclustersnapshotidentifier', 'targetdbclustersnapshotidentifier'],
  'aws.docdb.instance': ['dbinstanceidentifier'],
  'aws.dynamodb.table': ['tablename', 'tablearn', 'resourcearn'],
  'aws.ecr.repository': ['repositoryname'],
  'aws.ecs.cluster': ['clusterarn', 'cluster'],
  'aws.eks.cluster': ['clustername', 'name'],
  'aws.firehose.delivery-stream': ['deliverystreamname'],
  'aws.iam.user-credentials': ['username'],
  'aws.kinesis.stream': ['streamname', 'streamarn'],
  'aws.kms.key': ['keyid', 'targetkeyid', 'keyarn'],
  'aws.kms.alias': ['aliasname', 'aliasarn'],
  'aws.lambda.function': ['functionname', 'functionarn', 'resource'],
  'aws.neptune.cluster': ['dbclusteridentifier'],
  'aws.neptune.cluster-snapshot': ['dbclustersnapshotidentifier', 'targetdbclustersnapshotidentifier'],
  'aws.neptune.instance': ['dbinstanceidentifier'],
  'aws.rds.cluster': ['dbclusteridentifier', 'newdbclusteridentifier', 'resourcename', 'resourcearn'],
  'aws.rds.cluster-snapshot': [
    ...['dbclustersnapshotidentifier', 'targetdbclustersnapshotidentifier', 'finaldbsnapshotidentifier'],
    ...['resourcename', 'resourcearn'],
  ],
  'aws.rds.instance': ['dbinstanceidentifier', 'newdbinstanceidentifier', 'resourcename', 'resourcearn'],
  'aws.rds.snapshot': [
    ...[
      'dbsnapshotidentifier',
      'targetdbsnapshotidentifier',
      'finaldbsnapshotidentifier',
      'resourcename',
      'resourcearn',
    ],
  ],
  'aws.s3.bucket': ['bucketname', 'bucket'],
  'aws.secretsmanager.secret': ['secretid', 'arn', 'name'],
  'aws.sns.topic': ['topicarn', 'resourcearn'],
  'aws.sqs.queue': ['queueurl', 'queuename', 'name'],
  'aws.ssm.parameter': ['name', 'names', 'resourceid'],
};

/** Ids of EC2 begin with what they name, and tagging calls give them without their kind. */
const EC2: Readonly<Record<string, RegExp>> = {
  'aws.ec2.image': /^ami-/,
  'aws.ec2.instance': /^i-/,
  'aws.ec2.launch-template': /^lt-/,
  'aws.ec2.security-group': /^sg-/,
  'aws.ec2.snapshot': /^snap-/,
  'aws.ec2.spot-fleet-request': /^sfr-/,
  'aws.ec2.volume': /^vol-/,
  'aws.ec2.vpc-endpoint': /^vpce-/,
};

const known = new WeakMap<Collector, readonly string[]>();

/** Members of a listed item that its id is made of, found out by asking for the id of an item that notes what is read. */
function idMembers(collector: Collector): readonly string[] {
  const members = known.get(collector) ?? probe(collector);
  known.set(collector, members);
  return members;
}

function probe(collector: Collector): readonly string[] {
  const read = new Set<string>();
  const item = new Proxy({}, { get: (_, member) => void read.add(String(member)) });
  try {
    collector.id({ item, parent: item });
  } catch {
    return []; // the item is a text, or its id is made of parts
  }
  return [...read];
}

/** How events call what names a resource of the type, in lower case. */
export const eventMembers = (collector: Collector): readonly string[] => [
  ...new Set([
    ...idMembers(collector).map((member) => member.toLowerCase()),
    ...(ALSO[collector.type] ?? []),
    ...(EC2[collector.type] ? ['resourceid'] : []),
  ]),
];

/** Whether a value can be an id of the type at all. */
export const canName = ({ type }: Collector, value: string): boolean => EC2[type]?.test(lastPart(value)) ?? true;

const lastPart = (value: string): string => value.slice(Math.max(value.lastIndexOf('/'), value.lastIndexOf(':')) + 1);

/** A resource type in one listing, and which of its resources: those with these ids, names or ARNs; without them, all. */
export interface Concern {
  readonly collector: Collector;
  /** Of the listing: `aws-global` for global types. */
  readonly scope: Scope;
  readonly names?: readonly string[];
}

const shapes = new Map<string, RegExp>();

/** Whether an ARN may be one of the type. */
export function fits({ arn }: Collector, value: string): boolean {
  const shape = shapes.get(arn) ?? shapeOf(arn);
  shapes.set(arn, shape);
  return shape.test(value);
}

/** The ARNs that names stand for; what is another type's, account's or region's is left out. */
export function arnsOf({ collector, scope, names = [] }: Concern): ReadonlySet<string> {
  return new Set(
    names
      .map((name) => arnOf(collector.arn, scope, name.replace(/^\//, '')))
      .filter((arn) => fits(collector, arn) && isHere(arn, scope)),
  );
}

function isHere(arn: string, scope: Scope): boolean {
  const { account, region } = placeInArn(arn);
  return (
    (account === '' || account === scope.account) &&
    (region === '' || scope.region === GLOBAL_REGION || region === scope.region)
  );
}

/** What an ARN of a type looks like; of the id it is only known that there is one. */
const shapeOf = (template: string): RegExp =>
  new RegExp(
    `^${template
      .split(/(\{\w+\})/)
      .map((part) => (part === '{id}' ? '.+' : /^\{\w+\}$/.test(part) ? '[^:]*' : escaped(part)))
      .join('')}$`,
    's',
  );

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Tells the listed items that a concern is about. */
export function isNamed(concern: Concern): (item: unknown) => boolean {
  const { collector, scope, names } = concern;
  if (!names) return () => true;
  const arns = arnsOf(concern);
  const said = new Set(names);
  const members = new Set(eventMembers(collector));
  return (item) => {
    if (typeof item === 'string') return said.has(item) || arns.has(arnOf(collector.arn, scope, item));
    const id = idOf(collector, item);
    if (id !== undefined && arns.has(arnOf(collector.arn, scope, id))) return true;
    const values = Object.entries(item as Readonly<Record<string, unknown>>);
    return values.some(([member, value]) => said.has(value as string) && members.has(member.toLowerCase()));
  };
}

/** Undefined for an item whose id is made of its parent too. */
function idOf(collector: Collector, item: unknown): string | undefined {
  try {
    return collector.id({ item });
  } catch {
    return undefined;
  }
}
