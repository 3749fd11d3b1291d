import { CODES } from '../model/classify.ts';

/** Bytes of an answer, read to their end while the attempt's deadline holds. */
export async function readBody(body: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/**
 * What is wrong with the body of a success, if anything. All operations that read answer with a document: an empty body,
 * which the SDK takes for "no members", a page of HTML, and a bucket policy that was cut, which it takes for a text, are
 * faults. What is cut in XML its parser finds.
 */
export function faultOf(body: Buffer): string | undefined {
  const text = body.toString('utf8').trim();
  if (text === '') return 'the answer is empty';
  if (/^<(!doctype\s+html|html)\b/i.test(text)) return 'the answer is a page of HTML';
  if (text.startsWith('<')) return undefined;
  try {
    JSON.parse(text);
    return undefined;
  } catch {
    return 'the answer is cut';
  }
}

/** `$retryable` is how the SDK is told to try again. */
export const malformed = (message: string): Error =>
  Object.assign(new Error(message), { name: CODES.malformed, $retryable: {} });
