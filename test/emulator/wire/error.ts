import { type Answer, JSON_TYPE, REQUEST_ID, XML_TYPE } from './answer.ts';
import type { Call } from './call.ts';

/** What AWS refuses a call with. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly status?: number;
}

/** Thrown by a quirk to answer with an error. An Error so that `throw` keeps a stack while tests are written. */
export class Refused extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(`${refusal.code}: ${refusal.message}`);
    this.refusal = refusal;
  }
}

/**
 * An error in the shape of the call's protocol:
 * https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html#operation-error-serialization and its siblings,
 * https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html, https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
 */
export function encodeError(call: Call, refusal: Refusal): Answer {
  const { code, message, status = 400 } = refusal;
  if (call.protocol === 'json' || call.protocol === 'rest-json') {
    const headers = call.protocol === 'json' ? JSON_TYPE : { ...JSON_TYPE, 'x-amzn-errortype': code };
    return { status, headers, body: Buffer.from(JSON.stringify({ __type: code, message })) };
  }
  return { status, headers: XML_TYPE, body: Buffer.from(errorXml(call, code, message)) };
}

function errorXml({ protocol }: Call, code: string, message: string): string {
  const error = `<Code>${code}</Code><Message>${escaped(message)}</Message>`;
  if (protocol === 'rest-xml') return `<Error>${error}<RequestId>${REQUEST_ID}</RequestId></Error>`;
  if (protocol === 'ec2') {
    return `<Response><Errors><Error>${error}</Error></Errors><RequestID>${REQUEST_ID}</RequestID></Response>`;
  }
  return `<ErrorResponse><Error><Type>Sender</Type>${error}</Error><RequestId>${REQUEST_ID}</RequestId></ErrorResponse>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
