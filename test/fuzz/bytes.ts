/** What becomes of a stretch of bytes. `at` is a place, modulo the length. */
export type Damage = { readonly at: number } & (
  | { readonly how: 'flip'; readonly bit: number }
  | { readonly how: 'cut'; readonly length: number }
  | { readonly how: 'end' }
  | { readonly how: 'insert'; readonly bytes: Uint8Array }
  | { readonly how: 'again'; readonly length: number; readonly times: number }
);

const MAX_BYTES = 3_000_000;

export const damaged = (bytes: Uint8Array, damages: readonly Damage[]): Uint8Array =>
  damages.reduce((now: Uint8Array, damage) => (now.length > MAX_BYTES ? now : afterOne(now, damage)), bytes);

function afterOne(bytes: Uint8Array, damage: Damage): Uint8Array {
  const at = bytes.length === 0 ? 0 : damage.at % bytes.length;
  const before = bytes.subarray(0, at);
  switch (damage.how) {
    case 'flip': {
      const copy = Uint8Array.from(bytes);
      if (at < copy.length) copy[at] = (copy[at] as number) ^ (1 << damage.bit);
      return copy;
    }
    case 'cut':
      return Buffer.concat([before, bytes.subarray(at + damage.length)]);
    case 'end':
      return before;
    case 'insert':
      return Buffer.concat([before, damage.bytes, bytes.subarray(at)]);
    case 'again': {
      const piece = bytes.subarray(at, at + damage.length);
      return Buffer.concat([before, ...Array.from({ length: damage.times }, () => piece), bytes.subarray(at)]);
    }
  }
}
