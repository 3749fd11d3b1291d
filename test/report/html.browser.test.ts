import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { html } from '../../src/report/html.ts';
import { acme } from './acme.ts';
import { hostileStory, PAYLOADS } from './hostile.ts';
import { poisoned } from './poison.ts';
import { collect, GITHUB, type Story } from './run.ts';

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

const STORIES: Readonly<Record<string, Story>> = {
  acme: acme(),
  hostile: hostileStory(PAYLOADS.slice(0, 20).join(' ')),
  wide: poisoned(acme(), 'W'.repeat(4_000), true),
};

async function fileOf(name: string): Promise<string> {
  const { run, findings } = STORIES[name] as Story;
  const file = join(folder, `${name}.html`);
  writeFileSync(file, await collect(html.render(run, findings, GITHUB)));
  return pathToFileURL(file).href;
}

/** Elements whose text is wider than they are, outside the regions that scroll; in the page's own words. */
const OVERFLOWING = `[...document.querySelectorAll('main *, header *')]
  .filter((element) => element instanceof HTMLElement && !element.closest('.scroll, .unseen, .skip'))
  .filter((element) => element.clientWidth > 0 && element.scrollWidth > element.clientWidth + 1)
  .map((element) => element.tagName + '.' + element.className + ': ' + element.textContent.slice(0, 60))`;

/** Neighbours whose words cover each other, which no scroll width shows. */
const COLLIDING = `[...document.querySelectorAll('summary, .row, .start li, .passing li, .causes li, .about div, .evidence div, .tools')]
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
    options: { dark?: boolean; script?: boolean; axe?: boolean } = {},
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
    await page.goto(await fileOf(name));
    return { page, requests, errors };
  }

  const openAll = (page: Page) =>
    page.evaluate(`document.querySelectorAll('details').forEach((item) => { item.open = true; })`);

  it.each(Object.keys(STORIES))('makes no request and no error: %s', async (name) => {
    const { page, requests, errors } = await open(name, 1024);
    expect(requests.filter((url) => !url.startsWith('file:') && !url.startsWith('data:'))).toEqual([]);
    expect(requests.filter((url) => url.startsWith('file:'))).toHaveLength(1);
    expect(errors).toEqual([]);
    await page.close();
  });

  it.each(Object.keys(STORIES).flatMap((name) => [360, 1024, 1600].map((width) => [name, width] as const)))(
    '%s fits in %d pixels, nothing runs into its neighbour',
    async (name, width) => {
      const { page } = await open(name, width);
      await openAll(page);
      expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(
        0,
      );
      expect(await page.evaluate(OVERFLOWING)).toEqual([]);
      expect(await page.evaluate(COLLIDING)).toEqual([]);
      await page.close();
    },
  );

  it.each([
    ['acme', false],
    ['acme', true],
    ['hostile', false],
  ] as const)('%s has no axe violation (dark: %s)', async (name, dark) => {
    const { page } = await open(name, 1024, { dark, axe: true });
    await openAll(page);
    await page.evaluate(AXE);
    const violations = await page.evaluate(async () => {
      const axe = (
        globalThis as unknown as {
          axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
        }
      ).axe;
      return (await axe.run()).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
    });
    expect(violations).toEqual([]);
    await page.close();
  });

  it('reads fully without its script, and on paper', async () => {
    const { page } = await open('acme', 1024, { script: false });
    expect(await page.isVisible('#tools')).toBe(false);
    expect(await page.isVisible('text=Missing permissions')).toBe(true);
    const closed = page.locator('#rule-rds-snapshot-not-public .body');
    expect(await closed.isVisible()).toBe(false);
    await page.locator('#rule-rds-snapshot-not-public > summary').click();
    expect(await closed.isVisible()).toBe(true);
    await page.emulateMedia({ media: 'print' });
    expect(
      await page.locator('#rule-ebs-volume-encrypted .body').evaluate((body) => body.getBoundingClientRect().height),
    ).toBeGreaterThan(100);
    await page.close();
  });

  it('filters rules and rows, opens the one that a link names', async () => {
    const { page } = await open('acme', 1024);
    const visible = () => page.locator('details.rule:visible').count();
    const all = await visible();
    await page.fill('#filter', 'ebs eu-west-1');
    await expect.poll(visible).toBe(1);
    expect(await page.textContent('#matches')).toBe(`1 of ${all} rules`);
    await page.fill('#filter', '');
    await expect.poll(visible).toBe(all);
    await page.evaluate(`location.hash = '#rule-ebs-volume-encrypted'`);
    await expect.poll(() => page.locator('#rule-ebs-volume-encrypted').getAttribute('open')).toBe('');
    await page.close();
  });
});
