import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { text as script } from '../../reports/html/page/main.js?text';
import { compileTemplate } from '../../scripts/handlebars-plugin.mjs';
import type { Finding } from '../../src/model/finding.ts';
import { html } from '../../src/report/html.ts';
import { fc } from '../seeded.ts';
import { acme } from './acme.ts';
import { bigStory } from './big.ts';
import { anyStory, hostileStory, PAYLOADS } from './hostile.ts';
import { dataIn, faultsOfPage, seenIn, shapes } from './page.ts';

import { poisoned } from './poison.ts';
import { collect, finding, GITHUB, resource, rule, type Story, story } from './run.ts';

const FOLDER = new URL('../../reports/html/', import.meta.url);
const render = ({ run, findings }: Story): Promise<string> => collect(html.render(run, findings, GITHUB));

const own = shapes(seenIn(await render(acme())));
function expectOwn(page: string): void {
  expect(faultsOfPage(page, own)).toEqual([]);
}

describe('the HTML report', () => {
  it.each(PAYLOADS.map((text) => [text.slice(0, 30), text]))('keeps %j as text', async (_, text) => {
    expectOwn(await render(hostileStory(text)));
    expectOwn(await render(poisoned(acme(), text, true)));
    expectOwn(await render(poisoned(acme(), text, false)));
  });

  it('never throws', async () => {
    await fc.assert(
      fc.asyncProperty(anyStory, async (any) => expectOwn(await render(any))),
      { numRuns: 60 },
    );
  });

  it('shows hostile names as they are', async () => {
    const texts = seenIn(await render(hostileStory('</script>\u202e{{x}}'))).map(({ text }) => text);
    expect(texts).toContain('</script>\\u{202e}{{x}}');
  });

  it('forbids itself everything but its own style and script', async () => {
    const seen = seenIn(await render(acme()));
    const policy = seen.find(({ attributes }) => attributes['http-equiv'] === 'Content-Security-Policy')?.attributes[
      'content'
    ];
    const hash = (name: string) =>
      createHash('sha256')
        .update(seen.find((item) => item.name === name && !item.attributes['type'])?.text ?? '')
        .digest('base64');
    expect(policy).toBe(
      `default-src 'none'; style-src 'sha256-${hash('style')}'; script-src 'sha256-${hash('script')}'; img-src data:; base-uri 'none'; form-action 'none'`,
    );
  });

  it('refers to nothing outside but by links', async () => {
    const page = await render(acme());
    const loading = seenIn(page).filter(
      ({ name, attributes }) =>
        'src' in attributes ||
        'srcset' in attributes ||
        'action' in attributes ||
        'style' in attributes ||
        name === 'iframe',
    );
    expect(loading).toEqual([]);
    expect(page).not.toMatch(/@import|url\(/);
  });

  it('gives the same bytes twice', async () => {
    expect(await render(acme())).toBe(await render(acme()));
  });

  it('says coverage before numbers, custody and findings', async () => {
    const page = await render(acme());
    const order = [
      'The picture is not complete',
      'id="coverage"',
      'Missing permissions',
      'id="numbers"',
      'id="custody"',
      'id="worst"',
    ].map((mark) => page.indexOf(mark));
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(order).not.toContain(-1);
  });

  it('leads to the worst rules first, and to the first of their findings', async () => {
    const seen = seenIn(await render(acme()));
    const links = seen.flatMap(({ name, attributes }) =>
      name === 'a' && attributes['href']?.startsWith('#rule-') ? [attributes['href']] : [],
    );
    expect(links).toEqual([
      '#rule-kms-key-policy-not-public',
      '#rule-rds-snapshot-not-public',
      '#rule-ebs-volume-encrypted',
    ]);
    const rows = seen.filter(({ name }) => name === 'tr').map(({ attributes }) => `#${attributes['id']}`);
    expect(rows).toEqual(expect.arrayContaining(links));
  });

  it('says by severity what is new, fixed, gone and unseen since the baseline', async () => {
    const rules = [rule('a', { severity: 'high' })];
    const list = [
      finding('a', { severity: 'high', baseline: 'new' }),
      finding('a', { severity: 'high', baseline: 'unchanged', part: 'x' }),
    ];
    const change = { id: 'x', rule: 'a', resource: 'arn:aws:s3:::gone' };
    const changes = [
      { ...change, change: 'fixed' },
      { ...change, change: 'gone' },
      { ...change, change: 'gone' },
      { ...change, rule: 'rule-of-old', change: 'unseen' },
    ] as const;
    const page = await render(story(rules, list, { baseline: { changes } }));
    const table = page.slice(page.indexOf('Against the baseline'), page.indexOf('id="baseline"'));
    const figures = (from: string) =>
      [...table.slice(table.indexOf(from)).matchAll(/class="num">(\d+)</g)]
        .slice(0, 5)
        .map(([, count]) => Number(count));
    expect(figures('sev-high')).toEqual([1, 1, 1, 2, 0]);
    expect(figures('rule no longer there')).toEqual([0, 0, 0, 0, 1]);
  });

  it('says of an acceptance that it ends soon, and of others when', async () => {
    const accepted = (expires: string) =>
      finding('a', { part: expires, suppression: { id: `until-${expires}`, reason: 'because', expires } });
    const page = await render(story([rule('a')], [accepted('2026-12-04'), accepted('2027-06-01')]));
    expect(page).toMatch(/until 2026-12-04 <b class="due">in 12 days/);
    expect(page).toMatch(/until 2027-06-01<\/span>/);
  });
});

interface Rows {
  readonly texts: readonly string[];
  readonly resources: { readonly tail: readonly string[] };
  readonly findings: { readonly rule: readonly number[]; readonly state: readonly number[] };
}

describe('a page of a big account', () => {
  const rules = [rule('a'), rule('b', { severity: 'critical' })];
  const volumes = (length: number) =>
    Array.from({ length }, (_, n) =>
      finding('a', {
        severity: n < length - 50 ? 'low' : 'high',
        resource: resource({ id: `arn:aws:ec2:eu-central-1:111122223333:volume/vol-${n}`, name: `volume-${n}` }),
      }),
    );

  it('carries the line of code that made a resource, where somebody can tell', async () => {
    const code = ({ name }: { readonly name: string }) =>
      name === 'volume-1' ? { path: 'infra/main.tf', line: 12, length: 1, hash: 'x:1' } : undefined;
    const [details] = dataIn<{ entries: unknown[]; findings: { code: number[] } }>(
      await render(story(rules, volumes(60), { code })),
      'details',
    );
    const told = details?.findings.code.map((entry) => details.entries[entry]);
    expect(told?.filter((text) => text !== '')).toEqual(['infra/main.tf:12']);
  });

  it('shows the worst without its script, and says that there are more', async () => {
    const page = await render(story(rules, volumes(300)));
    const rows = seenIn(page).filter(({ name, attributes }) => name === 'p' && attributes['class'] === 'name');
    expect(rows).toHaveLength(200);
    expect(page.slice(0, page.indexOf('<script'))).toContain('volume-<wbr>299');
    expect(page).toContain('300 failing findings; these are the worst of them');
  });

  it('carries every finding in chunks, and names a resource once', async () => {
    const list = volumes(5_000).flatMap((item) => [item, { ...item, rule: 'b', verdict: 'pass' as const }]);
    const blocks = dataIn<Rows>(await render(story(rules, list)), 'rows');
    expect(blocks.length).toBeGreaterThan(1);
    expect(blocks.flatMap(({ findings }) => findings.rule)).toHaveLength(10_000);
    expect(new Set(blocks.flatMap(({ resources }) => resources.tail)).size).toBe(5_000);
    expect(blocks.flatMap(({ resources }) => resources.tail).length).toBeLessThan(5_000 + blocks.length);
    expect(dataIn(await render(story(rules, list)), 'details')).toHaveLength(blocks.length);
  });

  it('stays below three megabytes with 50,000 findings', async () => {
    const { run, findings } = bigStory(50_000);
    expect((await collect(html.render(run, findings, GITHUB))).length).toBeLessThan(3_000_000);
  }, 120_000);

  it('writes findings before it has read them all', async () => {
    const { run, list } = bigStory(20_000);
    let read = 0;
    const findings = {
      *[Symbol.iterator]() {
        for (read = 0; read < list.length; read++) yield list[read] as Finding;
      },
    };
    const written: number[] = [];
    for await (const piece of html.render(run, findings, GITHUB))
      if (piece.includes('data-part="rows"')) written.push(read);
    expect(Math.min(...written)).toBeLessThan(10_000);
  });
});

describe('templates', () => {
  const files = readdirSync(FOLDER);

  it('escape every value and quote every attribute', () => {
    const templates = files.filter((file) => file.endsWith('.hbs'));
    expect(templates.length).toBeGreaterThan(10);
    for (const file of templates)
      expect(readFileSync(new URL(file, FOLDER), 'utf8')).not.toMatch(/\{\{\{|\{\{~?&|=\{\{/);
  });

  it('cannot end the elements that hold style and script', () => {
    expect(readFileSync(new URL('style.css', FOLDER), 'utf8')).not.toMatch(/<\/?(?:style|script)|<!--/i);
    expect(script).not.toMatch(/<\/?(?:style|script)|<!--/i);
  });

  it.each(['{{{x}}}', '{{&x}}', '{{~&x}}'])('with raw output %j are refused', (source) => {
    expect(() => compileTemplate(source, 'x.hbs')).toThrow(/unescaped|quotes/);
  });
});
