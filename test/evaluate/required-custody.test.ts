import { describe, expect, test } from 'vitest';
import { collectors } from '../../src/collectors/registry.ts';
import { runCases } from '../../src/evaluate/cases.ts';
import { readConfig } from '../../src/evaluate/config.ts';
import { requiredCustody } from '../../src/evaluate/required-custody.ts';
import { loadRules, type Rule } from '../../src/evaluate/rule.ts';
import { likesIn } from '../../src/evaluate/rule-folder.ts';
import { play, playKeys } from '../collectors/play.ts';
import { complaint } from './toy-rules.ts';

const registry = new Map(collectors.map((collector) => [collector.type, collector]));
const texts = (custody: string) =>
  requiredCustody(readConfig(`custody: ${custody}`, 'c.yaml'), registry, new Map(likesIn('rules')));
const rules = (custody: string): Rule[] => loadRules(texts(custody), registry);

const file = (Name: string, Encrypted: boolean, ...Tags: [string, string][]) => ({
  FileSystemId: `fs-${Name}`,
  Name,
  Encrypted,
  ...(Encrypted ? { KmsKeyId: 'alias/aws/elasticfilesystem' } : {}),
  Tags: Tags.map(([Key, Value]) => ({ Key, Value })),
});
const answers = {
  'efs:DescribeFileSystems': {
    FileSystems: [
      file('plain', false),
      file('public', false, ['data', 'public']),
      file('cards', true, ['data', 'pci']),
      file('open-cards', false, ['data', 'pci']),
      file('patients', true, ['data', 'phi']),
      file('constructor', true, ['constructor', 'pci']),
    ],
  },
  ...playKeys({ 'aws/elasticfilesystem': 'Enabled' }),
};

async function verdicts(custody: string) {
  const { verdicts } = await play(answers, { rules: rules(custody) });
  return verdicts('required-custody-aws-efs-file-system');
}

describe('what the configuration requires of custody', () => {
  test('of every resource of a type', async () => {
    const required = '[{ resources: [aws.efs.file-system], required: aws-managed }]';
    expect(await verdicts(required)).toEqual({
      plain: 'fail',
      public: 'fail',
      cards: 'pass',
      'open-cards': 'fail',
      patients: 'pass',
      constructor: 'pass',
    });
  });

  test('by tags: each requirement for those that it means, and nothing for the rest', async () => {
    const required = `
  - { resources: [aws.efs.file-system], tags: { data: [pci, phi] }, required: aws-managed }
  - { resources: [aws.efs.file-system], tags: { data: pci }, required: customer-managed }`;
    expect(await verdicts(required)).toEqual({ cards: 'fail', 'open-cards': 'fail', patients: 'pass' });
  });

  test('of all that stores data: every type with a custody, and with tags where those are asked for', () => {
    const everything = rules('[{ resources: ["*"], required: aws-owned }]').map(({ info }) => info.resource);
    expect(everything).toEqual(expect.arrayContaining(['aws.s3.bucket', 'aws.ssm.parameter', 'aws.efs.file-system']));
    const tagged = rules('[{ resources: ["*"], tags: { data: pci }, required: aws-owned }]');
    expect(tagged.map(({ info }) => info.resource)).not.toContain('aws.ssm.parameter');
    for (const rule of tagged) expect(rule.info).toMatchObject({ default: true, severity: 'high' });
  });

  test('is rules whose cases hold', () => {
    for (const required of ['{ a: b }', `{ "it's": ['"x', y] }`].map((tags) => `tags: ${tags}, `).concat(''))
      for (const text of texts(`[{ resources: [aws.efs.file-system], ${required}required: aws-managed }]`)) {
        const rule = loadRules([text], registry)[0] as Rule;
        for (const { wanted, got } of runCases(rule, text, registry)) expect(got).toBe(wanted);
      }
  });

  test.each([
    ['aws.efs.files', /^c\.yaml:1:25: no resource type 'aws\.efs\.files' exists/],
    ['aws.kms.alias', /^c\.yaml:1:25: 'aws\.kms\.alias' stores no data/],
    ['aws.ssm.parameter', /^c\.yaml:1:25: 'aws\.ssm\.parameter' has no tags/],
  ])('of %s is refused', (type, said) => {
    expect(complaint(() => texts(`[{ resources: [${type}], tags: { a: b }, required: aws-owned }]`))).toMatch(said);
  });
});
