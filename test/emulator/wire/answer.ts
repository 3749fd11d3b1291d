import { XmlShapeDeserializer, XmlShapeSerializer } from '@aws-sdk/core/protocols';
import type { NormalizedSchema } from '@smithy/core/schema';
import type { Call } from './call.ts';
import { fromJson, toJson } from './json.ts';
import { outputSchema } from './models.ts';

/** One answer as it goes over the socket. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Every answer of ours carries this id; a random one would end up in recordings. */
export const REQUEST_ID = '00000000-0000-4000-8000-000000000000';

export const JSON_TYPE = { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': REQUEST_ID };
export const XML_TYPE = { 'content-type': 'text/xml', 'x-amz-request-id': REQUEST_ID };

/** XML timestamps are ISO 8601 (https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#timestamps). */
const settings = {
  timestampFormat: { useTrait: true, default: 5 as const },
  httpBindings: false,
  xmlNamespace: '',
  serviceNamespace: '',
};

/** Puts an SDK output on the wire in the protocol of the call, as AWS would have sent it. */
export function encode(call: Call, output: object): Answer {
  const schema = outputSchema(call.service, call.operation);
  if (call.protocol === 'json' || call.protocol === 'rest-json') {
    return { status: 200, headers: JSON_TYPE, body: Buffer.from(JSON.stringify(toJson(output))) };
  }
  const xml = call.protocol === 'rest-xml' ? bodyOf(schema, output) : wrapped(call, written(schema, output));
  return { status: 200, headers: XML_TYPE, body: Buffer.from(xml) };
}

/** Reads a 200 answer back into the SDK's output shape. Members that the SDK does not know are dropped. */
export function decode(call: Call, { body }: Answer): object {
  const schema = outputSchema(call.service, call.operation);
  if (call.protocol === 'json' || call.protocol === 'rest-json') {
    return asObject(fromJson(schema, JSON.parse(body.toString() || '{}')));
  }
  const reader = new XmlShapeDeserializer(settings);
  if (call.protocol === 'query') return asObject(reader.read(schema, body, `${call.operation}Result`));
  const payload = call.protocol === 'rest-xml' ? payloadOf(schema) : undefined;
  return payload ? { [payload[0]]: reader.read(payload[1], body) } : asObject(reader.read(schema, body));
}

function asObject(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {};
}

function bodyOf(schema: NormalizedSchema, output: object): string {
  const payload = payloadOf(schema);
  if (!payload) return written(schema, output);
  return written(payload[1], Object.entries(output).find(([name]) => name === payload[0])?.[1]);
}

/** The one member that is the whole body, where the model says so. */
function payloadOf(schema: NormalizedSchema): [string, NormalizedSchema] | undefined {
  return [...schema.structIterator()].find(([, member]) => member.getMergedTraits().httpPayload);
}

function written(schema: NormalizedSchema, value: unknown): string {
  const writer = new XmlShapeSerializer(settings);
  writer.write(schema, value);
  return String(writer.flush());
}

/** RDS and STS put the members in `XResult`, EC2 right in the response. */
function wrapped({ operation, protocol }: Call, xml: string): string {
  const members = xml.replace(/^<[^>]*>/, '').replace(/<\/[^>]*>$/, '');
  const inner = protocol === 'ec2' ? members : `<${operation}Result>${members}</${operation}Result>`;
  const id =
    protocol === 'ec2'
      ? `<requestId>${REQUEST_ID}</requestId>`
      : `<ResponseMetadata><RequestId>${REQUEST_ID}</RequestId></ResponseMetadata>`;
  return `<${operation}Response>${inner}${id}</${operation}Response>`;
}
