import { POLICY_KINDS, type PolicyKind } from './policy.ts';
import { SERVICE_KINDS } from './service-kinds.ts';

const KINDS: ReadonlySet<string> = new Set([...Object.keys(POLICY_KINDS), ...Object.keys(SERVICE_KINDS)]);

/** Who asks: AWS sets these from the caller's credentials. */
export const IDENTITY_KEYS: ReadonlySet<string> = new Set([
  ...['aws:principalaccount', 'kms:calleraccount', 'aws:principalarn', 'aws:userid', 'aws:username'],
  ...['aws:principaltype', 'aws:principalorgid', 'aws:principalorgpaths', 'aws:principalorgmasteraccountid'],
  ...[
    'aws:principalisawsservice',
    'aws:principalservicename',
    'aws:principalservicenameslist',
    'aws:federatedprovider',
  ],
  ...['aws:sourceaccount', 'aws:sourcearn', 'aws:sourceowner', 'aws:sourceorgid', 'aws:sourceorgpaths'],
  ...['aws:vpceaccount', 'aws:vpceorgid', 'aws:vpceorgpaths'],
]);

/** Where a key's values come from, for keys that vary on their own. */
export type Source =
  /** the caller chooses, and may leave it out */
  | 'chosen'
  /** the caller chooses among true and false, and it is always there */
  | 'chosen-bool'
  /** the resource has it: no restriction of the caller */
  | 'resource'
  /** of a role or user: chosen, and absent for root, unsigned requests and services */
  | 'session'
  /** an id that AWS gives out */
  | 'id'
  /** the ARN of something of the caller's account */
  | 'own-arn'
  /** an account: the caller's */
  | 'own-account'
  /** an address inside a network of the caller's */
  | 'private-ip'
  /** the encryption context: chosen in a direct call, the service's otherwise */
  | 'context'
  | 'now'
  | 'now-seconds';

const BY_NAME: ReadonlyMap<string, Source> = new Map<string, Source>([
  ['aws:securetransport', 'chosen-bool'],
  ['aws:useragent', 'chosen'],
  ['aws:referer', 'chosen'],
  ['aws:requestedregion', 'resource'],
  ['aws:multifactorauthpresent', 'session'],
  ['aws:multifactorauthage', 'session'],
  ['aws:tokenissuetime', 'session'],
  ['aws:sourceidentity', 'session'],
  ['aws:assumedroot', 'session'],
  ['ec2:roledelivery', 'session'],
  ['glue:roleassumedby', 'session'],
  ['glue:credentialissuingservice', 'session'],
  ['aws:ec2instancesourcevpc', 'id'],
  ['identitystore:userid', 'id'],
  ['aws:ec2instancesourceprivateipv4', 'private-ip'],
  ['ec2:sourceinstancearn', 'own-arn'],
  ['ssm:sourceinstancearn', 'own-arn'],
  ['lambda:sourcefunctionarn', 'own-arn'],
  ['aws:chatbotsourcearn', 'own-arn'],
  ['aws:signinsessionarn', 'own-arn'],
  // only who is in a network of the file system's comes by its mount target: a stranger has it no more than a given id
  ['elasticfilesystem:accessedviamounttarget', 'id'],
  ['s3:dataaccesspointarn', 'own-arn'],
  ['s3:dataaccesspointaccount', 'own-account'],
  ['aws:currenttime', 'now'],
  ['aws:epochtime', 'now-seconds'],
]);

const BY_START: readonly (readonly [string, Source])[] = [
  ['aws:principaltag/', 'session'],
  ['aws:resourcetag/', 'resource'],
  ['secretsmanager:resource', 'resource'],
  ['s3:existingobjecttag/', 'resource'],
  ['s3:buckettag/', 'resource'],
  ['kms:encryptioncontext:', 'context'],
];

/** Keys that describe the resource, of those that only some actions carry. */
const OF_RESOURCE: ReadonlySet<string> = new Set([
  ...['kms:keyorigin', 'kms:keyspec', 'kms:keyusage', 'kms:multiregion', 'kms:multiregionkeytype'],
  ...['kms:resourcealiases', 'secretsmanager:secretid', 'secretsmanager:secretprimaryregion'],
]);

/**
 * Where the values of a key come from; undefined for keys that AWS does not know, which no request has, and for those
 * that go with the identity or the way of a request.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function sourceOf(key: string, kind: PolicyKind): Source | undefined {
  if (KINDS.has(key.split(':', 1)[0] ?? '') && !key.startsWith(`${kind}:`)) return undefined;
  const found = BY_NAME.get(key) ?? BY_START.find(([start]) => key.startsWith(start) && key.length > start.length)?.[1];
  if (found) return found;
  if (OF_RESOURCE.has(key)) return 'resource';
  const requestTag = key === 'aws:tagkeys' || key.startsWith('aws:requesttag/');
  return requestTag || key.startsWith(`${kind}:`) ? 'chosen' : undefined;
}

/** Keys whose requests hold a list of values. */
export const MULTIVALUED: ReadonlySet<string> = new Set([
  ...['aws:tagkeys', 'aws:calledvia', 'kms:encryptioncontextkeys', 'kms:grantoperations', 'kms:resourcealiases'],
  ...['s3:requestobjecttagkeys', 's3:inventoryaccessibleoptionalfields', 'secretsmanager:addreplicaregions'],
]);

/** Keys of the service itself that only some of its actions carry; global keys do not depend on the action. */
export const dependsOnAction = (key: string, kind: PolicyKind): boolean =>
  (key.startsWith(`${kind}:`) || key === 'aws:tagkeys' || key.startsWith('aws:requesttag/')) &&
  !['kms:calleraccount', 'kms:viaservice', 's3:resourceaccount'].includes(key);
