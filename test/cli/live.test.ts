import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Asked, inTurn, ok, type Reply, refuse, serve } from '../aws/server.ts';
import { IDENTITY, KEYS, REGIONS } from './kms-account.ts';
import { run, temporaryFolder } from './run.ts';

beforeEach(() => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIATEST');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
  vi.stubEnv('AWS_PROFILE', undefined);
});
afterEach(() => vi.unstubAllEnvs());

const live = async (replies: Readonly<Record<string, Reply>>, output: string, ...flags: readonly string[]) => {
  const { endpoint, asked } = await serve(replies);
  const argv = [
    'scan',
    '--service',
    'kms',
    '--rule',
    'kms-key-rotation-enabled',
    '--output',
    output,
    '--format',
    'json',
  ];
  const env = { AWS_ENDPOINT_URL: endpoint, AWS_REGION: 'eu-west-1', SOURCE_DATE_EPOCH: '1780272000' };
  const seen = await run([...argv, ...flags], env);
  return { ...seen, asked, report: () => JSON.parse(readFileSync(join(output, 'report.json'), 'utf8')) };
};
const kmsCalls = (asked: readonly Asked[]) => asked.map(({ operation }) => operation).filter((name) => name in KEYS);

describe('a live scan', () => {
  test('reads the account behind the endpoint; what the endpoint lacks is a gap', async () => {
    const { ListGrants: _, ...lacking } = KEYS;
    const seen = await live(lacking, temporaryFolder());
    expect(seen.code, seen.notes).toBe(4);
    const { takenAt, scopes, findings, gaps } = seen.report();
    expect(takenAt).toBe('2026-06-01T00:00:00Z');
    expect(scopes.map(({ region, status }: Record<string, string>) => [region, status])).toEqual([
      ['aws-global', expect.any(String)],
      ['eu-west-1', expect.any(String)],
    ]);
    expect(findings).toMatchObject([{ rule: 'kms-key-rotation-enabled', verdict: 'pass' }]);
    expect(new Set(gaps.map((gap: Record<string, string>) => gap['class']))).toEqual(new Set(['unsupported']));
  });

  test('leaves a snapshot that gives the same report, and no journal', async () => {
    const output = temporaryFolder();
    const seen = await live(KEYS, output);
    const snapshot = join(output, 'snapshot.ndjson');
    expect(existsSync(`${snapshot}.journal`)).toBe(false);
    const again = temporaryFolder();
    const argv = [
      'scan',
      '--from',
      snapshot,
      '--rule',
      'kms-key-rotation-enabled',
      '--output',
      again,
      '--format',
      'json',
    ];
    expect((await run(argv)).code).toBe(seen.code);
    expect(readFileSync(join(again, 'report.json'), 'utf8')).toBe(readFileSync(join(output, 'report.json'), 'utf8'));
  });

  test('that is refused everything is 3, and says who was refused and why', async () => {
    const no = refuse('AccessDeniedException');
    const denied = Object.fromEntries(Object.keys(KEYS).map((name) => [name, no]));
    const seen = await live(
      { ...denied, GetCallerIdentity: IDENTITY, 'POST /listRegions': REGIONS },
      temporaryFolder(),
    );
    expect(seen.code).toBe(3);
    expect(seen.notes).toMatch(
      /nothing could be scanned: .* refused to arn:aws:iam::111122223333:user\/ann \(AccessDeniedException/,
    );
    expect(seen.notes).toContain('sealscan permissions');
  });

  test.each([
    ['that AWS has not', 'eu-nowhere-1', 2, /AWS has no region 'eu-nowhere-1' for this account/],
    ['that is not enabled', 'me-south-1', 3, /no region .* enabled/],
  ])('of a region %s', async (_, region, code, said) => {
    const seen = await live(KEYS, temporaryFolder(), '--region', region);
    expect(seen.notes).toMatch(said);
    expect(seen.code).toBe(code);
  });

  test('follows the regions page by page, and does not follow a token that repeats', async () => {
    const page = ok({ Regions: [{ RegionName: 'eu-west-1', RegionOptStatus: 'ENABLED' }], NextToken: 'again' });
    const seen = await live({ ...KEYS, 'POST /listRegions': page }, temporaryFolder(), '--region', 'eu-west-1');
    expect(seen.asked.filter(({ operation }) => operation === 'POST /listRegions')).toHaveLength(2);
    expect(seen.code).toBe(0);
  });
});

describe('a live scan that ends early', () => {
  test('by the end of its credentials keeps what it has, and --resume goes on', async () => {
    const output = temporaryFolder();
    const expired = {
      ...KEYS,
      ListAliases: refuse('ExpiredTokenException', 'expired'),
      DescribeKey: refuse('ExpiredTokenException'),
    };
    const first = await live(expired, output);
    expect(first.code).toBe(4);
    expect(first.notes).toContain('--resume');
    const second = await live(KEYS, output, '--resume');
    expect(second.notes).not.toContain('--resume');
    expect(kmsCalls(second.asked)).toEqual(expect.arrayContaining(['ListAliases', 'DescribeKey']));
    expect(kmsCalls(second.asked)).not.toContain('DescribeCustomKeyStores');
    expect(second.report().findings).toMatchObject([{ verdict: 'pass' }]);
    expect(existsSync(join(output, 'snapshot.ndjson.journal'))).toBe(false);
  });

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('by %s keeps what it has, says how to go on, and goes on', async (signal, code) => {
    const output = temporaryFolder();
    const hang: Reply = () => setTimeout(() => process.emit(signal, signal), 300);
    const first = await live({ ...KEYS, GetKeyPolicy: hang }, output);
    expect(first.code, first.notes).toBe(code);
    expect(first.notes).toMatch(/records are kept\. Go on with: sealscan .* --resume\n$/);
    expect(existsSync(join(output, 'report.json'))).toBe(false);
    const second = await live(KEYS, output, '--resume');
    expect(kmsCalls(second.asked)).toContain('GetKeyPolicy');
    expect(kmsCalls(second.asked)).not.toContain('DescribeCustomKeyStores');
    expect(second.report().findings).toMatchObject([{ verdict: 'pass' }]);
  });

  test('before anything was answered is no failure of AWS', async () => {
    const hang: Reply = () => setTimeout(() => process.emit('SIGINT', 'SIGINT'), 50);
    const seen = await live({ ...KEYS, GetCallerIdentity: hang }, temporaryFolder());
    expect(seen.code, seen.notes).toBe(130);
  });
});

test('--no-grants asks for no grants, leaves what they tell unknown, and is complete', async () => {
  const output = temporaryFolder();
  const rules = ['--rule', 'kms-grants-not-old,kms-key-rotation-enabled', '--no-grants'];
  const seen = await live({ ...KEYS, DescribeCustomKeyStores: ok({ CustomKeyStores: [] }) }, output, ...rules);
  expect(kmsCalls(seen.asked)).not.toContain('ListGrants');
  const verdicts = seen
    .report()
    .findings.map(({ rule, verdict, reasons }: Record<string, unknown>) => [rule, verdict, reasons]);
  expect(verdicts).toEqual([
    [
      'kms-grants-not-old',
      'unknown',
      [expect.objectContaining({ class: 'not-collected', operation: 'kms:ListGrants' })],
    ],
    ['kms-key-rotation-enabled', 'pass', undefined],
  ]);
  expect(seen.code, seen.notes).toBe(0);
});

test('collect writes the snapshot and nothing else, and says what it holds', async () => {
  const { endpoint } = await serve(KEYS);
  const file = join(temporaryFolder(), 'deep', 'snapshot.ndjson.gz');
  const env = { AWS_ENDPOINT_URL: endpoint, AWS_REGION: 'eu-west-1' };
  const seen = await run(['collect', '-o', file, '--service', 'kms'], env);
  expect(seen.code).toBe(4);
  expect(seen.out).toBe('');
  expect(seen.notes).toMatch(/records of account 111122223333 in .*snapshot\.ndjson\.gz, \d+ gaps/);
  const scanned = await run([
    'scan',
    '--from',
    file,
    '--output',
    temporaryFolder(),
    '--format',
    'json',
    '--allow-incomplete',
  ]);
  expect([0, 1]).toContain(scanned.code);
});

test('doctor says who one is, and which regions would be read', async () => {
  const { endpoint } = await serve({ ...KEYS, 'POST /listRegions': inTurn(REGIONS) });
  const seen = await run(['doctor', '--format', 'json'], { AWS_ENDPOINT_URL: endpoint, AWS_REGION: 'eu-west-1' });
  expect(seen.code).toBe(0);
  expect(JSON.parse(seen.out)).toMatchObject({
    account: '111122223333',
    arn: 'arn:aws:iam::111122223333:user/ann',
    homeRegion: 'eu-west-1',
    endpoint,
    regions: ['eu-west-1'],
  });
});

test('doctor says why regions are not to be read', async () => {
  const denied = { ...KEYS, 'POST /listRegions': refuse('AccessDeniedException') };
  const { endpoint } = await serve(denied);
  const seen = await run(['doctor', '--format', 'json'], { AWS_ENDPOINT_URL: endpoint, AWS_REGION: 'eu-west-1' });
  expect(seen.code).toBe(0);
  expect(JSON.parse(seen.out).regions).toMatch(/^not readable \(ec2:DescribeRegions: /);
});
