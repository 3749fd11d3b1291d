import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { readRuleFolder } from '../../src/evaluate/rule-folder.ts';
import { ALL } from '../iam/corpus/all.ts';
import { textOf as policyOf } from '../iam/corpus/case.ts';
import { type Tree, treeOf } from './tree.ts';

/** What people really write, to be spoilt: its bytes as they are, and what they mean. */
export interface Seed {
  readonly bytes: Uint8Array;
  readonly tree: Tree;
}

const encoder = new TextEncoder();
const seedOf = (text: string, value: unknown = parse(text)): Seed => ({
  bytes: encoder.encode(text),
  tree: treeOf(value),
});

export const RULES: readonly (Seed & { readonly file: string; readonly resource: string })[] = readRuleFolder(
  'rules',
).map(({ service, id, text }) => ({
  ...seedOf(text),
  file: `rules/${service}/${id}.yaml`,
  resource: (parse(text) as { resource: string }).resource,
}));

export const CONFIGS: readonly Seed[] = [
  'trustedAccounts: ["111122223333"]\nrules:\n  kms-key-used-recently:\n    enabled: true\n    severity: low\n',
  [
    '# all that there is',
    'trustedAccounts: &trusted',
    '  - "111122223333"',
    "  - '444455556666'",
    'organizationId: o-a1b2c3d4e5',
    'secretWords: { add: [geheim, "mot de passe"], remove: [token] }',
    'rules:',
    '  kms-grants-not-old: { severity: medium, parameters: { maxAgeDays: 7 } }',
    '  kms-grant-count-below-threshold:',
    '    parameters:',
    '      maxGrants: 2',
    '  kms-enclave-key-pcr-golden-values: { enabled: true, parameters: { trustedMeasurements: [PCR0=ab] } }',
    '',
  ].join('\n'),
  'rules: {}\n',
].map((text) => seedOf(text));

export const SUPPRESSIONS: readonly Seed[] = [
  [
    'version: 1',
    'suppressions:',
    '  - id: sandbox',
    '    match: { rules: ["ebs-*"], accounts: ["123456789012"], tags: { env: [sandbox, "dev-?"] } }',
    '    except: { regions: [eu-central-1] }',
    '    reason: nothing real lives there',
    '    owner: platform@example.com',
    '    ticket: SEC-1',
    '    expires: 2026-12-31',
    '  - id: old',
    '    match:',
    '      arns: ["arn:aws:kms:*:*:key/*", "*a*b*c"]',
    '      findings: [0123abcd]',
    '    reason: |',
    '      Two lines',
    '      of reasons',
    '    expires: "2026-01-01"',
    '',
  ].join('\n'),
  'version: 1\nsuppressions: []\n',
].map((text) => seedOf(text));

/** Resources of a type. */
const KEPT = 3;

/** Whole snapshots of some types each, of every recorded account. */
export const SNAPSHOTS: readonly (Seed & { readonly key: string })[] = [
  'fixtures/acme.ndjson',
  'fixtures/edge.ndjson',
].flatMap((file) => {
  const [header, ...records] = readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as SnapshotLine);
  const types = [...new Set(records.flatMap(({ listing }) => listing ?? []))];
  return types.map((type) => small(header as SnapshotLine, records, new Set([type, 'aws.kms.key', 'aws.kms.alias'])));
});

interface SnapshotLine {
  readonly listing?: string;
  readonly type?: string;
  readonly members?: Readonly<Record<string, unknown>>;
  readonly count?: number;
  readonly id?: string;
}

/** The first resources of some types, and listings that count just these. */
function small(header: SnapshotLine, records: readonly SnapshotLine[], types: ReadonlySet<string>) {
  const observations = [...types].flatMap((wanted) => records.filter(({ type }) => type === wanted).slice(0, KEPT));
  const counted = new Set<string>();
  const listings = records
    .filter(({ listing = '' }) => types.has(listing))
    .map(({ listing = '', ...record }) => {
      const count = counted.has(listing) ? 0 : observations.filter(({ type }) => type === listing).length;
      counted.add(listing);
      return { listing, ...record, count };
    });
  const members = Object.entries(header.members ?? {}).filter(([answer]) => types.has(answer.split('/')[0] as string));
  const lines = [{ ...header, members: Object.fromEntries(members) }, ...listings, ...observations];
  const key = observations.find(({ type }) => type === 'aws.kms.key')?.id ?? '';
  return { ...seedOf(lines.map((line) => `${JSON.stringify(line)}\n`).join(''), lines), key };
}

/** A report.json that is small: what a baseline is. */
const report = JSON.parse(readFileSync('reports/examples/report.json', 'utf8')) as { findings: unknown[] };
export const BASELINES: readonly Seed[] = [{ ...report, findings: report.findings.slice(0, 4) }].map((small) =>
  seedOf(JSON.stringify(small, null, 2), small),
);

export const POLICIES: readonly (Seed & { readonly kind: string })[] = ALL.map((one) => ({
  ...seedOf(JSON.stringify(JSON.parse(policyOf(one)), null, 2), JSON.parse(policyOf(one))),
  kind: one.kind,
}));

export const BATCHES: readonly Seed[] = Array.from({ length: Math.floor(ALL.length / 3) }, (_, at) => {
  const entries = ALL.slice(at * 3, at * 3 + 3).map((one) => ({
    id: one.name,
    kind: one.kind,
    account: '111122223333',
    orgId: 'o-ownorg1234',
    trustedAccounts: ['444455556666'],
    resource: 'arn:aws:s3:::bucket',
    policy: JSON.parse(policyOf(one)) as unknown,
  }));
  return seedOf(JSON.stringify(entries), entries);
});
