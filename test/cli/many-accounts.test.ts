import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from 'sarif';
import { expect, test } from 'vitest';
import { GLOBAL_REGION } from '../../src/model/scope.ts';
import type { Listing } from '../../src/model/snapshot.ts';
import { snapshotLines } from '../../src/snapshot/order.ts';
import { header, scopeIn } from '../graph/world.ts';
import { githubLint } from '../report/github-lint.ts';
import { accountFile, volume } from './account.ts';
import { fileWith, run, temporaryFolder } from './run.ts';

const ACCOUNTS = Array.from({ length: 21 }, (_, n) => String(100_000_000_000 + n));

/** An open volume in each account. */
function organization(): string {
  const records = ACCOUNTS.flatMap((account) => {
    const scope = scopeIn('eu-west-1', account);
    const id = `arn:aws:ec2:eu-west-1:${account}:volume/vol-1`;
    const listing: Listing = { listing: 'aws.ec2.volume', scope, count: 1, complete: true };
    return [listing, { ...volume('vol-1', false), id, scope }];
  });
  const scopes = ACCOUNTS.flatMap((account) => [scopeIn(GLOBAL_REGION, account), scopeIn('eu-west-1', account)]);
  return fileWith(`${[...snapshotLines(header(scopes), records)].join('\n')}\n`, 'organization.ndjson');
}

const scan = (from: string, output: string) =>
  run(['scan', '--from', from, '--rule', 'ebs-volume-encrypted', '--format', 'sarif', '--output', output]);

test('many accounts go to several SARIF files, which the next scan takes away again', async () => {
  const output = temporaryFolder();
  const file = (name: string): string => join(output, name);
  const seen = await scan(organization(), output);
  expect([seen.code, seen.out]).toEqual([
    1,
    expect.stringContaining(`${file('report.sarif')}  ${file('report-2.sarif')}`),
  ]);
  const logs = ['report.sarif', 'report-2.sarif'].map((name) => JSON.parse(readFileSync(file(name), 'utf8')) as Log);
  expect(logs.flatMap((log) => githubLint(log))).toEqual([]);
  expect(logs.map(({ runs }) => runs.length)).toEqual([20, 1]);
  const categories = logs.flatMap(({ runs }) => runs.map(({ automationDetails }) => automationDetails?.id));
  expect(categories).toEqual(ACCOUNTS.map((account) => `sealscan/${account}/`));
  expect(logs.flatMap(({ runs }) => runs.map(({ results }) => results?.length))).toEqual(ACCOUNTS.map(() => 1));
  expect((await run(['verify', output])).code).toBe(0);

  await scan(accountFile([volume('vol-1', false)]), output);
  expect(existsSync(file('report-2.sarif'))).toBe(false);
});
