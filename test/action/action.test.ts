import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from 'sarif';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { bundledCli } from '../bundle.ts';
import { accountLines, denied, volume } from '../cli/account.ts';
import { ROOT } from '../house/copy.ts';
import { stackTags } from '../source/repository.ts';
import { action, actionText, runAction } from './runner.ts';

let folder = '';
beforeAll(async () => {
  folder = mkdtempSync(join(ROOT, 'node_modules', '.sealscan-'));
  await bundledCli(folder);
});
afterAll(() => rmSync(folder, { recursive: true }));

const tags = Object.entries(stackTags('app', 'Store')).map(([Key, Value]) => ({ Key, Value }));
const OPEN = accountLines([volume('vol-1', false, { Tags: tags })]);
const SEALED = accountLines([volume('vol-1', true)]);
const HOLED = accountLines([volume('vol-1', true)], { failed: { 'aws.kms.key': denied('kms:ListKeys') } });
const FILES = (lines: readonly string[]) => ({
  'a snapshot.ndjson': `${lines.join('\n')}\n`,
  'infra/my app.yaml': 'Resources:\n  Store:\n    Type: AWS::EC2::Volume\n',
});

/** Of a recorded account instead of a live one. */
const ran = (lines: readonly string[], inputs: Readonly<Record<string, string>> = {}) =>
  runAction(
    { ...inputs, args: `--from a snapshot.ndjson\n--rule ebs-volume-encrypted\n${inputs['args'] ?? ''}` },
    join(folder, 'cli.mjs'),
    FILES(lines),
  );

describe('the GitHub Action', () => {
  test('fails the job for findings, after it has told them', () => {
    const { code, outputs, uploaded, summary } = ran(OPEN, { args: '--template infra/my app.yaml\n' });
    expect(code).toBe(1);
    expect(outputs).toEqual({ 'exit-code': '1', report: 'sealscan-report', fails: '1', complete: 'true' });
    const [run] = (JSON.parse(uploaded[0] ?? '') as Log).runs;
    expect(run?.automationDetails?.id).toBe('sealscan/111122223333/');
    expect(run?.results?.[0]?.locations?.[0]?.physicalLocation).toMatchObject({
      artifactLocation: { uri: 'infra/my%20app.yaml' },
      region: { startLine: 2 },
    });
    expect(summary).toContain('vol-1');
  });

  test('passes a clean account, whose upload closes alerts', () => {
    const { code, outputs, uploaded } = ran(SEALED);
    expect([code, outputs['exit-code'], outputs['fails'], outputs['complete']]).toEqual([0, '0', '0', 'true']);
    expect((JSON.parse(uploaded[0] ?? '') as Log).runs[0]?.results).toEqual([]);
  });

  test('keeps an incomplete scan out of code scanning', () => {
    const { code, outputs, uploaded, log, summary } = ran(HOLED, { args: '--rule kms-key-rotation-enabled' });
    expect([code, outputs['complete'], uploaded]).toEqual([4, 'false', []]);
    expect(log).toContain('::warning::The scan is incomplete, so nothing goes to code scanning');
    expect(summary).toMatch(/\S/);
  });

  test('uploads it under allow-incomplete, and passes', () => {
    const args = '--rule kms-key-rotation-enabled';
    const { code, outputs, uploaded } = ran(HOLED, { args, 'allow-incomplete': 'true' });
    expect([code, outputs['complete'], uploaded.length]).toEqual([0, 'false', 1]);
    expect((JSON.parse(uploaded[0] ?? '') as Log).runs[0]?.invocations?.[0]?.executionSuccessful).toBe(false);
  });

  test('takes fail-on, category, output and upload', () => {
    const inputs = { 'fail-on': 'none', category: 'nightly', output: 'my reports', upload: 'false' };
    const { code, outputs, uploaded, folder: where } = ran(OPEN, inputs);
    expect([code, outputs['report'], uploaded]).toEqual([0, 'my reports', []]);
    expect(readFileSync(join(where, 'work space/my reports/report.sarif'), 'utf8')).toContain('nightly/111122223333/');
    expect(existsSync(join(where, 'work space/my reports/report.html'))).toBe(true);
  });

  test('hands on regions and services', () => {
    const { code, log } = ran(OPEN, { regions: 'mars-north-1', services: 'ebs' });
    expect([code, log]).toEqual([2, expect.stringContaining("the snapshot has no region 'mars-north-1'")]);
    expect(ran(OPEN, { services: 'kmz' }).log).toContain("no service 'kmz' exists");
  });

  test('of bad input has no report to tell, not even one of an earlier step', () => {
    const files = { ...FILES(OPEN), 'sealscan-report/report.sarif': '{}', 'sealscan-report/report.md': 'old' };
    const { code, outputs, uploaded, summary } = runAction({ args: '--rule nonsense' }, join(folder, 'cli.mjs'), files);
    expect([code, uploaded, summary]).toEqual([2, [], '']);
    expect(outputs).toEqual({ 'exit-code': '2', report: 'sealscan-report', fails: '', complete: 'false' });
  });

  test('installs the version that it was asked for, without its scripts', () => {
    const { folder: where } = ran(SEALED, { version: '9.9.9-beta.1' });
    const asked = readFileSync(join(where, 'npm-asked'), 'utf8').split('\n');
    expect(asked).toEqual(expect.arrayContaining(['install', '--ignore-scripts', 'sealscan@9.9.9-beta.1']));
    expect(ran(SEALED, { version: '1.0.0 evil' })).toMatchObject({ code: 2, uploaded: [] });
  });

  test.each(['regions', 'services', 'fail-on', 'category', 'output', 'args', 'version', 'allow-incomplete', 'upload'])(
    'takes no command in %s',
    (name) => {
      const hostile = '$(touch owned)`touch owned`"; touch owned; \'\ntouch owned\nexit-code=0';
      const { folder: where } = ran(OPEN, { [name]: hostile });
      expect(existsSync(join(where, 'work space/owned'))).toBe(false);
    },
  );
});

describe('action.yml', () => {
  test('puts no value into a command, and pins what it uses', () => {
    const { steps } = action.runs;
    expect(action.runs.using).toBe('composite');
    expect(steps.filter(({ run = '' }) => run.includes('${{'))).toEqual([]);
    expect(steps.filter(({ run, shell }) => run !== undefined && shell !== 'bash')).toEqual([]);
    const used = steps.flatMap(({ uses }) => uses ?? []);
    expect(used).toEqual([expect.stringMatching(/^github\/codeql-action\/upload-sarif@[0-9a-f]{40}$/)]);
    expect(actionText).toMatch(/upload-sarif@[0-9a-f]{40} # v\d+\.\d+\.\d+$/m);
  });

  test('installs this version by default, and says what each input is', () => {
    expect(action.inputs['version']?.default).toBe(packageJson.version);
    expect(Object.values(action.inputs).filter(({ description }) => !description)).toEqual([]);
  });
});
