import Ajv from 'ajv';
import fc from 'fast-check';
import type { Log, Run as SarifRun } from 'sarif';
import { describe, expect, it } from 'vitest';
import type { ReportOptions } from '../../src/model/run.ts';
import { MOST_RESULTS, sarif } from '../../src/report/sarif.ts';
import { artifactUri } from '../../src/report/sarif-result.ts';
import { githubLint } from './github-lint.ts';
import { anyStory, hostileStory, PAYLOADS } from './hostile.ts';
import {
  collect,
  FULL,
  finding,
  GITHUB,
  gap,
  repeatable,
  resource,
  rule,
  type Story,
  story,
  suppressed,
} from './run.ts';
import { sarifSchema } from './sarif-schema.ts';

const validate = new Ajv.default({ strict: false, allErrors: true }).compile(sarifSchema());

it('is checked against a schema that refuses what SARIF has not', () => {
  const log = (result: object) => ({
    version: '2.1.0',
    runs: [{ tool: { driver: { name: 'x' } }, results: [result] }],
  });
  expect(validate(log({ message: { text: 'm' }, level: 'error' }))).toBe(true);
  expect(validate(log({ message: { text: 'm' }, level: 'high' }))).toBe(false);
  expect(validate(log({ message: { text: 'm' }, severity: 'high' }))).toBe(false);
  expect(validate(log({}))).toBe(false);
});

async function render({ run, findings }: Story, options: ReportOptions = GITHUB): Promise<SarifRun> {
  const log = JSON.parse(await collect(sarif.render(run, findings, options))) as Log;
  validate(log);
  expect(validate.errors ?? []).toEqual([]);
  expect(githubLint(log)).toEqual([]);
  return log.runs[0] as SarifRun;
}

const reasons = [
  {
    class: 'denied',
    operation: 's3:GetBucketPolicy',
    code: 'AccessDenied',
    permission: 's3:GetBucketPolicy',
    fields: ['policy'],
  },
] as const;
const volume = (n: number) =>
  resource({ id: `arn:aws:ec2:eu-central-1:111122223333:volume/vol-${n}`, name: `vol-${n}` });
const rules = [rule('a', { severity: 'critical' }), rule('b', { severity: 'informational', references: [] })];
const list = [
  finding('a', { severity: 'critical', baseline: 'new' }),
  suppressed(finding('a', { resource: volume(1) })),
  finding('b', { severity: 'informational', resource: volume(2) }),
  finding('b', { verdict: 'unknown', resource: volume(3), reasons }),
  finding('b', { verdict: 'unknown', resource: volume(4), reasons }),
  finding('b', { verdict: 'pass', resource: volume(5) }),
];
const texts = (run: SarifRun): string[] =>
  (run.invocations?.[0]?.toolExecutionNotifications ?? []).map(({ message }) => message.text ?? '');

