import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSuppressions, type Suppression } from '../../src/evaluate/suppression-file.ts';
import { suppressorOf } from '../../src/evaluate/suppressions.ts';
import type { Finding } from '../../src/model/finding.ts';
import { html } from '../../src/report/html.ts';
import { shown } from '../../src/report/text.ts';
import { acme } from './acme.ts';
import { bigStory } from './big.ts';
import { hostileStory, PAYLOADS } from './hostile.ts';
import { speedOf } from './html-speed.ts';
import { poisoned } from './poison.ts';
import { ACCOUNT, collect, finding, GITHUB, resource, rule, type Story, story } from './run.ts';

const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'sealscan-html-'));

const HOSTILE = PAYLOADS.slice(0, 20).join(' ');
const STORIES: Readonly<Record<string, Story>> = {
  acme: acme(),
  hostile: hostileStory(HOSTILE),
  wide: poisoned(acme(), 'W'.repeat(4_000), true),
  formula: poisoned(story([rule('rule-one')], [finding('rule-one')]), '=HYPERLINK("https://evil.example","x")', true),
  proof: story(
    [rule('rule-one')],
    [
      finding('rule-one', {
        id: createHash('sha256')
          .update(JSON.stringify(['v1', 'rule-one', 'aws', ACCOUNT, 'eu-central-1', resource().id, '']))
          .digest('hex'),
        resource: resource({ tags: { Owner: 'payments' } }),
        evidence: {
          'resource.encrypted': false,
          policyPublicStatements: ['AnyoneMayUse'],
          policyPublicWitness: 'arn:aws:iam::698700000001:role/stranger calls kms:Decrypt',
        },
      }),
    ],
  ),
  big: bigStory(50_000),
  huge: bigStory(250_000),
};

/** What is looked at as a whole. */
const LOOKED_AT = ['acme', 'hostile', 'wide'] as const;

const written = new Map<string, string>();

async function fileOf(name: string): Promise<string> {
  const known = written.get(name);
  if (known) return known;
  const { run, findings } = STORIES[name] as Story;
  const file = join(folder, `${name}.html`);
  writeFileSync(file, await collect(html.render(run, findings, GITHUB)));
  written.set(name, pathToFileURL(file).href);
  return pathToFileURL(file).href;
}

/** Elements whose text is wider than they are, outside the regions that scroll; in the page's own words. */
const OVERFLOWING = `[...document.querySelectorAll('main *, header *, nav *')]
  .filter((element) => element instanceof HTMLElement && !element.closest('.scroll, .unseen, .skip, select'))
  .filter((element) => element.clientWidth > 0 && element.scrollWidth > element.clientWidth + 1)
  .map((element) => element.tagName + '.' + element.className + ': ' + element.textContent.slice(0, 60))`;

/** Rows of the list whose words do not fit into their height. */
const CUT = `[...document.querySelectorAll('.window-row')]
  .filter((row) => [...row.querySelectorAll('.row-marks, .row-who, .row-what')]
    .some((cell) => cell.getBoundingClientRect().top + cell.scrollHeight > row.getBoundingClientRect().bottom + 1))
  .map((row) => row.textContent.slice(0, 60))`;

/** Neighbours whose words cover each other, which no scroll width shows. */
const COLLIDING = `[...document.querySelectorAll('summary, .row, .start li, .causes li, .about div, .evidence div, .tools, .card-head, .passed li, .chips')]
  .flatMap((parent) => {
    const boxes = [...parent.children].map((child) => {
      const range = document.createRange();
      range.selectNodeContents(child);
      return [child, range.getBoundingClientRect()];
    });
    return boxes.flatMap(([a, x], n) => boxes.slice(n + 1).flatMap(([b, y]) => {
      const wide = Math.min(x.right, y.right) - Math.max(x.left, y.left);
      const high = Math.min(x.bottom, y.bottom) - Math.max(x.top, y.top);
      return wide > 1 && high > 4 ? [parent.className + ': ' + a.textContent.slice(0, 40) + ' / ' + b.textContent.slice(0, 40)] : [];
    }));
  })`;

/** Addresses of every view; of a story's own resource where one is needed. */
const VIEWS = [
  '',
  '#/findings',
  '#/findings?show=all',
  '#/rules',
  '#/services',
  '#/controls',
  '#/places',
  'resource',
  'rule',
];

function addressOf(view: string, { list }: Story): string {
  const [worst] = list;
  if (view === 'resource') return `#/resource/${encodeURIComponent(shown(worst?.resource.id ?? '', 1_024))}`;
  if (view === 'key')
    return `#/key/${encodeURIComponent(shown(`arn:aws:kms:eu-central-1:111122223333:key/${HOSTILE}`, 1_024))}`;
  if (view === 'rule') return `#/findings?${new URLSearchParams({ rule: shown(worst?.rule ?? '', 200) })}`;
  return view;
}

interface Open {
  readonly page: Page;
  readonly requests: string[];
  readonly errors: string[];
}

