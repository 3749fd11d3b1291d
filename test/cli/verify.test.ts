import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { accountFile, accountLines, ruleYaml, volume } from './account.ts';
import { fileWith, run, temporaryFolder } from './run.ts';

const account = (name = 'vol-1') => accountFile([volume(name, false)]);
async function scanned(from: string, ...flags: readonly string[]): Promise<string> {
  const output = temporaryFolder();
  const seen = await run(['scan', '--from', from, '--output', output, ...flags]);
  expect(seen.notes).toBe('');
  return output;
}
const manifestOf = (folder: string) => JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
const sha256 = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex');
const INVENTORY = 'inventory/111122223333/eu-west-1.jsonl';
const PAGE = 'inventory/111122223333/account.jsonl';

describe('the manifest', () => {
  test('names tool, snapshot, rules and every file, by their digests', async () => {
    const from = account();
    const output = await scanned(from);
    const manifest = manifestOf(output);
    expect(manifest).toMatchObject({
      tool: { name: 'sealscan', version: packageJson.version },
      takenAt: '2026-06-01T00:00:00Z',
      snapshot: { sha256: sha256(from) },
      rules: { count: expect.any(Number), sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
    const files = [PAGE, INVENTORY, 'report.html', 'report.json', 'report.sarif'];
    expect(manifest.files).toEqual(Object.fromEntries(files.map((file) => [file, sha256(join(output, file))])));
  });

  test('is the same bytes for the same scan, wherever it is made', async () => {
    const [first, second] = [account(), account()];
    const bytes = async (file: string) => readFileSync(join(await scanned(file), 'manifest.json'), 'utf8');
    expect(await bytes(first)).toBe(await bytes(second));
  });

  test('tells other rules apart, and other parameters of them', async () => {
    const from = account();
    const own = (assert: string) => [
      '--rules',
      dirname(dirname(fileWith(ruleYaml('own-rule', { assert }), 'own/kms/own-rule.yaml'))),
    ];
    const parameters = fileWith('rules: { ssm-parameter-secure-string: { parameters: { all: true } } }', 'c.yaml');
    const digests = [];
    for (const flags of [
      [],
      ['--service', 'ebs'],
      own('resource.rotationEnabled'),
      own('resource.rotationEnabled == true'),
      ['--config', parameters],
    ])
      digests.push(manifestOf(await scanned(from, '--format', 'json', ...flags)).rules.sha256);
    expect(new Set(digests).size).toBe(5);
  });
});

describe('sealscan verify', () => {
  let from: string;
  let whole: string;
  let folder: string;
  const kept = mkdtempSync(join(tmpdir(), 'sealscan-verify-'));
  afterAll(() => rmSync(kept, { recursive: true }));
  beforeAll(async () => {
    from = join(kept, 's.ndjson');
    writeFileSync(
      from,
      accountLines([volume('vol-1', false)])
        .map((line) => `${line}\n`)
        .join(''),
    );
    whole = join(kept, 'reports');
    await run(['scan', '--from', from, '--output', whole]);
  });
  const copy = (): string => {
    folder = join(temporaryFolder(), 'reports');
    cpSync(whole, folder, { recursive: true });
    return folder;
  };
  const verify = (...flags: readonly string[]) => run(['verify', folder, ...flags]);

  test('is content with what nobody touched', async () => {
    copy();
    writeFileSync(join(folder, 'notes.txt'), 'of my own');
    const said = `${folder}: 5 files as the scan of 2026-06-01T00:00:00Z by sealscan ${packageJson.version} left them\n`;
    expect(await verify('--from', from)).toEqual({ code: 0, out: said, notes: '' });
  });

  test.each<[string, () => void, string]>([
    ['differs', () => writeFileSync(join(folder, 'report.json'), '{}'), 'report.json: it differs'],
    ['is missing', () => unlinkSync(join(folder, INVENTORY)), `${INVENTORY}: it is missing`],
    ['is older', () => writeFileSync(join(folder, 'report.csv'), ''), 'report.csv: this scan did not write it'],
    ['is elsewhere', () => link('report.html'), 'report.html: it is no file'],
    ['is a folder', () => folderAt('report.sarif'), 'report.sarif: it is no file'],
  ])('names what %s, with exit code 1', async (_, change, said) => {
    copy();
    change();
    const seen = await verify();
    expect(seen).toMatchObject({ code: 1, notes: '' });
    expect(seen.out.split('\n').slice(0, -1)).toEqual([
      said,
      expect.stringMatching(/: not as the scan of .* left it$/),
    ]);
  });
  const link = (name: string): void => {
    rmSync(join(folder, name));
    symlinkSync(join(whole, name), join(folder, name));
  };
  const folderAt = (name: string): void => {
    rmSync(join(folder, name));
    mkdirSync(join(folder, name));
  };

  test('tells another snapshot', async () => {
    copy();
    const other = account('vol-2');
    const seen = await verify('--from', other);
    expect(seen.code).toBe(1);
    expect(seen.out).toContain(`${other}: the reports were made from another snapshot\n`);
    expect((await verify('--from', '/nonexistent')).code).toBe(2);
  });

  const broken = (change: (manifest: Record<string, unknown>) => void) => () => {
    const manifest = manifestOf(folder);
    change(manifest);
    writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
  };
  test.each<[string, () => void, RegExp]>([
    ['none', () => unlinkSync(join(folder, 'manifest.json')), /manifest\.json: no such file; the folder holds no/],
    ['half of one', () => writeFileSync(join(folder, 'manifest.json'), '{"sealscan"'), /not valid JSON/],
    ['something else', () => writeFileSync(join(folder, 'manifest.json'), 'null'), /no manifest of sealscan/],
    [
      'one of a later version',
      broken((m) => Object.assign(m, { schemaVersion: '2.0' })),
      /version 2\.0 cannot be read/,
    ],
    ['one without a version', broken((m) => Object.assign(m, { schemaVersion: 1 })), /version 1 cannot be read/],
    ['one without files', broken((m) => Object.assign(m, { files: null })), /damaged/],
    ['one with a digest that is none', broken((m) => Object.assign(m, { files: { a: 'x' } })), /damaged/],
    [
      'one that leads out of the folder',
      broken((m) => Object.assign(m, { files: { '../s.ndjson': '0'.repeat(64) } })),
      /damaged/,
    ],
    [
      'one that leads elsewhere',
      broken((m) => Object.assign(m, { files: { '/etc/passwd': '0'.repeat(64) } })),
      /damaged/,
    ],
  ])('with %s says so, with exit code 2', async (_, change, said) => {
    copy();
    change();
    const seen = await verify();
    expect(seen).toMatchObject({ code: 2, out: '' });
    expect(seen.notes).toMatch(said);
    expect(seen.notes).not.toContain('should not happen');
  });

  test('of a folder that is not there is 2', async () => {
    folder = '/nonexistent';
    expect(await verify()).toMatchObject({ code: 2, out: '' });
  });
});