describe('the SARIF report for GitHub', () => {
  it('has unsuppressed fails as results, at the line of the resource', async () => {
    const told = story(rules, list);
    const run = await render(told);
    expect(run.results?.map(({ ruleId, level, kind }) => [ruleId, level, kind])).toEqual([
      ['a', 'error', 'fail'],
      ['b', 'note', 'fail'],
    ]);
    const place = told.run.place(resource());
    expect(run.results?.[0]).toMatchObject({
      ruleIndex: 0,
      message: {
        text: 'The volume is not encrypted. Resource: arn:aws:ec2:eu-central-1:111122223333:volume/vol-0a1b2c3d4e5f60718',
      },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'sealscan-report/inventory/111122223333/eu-central-1.jsonl' },
            region: {
              startLine: place?.line,
              startColumn: 1,
              endLine: place?.line,
              endColumn: (place?.length ?? 0) + 1,
            },
          },
          logicalLocations: [{ fullyQualifiedName: resource().id, kind: 'resource' }],
        },
      ],
      partialFingerprints: { primaryLocationLineHash: place?.hash, 'sealscan/v1': list[0]?.id },
    });
  });

  it('says gaps and unknowns as grouped notifications with numbers', async () => {
    const gaps = Array.from({ length: 40 }, (_, n) =>
      gap({ resource: `arn:aws:s3:::b${n}`, region: n % 2 ? 'eu-west-1' : 'eu-central-1' }),
    );
    const run = await render(story(rules, list, { complete: false, gaps }));
    expect(run.invocations?.[0]?.executionSuccessful).toBe(false);
    expect(texts(run)).toEqual([
      'Not seen (s3): permission denied: s3:GetBucketPolicy answered AccessDenied, needs s3:GetBucketPolicy. 40 calls in 111122223333/eu-central-1, 111122223333/eu-west-1.',
      'b: 2 of 2 unknown verdicts because of permission denied: s3:GetBucketPolicy answered AccessDenied, needs s3:GetBucketPolicy.',
    ]);
    expect(run.invocations?.[0]?.toolExecutionNotifications?.[1]?.associatedRule).toEqual({ id: 'b', index: 1 });
  });

  it('is a category of its own for a single account', async () => {
    const { scopes } = story(rules, list).run;
    const two = [
      ...scopes,
      { partition: 'aws', account: '444455556666', region: 'eu-west-1', status: 'complete' as const },
    ];
    expect((await render(story(rules, list))).automationDetails?.id).toBe('sealscan/111122223333/');
    expect((await render(story(rules, list, { scopes: two }))).automationDetails?.id).toBe('sealscan/');
  });

  it('gives rules a string as security-severity and texts in every place', async () => {
    const [a, b] = (await render(story(rules, list))).tool.driver.rules ?? [];
    expect([a, b].map((item) => item?.properties?.['security-severity'])).toEqual(['9.5', '0.0']);
    expect(a?.help?.markdown).toContain('```sh\naws ec2 describe-volumes # a\n```');
    expect(a?.helpUri).toMatch(/^https:/);
    expect(b).not.toHaveProperty('helpUri');
    await render(story([rule('c', { title: ' ', rationale: '', remediation: { cli: '', terraform: '' } })], []));
    await render(story([rule('c', { title: 'x'.repeat(3000), rationale: 'y'.repeat(3000) })], []));
  });

  it('keeps the worst 25,000 and says what it cut', async () => {
    const low = Array.from({ length: 20_000 }, (_, n) => finding('b', { severity: 'low', resource: volume(n) }));
    const high = Array.from({ length: 10_000 }, (_, n) => finding('a', { severity: 'high', resource: volume(n) }));
    const { run } = story(rules, []);
    const bySeverity = { critical: 0, high: high.length, medium: 0, low: low.length, informational: 0 };
    const findings = repeatable([...low, ...high]);
    const cut = await render({ run: { ...run, summary: { ...run.summary, bySeverity } }, findings, list: [] });
    expect(cut.results?.length).toBe(MOST_RESULTS);
    expect(cut.results?.filter(({ ruleId }) => ruleId === 'a').length).toBe(10_000);
    expect(texts(cut)[0]).toBe(
      '5,000 of 30,000 failing results are left out, the least severe first; report.json has them all.',
    );
  });

  it('bounds the notifications', async () => {
    const gaps = Array.from({ length: 3_000 }, (_, n) => gap({ code: `Code${n}` }));
    const run = await render(story(rules, list, { gaps }));
    expect(texts(run).length).toBe(1_001);
    expect(texts(run).at(-1)).toMatch(/^2,001 more notifications left out/);
  });

  it('places a resource without a line, and keeps its fingerprint its own', async () => {
    const run = await render(story(rules, list, { place: () => undefined }));
    expect(run.results?.[0]?.locations?.[0]?.physicalLocation?.region).toEqual({
      startLine: 1,
      startColumn: 1,
      endLine: 1,
      endColumn: 1,
    });
    expect(new Set(run.results?.map((item) => item.partialFingerprints?.['primaryLocationLineHash'])).size).toBe(2);
  });
});

describe('the full SARIF profile', () => {
  it('adds pass, open and suppressed results', async () => {
    const run = await render(story(rules, list), FULL);
    expect(run.results?.map(({ kind, level }) => `${kind} ${level}`)).toEqual([
      'fail error',
      'fail warning',
      'fail note',
      'open none',
      'open none',
      'pass none',
    ]);
    expect(run.results?.map(({ suppressions }) => suppressions?.[0]?.justification)).toContain(
      'Public data only (accepted-1, until 2027-03-31)',
    );
    expect(run.results?.[0]?.baselineState).toBe('new');
  });
});

describe('hostile text in SARIF', () => {
  it.each(PAYLOADS.map((text) => [text.slice(0, 30), text]))('%j stays text', async (_, text) => {
    await render(hostileStory(text));
    const full = JSON.stringify(await render(hostileStory(text), FULL));
    expect(/[\u202a-\u202e\u2066-\u2069\u2028\u2029\ufeff]/.test(full)).toBe(false);
  });

  it('never throws', async () => {
    await fc.assert(
      fc.asyncProperty(anyStory, async (any) => void (await render(any, FULL))),
      { numRuns: 60 },
    );
  });

  it.each([
    ['', 'inventory/1/a.jsonl', 'inventory/1/a.jsonl'],
    ['./out dir//', 'inventory/1/a.jsonl', 'out%20dir/inventory/1/a.jsonl'],
    ['../../x', 'a.jsonl', 'x/a.jsonl'],
    ['C:\\reports', 'a.jsonl', 'C%3A/reports/a.jsonl'],
    ['https://x', 'a#b?.jsonl', 'https%3A/x/a%23b%3F.jsonl'],
  ])('base %j and %j give %j', (base, path, uri) => {
    expect(artifactUri(base, path)).toBe(uri);
  });
});
