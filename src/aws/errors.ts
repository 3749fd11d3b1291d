import { CODES } from '../model/classify.ts';
import type { AnswerError } from '../model/snapshot.ts';

interface SdkError {
  readonly name?: string;
  readonly Code?: string;
  readonly code?: string;
  readonly message?: string;
  /** Why the client could not even ask where to send the call (Timestream). */
  readonly reason?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

const MAX_MESSAGE = 500;
/** What the language throws where a body, or a date in it, is not what the SDK's model says. */
const UNNAMED: ReadonlySet<string> = new Set(['SyntaxError', 'TypeError', 'RangeError']);

/** Parse errors have no name of AWS's; they are what an HTML page or a cut body leaves. */
export function isUnparsed(cause: unknown): boolean {
  const { name = '', message = '' } = cause as SdkError;
  return (
    ['SyntaxError', 'Unknown', 'UnknownError'].includes(name) ||
    /is not expected|Unclosed|Unexpected token|JSON|XML parse error|Deserialization error/i.test(message)
  );
}

/**
 * Only name, code and a redacted message are kept: SDK errors also carry headers, and with them tokens.
 * @param emulated a custom endpoint answers pages for what it lacks; AWS never does
 */
export function answerError(cause: unknown, operation: string, emulated: boolean): AnswerError {
  const { reason } = cause as SdkError;
  const error = (reason instanceof Error ? reason : cause) as SdkError;
  const status = error.$metadata?.httpStatusCode ?? 0;
  if (emulated && isUnparsed(error) && status >= 400) {
    return { operation, code: CODES.notImplemented, message: 'the endpoint does not implement this operation' };
  }
  const named = error.name === 'Error' || error.name === undefined ? undefined : error.name;
  if (isUnparsed(error) && (named === undefined || UNNAMED.has(named)) && status < 500) {
    return { operation, code: CODES.malformed, message: 'the answer could not be read' };
  }
  const code = error.Code ?? named ?? error.code ?? (status >= 400 ? `Http${status}` : 'UnknownError');
  return { operation, code: code === 'SyntaxError' ? `Http${status}` : code, message: redact(error.message ?? '') };
}

/** Request ids and encoded blobs change with every call and tell a reader nothing; a canonical string holds the session token. */
const redact = (message: string): string =>
  message
    .replace(/\s*The Canonical String for this request should have been.*$/s, '')
    .replace(/\s*Encoded authorization failure message:.*$/s, '')
    .replace(/[(,;]?\s*(Request|Host|Extended Request)\s?-?ID:?\s*[\w/+=-]+\)?/gi, '')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, MAX_MESSAGE);

export const isExpired = (error: AnswerError): boolean => /Expired/i.test(error.code);

export const isNoCredentials = (cause: unknown): boolean =>
  /CredentialsProviderError|TokenProviderError|CredentialsError/.test((cause as SdkError).name ?? '');
