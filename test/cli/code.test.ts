import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Log, Result } from 'sarif';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { repositoryWith, stackTags } from '../source/repository.ts';
import { accountFile, volume } from './account.ts';
import { run } from './run.ts';

let before = '';
beforeEach(() => {
  before = process.cwd();
});
afterEach(() => process.chdir(before));

const asList = (tags: Readonly<Record<string, string>>) => Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
const arn = 'arn:aws:ec2:eu-west-1:111122223333:volume/vol-0a1b2c3d4e5f60718';
const FILES = {
  'infra/app.yaml': 'Resources:\n  Store:\n    Type: AWS::EC2::Volume\n',
  'tf/main.tf': '# a volume\nresource "aws_ebs_volume" "disk" {\n}\n',
  'state.json': JSON.stringify({
    version: 4,
    resources: [{ mode: 'managed', type: 'aws_ebs_volume', name: 'disk', instances: [{ attributes: { arn } }] }],
  }),
};

/** Scans three open volumes from inside a repository: one of a stack, one of Terraform, one that says where it comes from. */
async function scanned(flags: readonly string[], folder = '.') {
  const root = repositoryWith(FILES);
  mkdirSync(join(root, '.git'));
  mkdirSync(join(root, folder), { recursive: true });
  const from = accountFile([
    volume('vol-1', false, { Tags: asList(stackTags('app', 'Store')) }),
    volume('vol-0a1b2c3d4e5f60718', false),
    volume('vol-3', false, { Tags: [{ Key: 'sealscan:source', Value: 'infra/app.yaml#L2' }] }),
    volume('vol-4', false),
  ]);
  process.chdir(join(root, folder));
  const seen = await run(['scan', '--from', from, '--rule', 'ebs-volume-encrypted', '--format', 'sarif', ...flags]);
  return { seen, root };
}

const placeOf = ({ locations }: Result): string => {
  const { artifactLocation, region } = locations?.[0]?.physicalLocation ?? {};
  return `${artifactLocation?.uri}:${region?.startLine}`;
};

/** Resource -> the place of its result. */
const placesIn = (file: string): Record<string, string> => {
  const { runs } = JSON.parse(readFileSync(file, 'utf8')) as Log;
  return Object.fromEntries(
    (runs[0]?.results ?? []).map((result) => [
      result.locations?.[0]?.logicalLocations?.[0]?.name ?? '',
      placeOf(result),
    ]),
  );
};

const CODE = ['--template', 'infra', '--terraform-state', 'state.json', '--terraform-dir', 'tf'];

describe('findings on live resources', () => {
  test('stand at the line of code that made them, the rest in the inventory', async () => {
    const { seen, root } = await scanned(CODE);
    expect(seen.code).toBe(1);
    expect(placesIn(join(root, 'sealscan-report/report.sarif'))).toEqual({
      'vol-1': 'infra/app.yaml:2',
      'vol-0a1b2c3d4e5f60718': 'tf/main.tf:2',
      'vol-3': 'infra/app.yaml:2',
      'vol-4': expect.stringMatching(/^sealscan-report\/inventory\/111122223333\/eu-west-1\.jsonl:\d$/),
    });
  });

  test('have paths from the repository’s root, wherever in it the scan runs', async () => {
    const flags = ['--template', '../../infra', '--terraform-state', '../../state.json', '--terraform-dir', '../../tf'];
    const { root } = await scanned(flags, 'deep/down');
    expect(placesIn(join(root, 'deep/down/sealscan-report/report.sarif'))).toMatchObject({
      'vol-1': 'infra/app.yaml:2',
      'vol-0a1b2c3d4e5f60718': 'tf/main.tf:2',
      'vol-4': expect.stringMatching(/^deep\/down\/sealscan-report\/inventory\//),
    });
  });

  test('keep what the other reports say', async () => {
    const { root } = await scanned([...CODE, '--format', 'json']);
    const report = readFileSync(join(root, 'sealscan-report/report.json'), 'utf8');
    expect(report).not.toContain('main.tf');
  });

  test('are not told by a masked report', async () => {
    const { root } = await scanned(['--mask']);
    expect(Object.values(placesIn(join(root, 'sealscan-report/report.sarif'))).join()).not.toContain('app.yaml');
    const { seen } = await scanned(['--mask', ...CODE]);
    expect([seen.code, seen.notes]).toEqual([2, expect.stringMatching(/--mask hides names, and paths are names/)]);
  });
});

test('a template that is none ends the scan before it begins', async () => {
  const root = repositoryWith({});
  writeFileSync(join(root, 'x.yaml'), 'Resources:\n  A: [\n');
  process.chdir(root);
  const seen = await run(['scan', '--from', 'nowhere.ndjson', '--template', 'x.yaml']);
  expect([seen.code, seen.notes]).toEqual([2, expect.stringMatching(/x\.yaml:3: the template is not valid YAML/)]);
});
