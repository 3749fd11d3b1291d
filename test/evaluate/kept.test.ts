import { describe, expect, test } from 'vitest';
import { compare, type Group } from '../../src/evaluate/groups.ts';
import { findingOf } from '../../src/evaluate/judge.ts';
import { keepGroups } from '../../src/evaluate/kept.ts';
import { merged } from '../../src/evaluate/merged.ts';
import { changed } from '../../src/model/finding.ts';
import type { Scratch } from '../../src/model/scratch.ts';
import { fc } from '../seeded.ts';
import { load } from './toy-rules.ts';

const RULES = load([{ id: 'a' }, { id: 'b' }]);

function scratchAfter(after: number): Scratch & { readonly writes: () => number } {
  let all = Buffer.alloc(0);
  let writes = 0;
  return {
    after,
    append(text) {
      const start = all.length;
      all = Buffer.concat([all, Buffer.from(text)]);
      writes++;
      return { start, end: all.length };
    },
    read: ({ start, end }) => all.subarray(start, Math.min(end, start + 100)),
    close: () => {},
    writes: () => writes,
  };
}

const SHARED = { verdict: 'fail', message: 'Open.', evidence: { sealed: false }, reasons: [] } as const;

/** Groups of two findings each; some share what was said, and some were decided about. */
const group = (n: number): Group => {
  const place = { partition: 'aws', account: String(n % 3), region: `r${n % 2}`, type: `toy.t${n % 5}` };
  const known = { ...place, id: `arn:${n}`, name: `ü${n}`, tags: {} };
  const resource = n % 4 === 0 ? { ...known, tagsUnknown: true as const } : { ...known, tags: { n: String(n) } };
  const passes = { ...SHARED, verdict: 'pass', message: `Well ${n}.` } as const;
  const [first, second] = RULES.map((rule, at) =>
    findingOf(rule, at === 0 ? SHARED : n % 3 === 0 ? SHARED : passes, resource, () => ['arn:key']),
  );
  const decided = {
    ...(n % 2 === 0 && { suppression: { id: 's', reason: 'r', expires: '2099-01-01' } }),
    ...(n % 3 === 0 && { baseline: 'new' as const }),
  };
  const findings = [first && Object.keys(decided).length > 0 ? changed(first, decided) : first, second];
  return { resource, findings: findings.flatMap((one) => one ?? []), ...(n % 7 === 0 && { isUnlisted: true }) };
};

/** All that reports read. */
const plain = ({ findings, ...rest }: Group) => ({ ...rest, findings: findings.map((one) => changed(one)) });

describe('kept groups', () => {
  test.each([
    [undefined, undefined],
    [1, 60],
    [700, expect.any(Number)],
    [100_000, 0],
  ])('come back as they were, in order, with %s characters held', (after, writes) => {
    const groups = Array.from({ length: 60 }, (_, n) => group((n * 37) % 60));
    const scratch = after === undefined ? undefined : scratchAfter(after);
    const kept = keepGroups(
      RULES.map(({ info }) => info),
      scratch,
    );
    for (const one of groups) kept.add(one);
    const at = (one: Group) => ({ place: one.resource, id: one.resource.id });
    const wanted = groups.sort((a, b) => compare(at(a), at(b))).map(plain);
    expect([...kept.groups()].map(plain)).toEqual(wanted);
    expect([...kept.groups()].map(plain)).toEqual(wanted); // as often as there are reports
    expect(scratch?.writes()).toEqual(writes);
  });

  test('say of a rule nothing that another said', () => {
    const kept = keepGroups(RULES.map(({ info }) => info));
    const { resource } = group(1);
    const findings = RULES.map((rule) => findingOf(rule, SHARED, resource, () => []));
    kept.add({ resource, findings });
    kept.add({ resource: { ...resource, id: 'arn:z' }, findings });
    expect([...kept.groups()].map((one) => one.findings.map(({ rule }) => rule))).toEqual([
      ['a', 'b'],
      ['a', 'b'],
    ]);
  });
});

test('what comes in order from several is merged as a stable sort would', () => {
  const item = fc.record({ rank: fc.integer({ min: 0, max: 5 }), tag: fc.nat() });
  const byRank = (a: { rank: number }, b: { rank: number }) => a.rank - b.rank;
  fc.assert(
    fc.property(fc.array(fc.array(item, { maxLength: 8 }), { maxLength: 6 }), (lists) => {
      const sources = lists.map((list) => list.sort(byRank));
      expect([...merged(sources, byRank)]).toEqual(sources.flat().sort(byRank));
    }),
  );
});
