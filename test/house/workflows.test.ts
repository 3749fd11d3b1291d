import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { ROOT } from './copy.ts';

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Workflow {
  readonly on: object;
  readonly permissions?: unknown;
  readonly jobs: Readonly<
    Record<
      string,
      { readonly permissions?: object; readonly 'timeout-minutes'?: number; readonly steps: readonly Step[] }
    >
  >;
}

const PINNED = /^[\w.-]+\/[\w./-]+@[0-9a-f]{40}$/;

/** What would let somebody else's change, or somebody's text, into our builds. */
function faultsIn(text: string): string[] {
  const { on, permissions, jobs } = parse(text) as Workflow;
  const found: string[] = [];
  if (JSON.stringify(permissions) !== '{}') found.push('the workflow has permissions by default');
  if (Object.keys(on).includes('pull_request_target')) found.push('strangers run with our permissions');
  for (const [name, job] of Object.entries(jobs)) {
    if (job.permissions === undefined) found.push(`${name}: no permissions`);
    if (job['timeout-minutes'] === undefined) found.push(`${name}: no end`);
    for (const { uses, run = '', with: given } of job.steps) {
      if (uses !== undefined && !PINNED.test(uses)) found.push(`${name}: ${uses} is not pinned`);
      if (uses?.startsWith('actions/checkout@') && given?.['persist-credentials'] !== false)
        found.push(`${name}: the checkout keeps its credentials`);
      if (given?.['cache'] !== undefined) found.push(`${name}: a cache that others may write`);
      if (run.includes('${{')) found.push(`${name}: a value becomes part of a command`);
      if (/\bnpm (?:ci|install)\b(?!.*--ignore-scripts)/.test(run)) found.push(`${name}: install scripts run`);
    }
  }
  const unnamed = text.split('\n').filter((line) => /uses:.*@/.test(line) && !/# v\d+\.\d+\.\d+$/.test(line));
  return [...found, ...unnamed.map((line) => `${line.trim()}: which version is it?`)];
}

const folder = join(ROOT, '.github', 'workflows');
const files = readdirSync(folder);
const textOf = (file: string): string => readFileSync(join(folder, file), 'utf8');

describe('workflows', () => {
  test.each(files)('%s lets nothing in', (file) => expect(faultsIn(textOf(file))).toEqual([]));

  test('ci runs what everybody runs', () => {
    expect(files).toEqual(expect.arrayContaining(['ci.yml', 'release.yml']));
    expect(textOf('ci.yml')).toMatch(/- run: \.ci\/run$/m);
  });

  test('a planted fault is found', () => {
    const planted = `
on: { pull_request_target: {} }
jobs:
  a:
    steps:
      - uses: actions/checkout@v5
      - run: echo \${{ github.event.pull_request.title }}
      - run: npm ci
      - uses: actions/setup-node@49933ea5288caeca8642d1e84afbd3f7d6820020
        with: { cache: npm }
`;
    expect(faultsIn(planted)).toEqual([
      'the workflow has permissions by default',
      'strangers run with our permissions',
      'a: no permissions',
      'a: no end',
      'a: actions/checkout@v5 is not pinned',
      'a: the checkout keeps its credentials',
      'a: a value becomes part of a command',
      'a: install scripts run',
      'a: a cache that others may write',
      '- uses: actions/checkout@v5: which version is it?',
      '- uses: actions/setup-node@49933ea5288caeca8642d1e84afbd3f7d6820020: which version is it?',
    ]);
  });
});
