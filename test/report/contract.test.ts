import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/model/finding.ts';
import type { Findings, Reporter } from '../../src/model/run.ts';
import { REPORTERS } from '../../src/report/reporters.ts';
import { acme } from './acme.ts';
import { hostileStory, PAYLOADS } from './hostile.ts';
import { collect, FULL, finding, GITHUB, gap, resource, rule, type Story, story, suppressed } from './run.ts';
import { VALID } from './valid.ts';

const reporters: readonly Reporter[] = Object.values(REPORTERS);
const render = (reporter: Reporter, { run, findings }: Story) => collect(reporter.render(run, findings, FULL));

const denied = { class: 'denied', operation: 's3:GetBucketPolicy', code: 'AccessDenied', fields: ['policy'] } as const;
const unknowns = story(
  [rule('rule-one')],
  Array.from({ length: 7 }, (_, n) =>
    finding('rule-one', {
      verdict: 'unknown',
      message: 'The policy could not be read.',
      reasons: [denied],
      resource: resource({ id: `arn:aws:s3:::bucket-${n}`, name: `bucket-${n}` }),
    }),
  ),
  { complete: false, gaps: [gap()] },
);

const MANY = 25_000;
const rules = Array.from({ length: 40 }, (_, n) => rule(`rule-${n}`, { severity: n % 2 ? 'high' : 'low' }));

/** Made as they are read, so that whoever holds them all is seen to. */
function made(n: number): Finding {
  const on = resource({
    id: `arn:aws:ec2:eu-central-1:111122223333:volume/vol-${String(n).padStart(17, '0')}`,
    name: `vol-${n}`,
    tags: { Name: `volume number ${n}`, team: `team-${n % 97}` },
  });
  const one = finding(`rule-${n % 40}`, {
    severity: n % 2 ? 'high' : 'low',
    verdict: n % 3 === 0 ? 'fail' : n % 3 === 1 ? 'pass' : 'unknown',
    resource: on,
    evidence: { 'resource.encrypted': false, 'resource.note': `${n} `.repeat(100) },
    reasons: n % 3 === 2 ? [denied] : [],
  });
  return n % 30 === 0 ? suppressed(one) : one;
}

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Megabytes that are held when nearly all findings are read. */
function watched(count: number): { readonly findings: Findings; readonly held: () => number } {
  let held = 0;
  const used = (): number => {
    collectGarbage();
    return process.memoryUsage().heapUsed / 1e6;
  };
  const findings = {
    *[Symbol.iterator]() {
      const before = used();
      for (let n = 0; n < count; n++) {
        if (n === count - 1) held = Math.max(held, used() - before);
        yield made(n);
      }
    },
  };
  return { findings, held: () => held };
}

const large = story(rules, []).run;
const counts = { fail: 7_500, pass: 8_333, unknown: 8_333, suppressed: 834 };
const bySeverity = { ...large.summary.bySeverity, high: 3_750, low: 3_750 };
const many = { ...large, summary: { ...large.summary, resources: MANY, findings: counts, bySeverity } };

/** The page keeps its rows in columns, since they travel compressed. */
const HELD_MB: Readonly<Record<string, number>> = { html: 80 };
const PIECE: Readonly<Record<string, number>> = { html: 4_000_000 };

describe.each(reporters.map((reporter) => [reporter.format, reporter] as const))('%s', (format, reporter) => {
  const faults = (document: string): string[] => VALID[format]?.(document).slice(0, 5) ?? ['nobody checks this format'];

  test('is valid for an account as there are many', async () => {
    expect(faults(await render(reporter, acme()))).toEqual([]);
  });

  test('is valid without findings, and without anything', async () => {
    expect(faults(await render(reporter, story([rule('rule-one')], [])))).toEqual([]);
    expect(faults(await render(reporter, story([], [], { scopes: [] })))).toEqual([]);
  });

  test('is valid with unknowns only', async () => {
    expect(faults(await render(reporter, unknowns))).toEqual([]);
  });

  test('is valid whatever an account wrote', async () => {
    for (const payload of PAYLOADS)
      expect([payload.slice(0, 40), faults(await render(reporter, hostileStory(payload)))]).toEqual([
        payload.slice(0, 40),
        [],
      ]);
  }, 120_000);

  test('gives the same bytes at every reading', async () => {
    const told = acme();
    expect(await render(reporter, told)).toBe(await render(reporter, told));
  });

  test(`writes ${MANY} findings in pieces, and holds few of them`, async () => {
    const { findings, held } = watched(MANY);
    const pieces: Buffer[] = []; // outside of the heap that is looked at
    for await (const piece of reporter.render(many, findings, GITHUB)) pieces.push(Buffer.from(piece));
    const longest = pieces.reduce((most, { length }) => Math.max(most, length), 0);
    expect(longest).toBeLessThan(PIECE[format] ?? 200_000);
    expect(held()).toBeLessThan(HELD_MB[format] ?? 25);
    expect(faults(Buffer.concat(pieces).toString())).toEqual([]);
  }, 120_000);
});
