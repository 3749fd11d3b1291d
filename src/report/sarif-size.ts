import { deflateRawSync } from 'node:zlib';

/** Blocks of this size compress nearly as well as the whole. */
const BLOCK = 65_536;
/** Room for what comes after the last result, and for a block that is not yet measured. */
const RESERVE = 1_500_000;

/** Whether another text still fits into a document that must not be larger than `most` bytes once it is compressed. */
export function meterOf(most: number): (text: string) => boolean {
  let spent = RESERVE;
  let held = '';
  return (text) => {
    if (spent >= most) return false;
    held += text;
    if (held.length < BLOCK) return true;
    spent += deflateRawSync(held, { level: 1 }).length; // the quickest, which never says less than an upload takes
    held = '';
    return true;
  };
}
