import { createHash } from 'node:crypto';

/** An identifier that looks random but is the same in every run: hex digits of a digest of what it names. */
export function identifier(of: string, length: number): string {
  return createHash('sha256').update(of).digest('hex').slice(0, length);
}

/** The same as a UUID. */
export function uuid(of: string): string {
  const hex = identifier(of, 32);
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20)].join('-');
}
