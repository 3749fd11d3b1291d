import { describe, expect, test } from 'vitest';
import { newTargets } from '../../src/graph/target-store.ts';
import { EMPTY, type FieldState, type Target, Unknown } from '../../src/model/field.ts';
import { fc } from '../seeded.ts';

const texts = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string(),
  fc.constantFrom('', 'true', '\ud800', 'a\nb', 'Symbol(empty)'),
);
const states: fc.Arbitrary<FieldState> = fc.oneof(
  texts,
  fc.boolean(),
  fc.integer(),
  fc.constant(EMPTY),
  fc.array(texts),
  fc.constant(new Unknown({ class: 'denied', operation: 'x:Y', code: 'No' })),
);
const ids = fc.oneof(
  texts,
  fc.integer({ max: 60, min: 0 }).map((n) => `arn:aws:ec2:eu-west-1:111122223333:volume/vol-${n}`),
);
const targets: fc.Arbitrary<Target> = fc
  .record({
    id: ids,
    name: texts,
    account: texts,
    region: texts,
    encrypted: states,
    state: states,
    isNamed: fc.boolean(),
  })
  .map(({ id, name, account, region, encrypted, state, isNamed }) => ({
    ...{ id, account, region, fields: { encrypted, state } },
    name: isNamed ? name : id.slice(Math.max(id.lastIndexOf('/'), id.lastIndexOf(':')) + 1),
  }));

describe('targets', () => {
  test('are found as they were, whatever is in them; of one id, the last', () => {
    fc.assert(
      fc.property(fc.array(targets, { maxLength: 300 }), texts, (list, other) => {
        const held = newTargets();
        for (const target of list) held.add(target);
        const known = new Map(list.map((target) => [target.id, target]));
        for (const [id, target] of known) expect(held.get(id)).toEqual(target);
        expect(held.get(other)).toEqual(known.get(other));
        const byId = (all: Iterable<Target>) => new Map([...all].map((target) => [target.id, target]));
        expect([...held.values()]).toHaveLength(known.size);
        expect(byId(held.values())).toEqual(known);
      }),
    );
  });

  test('keep what is more than a value apart: why a field is unknown, what a list holds', () => {
    const held = newTargets();
    const states: FieldState[] = ['No', 'Neither'].flatMap((code) => [
      new Unknown({ class: 'denied', operation: 'x:Y', code }),
      [code],
    ]);
    const place = { name: 'n', account: '1', region: 'r' };
    const list = states.map((state, n): Target => ({ ...place, id: `i-${n}`, fields: { on: true, state } }));
    for (const target of list) held.add(target);
    for (const target of list) expect(held.get(target.id)).toEqual(target);
  });

  test('a hundred thousand of them are all found', () => {
    const held = newTargets();
    const idOf = (n: number) => `arn:aws:logs:eu-west-1:111122223333:log-group:/aws/lambda/worker-${n}`;
    for (let n = 0; n < 100_000; n++)
      held.add({
        id: idOf(n),
        name: `/aws/lambda/worker-${n}`,
        account: '1',
        region: 'r',
        fields: { odd: n % 2 === 1 },
      });
    const wrong = Array.from({ length: 100_000 }, (_, n) => n).filter((n) => {
      const found = held.get(idOf(n));
      return found?.name !== `/aws/lambda/worker-${n}` || found.fields['odd'] !== (n % 2 === 1);
    });
    expect(wrong).toEqual([]);
    expect(held.get(idOf(100_000))).toBeUndefined();
  });
});
