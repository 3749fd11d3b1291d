import { BlockList, isIP } from 'node:net';
import { expect, test } from 'vitest';
import { addressOf, cellsOf, rangeOf, wideRun } from '../../src/iam/ip.ts';
import { fc } from '../seeded.ts';

const bits = (text: string): string | undefined => {
  const range = rangeOf(text);
  return range && `${addressOf(range)} + ${range.to - range.from}`;
};

test.each([
  ['10.1.2.3', '10.1.2.3 + 0'],
  ['10.1.2.3/8', '10.0.0.0 + 16777215'],
  ['0.0.0.0/0', '0.0.0.0 + 4294967295'],
  ['255.255.255.255/32', '255.255.255.255 + 0'],
  ['::/0', `0:0:0:0:0:0:0:0 + ${2n ** 128n - 1n}`],
  ['::1', '0:0:0:0:0:0:0:1 + 0'],
  ['2001:DB8::/32', `2001:db8:0:0:0:0:0:0 + ${2n ** 96n - 1n}`],
  ['::ffff:1.2.3.4', '0:0:0:0:0:ffff:102:304 + 0'],
  ['1:2:3:4:5:6:7::', '1:2:3:4:5:6:7:0 + 0'],
  ['1:2:3:4:5:6:7:8', '1:2:3:4:5:6:7:8 + 0'],
])('%s is %s', (text, wanted) => expect(bits(text)).toBe(wanted));

test.each([
  ...[
    '',
    '10',
    '10.1.2',
    '10.1.2.3.4',
    '10.1.2.256',
    '10.1.2.-1',
    '10.1.2.x',
    '10.1.2.3/33',
    '10.1.2.3/',
    '10.1.2.3/8/8',
    '10.1.2.3/+8',
  ],
  ...[
    '::/129',
    '1::2::3',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '1:2:3:4:5:6:7:8::',
    ':1',
    '12345::',
    'g::',
    '::1.2.3',
    '::/x',
  ],
])("'%s' is no address and no block", (text) => expect(bits(text)).toBeUndefined());

test('what Node takes for an address is one, and in the same blocks', () => {
  fc.assert(
    fc.property(
      fc.ipV4(),
      fc.ipV6(),
      fc.integer({ min: 0, max: 32 }),
      fc.integer({ min: 0, max: 128 }),
      (four, six, short, long) => {
        for (const [address, other, prefix] of [
          [four, '10.0.0.1', short],
          [six, '2001:db8::1', long],
        ] as const) {
          const family = isIP(address) === 4 ? 'ipv4' : 'ipv6';
          const list = new BlockList();
          list.addSubnet(address, prefix, family);
          const block = rangeOf(`${address}/${prefix}`);
          for (const one of [address, other]) {
            const at = rangeOf(one)?.from ?? -1n;
            expect([one, block && block.from <= at && at <= block.to]).toEqual([one, list.check(one, family)]);
          }
        }
      },
    ),
  );
});

test.each([
  [['10.0.0.0/8'], false],
  [['10.0.0.0/7'], true],
  [['10.0.0.0/8', '11.0.0.0/8'], true], // together they are as wide
  [['10.0.0.0/8', '12.0.0.0/8'], false],
  [['2001:db8::/32'], false],
  [['2001:db8::/31'], true],
  [['10.0.0.0/8', '::/32'], false],
] as const)('%s: wider than S3 calls not public: %s', (texts, isWide) => {
  const ranges = texts.flatMap((text) => rangeOf(text) ?? []);
  const cells = cellsOf(ranges).filter((cell) =>
    ranges.some(({ family, from, to }) => family === cell.family && from <= cell.from && cell.to <= to),
  );
  expect(wideRun(cells) !== undefined).toBe(isWide);
});
