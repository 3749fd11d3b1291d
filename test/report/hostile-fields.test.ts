import { extname } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Reporter } from '../../src/model/run.ts';
import { REPORTERS } from '../../src/report/reporters.ts';
import { summaryTable } from '../../src/report/table.ts';
import { tallyFindings } from '../../src/report/tally.ts';
import { hostileStory, PAYLOADS } from './hostile.ts';
import { CHECKS } from './inert.ts';
import { placesOf, poisonedAt } from './poison.ts';
import { collect, FULL, type Story } from './run.ts';

const reporters: readonly Reporter[] = Object.values(REPORTERS);
/** Every string that a reporter is given. */
const PLAIN = hostileStory('plain');
const fields = placesOf(PLAIN);
const checkOf = ({ fileName }: Reporter) => CHECKS[extname(fileName)];
const render = (reporter: Reporter, { run, findings }: Story) => collect(reporter.render(run, findings, FULL));
const table = async ({ run, findings }: Story) =>
  summaryTable(run, tallyFindings(findings), { width: 100, color: false });

/** The worst of all, in one text, for fields one by one. */
const ALL = `=x"'>\`]](javascript:x)</script></style>--><img src=x onerror=x>{{{y}}}|\n# h\n\u001b[31m\u202e\u0000\ud800&x;`;
const ON_TERMINAL = /(?!\n)[\p{Cc}\u202a-\u202e\u2066-\u2069\p{Cs}]/u;

test('there are sixty payloads and many fields', () => {
  expect(new Set(PAYLOADS).size).toBeGreaterThanOrEqual(60);
  expect(fields.length).toBeGreaterThan(50);
  expect(fields).toEqual(
    expect.arrayContaining(['run.gaps.message', 'list.resource.tags', 'list.evidence (key)', 'run.rules.references']),
  );
});

describe.each(reporters.map((reporter) => [reporter.format, reporter] as const))('%s', (_, reporter) => {
  test('has somebody to look at it', () => expect(checkOf(reporter)).toBeDefined());

  test('takes each payload in all fields for text', async () => {
    const plain = await render(reporter, PLAIN);
    for (const payload of PAYLOADS) {
      const document = await render(reporter, hostileStory(payload));
      expect([payload.slice(0, 40), checkOf(reporter)?.(document, plain)]).toEqual([payload.slice(0, 40), []]);
    }
  }, 120_000);

  test('takes the worst in each field for text', async () => {
    const plain = await render(reporter, PLAIN);
    for (const field of fields) {
      const document = await render(reporter, poisonedAt(PLAIN, field, ALL));
      expect([field, checkOf(reporter)?.(document, plain)]).toEqual([field, []]);
    }
  }, 120_000);
});

describe('the table on the terminal', () => {
  test('takes each payload in all fields for text, and keeps its width', async () => {
    for (const payload of PAYLOADS) {
      const text = await table(hostileStory(payload));
      expect([payload.slice(0, 40), ON_TERMINAL.test(text)]).toEqual([payload.slice(0, 40), false]);
      expect(Math.max(...text.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(220);
    }
  });

  test('takes the worst in each field for text', async () => {
    const count = (await table(PLAIN)).split('\n').length;
    for (const field of fields) {
      const text = await table(poisonedAt(PLAIN, field, ALL));
      expect([field, ON_TERMINAL.test(text)]).toEqual([field, false]);
      expect(text.split('\n').length).toBeLessThanOrEqual(count + 4);
    }
  });
});
