import { describe, expect, test } from 'vitest';
import { collectors } from '../../src/collectors/registry.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { Run } from '../../src/model/run.ts';
import { type AsffFinding, FIELDS } from '../../src/report/asff-finding.ts';
import { asffType } from '../../src/report/asff-type.ts';
import { REPORTERS } from '../../src/report/reporters.ts';
import { csvRows } from './csv-rows.ts';
import { collect, FULL, finding, gap, resource, rule, story, suppressed } from './run.ts';
import { suitesOf, VALID } from './valid.ts';

const render = (format: keyof typeof REPORTERS, list: readonly Finding[], changes: Partial<Run> = {}) => {
  const { run, findings } = story([rule('a', { severity: 'critical' }), rule('b')], list, changes);
  return collect(REPORTERS[format].render(run, findings, FULL));
};
const lines = (text: string) =>
  text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));

const denied = {
  class: 'denied',
  operation: 's3:GetBucketPolicy',
  code: 'AccessDenied',
  permission: 's3:GetBucketPolicy',
  fields: ['policy'],
} as const;
const bucket = (name: string, region = 'eu-west-1') =>
  resource({ id: `arn:aws:s3:::${name}`, type: 'aws.s3.bucket', name, region });
const FAIL = finding('a', { severity: 'critical' });
const PASS = finding('b', { verdict: 'pass', resource: bucket('good') });
const UNKNOWN = finding('b', {
  verdict: 'unknown',
  message: 'Not known: the policy could not be read.',
  reasons: [denied],
  resource: bucket('dark'),
});
const ACCEPTED = suppressed(finding('a', { severity: 'critical', resource: bucket('public') }));
const LIST = [FAIL, PASS, UNKNOWN, ACCEPTED];
const HOLED: Partial<Run> = {
  complete: false,
  scopes: [
    { partition: 'aws', account: '111122223333', region: 'aws-global', status: 'complete' },
    { partition: 'aws', account: '111122223333', region: 'eu-central-1', status: 'partial' },
    { partition: 'aws', account: '111122223333', region: 'ap-south-1', status: 'failed', reason: 'denied by a policy' },
    { partition: 'aws', account: '111122223333', region: 'me-south-1', status: 'skipped', reason: 'not enabled' },
  ],
  gaps: [gap()],
};

const KEY = 'arn:aws:kms:eu-central-1:111122223333:key/0a1b';
const LED = finding('a', { related: [KEY] });
const UNTAGGED = finding('a', { resource: resource({ tagsUnknown: true }) });

test.each(['json', 'jsonl', 'csv', 'junit', 'ocsf', 'asff'] as const)(
  '%s names what a finding leads to',
  async (format) => {
    expect(await render(format, [LED])).toContain(KEY);
  },
);

describe('tags that nobody read', () => {
  test('are no empty tags', async () => {
    expect(JSON.parse(await render('json', [UNTAGGED])).findings[0].resource.tagsUnknown).toBe(true);
    expect(lines(await render('ocsf', [UNTAGGED]))[0].resources[0]).not.toHaveProperty('tags');
    const [head = [], row = []] = csvRows(await render('csv', [UNTAGGED]));
    expect(row[head.indexOf('tags')]).toBe('');
  });
});