// Without a browser the tests cannot look; in CI that is a failure and not a pass.
const here = existsSync(CHROMIUM);
describe.skipIf(!here && !process.env['CI'])('the HTML report in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function open(
    name: string,
    width: number,
    options: { dark?: boolean; script?: boolean; axe?: boolean; view?: string } = {},
  ): Promise<Open> {
    const page = await browser.newPage({
      viewport: { width, height: 900 },
      colorScheme: options.dark ? 'dark' : 'light',
      javaScriptEnabled: options.script ?? true,
      bypassCSP: options.axe ?? false,
    });
    const requests: string[] = [];
    const errors: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('dialog', async (dialog) => {
      errors.push('dialog');
      await dialog.dismiss();
    });
    await page.goto((await fileOf(name)) + addressOf(options.view ?? '', STORIES[name] as Story));
    if (options.script ?? true) await page.waitForSelector('html[data-ready]');
    return { page, requests, errors };
  }

  const openAll = (page: Page) =>
    page.evaluate(`document.querySelectorAll('details').forEach((item) => { item.open = true; })`);

  const go = async (page: Page, address: string): Promise<void> => {
    await page.evaluate(`location.replace(${JSON.stringify(address || '#overview')})`);
    await expect.poll(() => page.evaluate('document.documentElement.dataset.view === location.hash')).toBe(true);
  };

  const outside = (requests: readonly string[]) => requests.filter((url) => !/^(?:data|blob):/.test(url));

  it.each(LOOKED_AT)('makes no request and no error: %s', async (name) => {
    const { page, requests, errors } = await open(name, 1024);
    for (const view of VIEWS) {
      await go(page, addressOf(view, STORIES[name] as Story));
    }
    expect(outside(requests)).toEqual([expect.stringMatching(/^file:.*html/)]);
    expect(errors).toEqual([]);
    await page.close();
  });

  it.each(LOOKED_AT.flatMap((name) => [360, 1024, 1600].map((width) => [name, width] as const)))(
    '%s fits in %d pixels, nothing is cut or runs into its neighbour',
    async (name, width) => {
      const { page } = await open(name, width);
      for (const view of VIEWS) {
        await go(page, addressOf(view, STORIES[name] as Story));
        await openAll(page);
        const wide = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
        expect([view, wide]).toEqual([view, 0]);
        for (const look of [OVERFLOWING, CUT, COLLIDING]) expect([view, await page.evaluate(look)]).toEqual([view, []]);
      }
      await page.close();
    },
  );

  it.each([
    ['acme', false],
    ['acme', true],
    ['hostile', false],
  ] as const)('%s has no axe violation (dark: %s)', async (name, dark) => {
    const { page } = await open(name, 1024, { dark, axe: true });
    await page.evaluate(AXE);
    for (const view of VIEWS) {
      await go(page, addressOf(view, STORIES[name] as Story));
      await openAll(page);
      const violations = await page.evaluate(async () => {
        const axe = (
          globalThis as unknown as {
            axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
          }
        ).axe;
        return (await axe.run()).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
      });
      expect([view, violations]).toEqual([view, []]);
    }
    await page.close();
  });

  it('shows hostile names as text in every view', async () => {
    const { page } = await open('hostile', 1024, { view: 'resource' });
    for (const view of VIEWS) {
      await go(page, addressOf(view, STORIES['hostile'] as Story));
      expect(
        await page.evaluate(
          `document.querySelectorAll('img, iframe, base, form, math, meta[http-equiv=refresh], [onerror], [onload], [onmouseover]').length`,
        ),
      ).toBe(0);
    }
    expect(await page.textContent('body')).toContain('</script><script>alert(1)</script>');
    await page.close();
  });

  it('reads well without its script', async () => {
    const { page } = await open('acme', 1024, { script: false });
    expect(await page.isVisible('#views')).toBe(false);
    expect(await page.isVisible('text=Missing permissions')).toBe(true);
    expect(await page.locator('#worst tbody tr:visible').count()).toBeGreaterThan(20);
    await page.locator('.start a').first().click();
    await expect
      .poll(() => page.locator('#rule-kms-key-policy-not-public').evaluate((row) => row.getBoundingClientRect().top))
      .toBeLessThan(900);
    await page.close();
  });

  it('puts the list on paper', async () => {
    const { page } = await open('acme', 1024, { view: '#/findings?show=all' });
    await page.emulateMedia({ media: 'print' });
    await page.evaluate(`dispatchEvent(new Event('beforeprint'))`);
    expect(await page.locator('.window-row').count()).toBe(STORIES['acme']?.list.length);
    expect(await page.isVisible('.tools')).toBe(false);
    await page.close();
  });

  it('opens from the summary to the findings of a rule', async () => {
    const { page } = await open('acme', 1024);
    await page.locator('.start a').first().click();
    await page.waitForSelector('.window-row');
    expect(page.url()).toMatch(/#\/findings\?rule=kms-key-policy-not-public$/);
    expect(await page.textContent('.card')).toContain('How to mend it');
    expect(await page.textContent('#matches')).toBe('3 findings of 188');
    await page.goBack();
    await expect.poll(() => page.isVisible('#coverage')).toBe(true);
    await page.close();
  });

  it('filters by words and pickers, keeps them in the address, and opens what the address says', async () => {
    const { page } = await open('acme', 1024, { view: '#/findings' });
    await page.fill('#filter', 'ebs-volume EU-WEST-1');
    await expect.poll(() => page.url()).toMatch(/\?q=ebs-volume\+EU-WEST-1$/);
    const words = await page.textContent('#matches');
    await page.selectOption('select[name=show]', 'pass');
    await expect.poll(() => page.url()).toContain('show=pass&q=');
    expect(await page.textContent('#matches')).not.toBe(words);
    const rows = await page.locator('.window-row').allTextContents();
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) expect(row).toMatch(/pass.*eu-west-1/);
    const again = await browser.newPage();
    await again.goto(page.url());
    await again.waitForSelector('.window-row');
    expect(await again.textContent('#matches')).toBe(await page.textContent('#matches'));
    expect(await again.inputValue('#filter')).toBe('ebs-volume EU-WEST-1');
    await page.click('text=Clear filters');
    await expect.poll(() => page.url()).toMatch(/#\/findings$/);
    expect(await page.inputValue('#filter')).toBe('');
    await again.close();
    await page.close();
  });

  it('gives the filtered findings as CSV that no spreadsheet runs', async () => {
    const { page, requests } = await open('formula', 1024, { view: '#/findings?rule=rule-one' });
    const [download] = await Promise.all([page.waitForEvent('download'), page.click('text=Download as CSV')]);
    const text = readFileSync(await download.path(), 'utf8');
    const [head, first] = text.split('\r\n');
    expect(head).toBe(
      'verdict,severity,rule,title,service,account,region,type,name,arn,part,message,suppressed,baseline',
    );
    expect(first).toContain(`"'=HYPERLINK(""https://evil.example"",""x"")"`);
    expect(text.trimEnd().split('\r\n')).toHaveLength(2);
    expect(outside(requests)).toHaveLength(1);
    await page.close();
  });

  it('shows a resource with its evidence, proof, remediation and an entry to accept the finding', async () => {
    const { page } = await open('proof', 1024, { view: 'resource', axe: true });
    const text = (await page.textContent('.view-resource'))?.replaceAll('\u200b', '') ?? '';
    for (const part of [
      'resource.encrypted',
      'A request that is allowed',
      'stranger calls kms:Decrypt',
      'AnyoneMayUse',
      'Owner',
      'Terraform',
    ])
      expect(text).toContain(part);
    await page.click('text=Accept it instead');
    const [item] = STORIES['proof']?.list ?? [];
    expect(text).toContain(`id ${item?.id}`);
    const entry = await page.textContent('.card .entry');
    const file = `version: 1\nsuppressions:\n${entry?.replace('""', '"because"')}`;
    const [suppression] = readSuppressions(file, 'x.yaml');
    expect(suppressorOf([suppression as Suppression], '2026-11-22T00:00:00Z').find(item as Finding)).toBeDefined();
    await page.close();
  });

  it('shows who can open a key, what hangs on it, and its picture', async () => {
    const { page } = await open('hostile', 1024, { view: '#/keys' });
    await page.locator('#view tbody a').first().click();
    await page.waitForSelector('.picture img');
    expect(await page.evaluate(`document.querySelector('.picture img').naturalWidth`)).toBeGreaterThan(500);
    const text = await page.textContent('#view');
    for (const part of ['Who can decrypt 1', 'Used by, and perhaps others 1', 'That affects 1', 'anyone', 'Not read'])
      expect(text).toContain(part);
    await page.close();
  });

  // the figures of docs/benchmarks.md are a tenth to a third of these: a busy machine is no fault
  it.each([
    ['big', 3, 7_500],
    ['huge', 15, 25_000],
  ] as const)('%s opens and filters in time, with rows in sight only', async (name, megabytes, most) => {
    const url = await fileOf(name);
    expect(statSync(new URL(url)).size).toBeLessThan(megabytes * 1e6);
    const { usable, filter, nodes, rows } = await speedOf(browser, url);
    expect(usable).toBeLessThan(most);
    expect(filter).toBeLessThan(250);
    expect(nodes).toBeLessThan(3_000);
    expect(rows).toBeLessThan(60);
  });

  it('moves through the list by keys, and keeps only rows in sight', async () => {
    const { page } = await open('big', 1024, { view: '#/findings?show=all' });
    expect(await page.locator('.window-row').count()).toBeLessThan(60);
    expect(await page.evaluate('document.querySelectorAll("*").length')).toBeLessThan(3_000);
    await page.locator('.window-row a').first().focus();
    for (const key of ['ArrowDown', 'ArrowDown', 'PageDown', 'ArrowUp']) await page.keyboard.press(key);
    const position = () => page.evaluate(`document.activeElement.closest('li')?.getAttribute('aria-posinset')`);
    expect(await position()).toBe('10');
    await page.keyboard.press('End');
    expect(await position()).toBe('50000');
    expect(await page.locator('.window-row').count()).toBeLessThan(60);
    await page.keyboard.press('Enter');
    await page.waitForSelector('.view-resource');
    await page.close();
  });
});
