import Ajv from 'ajv';
import type { Log, Run as SarifRun } from 'sarif';
import { describe, expect, it } from 'vitest';
import type { ReportOptions } from '../../src/model/run.ts';
import { sarif } from '../../src/report/sarif.ts';
import { artifactUri } from '../../src/report/sarif-result.ts';
import { fc } from '../seeded.ts';
import { githubLint } from './github-lint.ts';
import { anyStory, hostileStory, PAYLOADS } from './hostile.ts';
import { collect, FULL, finding, GITHUB, gap, resource, rule, type Story, story, suppressed } from './run.ts';
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

async function renderLog({ run, findings }: Story, options: ReportOptions = GITHUB): Promise<Log> {
  const log = JSON.parse(await collect(sarif.render(run, findings, options))) as Log;
  validate(log);
  expect(validate.errors ?? []).toEqual([]);
  expect(githubLint(log, options.sarifProfile)).toEqual([]);
  return log;
}

const render = async (told: Story, options: ReportOptions = GITHUB): Promise<SarifRun> =>
  (await renderLog(told, options)).runs[0] as SarifRun;

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

  it('says each gap, and unknowns grouped by cause with numbers', async () => {
    const { resource: _, ...listing } = gap({
      resource: 'x',
      operation: 's3:ListBuckets',
      permission: 's3:ListAllMyBuckets',
    });
    const gaps = [
      gap({ resource: 'arn:aws:s3:::b1' }),
      gap({ resource: 'arn:aws:s3:::b2', region: 'eu-west-1' }),
      listing,
    ];
    const run = await render(story(rules, list, { complete: false, gaps }));
    expect(run.invocations?.[0]?.executionSuccessful).toBe(false);
    expect(texts(run)).toEqual([
      'Not seen (s3): permission denied: s3:GetBucketPolicy answered AccessDenied, needs s3:GetBucketPolicy. In 111122223333/eu-central-1: arn:aws:s3:::b1.',
      'Not seen (s3): permission denied: s3:GetBucketPolicy answered AccessDenied, needs s3:GetBucketPolicy. In 111122223333/eu-west-1: arn:aws:s3:::b2.',
      'Not seen (s3): permission denied: s3:ListBuckets answered AccessDenied, needs s3:ListAllMyBuckets. In 111122223333/eu-central-1.',
      'b: 2 of 2 unknown verdicts because of permission denied: s3:GetBucketPolicy answered AccessDenied, needs s3:GetBucketPolicy.',
    ]);
    expect(run.invocations?.[0]?.toolExecutionNotifications?.at(-1)?.associatedRule).toEqual({ id: 'b', index: 1 });
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

  it('bounds the notifications', async () => {
    const gaps = Array.from({ length: 3_000 }, (_, n) => gap({ code: `Code${n}` }));
    const run = await render(story(rules, list, { gaps }));
    expect(texts(run).length).toBe(1_001);
    expect(texts(run)[0]).toMatch(/ 1 call in 111122223333/);
    expect(texts(run).at(-1)).toMatch(/^2,001 more notifications left out/);
  });

  it('stands at the line of code, if that is known', async () => {
    const code = ({ id }: { readonly id: string }) =>
      id === resource().id ? { path: 'infra/a b.yaml', line: 7, length: 8, hash: 'abc:2' } : undefined;
    const [atCode, atInventory] = (await render(story(rules, list, { code }))).results ?? [];
    expect(atCode).toMatchObject({
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'infra/a%20b.yaml' },
            region: { startLine: 7, startColumn: 1, endLine: 7, endColumn: 9 },
          },
          logicalLocations: [{ fullyQualifiedName: resource().id }],
        },
      ],
      partialFingerprints: { primaryLocationLineHash: 'abc:2', 'sealscan/v1': list[0]?.id },
    });
    expect(atInventory?.locations?.[0]?.physicalLocation?.artifactLocation?.uri).toMatch(
      /^sealscan-report\/inventory\//,
    );
  });

  it('says how many resources a line made that fail, since GitHub shows them as one', async () => {
    const code = ({ id }: { readonly id: string }) => ({
      path: 'a.tf',
      line: id.endsWith('vol-9') ? 2 : 1,
      length: 8,
      hash: 'abc:1',
    });
    const volumes = [1, 2, 9].map((n) => finding('a', { severity: 'critical', resource: volume(n) }));
    const other = finding('b', { severity: 'low', resource: volume(1) });
    const run = await render(story(rules, [...volumes, other], { code }));
    expect(run.results?.map(({ message }) => /This line made .*/.exec(message.text ?? '')?.[0])).toEqual([
      'This line made 2 resources that fail this rule.',
      'This line made 2 resources that fail this rule.',
      undefined,
      undefined,
    ]);
  });

  it('links to the keys and secrets of a resource, where they have a line', async () => {
    const key = 'arn:aws:kms:eu-central-1:111122223333:key/0a1b';
    const secret = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:[x](9)\\';
    const told = story(rules, [finding('a', { related: [key, secret] })]);
    const [linked] = (await render(told)).results ?? [];
    expect(linked?.message.text).toMatch(
      / Key: \[arn:aws:kms:[^\]]*\]\(1\) Secret: \[arn:aws:secretsmanager:.*\]\(2\)$/,
    );
    expect(
      linked?.relatedLocations?.map(({ id, logicalLocations, physicalLocation }) => [
        id,
        logicalLocations?.[0]?.fullyQualifiedName,
        physicalLocation?.artifactLocation?.uri,
      ]),
    ).toEqual([
      [1, key, 'sealscan-report/inventory/111122223333/eu-central-1.jsonl'],
      [2, secret, 'sealscan-report/inventory/111122223333/eu-west-1.jsonl'],
    ]);
    const [unlinked] = (await render({ ...told, run: { ...told.run, place: () => undefined } })).results ?? [];
    expect(unlinked).not.toHaveProperty('relatedLocations');
    expect(unlinked?.message.text).not.toContain('Key:');
  });

  it('keeps every fingerprint when resources are added or come in another order', async () => {
    const printsOf = async (findings: typeof list) => {
      const { results } = await render(story(rules, findings), FULL);
      return new Map(
        results?.map(({ partialFingerprints }) => [
          partialFingerprints?.['sealscan/v1'],
          partialFingerprints?.['primaryLocationLineHash'],
        ]),
      );
    };
    const before = await printsOf(list);
    const more = Array.from({ length: 40 }, (_, n) => finding('a', { resource: volume(1_000 + n) }));
    expect(before.size).toBe(list.length);
    expect(await printsOf([...list].reverse())).toEqual(before);
    const after = await printsOf([...more, ...list]);
    expect([...before].filter(([id, hash]) => after.get(id) !== hash)).toEqual([]);
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