describe('CSV', () => {
  const table = async (list: readonly Finding[], changes: Partial<Run> = {}) => {
    const [head = [], ...rows] = csvRows(await render('csv', list, changes));
    return rows.map((row) => Object.fromEntries(head.map((name, index) => [name, row[index]])));
  };

  test('has each finding with its verdict, and why it is unknown or suppressed', async () => {
    expect(await table(LIST)).toMatchObject([
      { kind: 'finding', verdict: 'fail', severity: 'critical', suppression: '' },
      { verdict: 'pass', unknown_because: '' },
      {
        verdict: 'unknown',
        missing_permissions: 's3:GetBucketPolicy',
        unknown_because: expect.stringMatching(/permission denied/),
      },
      { verdict: 'fail', suppression: 'accepted-1', suppression_reason: 'Public data only' },
    ]);
  });

  test('begins with what was not read', async () => {
    const rows = await table([FAIL], HOLED);
    expect(rows.map(({ kind, verdict, region, message }) => `${kind} ${verdict} ${region} ${message}`)).toEqual([
      'scope unknown eu-central-1 partial',
      'scope unknown ap-south-1 failed: denied by a policy',
      'scope  me-south-1 skipped: not enabled',
      'gap unknown eu-central-1 User is not authorized to perform s3:GetBucketPolicy',
      'finding fail eu-central-1 The volume is not encrypted.',
    ]);
  });

  test.each([
    ['=1+1', "'=1+1"],
    [' @SUM(A1)', "' @SUM(A1)"],
    ['＝1', "'＝1"],
    ['a"b,c', 'a"b,c'],
    ['two\nlines', 'two\\u{a}lines'],
    ['x=1', 'x=1'],
  ])('of the name %j makes the cell %j', async (name, cell) => {
    expect(await table([finding('a', { resource: resource({ name }) })])).toMatchObject([{ name: cell }]);
  });
});

describe('JSONL', () => {
  test('tells its records apart, in an order that a reader can rely on', async () => {
    const records = lines(await render('jsonl', LIST, HOLED));
    expect(records.map(({ kind }) => kind)).toEqual([
      ...['run', 'scope', 'scope', 'scope', 'scope', 'rule', 'rule'],
      ...['finding', 'finding', 'finding', 'finding', 'gap', 'end'],
    ]);
    expect(records[0]).toMatchObject({ complete: false, summary: { findings: { unknown: 1, suppressed: 1 } } });
    expect(records.at(-1)).toEqual({ kind: 'end', findings: 4, gaps: 1 });
  });

  test('has the same findings as the JSON report', async () => {
    const { findings } = JSON.parse(await render('json', LIST));
    const own = lines(await render('jsonl', LIST)).filter(({ kind }) => kind === 'finding');
    expect(own.map(({ kind, ...rest }) => rest)).toEqual(findings);
  });
});

describe('JUnit', () => {
  test('fails, passes and skips, a suite for each service of a Region', async () => {
    const [all, coverage, ...suites] = suitesOf(await render('junit', LIST));
    expect(all).toMatchObject({ '@tests': '5', '@failures': '1', '@errors': '0', '@skipped': '2' });
    expect(coverage).toMatchObject({ '@name': 'coverage', '@errors': '0' });
    expect(suites.map((suite) => suite['@name'])).toEqual([
      '111122223333/eu-central-1/ec2',
      '111122223333/eu-west-1/s3',
    ]);
    expect(suites[0]?.testcase?.[0]).toMatchObject({
      '@classname': 'ebs.a',
      '@name': FAIL.resource.id,
      failure: { '@type': 'critical', '@message': 'The volume is not encrypted.' },
    });
    expect(suites[1]?.testcase).toMatchObject([
      { '@name': 'arn:aws:s3:::good' },
      { skipped: { '@message': expect.stringMatching(/^unknown: Not known.*needs s3:GetBucketPolicy$/) } },
      {
        skipped: {
          '@message': expect.stringMatching(/^suppressed: Public data only \(accepted-1, until 2027-03-31\)/),
        },
      },
    ]);
  });

  test('errs where something was not read', async () => {
    const [, coverage] = suitesOf(await render('junit', [PASS], HOLED));
    expect(coverage).toMatchObject({ '@tests': '3', '@errors': '3', '@failures': '0' });
    expect(coverage?.testcase?.map((one) => one['@name'])).toEqual([
      'everything that was asked for was read',
      '111122223333/eu-central-1',
      '111122223333/ap-south-1',
    ]);
  });
});

