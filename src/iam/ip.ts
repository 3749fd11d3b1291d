/** Addresses from `from` to `to`, both in it. */
export interface Range {
  readonly family: 4 | 6;
  readonly from: bigint;
  readonly to: bigint;
}

const BITS = { 4: 32, 6: 128 } as const;

/** An address or a CIDR block; bits of the address beyond the prefix do not count. Undefined for anything else. */
export function rangeOf(text: string): Range | undefined {
  const [address = '', prefix, ...more] = text.split('/');
  const family = address.includes(':') ? 6 : 4;
  const value = family === 4 ? ipv4(address) : ipv6(address);
  if (value === undefined || more.length > 0 || (prefix !== undefined && !/^\d{1,3}$/.test(prefix))) return undefined;
  const host = BITS[family] - Number(prefix ?? BITS[family]);
  if (host < 0) return undefined;
  const from = (value >> BigInt(host)) << BigInt(host);
  return { family, from, to: from + (1n << BigInt(host)) - 1n };
}

function ipv4(text: string): bigint | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || parts.some((part) => !/^\d{1,3}$/.test(part) || Number(part) > 255)) return undefined;
  return parts.reduce((value, part) => (value << 8n) + BigInt(part), 0n);
}

function ipv6(text: string): bigint | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [head, tail] = halves.map((half) => groupsOf(half));
  if (!head || (halves.length === 2 && !tail)) return undefined;
  const missing = 8 - head.length - (tail?.length ?? 0);
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const groups = [...head, ...Array<bigint>(missing).fill(0n), ...(tail ?? [])];
  return groups.reduce((value, group) => (value << 16n) + group, 0n);
}

function groupsOf(text: string): bigint[] | undefined {
  if (text === '') return [];
  const groups: bigint[] = [];
  for (const part of text.split(':')) {
    const mapped = part.includes('.') ? ipv4(part) : undefined;
    if (mapped !== undefined) groups.push(mapped >> 16n, mapped & 0xffffn);
    else if (/^[0-9a-f]{1,4}$/i.test(part)) groups.push(BigInt(`0x${part}`));
    else return undefined;
  }
  return groups.length > 8 ? undefined : groups;
}

export function addressOf({ family, from }: Range): string {
  const groups = family === 4 ? [24n, 16n, 8n, 0n] : [112n, 96n, 80n, 64n, 48n, 32n, 16n, 0n];
  if (family === 4) return groups.map((shift) => (from >> shift) & 255n).join('.');
  return groups.map((shift) => ((from >> shift) & 0xffffn).toString(16)).join(':');
}

/** The cells into which ranges cut the address space: within a cell no range tells two addresses apart. */
export function cellsOf(ranges: readonly Range[]): Range[] {
  return ([4, 6] as const).flatMap((family) => {
    const last = (1n << BigInt(BITS[family])) - 1n;
    const own = ranges.filter((range) => range.family === family);
    const starts = new Set([0n, ...own.map(({ from }) => from), ...own.map(({ to }) => to + 1n)]);
    const sorted = [...starts].filter((start) => start <= last).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
    return sorted.map((from, at) => ({ family, from, to: (sorted[at + 1] ?? last + 1n) - 1n }));
  });
}

/**
 * S3 calls a range public that is wider than /8 (IPv4) or /32 (IPv6): callers choose their address from anything that wide.
 * Gives the first run of neighbouring cells that is; none of the private ranges of RFC 1918 is so wide.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
 */
export function wideRun(cells: readonly Range[]): Range | undefined {
  let run: Range | undefined;
  for (const cell of cells) {
    run = run && run.family === cell.family && run.to + 1n === cell.from ? { ...run, to: cell.to } : cell;
    if (run.to - run.from >= (run.family === 4 ? 1n << 24n : 1n << 96n)) return run;
  }
  return undefined;
}
