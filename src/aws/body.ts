import type { Readable } from 'node:stream';
import { CODES } from '../model/classify.ts';

/** Bytes of an answer, read to their end while the attempt's deadline holds. By events, which cost less than iterating. */
export const readBody = (body: Readable): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    body.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    body.once('end', () => resolve(Buffer.concat(chunks)));
    body.once('error', reject);
    body.once('close', () => {
      if (!body.readableEnded) reject(malformed('the answer is cut'));
    });
  });

/** Milliseconds that a body may always take, and the bytes a millisecond below which it then drips. */
const DRIP = { after: 1_000, below: 0.1 } as const;

/** A short body that came whole, but byte by byte: no slow line divides it so. It tells of no service that works. */
export const isDripped = (body: Buffer, took: number): boolean => took > DRIP.after && body.length / took < DRIP.below;

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