describe('Markdown', () => {
  test('says first what is not known, then the worst, and counts everything', async () => {
    const text = await render('md', [finding('b', { severity: 'low', message: 'Not so bad' }), ...LIST], HOLED);
    const order = [
      'not complete',
      'Not read to the end',
      'Failing rules',
      'Findings, worst first',
      'Not decided',
      'Suppressed',
    ];
    expect(order.map((part) => text.indexOf(part))).toEqual(
      order.map((part) => text.indexOf(part)).sort((a, b) => a - b),
    );
    expect(text.indexOf('The volume is not encrypted')).toBeLessThan(text.indexOf('Not so bad'));
    expect(text).toContain('| 1 | 0 | 0 | 1 | 0 | 2 | 1 | 1 | 1 | 17 |');
  });

  test('fits a step summary whatever there is, and says how many rows it leaves out', async () => {
    const long = '|'.repeat(3_000); // each is written as six characters
    const list = Array.from({ length: 3_000 }, (_, n) =>
      finding('a', { severity: 'critical', message: `${n} ${long}`, resource: bucket(`${n}${long}`) }),
    );
    const text = await render('md', [...list, ...list.map(suppressed)]);
    expect(Buffer.byteLength(text)).toBeLessThan(1_048_576);
    expect(text).toContain('2,800 more are left out here; report.json has them all.');
  });
});

describe('OCSF', () => {
  test('has a status for each verdict: unknown is the one for missing information', async () => {
    const events = lines(await render('ocsf', LIST));
    expect(events.map(({ compliance, status, severity }) => [compliance.status, status, severity])).toEqual([
      ['Fail', 'New', 'Critical'],
      ['Pass', 'New', 'Informational'],
      ['Warning', 'New', 'Medium'],
      ['Fail', 'Suppressed', 'Critical'],
    ]);
    expect(events[3].status_detail).toBe('Public data only (accepted-1, until 2027-03-31)');
    expect(events[2].compliance.status_details).toEqual([UNKNOWN.message, expect.stringMatching(/AccessDenied/)]);
    expect(events[0]).toMatchObject({
      time: Date.UTC(2026, 10, 22, 9, 30),
      cloud: { account: { uid: '111122223333' }, region: 'eu-central-1' },
      finding_info: { uid: FAIL.id },
      resources: [{ uid: FAIL.resource.id }],
    });
  });

  test('updates what the baseline knows', async () => {
    const [event] = lines(await render('ocsf', [{ ...FAIL, baseline: 'unchanged' }]));
    expect(event).toMatchObject({ activity_name: 'Update', type_uid: 200302 });
  });

  test('has a scope that was not read as a check without result', async () => {
    const events = lines(await render('ocsf', [], HOLED));
    expect(events.map(({ message, compliance }) => [message, compliance.status, compliance.status_details])).toEqual([
      [
        'Not everything could be read in 111122223333/eu-central-1',
        'Warning',
        [expect.stringMatching(/^s3: permission denied.*1 call/)],
      ],
      ['Nothing could be read in 111122223333/ap-south-1', 'Warning', ['denied by a policy']],
    ]);
  });
});

