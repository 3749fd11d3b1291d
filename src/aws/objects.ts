import { type Call, CallFailed } from '../collect/call.ts';
import { allPages } from './pages.ts';

/** Objects below a prefix of a bucket. */
export interface Objects {
  readonly call: Call;
  readonly region: string;
  readonly bucket: string;
  readonly prefix: string;
  /** ARN or id of the KMS key that seals what is written; without it the bucket's default holds. */
  readonly sealedBy?: string | undefined;
}

export interface StoredObject {
  readonly body: Buffer;
  readonly tag: string;
}

interface Body {
  transformToByteArray(): Promise<Uint8Array>;
}

const where = ({ bucket, prefix }: Objects, key: string) => ({ Bucket: bucket, Key: `${prefix}${key}` });

/** @returns undefined where there is none; S3 says so only to those who may list the bucket */
export async function getObject(objects: Objects, key: string): Promise<StoredObject | undefined> {
  const answer = await ask(objects, 'GetObject', where(objects, key), ['Body', 'ETag']).catch(orNone('NoSuchKey'));
  if (answer === undefined) return undefined;
  const body = Buffer.from(await (answer['Body'] as Body).transformToByteArray());
  return { body, tag: String(answer['ETag']) };
}

/**
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 * @param tag write only over this; 'none' = only where nothing is; undefined = whatever is there
 * @returns the new tag, or undefined where the condition does not hold, or somebody writes at the same time
 */
export async function putObject(
  objects: Objects,
  key: string,
  body: Buffer,
  tag: string | undefined,
): Promise<string | undefined> {
  const condition = tag === 'none' ? { IfNoneMatch: '*' } : tag === undefined ? {} : { IfMatch: tag };
  const seal = objects.sealedBy === undefined ? {} : { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: objects.sealedBy };
  const input = { ...where(objects, key), Body: body, ...condition, ...seal };
  const answer = await ask(objects, 'PutObject', input, ['ETag']).catch(
    orNone('PreconditionFailed', 'ConditionalRequestConflict', 'NoSuchKey'),
  );
  return answer && String(answer['ETag']);
}

/** Keys below the prefix of the objects that begin so, in order. */
export async function listObjects(objects: Objects, begin: string): Promise<readonly string[]> {
  const { call, region, bucket, prefix } = objects;
  const input = { Bucket: bucket, Prefix: `${prefix}${begin}` };
  const request = { sdk: 's3', client: 'S3Client', operation: 'ListObjectsV2', region, input, required: ['KeyCount'] };
  const found = await allPages(call, request, 'Contents', ['ContinuationToken', 'NextContinuationToken']);
  return found.map((object) => String((object as { Key?: string }).Key).slice(prefix.length));
}

const ask = ({ call, region }: Objects, operation: string, input: object, required: readonly string[]) =>
  call({ sdk: 's3', client: 'S3Client', operation, region, input: { ...input }, required });

const orNone =
  (...codes: readonly string[]) =>
  (cause: unknown): undefined => {
    if (cause instanceof CallFailed && codes.includes(cause.error.code)) return undefined;
    throw cause;
  };
