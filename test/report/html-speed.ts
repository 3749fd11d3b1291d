import type { Browser } from 'playwright-core';

/** What a reader waits for, in milliseconds, and how much the page holds. */
export interface Speed {
  /** From the start of loading until rows are there and filters answer. */
  readonly usable: number;
  /** The slowest of several filters, until its rows are there. */
  readonly filter: number;
  readonly nodes: number;
  readonly rows: number;
}

const FILTERS = [
  'show=all',
  'q=orders',
  'q=vol-0a+team',
  'severity=critical',
  'account=111122223333&region=eu-west-1&show=all',
  'framework=pci-4.0',
  'q=nothing-has-this-word',
];

/** Opens a report of `bigStory` and filters it. @param url of the file */
export async function speedOf(browser: Browser, url: string): Promise<Speed> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  try {
    await page.goto(`${url}#/findings`);
    await page.waitForSelector('html[data-ready] .window-row', { timeout: 120_000 });
    const [usable, nodes, rows] = (await page.evaluate(
      `[performance.getEntriesByName('ready')[0].startTime, document.querySelectorAll('*').length, document.querySelectorAll('.window-row').length]`,
    )) as [number, number, number];
    await page.waitForTimeout(1_500); // the page makes its search ready while nobody types
    for (const filter of FILTERS) {
      await page.evaluate(`location.hash = '#/findings?${filter}'`);
      await page.waitForTimeout(200);
    }
    const filters = (await page.evaluate(
      `performance.getEntriesByName('filter').map(({ duration }) => duration)`,
    )) as number[];
    return { usable, filter: Math.max(...filters.slice(1)), nodes, rows };
  } finally {
    await page.close();
  }
}
