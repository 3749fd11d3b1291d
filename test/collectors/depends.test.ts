import { expect, test } from 'vitest';
import { collectors } from '../../src/collectors/registry.ts';
import { STOPS } from '../../src/model/dependence.ts';

const linksOf = (fields: (typeof collectors)[number]['fields'], to?: string): string[] =>
  Object.entries(fields).flatMap(([name, { type }]) =>
    (type.kind === 'link' || type.kind === 'links') && (to === undefined || type.to === to) ? [name] : [],
  );

test('every link from a service to a key of KMS says what happens when the key goes away', () => {
  const silent = collectors
    .filter(({ service }) => service !== 'kms')
    .flatMap(({ type, fields, depends }) =>
      linksOf(fields, 'aws.kms.key')
        .filter((link) => !depends[link])
        .map((link) => `${type}.${link}`),
    );
  expect(silent).toEqual([]);
});

test('nothing is said of links that do not exist', () => {
  const lost = collectors.flatMap(({ type, fields, depends }) =>
    Object.keys(depends)
      .filter((link) => !linksOf(fields).includes(link))
      .map((link) => `${type}.${link}`),
  );
  expect(lost).toEqual([]);
});

test('what is said are sentences, with a page of AWS’s documentation', () => {
  for (const { type, depends } of collectors)
    for (const [link, { stops, disabled, deleted, page }] of Object.entries(depends)) {
      expect(STOPS, `${type}.${link}`).toContain(stops);
      for (const sentence of [disabled, deleted]) expect(sentence, `${type}.${link}`).toMatch(/^[A-Z][^\n]{10,240}\.$/);
      expect(page, `${type}.${link}`).toMatch(/^https:\/\/docs\.aws\.amazon\.com\/[\w./-]+$/);
    }
});
