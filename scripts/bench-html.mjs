// npm run bench:html: what a reader of a large HTML report waits for. Prints the table of docs/benchmarks.md and ends with 1
// where a figure is above its target. Needs Chromium (CHROMIUM, or /usr/bin/chromium).
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { load } from './load.mjs';

const TARGETS = [
  { findings: 50_000, usable: 1_500, filter: 50, megabytes: 3 },
  { findings: 250_000, usable: 5_000, filter: 50, megabytes: 15 },
];
const RUNS = 5;

const { html } = await load('src/report/html.ts');
const { bigStory } = await load('test/report/big.ts');
const { speedOf } = await load('test/report/html-speed.ts');
const folder = mkdtempSync(join(tmpdir(), 'sealscan-bench-html-'));
const flags = '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking';
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [...flags.split(' '), '--disable-component-update', '--disable-sync'],
});

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

async function rowOf({ findings, ...target }) {
  const { run, findings: list } = bigStory(findings);
  const file = join(folder, `${findings}.html`);
  const start = performance.now();
  await writeFile(file, html.render(run, list, { sarifProfile: 'github', base: '' }));
  const wrote = performance.now() - start;
  const speeds = [];
  for (let n = 0; n < RUNS; n++) speeds.push(await speedOf(browser, pathToFileURL(file).href));
  const found = {
    usable: median(speeds.map(({ usable }) => usable)),
    filter: median(speeds.map(({ filter }) => filter)),
    megabytes: statSync(file).size / 1e6,
  };
  const cells = [findings.toLocaleString('en'), (wrote / 1e3).toFixed(1), found.megabytes.toFixed(2)];
  const times = [found.usable.toFixed(0), found.filter.toFixed(0), speeds[0].nodes];
  console.log(`| ${[...cells, ...times].join(' | ')} |`);
  return Object.keys(target).filter((figure) => found[figure] > target[figure]);
}

console.log(
  '| findings | written in s | MB | usable in ms | slowest filter, ms | elements |\n|---|---|---|---|---|---|',
);
try {
  for (const target of TARGETS) {
    const missed = await rowOf(target);
    if (missed.length > 0) process.exitCode = 1;
    for (const figure of missed) console.error(`${target.findings} findings: ${figure} is above ${target[figure]}`);
  }
} finally {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
}
