import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { json } from '../../src/report/json.ts';
import { fc } from '../seeded.ts';
import { anyStory, hostileStory, PAYLOADS } from './hostile.ts';
import { collect, finding, GITHUB, gap, repeatable, resource, rule, type Story, story, suppressed } from './run.ts';

const schema: object = JSON.parse(readFileSync(new URL('../../reports/report.schema.json', import.meta.url), 'utf8'));
const validate = new Ajv2020({ allErrors: true }).compile(schema);
const render = ({ run, findings }: Story): Promise<string> => collect(json.render(run, findings, GITHUB));

function valid(text: string): unknown {
  const document: unknown = JSON.parse(text);
  validate(document);
  expect(validate.errors ?? []).toEqual([]);
  return document;
}

const reasons = [
  { class: 'denied', operation: 's3:GetBucketPolicy', code: 'AccessDenied', fields: ['policy'] },
] as const;

describe('the JSON report', () => {
  it('is what the published schema says, finding by finding on lines of their own', async () => {
    const list = [
      finding('a', { part: 'grant-1', baseline: 'new' }),
      suppressed(finding('a')),
      finding('b', { verdict: 'unknown', reasons }),
      finding('b', { verdict: 'pass' }),
    ];
    const changes = [{ id: finding('c').id, rule: 'c', resource: resource().id, change: 'gone' }] as const;
    const text = await render(
      story([rule('a'), rule('b')], list, { gaps: [gap(), gap({ resource: 'arn:x' })], baseline: { changes } }),
    );
    expect(valid(text)).toMatchObject({
      schemaVersion: '1.0',
      summary: { findings: { fail: 1, pass: 1, unknown: 1, suppressed: 1 } },
      findings: [
        { part: 'grant-1', baseline: 'new' },
        { suppression: { id: 'accepted-1' } },
        { reasons: [{ class: 'denied' }] },
        {},
      ],
      baseline: { changes },
    });
    expect(
      text
        .split('\n')
        .filter((line) => line.startsWith('{"id":'))
        .map((line) => line.replace(/,$/, ''))
        .slice(0, 4)
        .every((line) => JSON.parse(line)),
    ).toBe(true);
  });

  it('says the same of findings that are alike, each of its own resource', async () => {
    const alike = {};
    const list = ['a', 'b'].map((name) =>
      finding('a', { alike, evidence: { sealed: false }, resource: resource({ id: `arn:${name}`, name }) }),
    );
    const other = finding('a', { evidence: { sealed: true } });
    const { findings } = valid(await render(story([rule('a')], [...list, other]))) as { findings: object[] };
    expect(findings).toMatchObject([
      { resource: { name: 'a' }, evidence: { sealed: false } },
      { resource: { name: 'b' }, evidence: { sealed: false } },
      { evidence: { sealed: true } },
    ]);
  });

  it('leaves out an empty part, no reasons, and the partition', async () => {
    const document = valid(await render(story([rule('a')], [finding('a')]))) as { findings: Record<string, unknown>[] };
    expect(Object.keys(document.findings[0] ?? {})).toEqual([
      'id',
      'rule',
      'severity',
      'verdict',
      'resource',
      'message',
      'evidence',
    ]);
    expect(document.findings[0]?.['resource']).not.toHaveProperty('partition');
  });

  it('is valid without rules, findings, gaps', async () => {
    valid(await render(story([], [], { scopes: [] })));
  });

  it.each(PAYLOADS.map((text) => [text.slice(0, 30), text]))('carries %j unchanged', async (_, text) => {
    const document = valid(await render(hostileStory(text))) as { findings: { message: string }[] };
    expect(document.findings[0]?.message).toBe(text);
  });

  it('never throws', async () => {
    await fc.assert(
      fc.asyncProperty(anyStory, async (any) => void valid(await render(any))),
      { numRuns: 60 },
    );
  });

  it('survives values that JSON has no word for', async () => {
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    let deep: unknown = 1;
    for (let level = 0; level < 20_000; level++) deep = [deep];
    const text = await render(story([rule('a')], [finding('a', { evidence: { circle, deep: [deep], big: [10n] } })]));
    expect(valid(text)).toMatchObject({ findings: [{ evidence: { big: ['10'] } }] });
  });

  it('streams pieces of bounded size', async () => {
    const { run } = story([rule('a')], [finding('a')]);
    const many = repeatable(Array.from({ length: 5_000 }, () => finding('a')));
    const sizes: number[] = [];
    for await (const piece of json.render(run, many, GITHUB)) sizes.push(piece.length);
    expect(sizes.length).toBeGreaterThan(20);
    expect(Math.max(...sizes)).toBeLessThan(70_000);
  });

  it('gives the same bytes whatever the order of tags and rules', async () => {
    const on = (tags: Record<string, string>) => [finding('a', { resource: resource({ tags }) })];
    const one = await render(story([rule('a'), rule('b')], on({ x: '1', a: '2' })));
    const other = await render(story([rule('b'), rule('a')], on({ a: '2', x: '1' })));
    expect(one).toBe(other);
  });
});
