import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ok, serve } from '../aws/server.ts';
import { IDENTITY, REGIONS } from './kms-account.ts';
import { run, temporaryFolder } from './run.ts';

beforeEach(() => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIATEST');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
  vi.stubEnv('AWS_PROFILE', undefined);
});
afterEach(() => vi.unstubAllEnvs());

const PASSWORD = 'planted-in-a-document-77aa';
const CONTENT = `schemaVersion: '2.2'\nparameters: { DbLosung: '${PASSWORD}' }\npassword: '${PASSWORD}'\n`;
const SSM = {
  GetCallerIdentity: IDENTITY,
  'POST /listRegions': REGIONS,
  DescribeParameters: ok({ Parameters: [] }),
  ListResourceDataSync: ok({ ResourceDataSyncItems: [] }),
  ListDocuments: ok({ DocumentIdentifiers: [{ Name: 'deploy' }] }),
  GetDocument: ok({ Name: 'deploy', Content: CONTENT }),
};

interface Found {
  readonly rule: string;
  readonly verdict: string;
  readonly evidence: { readonly secrets?: readonly { readonly name: string; readonly hash: string }[] };
  readonly reasons?: readonly { readonly class: string }[];
}

async function scan(...flags: readonly string[]) {
  const output = temporaryFolder();
  const { endpoint, asked } = await serve(SSM);
  const env = { AWS_ENDPOINT_URL: endpoint, AWS_REGION: 'eu-west-1', SOURCE_DATE_EPOCH: '1780272000' };
  const seen = await run(['scan', '--output', output, '--format', 'json', '--fail-on', 'none', ...flags], env);
  const read = (file: string): string => readFileSync(join(output, file), 'utf8');
  const findings = (rule: string): readonly Found[] =>
    (JSON.parse(read('report.json')).findings as Found[]).filter((finding) => finding.rule === rule);
  return { ...seen, output, read, findings, asked: asked.map(({ operation }) => operation) };
}

describe('a live scan', () => {
  const live = (...flags: readonly string[]) => scan('--service', 'ssm', '--allow-incomplete', ...flags);

  test('with --secrets looks into documents, says where, and keeps nothing else', async () => {
    const seen = await live('--secrets');
    expect(seen.code, seen.notes).toBe(0);
    const [finding, ...others] = seen.findings('ssm-document-no-secrets');
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ verdict: 'fail', evidence: { secrets: [{ name: 'Content:3', kind: 'named' }] } });
    for (const text of [seen.out, seen.notes, seen.read('snapshot.ndjson'), seen.read('report.json')])
      expect(text).not.toContain(PASSWORD);
  });

  test('judges its snapshot the same, again', async () => {
    const seen = await live('--secrets');
    const again = await scan('--from', join(seen.output, 'snapshot.ndjson'));
    expect(again.findings('ssm-document-no-secrets')).toEqual(seen.findings('ssm-document-no-secrets'));
  });

  test('has a salt of its own: hashes of two scans have nothing in common', async () => {
    const hashes = await Promise.all(
      [1, 2].map(
        async () => (await live('--secrets')).findings('ssm-document-no-secrets')[0]?.evidence.secrets?.[0]?.hash,
      ),
    );
    expect(new Set(hashes).size).toBe(2);
  });

  test('goes by the words of the configuration', async () => {
    const config = join(temporaryFolder(), 'sealscan.config.yaml');
    const { writeFileSync } = await import('node:fs');
    writeFileSync(config, 'secretWords: { add: [losung], remove: [password] }\n');
    const seen = await live('--secrets', '--config', config);
    expect(seen.findings('ssm-document-no-secrets')[0]?.evidence.secrets).toMatchObject([{ name: 'Content:2' }]);
  });

  test('without it asks for no content, and does not run what needs it', async () => {
    const seen = await live();
    expect(seen.asked).not.toContain('GetDocument');
    expect(seen.asked).not.toContain('ListDocuments');
    expect(seen.findings('ssm-document-no-secrets')).toEqual([]);
  });

  test('without it says of a rule that was asked for that it does not know', async () => {
    const seen = await live('--rule', 'ssm-document-no-secrets');
    expect(seen.findings('ssm-document-no-secrets')).toMatchObject([
      { verdict: 'unknown', reasons: [{ class: 'not-collected' }] },
    ]);
  });

  test('without it refuses a service of which there is nothing else', async () => {
    const seen = await scan('--service', 'batch');
    expect(seen.code).toBe(2);
    expect(seen.notes).toContain("of service 'batch' there is only content to look into: it takes --secrets");
    expect(seen.asked).toEqual([]);
  });
});

describe('a snapshot that was taken without --secrets', () => {
  const acme = (...flags: readonly string[]) => scan('--from', 'fixtures/acme.ndjson', ...flags);

  test('is not judged by rules that need it, but for those that are asked for', async () => {
    expect((await acme()).findings('ec2-user-data-no-secrets')).toEqual([]);
    const asked = (await acme('--rule', 'ec2-user-data-no-secrets')).findings('ec2-user-data-no-secrets');
    expect(asked.length).toBeGreaterThan(0);
    for (const { verdict, reasons } of asked)
      expect([verdict, reasons?.[0]?.class]).toEqual(['unknown', 'not-collected']);
  });

  test('has nothing of a service of which nothing else is read', async () => {
    const seen = await acme('--service', 'batch');
    expect(seen.code).toBe(2);
    expect(seen.notes).toContain('--secrets');
  });
});
