import { gunzipSync } from 'node:zlib';

/** User data is 16 KB at most a definition of Step Functions 1 MB; more than this is not looked at. */
export const MAX_TEXT = 1024 * 1024;

/** Text of bytes, unpacked first where they are gzip; undefined where that fails or is too much. */
export function textOf(bytes: Uint8Array): string | undefined {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return plain(bytes);
  try {
    return plain(gunzipSync(bytes, { maxOutputLength: MAX_TEXT }));
  } catch {
    return undefined; // broken, or a bomb: the caller says that it was not read
  }
}

/** A file that is no UTF-8 may hold tokens all the same: read byte by byte then. */
function plain(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return Buffer.from(bytes).toString('latin1');
  }
}

const BASE64 = /^[A-Za-z0-9+/\s]+={0,2}\s*$/;

/**
 * What a base64 text holds, if it is a text or packed: user data, `write_files` of cloud-init, parts of MIME, Kubernetes'
 * secrets. Random bytes are none.
 */
export function unwrapped(value: string): { readonly text: string | undefined } | undefined {
  if (value.length < 16 || !BASE64.test(value)) return undefined;
  const bytes = Buffer.from(value, 'base64');
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return { text: textOf(bytes) };
  const text = bytes.toString('utf8');
  return isReadable(text) ? { text } : undefined;
}

const isReadable = (text: string): boolean =>
  text.length >= 8 && !text.includes('\uFFFD') && (text.match(/[^\t\n\r -~\u00a0-\uffff]/g)?.length ?? 0) === 0;
