import { describe, expect, test } from 'vitest';
import { findingsIn } from '../../src/evaluate/findings.ts';
import { compareGroups, type Group, type Place } from '../../src/evaluate/groups.ts';
import { keepGroups } from '../../src/evaluate/kept.ts';
import { merged } from '../../src/evaluate/merged.ts';
import type { Saying } from '../../src/evaluate/sayings.ts';
import { changed } from '../../src/model/finding.ts';
import type { Scratch } from '../../src/model/scratch.ts';
import { fc } from '../seeded.ts';
import { load } from './toy-rules.ts';

const RULES = load([{ id: 'a' }, { id: 'b' }]).map(({ info }) => info);

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

const open = { verdict: 'fail', message: 'Open.', evidence: { sealed: false }, reasons: [] } as const;
const FAILS: readonly Saying[] = RULES.map((rule) => ({ rule, outcome: open, isShared: true }));
const ALIKE = { sayings: FAILS, isShared: true };

/** Some share all that is said, some a part of it, some nothing; and some were decided about. */
const group = (n: number): Group => {
  const place = { partition: 'aws', account: String(n % 3), region: `r${n % 2}`, type: `toy.t${n % 5}` };
  const known = { ...place, id: `arn:${n}`, name: `ü${n}`, tags: {} };
  const own = RULES.map((rule) => ({ rule, outcome: { ...open, message: `Open ${n}.` }, isShared: false }));
  const mixed = { sayings: [FAILS[n % 2], own[1 - (n % 2)]].flatMap((one) => one ?? []), isShared: false };
  const decisions = {
    ...(n % 2 === 0 && { suppression: { id: 's', reason: 'r', expires: '2099-01-01' } }),
    ...(n % 3 === 0 && { baseline: 'new' as const }),
  };
  return {
    resource: n % 4 === 0 ? { ...known, tagsUnknown: true } : { ...known, tags: { n: String(n) } },
    said: n % 3 === 0 ? ALIKE : mixed,
    related: n % 2 === 0 ? [`arn:key/${n}`] : [],
    ...(Object.keys(decisions).length > 0 && { decided: new Map([[1, decisions]]) }),
    ...(n % 7 === 0 && { isUnlisted: true }),
  };
};

/** All that reports read of it. */
const told = (one: Group) => ({
  ...{ resource: one.resource, related: one.related, isUnlisted: one.isUnlisted },
  findings: findingsIn(one).map((finding) => changed(finding)),
});

describe('kept groups', () => {
  test.each([
    [undefined, undefined],
    [1, 60],
    [700, expect.any(Number)],
    [100_000, 0],
  ])('come back as they were, in order, with %s characters held', (after, writes) => {
    const groups = Array.from({ length: 60 }, (_, n) => group((n * 37) % 60));
    const scratch = after === undefined ? undefined : scratchAfter(after);
    const kept = keepGroups(RULES, scratch);
    for (const one of groups) kept.add(one);
    const wanted = groups.sort(compareGroups).map(told);
    expect([...kept.groups()].map(told)).toEqual(wanted);
    expect([...kept.groups()].map(told)).toEqual(wanted); // as often as there are reports
    const isHere = ({ account, type }: Place) => account === '1' && type !== 'toy.t2';
    expect([...kept.groups(isHere)].map(told)).toEqual(wanted.filter(({ resource }) => isHere(resource)));
    expect(scratch?.writes()).toEqual(writes);
  });

  test('that are alike are the same still, so that they are counted at once', () => {
    const kept = keepGroups(RULES);
    for (const n of [0, 3]) kept.add(group(n));
    const [one, other] = kept.groups();
    expect(one?.said).toBe(other?.said);
    expect(one?.said).toEqual(ALIKE);
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
