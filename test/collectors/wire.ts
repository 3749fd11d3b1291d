import { AsyncLocalStorage } from 'node:async_hooks';
import { Readable } from 'node:stream';
import { XmlShapeSerializer } from '@aws-sdk/core/protocols';
import { JsonCodec2 } from '@smithy/core/protocols';
import { NormalizedSchema } from '@smithy/core/schema';
import { type HttpRequest, HttpResponse } from '@smithy/core/transport';
import type { CallRequest } from '../../src/collect/call.ts';

/** An answer as it comes over the socket. */
interface Bytes {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  readonly body: string;
}

type Output = Readonly<Record<string, unknown>>;
type Encode = (schema: NormalizedSchema, output: Output, operation: string) => Bytes;
interface Client {
  readonly config: { readonly protocol?: { getShapeId(): string } };
  send(command: unknown): Promise<Output>;
}
type Module = Readonly<Record<string, unknown>>;

/**
 * Puts a played output on the wire as AWS would, by the SDK's own schemas, and reads it back with the SDK's client: so
 * that a recording has only what a real answer can hold, and a request only what the client can send.
 */
export async function overTheWire({ sdk, client, operation, region, input }: CallRequest, output: Output) {
  const module: Module = await import(`@aws-sdk/client-${sdk}`);
  const sender = clientOf(module, `${sdk}/${region}`, client, region);
  const encode = ENCODERS[sender.config.protocol?.getShapeId() ?? ''] ?? modelless;
  const schema = schemaOf(module[`${operation}$`]);
  const bytes = schema ? encode(schema, output, operation) : modelless(undefined, output);
  const Command = module[`${operation}Command`] as new (input: object) => unknown;
  const { $metadata: _, ...read } = await pending.run(bytes, () => sender.send(new Command(input)));
  return read;
}

const pending = new AsyncLocalStorage<Bytes>();
const clients = new Map<string, Client>();

function clientOf(module: Module, key: string, name: string, region: string): Client {
  const Class = module[name] as new (configuration: object) => Client;
  const known =
    clients.get(key) ??
    new Class({
      region,
      credentials: { accessKeyId: 'played', secretAccessKey: 'played' },
      maxAttempts: 1,
      requestHandler: { handle: async (request: HttpRequest) => ({ response: answered(bytesFor(request)) }) },
    });
  clients.set(key, known);
  return known;
}

/** Timestream's client first asks where to send the call. */
const bytesFor = ({ headers }: HttpRequest): Bytes =>
  headers['x-amz-target'] === 'Timestream_20181101.DescribeEndpoints'
    ? modelless(undefined, { Endpoints: [{ Address: 'played', CachePeriodInMinutes: 1440 }] })
    : (pending.getStore() as Bytes);

const answered = ({ body, ...head }: Bytes): HttpResponse =>
  new HttpResponse({ ...head, body: Readable.from([Buffer.from(body)]) });

/** The SDK's static form of an operation: tag 9, namespace, name, traits, input, output. */
const schemaOf = (operation: unknown): NormalizedSchema | undefined =>
  Array.isArray(operation) ? NormalizedSchema.of(operation[5]) : undefined;

const EPOCH = 7;
const ISO = 5;
const json = new JsonCodec2({ timestampFormat: { useTrait: true, default: EPOCH }, jsonName: true }).createSerializer();
const inJson = (schema: NormalizedSchema, value: unknown): string => {
  json.write(schema, value);
  return new TextDecoder().decode(json.flush());
};
const inXml = (schema: NormalizedSchema, value: unknown): string => {
  const writer = new XmlShapeSerializer({
    timestampFormat: { useTrait: true, default: ISO },
    httpBindings: false,
    xmlNamespace: '',
    serviceNamespace: '',
  });
  writer.write(schema, value);
  return String(writer.flush());
};

const JSON_TYPE = { 'content-type': 'application/json' };
const XML_TYPE = { 'content-type': 'text/xml' };
const members = (xml: string): string => xml.replace(/^<[^>]*>/, '').replace(/<\/[^>]*>$/, '');

/** What the model binds to headers and the payload goes there: https://smithy.io/2.0/spec/http-bindings.html */
function bound(schema: NormalizedSchema, output: Output, write: typeof inJson, type: Bytes['headers']): Bytes {
  const all = [...schema.structIterator()];
  const headers = all.flatMap(([name, member]) => {
    const { httpHeader } = member.getMergedTraits();
    return httpHeader !== undefined && output[name] !== undefined ? [[httpHeader, String(output[name])]] : [];
  });
  const payload = all.find(([, member]) => member.getMergedTraits().httpPayload);
  const value = payload ? output[payload[0]] : output;
  const body =
    payload && !payload[1].isStructSchema() ? String(value ?? '') : write(payload ? payload[1] : schema, value);
  return { statusCode: 200, headers: { ...type, ...Object.fromEntries(headers) }, body };
}

const rpcJson: Encode = (schema, output) => ({ statusCode: 200, headers: JSON_TYPE, body: inJson(schema, output) });

const ENCODERS: Readonly<Record<string, Encode>> = {
  'aws.protocols#awsJson1_0': rpcJson,
  'aws.protocols#awsJson1_1': rpcJson,
  'aws.protocols#restJson1': (schema, output) => bound(schema, output, inJson, JSON_TYPE),
  'aws.protocols#restXml': (schema, output) => bound(schema, output, inXml, XML_TYPE),
  'aws.protocols#awsQuery': (schema, output, operation) => ({
    statusCode: 200,
    headers: XML_TYPE,
    body: `<${operation}Response><${operation}Result>${members(inXml(schema, output))}</${operation}Result></${operation}Response>`,
  }),
  'aws.protocols#ec2Query': (schema, output, operation) => ({
    statusCode: 200,
    headers: XML_TYPE,
    body: `<${operation}Response>${members(inXml(schema, output))}</${operation}Response>`,
  }),
};

/** Clients from before the SDK had schemas; all of those in use speak JSON, with times in seconds. */
const modelless = (_: unknown, output: Output): Bytes => ({
  statusCode: 200,
  headers: JSON_TYPE,
  body: JSON.stringify(output, function (this: Output, name, value) {
    return this[name] instanceof Date ? (this[name] as Date).getTime() / 1000 : value;
  }),
});
