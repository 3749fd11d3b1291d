import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileTemplate } from '../../scripts/handlebars-plugin.mjs';
import { html } from '../../src/report/html.ts';
import { acme } from './acme.ts';
import { anyStory, hostileStory, PAYLOADS } from './hostile.ts';
import { faultsOfPage, seenIn, shapes } from './page.ts';
import { poisoned } from './poison.ts';
import { collect, finding, GITHUB, repeatable, resource, rule, type Story, story } from './run.ts';

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
        .update(seen.find((item) => item.name === name)?.text ?? '')
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
      'id="findings"',
    ].map((mark) => page.indexOf(mark));
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(order).not.toContain(-1);
  });

  it('orders rules worst first, and lists passing ones', async () => {
    const ids = seenIn(await render(acme())).flatMap(({ name, attributes }) =>
      name === 'details' && attributes['id'] ? [attributes['id']] : [],
    );
    expect(ids.slice(0, 3)).toEqual([
      'rule-kms-key-policy-not-public',
      'rule-rds-snapshot-not-public',
      'rule-ebs-volume-encrypted',
    ]);
    expect(ids.at(-1)).toBe('rule-cloudtrail-trail-kms-encrypted');
  });
});

describe('a page of a big account', () => {
  const rules = [rule('a'), rule('b', { severity: 'critical' })];

  it('keeps the worst rows of a rule and says how many more there are', async () => {
    const list = Array.from({ length: 300 }, (_, n) =>
      finding('a', { severity: n < 250 ? 'low' : 'high', resource: resource({ name: `volume-${n}` }) }),
    );
    const page = await render(story(rules, list));
    expect(page.match(/class="row"/g)?.length).toBe(200);
    expect(page).toContain('volume-299');
    expect(page).toContain('100 more in report.json');
  });

  it('does not grow with the number of findings', async () => {
    const { run } = story(rules, []);
    const many = (length: number) =>
      repeatable(
        (function* () {
          for (let n = 0; n < length; n++) yield finding('a', { id: '', resource: resource({ name: 'same' }) });
        })(),
      );
    const size = async (length: number) => (await collect(html.render(run, many(length), GITHUB))).length;
    expect((await size(20_000)) - (await size(2_000))).toBeLessThan(100);
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
    expect(readFileSync(new URL('page.js', FOLDER), 'utf8')).not.toMatch(/<\/?(?:style|script)|<!--/i);
  });

  it.each(['{{{x}}}', '{{&x}}', '{{~&x}}'])('with raw output %j are refused', (source) => {
    expect(() => compileTemplate(source, 'x.hbs')).toThrow(/unescaped|quotes/);
  });
});
