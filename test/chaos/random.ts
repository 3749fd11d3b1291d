import { createHash } from 'node:crypto';

/** A number in [0, 1) made of what it is for, so that no order of arrival changes it. */
export function chance(...of: readonly (string | number)[]): number {
  return createHash('sha256').update(JSON.stringify(of)).digest().readUInt32BE(0) / 2 ** 32;
}