describe('ASFF', () => {
  const asff = async (list: readonly Finding[], changes: Partial<Run> = {}): Promise<AsffFinding[]> =>
    JSON.parse(await render('asff', list, changes));

  test('has a status for each verdict, and the suppression as first workflow', async () => {
    const found = await asff(LIST);
    expect(
      found.map(({ Compliance, Workflow, FindingProviderFields }) => [
        Compliance.Status,
        Workflow?.Status,
        FindingProviderFields.Severity.Label,
      ]),
    ).toEqual([
      ['FAILED', undefined, 'CRITICAL'],
      ['PASSED', undefined, 'INFORMATIONAL'],
      ['NOT_AVAILABLE', undefined, 'MEDIUM'],
      ['FAILED', 'SUPPRESSED', 'CRITICAL'],
    ]);
    expect(found[3]?.ProductFields['sealscan/SuppressionReason']).toBe('Public data only');
    expect(found[2]?.Compliance.StatusReasons).toEqual([
      { ReasonCode: 'DENIED', Description: expect.stringMatching(/needs s3:GetBucketPolicy$/) },
    ]);
  });

  test.each([
    ['aws', 'eu-west-1', 'arn:aws:securityhub:eu-west-1:111122223333:product/111122223333/default', 'eu-west-1'],
    ['aws', 'aws-global', 'arn:aws:securityhub:us-east-1:111122223333:product/111122223333/default', undefined],
    ['aws-cn', 'aws-global', 'arn:aws-cn:securityhub:cn-north-1:111122223333:product/111122223333/default', undefined],
    [
      'aws-us-gov',
      'us-gov-east-1',
      'arn:aws-us-gov:securityhub:us-gov-east-1:111122223333:product/111122223333/default',
      'us-gov-east-1',
    ],
  ])('in %s and %s goes to %s', async (partition, region, arn, shown) => {
    const [found] = await asff([finding('a', { resource: { ...bucket('x'), partition, region } })]);
    expect(found?.ProductArn).toBe(arn);
    expect(found?.Resources[0].Region).toBe(shown);
    expect(found?.ProductFields[FIELDS.region]).toBe(region);
  });

  test('stays below 240 KB whatever there is, in any spelling', async () => {
    const wide = '\u0600'; // six bytes in JSON that is ASCII only
    const long = wide.repeat(3_000);
    const many = Object.fromEntries(Array.from({ length: 80 }, (_, n) => [`${n}`.padEnd(128, wide), long]));
    const controls = Object.fromEntries(Array.from({ length: 9 }, (_, n) => [`${n}${long}`, [long, long, long, long]]));
    const worst = finding('a', {
      message: long,
      part: long,
      evidence: many,
      related: Array.from({ length: 40 }, (_, n) => `arn:aws:kms:${n}:${long}`),
      reasons: Array.from({ length: 20 }, (_, n) => ({ ...denied, operation: `${n}${long}`, fields: [long] })),
      suppression: { id: long, reason: long, expires: long },
      resource: resource({ id: long, name: long, type: long, region: long, tags: many }),
    });
    const fix = { cli: long, terraform: long };
    const rules = [
      rule('a', { title: long, remediation: fix, controls, references: [`https://x/${'y'.repeat(1_900)}`] }),
    ];
    const { run, findings } = story(rules, [worst]);
    const [, line = ''] = (await collect(REPORTERS.asff.render(run, findings, FULL))).split('\n');
    expect(Buffer.byteLength(line)).toBeGreaterThan(150_000);
    expect(Buffer.byteLength(line)).toBeLessThan(240_000);
    expect(VALID['asff']?.(`[${line}]`)).toEqual([]);
  });

  test('has the key as a resource too', async () => {
    const [found] = await asff([LED]);
    expect(found?.Resources.map(({ Type, Id }) => `${Type} ${Id}`)).toEqual([
      `AwsEc2Volume ${FAIL.resource.id}`,
      `AwsKmsKey ${KEY}`,
    ]);
  });

  test('leaves out tags without a value, which Security Hub refuses', async () => {
    const [found] = await asff([finding('a', { resource: resource({ tags: { Backup: '', team: 'blue' } }) })]);
    expect(found?.Resources[0].Tags).toEqual({ team: 'blue' });
  });

  test('knows the types that Security Hub knows, and no others', () => {
    const named = collectors.map(({ type }) => asffType(type)).filter((type) => type !== 'Other');
    expect(named.length).toBeGreaterThan(45);
    expect(named.filter((type) => !/^Aws[A-Z][A-Za-z0-9]+$/.test(type))).toEqual([]);
    expect(asffType('aws.ec2.volume')).toBe('AwsEc2Volume');
    expect(asffType('constructor')).toBe('Other');
  });
});
