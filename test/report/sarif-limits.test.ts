import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { Log } from 'sarif';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/model/finding.ts';
import type { ReportOptions, Run } from '../../src/model/run.ts';
import { sarif } from '../../src/report/sarif.ts';
import { githubLint } from './github-lint.ts';
import { collect, FULL, finding, GITHUB, gap, resource, rule, type Story, story } from './run.ts';

const rules = [rule('a', { severity: 'critical' }), rule('b', { severity: 'low' })];
const inAccount = (account: string, n: number) =>
  resource({ id: `arn:aws:ec2:eu-central-1:${account}:volume/vol-${n}`, name: `vol-${n}`, account });
const many = (count: number, severity: Finding['severity'], account = '111122223333', first = 0) =>
  Array.from({ length: count }, (_, n) =>
    finding(severity === 'high' ? 'a' : 'b', { severity, resource: inAccount(account, first + n) }),
  );
const accounts = (count: number): string[] => Array.from({ length: count }, (_, n) => String(100_000_000_000 + n));
const scopesOf = (ids: readonly string[]): Run['scopes'] =>
  ids.map((account) => ({ partition: 'aws', account, region: 'eu-central-1', status: 'complete' as const }));

async function logOf({ run, findings }: Story, options: ReportOptions = GITHUB): Promise<Log> {
  const log = JSON.parse(await collect(sarif.render(run, findings, options))) as Log;
  expect(githubLint(log, options.sarifProfile).filter((fault) => fault !== 'too many runs, or none')).toEqual([]);
  return log;
}
const filesOf = async ({ run, findings }: Story, options: ReportOptions = GITHUB) =>
  (await sarif.files?.(run, findings, options)) ?? [];
const textsOf = ({ runs }: Log, index = 0): string[] =>
  (runs[index]?.invocations?.[0]?.toolExecutionNotifications ?? []).map(({ message }) => message.text ?? '');

describe('within GitHub’s limits', () => {
  it('the worst come first, and 25,000 of them stay', async () => {
    const log = await logOf(story(rules, [...many(20_000, 'low', undefined, 10_000), ...many(10_000, 'high')]));
    const levels = (log.runs[0]?.results ?? []).map(({ level }) => level);
    expect(levels.length).toBe(25_000);
    expect(levels.lastIndexOf('error')).toBe(9_999);
    expect(textsOf(log)).toEqual([
      '5,000 of 30,000 failing results are left out, the least severe first; report.json has them all.',
      'GitHub shows 5,000 of these 25,000 results, the most severe ones.',
    ]);
  });

  it('nothing is said about limits that are not reached', async () => {
    expect(textsOf(await logOf(story(rules, many(5_000, 'high'))))).toEqual([]);
  });

  it('a file that would be too large is cut, and says so', async () => {
    const noise = (length: number): string => randomBytes(length).toString('base64');
    const list = many(9_000, 'high').map((one, n) => ({
      ...one,
      message: noise(1_400),
      severity: n === 8_999 ? ('critical' as const) : one.severity,
    }));
    const log = await logOf(story(rules, list));
    const results = log.runs[0]?.results ?? [];
    expect(results.length).toBeGreaterThan(4_000);
    expect(results.length).toBeLessThan(9_000);
    expect(results[0]?.partialFingerprints?.['sealscan/v1']).toBe(list[8_999]?.id);
    expect(gzipSync(JSON.stringify(log)).length).toBeLessThan(10_000_000);
    expect(textsOf(log)[0]).toMatch(/^[\d,]+ of 9,000 failing results are left out/);
    expect((await logOf(story(rules, list), FULL)).runs[0]?.results).toHaveLength(9_000);
  });

  it('of more rules than it takes, those with results stay', async () => {
    const all = [...Array.from({ length: 25_000 }, (_, n) => rule(`r${n}`)), ...rules];
    const log = await logOf(story(all, many(3, 'high')));
    expect(log.runs[0]?.tool.driver.rules?.map(({ id }) => id)).toEqual(['a']);
  }, 60_000);
});

describe('several accounts', () => {
  it('are a run each, with a category, results and notifications of its own', async () => {
    const [one = '', two = ''] = accounts(2);
    const gaps = [gap({ account: two })];
    const told = story(rules, [...many(2, 'high', one), ...many(1, 'low', two)], {
      scopes: scopesOf([one, two]),
      gaps,
    });
    const log = await logOf(told);
    expect(log.runs.map(({ automationDetails }) => automationDetails?.id)).toEqual([
      `sealscan/${one}/`,
      `sealscan/${two}/`,
    ]);
    expect(log.runs.map(({ results }) => results?.length)).toEqual([2, 1]);
    expect([textsOf(log, 0).length, textsOf(log, 1).length]).toEqual([0, 1]);
    const named = await logOf(told, { ...GITHUB, category: 'nightly/prod' });
    expect(named.runs[0]?.automationDetails?.id).toBe(`nightly/prod/${one}/`);
  });

  it('without a result have an empty run, which closes their alerts', async () => {
    const log = await logOf(story(rules, [], { scopes: scopesOf(accounts(3)) }));
    expect(log.runs.map(({ results }) => results)).toEqual([[], [], []]);
  });

  it('that nobody looked into have none', async () => {
    const [seen, skipped] = scopesOf(accounts(2)) as [Run['scopes'][number], Run['scopes'][number]];
    const log = await logOf(story(rules, [], { scopes: [seen, { ...skipped, status: 'skipped' }] }));
    expect(log.runs.map(({ automationDetails }) => automationDetails?.id)).toEqual([`sealscan/${seen.account}/`]);
  });

  it('are split into files of 20, each account in one', async () => {
    const ids = accounts(45);
    const told = story(
      rules,
      ids.flatMap((id) => many(1, 'high', id)),
      { scopes: scopesOf(ids) },
    );
    const files = await filesOf(told);
    expect(files.map(({ fileName, accounts: held }) => [fileName, held?.length])).toEqual([
      ['report.sarif', 20],
      ['report-2.sarif', 20],
      ['report-3.sarif', 5],
    ]);
    expect(files.flatMap(({ accounts: held }) => held)).toEqual(ids);
    const logs = await Promise.all(files.map(({ accounts: held }) => logOf(told, { ...GITHUB, accounts: held })));
    const written = logs.flatMap(({ runs }) => runs.flatMap(({ results = [] }) => results));
    expect(new Set(written.map((item) => item.partialFingerprints?.['sealscan/v1'])).size).toBe(45);
    expect(logs.flatMap((log) => githubLint(log))).toEqual([]);
  });

  it('with many results take more files', async () => {
    const ids = accounts(3);
    const told = story(
      rules,
      ids.flatMap((id) => many(12_000, 'high', id)),
      { scopes: scopesOf(ids) },
    );
    expect((await filesOf(told)).map(({ accounts: held }) => held?.length)).toEqual([2, 1]);
  });

  it('in one document, which GitHub would refuse, are told of', async () => {
    const log = await logOf(story(rules, [], { scopes: scopesOf(accounts(21)) }));
    expect(log.runs).toHaveLength(21);
    expect(textsOf(log)).toEqual([
      expect.stringMatching(/^GitHub takes 20 accounts a file and this one has 21 accounts/),
    ]);
  });

  it('of a single account there is one file', async () => {
    expect(await filesOf(story(rules, []))).toEqual([{ fileName: 'report.sarif', accounts: ['111122223333'] }]);
  });
});
