import type * as S3 from '@aws-sdk/client-s3';
import { after, type Context, type Plain, type Quirk } from '../quirk.ts';
import { type Answer, decode, encode, REQUEST_ID, XML_TYPE } from '../wire/answer.ts';
import type { Call } from '../wire/call.ts';
import { shelf } from '../world.ts';

const API = 'https://docs.aws.amazon.com/AmazonS3/latest/API';

const homes = shelf('bucket regions', () => new Map<string, string>());
const documents = shelf('bucket documents', () => new Map<string, Buffer>());

const bucketOf = (call: Call): string => String(call.input.Bucket ?? '');

function quirk(name: string, why: string, docs: string, operations: readonly string[], answer: Quirk['answer']): Quirk {
  return { name, why, docs, answer, matches: (call) => call.service === 's3' && operations.includes(call.operation) };
}

/** From this day on all four settings are on for new buckets. */
const BLOCKED_SINCE = new Date('2023-04-28T00:00:00Z');
const BLOCK_ALL = ['BlockPublicAcls', 'IgnorePublicAcls', 'BlockPublicPolicy', 'RestrictPublicBuckets']
  .map((name) => `<${name}>true</${name}>`)
  .join('');

const created = quirk(
  'a new bucket has a home Region and blocks public access',
  'moto opens new buckets and lets any Region read them',
  'https://docs.aws.amazon.com/AmazonS3/latest/userguide/create-bucket-faq.html',
  ['CreateBucket'],
  async (call, { next, world }) => {
    const said = await next();
    if (said.status >= 300) return said;
    const bucket = bucketOf(call);
    homes(world).set(bucket, call.region);
    if (world.now < BLOCKED_SINCE) return said;
    const body = Buffer.from(`<PublicAccessBlockConfiguration>${BLOCK_ALL}</PublicAccessBlockConfiguration>`);
    const { 'content-md5': _, ...headers } = call.headers;
    await next({ ...call, operation: 'PutPublicAccessBlock', url: `/${bucket}?publicAccessBlock`, headers, body });
    return said;
  },
);

const elsewhere: Quirk = {
  name: 'a bucket is read through its own Region',
  why: 'moto answers in any Region; AWS redirects, naming the right one',
  docs: `${API}/ErrorResponses.html#ErrorCodeList`,
  matches: (call) =>
    call.service === 's3' && !['CreateBucket', 'GetBucketLocation', 'ListBuckets'].includes(call.operation),
  answer: async (call, { next, world }) => {
    const home = homes(world).get(bucketOf(call));
    return home && home !== call.region ? redirect(bucketOf(call), home) : next();
  },
};

function redirect(bucket: string, home: string): Answer {
  const message =
    'The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.';
  const about = `<Endpoint>s3.${home}.amazonaws.com</Endpoint><Bucket>${bucket}</Bucket><RequestId>${REQUEST_ID}</RequestId>`;
  const body = Buffer.from(`<Error><Code>PermanentRedirect</Code><Message>${message}</Message>${about}</Error>`);
  return { status: 301, headers: { ...XML_TYPE, 'x-amz-bucket-region': home }, body };
}

/** Moto forgets some members of these documents; put and get have the same shape, so what was put is given back. */
const KEPT = { PutBucketEncryption: 'GetBucketEncryption', PutBucketReplication: 'GetBucketReplication' } as const;

const put = quirk(
  'encryption and replication are kept as they were put',
  'moto drops BlockedEncryptionTypes and SourceSelectionCriteria',
  `${API}/API_ServerSideEncryptionRule.html`,
  Object.keys(KEPT),
  async (call, { next, world }) => {
    const said = await next();
    const reading = Object.entries(KEPT).find(([writing]) => writing === call.operation)?.[1];
    if (said.status < 300) documents(world).set(`${reading} ${bucketOf(call)}`, call.body);
    return said;
  },
);

const got = quirk(
  'encryption and replication are given as they were put',
  'moto drops BlockedEncryptionTypes and SourceSelectionCriteria',
  `${API}/API_SourceSelectionCriteria.html`,
  Object.values(KEPT),
  async (call, { next, world }) => {
    const said = await next();
    const body = documents(world).get(`${call.operation} ${bucketOf(call)}`);
    if (!body || said.status >= 300) return said;
    const given = { status: 200, headers: XML_TYPE, body };
    return call.operation === 'GetBucketEncryption' ? encode(call, spelledOut(decode(call, given))) : given;
  },
);

/** AWS always says whether the bucket key is on. */
function spelledOut({ ServerSideEncryptionConfiguration }: Encryption): Encryption {
  const Rules = ServerSideEncryptionConfiguration?.Rules?.map((rule) => ({
    ...rule,
    BucketKeyEnabled: rule.BucketKeyEnabled ?? false,
  }));
  return { ServerSideEncryptionConfiguration: { Rules } };
}

type Encryption = Plain<S3.GetBucketEncryptionCommandOutput>;

const defaultEncryption = quirk(
  'every bucket has default encryption',
  'moto answers ServerSideEncryptionConfigurationNotFoundError; since January 2023 SSE-S3 is the base for every bucket',
  'https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-encryption-faq.html',
  ['GetBucketEncryption'],
  async (call, { next }) => {
    const said = await next();
    if (!said.body.includes('ServerSideEncryptionConfigurationNotFoundError')) return said;
    const Rules = [
      { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' as const }, BucketKeyEnabled: false },
    ];
    return encode(call, { ServerSideEncryptionConfiguration: { Rules } } satisfies Encryption);
  },
);

export const s3 = [elsewhere, created, defaultEncryption, got, put];

/** Outside the paging, since it looks at the parameters that paging takes away. */
export const s3Listing: readonly Quirk[] = [
  after<Readonly<Record<string, string>>, S3.ListBucketsCommandOutput>(
    {
      name: 'ListBuckets names each bucket’s Region when it has a parameter',
      why: 'moto never does',
      docs: `${API}/API_Bucket.html`,
      service: 's3',
      operations: ['ListBuckets'],
    },
    (output, input, context) => {
      const asked = ['max-buckets', 'prefix', 'bucket-region', 'continuation-token'].some((name) => name in input);
      return asked ? { ...output, Buckets: placed(output.Buckets ?? [], context) } : output;
    },
  ),
];

function placed(buckets: readonly S3.Bucket[], { world }: Context): S3.Bucket[] {
  return buckets.map((bucket) => ({ ...bucket, BucketRegion: homes(world).get(bucket.Name ?? '') }));
}
