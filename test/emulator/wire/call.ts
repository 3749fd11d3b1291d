import type { IncomingHttpHeaders } from 'node:http';
import { httpBindings, isService, type Protocol, type Service, services } from './models.ts';

/** One request as the proxy understood it. */
export interface Call {
  readonly service: Service;
  readonly protocol: Protocol;
  readonly operation: string;
  readonly region: string;
  /** JSON: the parsed body. Query and EC2: the form, flat. REST: path labels and query. */
  readonly input: Readonly<Record<string, unknown>>;
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Where paths of S3 Control begin; S3's begin with a bucket. */
const OF_ACCOUNTS = '/v20180820/';

/** A request as it came over the socket. */
export type Received = Pick<Call, 'method' | 'url' | 'headers' | 'body'>;

/**
 * Reads service and region from the signature's credential scope, as AWS does
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html).
 * `undefined`: not a call to a service that the proxy knows.
 */
export function understand(received: Received): Call | undefined {
  const [, , region = '', signed = ''] = scopeOf(received.headers.authorization ?? '');
  const service = signed === 's3' && received.url.startsWith(OF_ACCOUNTS) ? 's3-control' : signed;
  if (!isService(service)) return undefined;
  const { protocol } = services[service];
  return { ...received, service, region, protocol, ...named(service, protocol, received) };
}

/** The signing name of the service that a request is for; undefined for what is not signed, such as a test's own to moto. */
export function signedFor({ headers }: Received): string | undefined {
  return scopeOf(headers.authorization ?? '')[3];
}

function scopeOf(authorization: string): string[] {
  return (/Credential=([^,]+)/.exec(authorization)?.[1] ?? '').split('/');
}

function named(service: Service, protocol: Protocol, received: Received): Pick<Call, 'operation' | 'input'> {
  if (protocol === 'json') return jsonCall(received);
  if (protocol === 'query' || protocol === 'ec2') return formCall(received);
  return service === 's3' ? bucketCall(received) : restCall(service, received);
}

function jsonCall({ headers, body }: Received): Pick<Call, 'operation' | 'input'> {
  const operation = String(headers['x-amz-target']).split('.').at(-1) ?? '';
  return { operation, input: JSON.parse(body.toString() || '{}') };
}

function formCall({ body }: Received): Pick<Call, 'operation' | 'input'> {
  const { Action = '', Version: _, ...input } = Object.fromEntries(new URLSearchParams(body.toString()));
  return { operation: Action, input };
}

function restCall(service: Service, { method, url, body }: Received): Pick<Call, 'operation' | 'input'> {
  const { pathname } = new URL(url, 'http://rest');
  const found = httpBindings(service).find((binding) => binding.method === method && binding.path === pathname);
  const input = services[service].protocol === 'rest-json' ? JSON.parse(body.toString() || '{}') : {};
  return { operation: found?.operation ?? 'Unknown', input };
}

/** S3 with path-style addresses; the SDK chooses them for an endpoint that is an IP address. */
function bucketCall({ method, url }: Received): Pick<Call, 'operation' | 'input'> {
  const { pathname, searchParams } = new URL(url, 'http://s3');
  const [, bucket = '', ...key] = pathname.split('/').map(decodeURIComponent);
  const path = key.join('/') === '' ? '/' : '/{Key+}';
  const labels = { ...(bucket && { Bucket: bucket }), ...(path !== '/' && { Key: key.join('/') }) };
  const input = { ...labels, ...Object.fromEntries(searchParams) };
  return { operation: bucketOperation(method, path, bucket, searchParams), input };
}

/** Among the operations bound to this method and path the one with most query keys in the request wins. */
function bucketOperation(method: string, path: string, bucket: string, query: URLSearchParams): string {
  if (method === 'GET' && bucket === '') return 'ListBuckets';
  const told = query.get('x-id');
  if (told) return told;
  const fitting = s3Bindings().filter(
    (one) => one.method === method && one.path === path && one.keys.every((key) => query.has(key)),
  );
  const [best] = fitting.sort((a, b) => b.keys.length - a.keys.length);
  return best?.operation ?? 'Unknown';
}

let bindings: readonly { operation: string; method: string; path: string; keys: readonly string[] }[] | undefined;

function s3Bindings() {
  bindings ??= httpBindings('s3')
    .filter(({ operation }) => !['ListBuckets', 'ListDirectoryBuckets'].includes(operation))
    .map(({ operation, method, path: pattern }) => {
      const [path = '/', query = ''] = pattern.split('?');
      const keys = [...new URLSearchParams(query).keys()].filter((key) => key !== 'x-id');
      return { operation, method, path, keys };
    });
  return bindings;
}

/** The same call with another input, in the call's own protocol. Undefined members are left out. */
export function withInput(call: Call, changes: Readonly<Record<string, unknown>>): Call {
  const input = Object.fromEntries(
    Object.entries({ ...call.input, ...changes }).filter(([, value]) => value !== undefined),
  );
  if (call.protocol === 'query' || call.protocol === 'ec2') return { ...call, input, body: formBody(call, input) };
  if (call.protocol !== 'rest-xml') return { ...call, input, body: Buffer.from(JSON.stringify(input)) };
  const { pathname } = new URL(call.url, 'http://s3');
  const { Bucket: _, Key: __, ...query } = input;
  return { ...call, input, url: `${pathname}?${form(query)}` };
}

function formBody({ operation, body }: Call, input: Readonly<Record<string, unknown>>): Buffer {
  const version = new URLSearchParams(body.toString()).get('Version') ?? '';
  return Buffer.from(form({ Action: operation, Version: version, ...input }));
}

function form(fields: Readonly<Record<string, unknown>>): string {
  return new URLSearchParams(
    Object.entries(fields).map(([name, value]): [string, string] => [name, String(value)]),
  ).toString();
}

/** The same call as if it had been sent to another Region: moto takes the Region from the credential scope. */
export function inRegion(call: Call, region: string): Call {
  const authorization = (call.headers.authorization ?? '').replace(`/${call.region}/`, `/${region}/`);
  return { ...call, region, headers: { ...call.headers, authorization } };
}
