import { dirname } from 'node:path';
import { describe, expect, test } from 'vitest';
import { collectors } from '../../src/collectors/registry.ts';
import { ruleYaml } from './account.ts';
import { fileWith, run } from './run.ts';

const document = async (argv: readonly string[]) => {
  const seen = await run(argv);
  expect(seen).toMatchObject({ code: 0, notes: '' });
  return seen.out;
};

describe('rules', () => {
  test('list gives every rule in the shape that DESIGN promises', async () => {
    const rows = JSON.parse(await document(['rules', 'list', '--format', 'json'])) as Record<string, unknown>[];
    expect(rows.length).toBeGreaterThan(50);
    expect(rows.map(({ id }) => id)).toEqual(rows.map(({ id }) => id).sort());
    for (const row of rows) {
      expect(row, String(row['id'])).toEqual({
        id: expect.any(String),
        title: expect.any(String),
        severity: expect.stringMatching(/^(critical|high|medium|low|informational)$/),
        category: expect.any(String),
        service: expect.any(String),
        resource: expect.stringMatching(/^aws\./),
        default: expect.any(Boolean),
        operations: expect.any(Array),
        permissions: expect.any(Array),
        controls: expect.any(Object),
        parameters: expect.any(Object),
        aliases: expect.any(Array),
        deprecated: expect.any(Boolean),
      });
      expect(row['operations'], String(row['id'])).not.toEqual([]);
    }
  });

  test('a rule names every operation that its fields hang on, those of joined and linked types too', async () => {
    const rows = JSON.parse(await document(['rules', 'list', '--format', 'json'])) as {
      id: string;
      operations: string[];
    }[];
    const operationsOf = (id: string) => rows.find((row) => row.id === id)?.operations;
    expect(operationsOf('kms-key-rotation-enabled')).toEqual([
      'kms:DescribeKey',
      'kms:GetKeyRotationStatus',
      'kms:ListAliases',
      'kms:ListKeys',
    ]);
    expect(operationsOf('ebs-volume-key-level')).toEqual(
      expect.arrayContaining(['ec2:DescribeVolumes', 'kms:DescribeKey', 'kms:ListAliases', 'kms:ListKeys']),
    );
    expect(operationsOf('ec2-instance-block-device-encrypted')).toEqual(
      expect.arrayContaining(['ec2:DescribeInstances', 'ec2:DescribeVolumes']),
    );
  });

  test('show says what it asserts, why, and what to do', async () => {
    const text = await document(['rules', 'show', 'ebs-volume-encrypted']);
    for (const part of ['resource.encrypted', 'ec2:DescribeVolumes', 'aws ec2 ', 'https://docs.aws.amazon.com/']) {
      expect(text).toContain(part);
    }
    expect(await document(['rules', 'show', 'ssm-document-no-secrets'])).toContain('(high, secrets, under --secrets)');
    const rule = JSON.parse(await document(['rules', 'show', 'ebs-volume-encrypted', '--format', 'json']));
    expect(rule).toMatchObject({ id: 'ebs-volume-encrypted', assert: 'resource.encrypted' });
  });

  test('test runs the built-in cases, and says which of one’s own fail', async () => {
    expect(await document(['rules', 'test'])).toMatch(/^[\d,]+ rules, [\d,]+ cases, 0 failures\n$/);
    const wrong =
      '[{ given: { rotationEnabled: true }, verdict: fail }, { given: {}, verdict: pass }, { given: {}, verdict: unknown }]';
    const file = fileWith(ruleYaml('own-rule', { cases: wrong }), 'own/kms/own-rule.yaml');
    const seen = await run(['rules', 'test', dirname(dirname(file))]);
    expect(seen.code).toBe(1);
    expect(seen.out).toMatch(/own-rule\.yaml:12: case 1 should be fail and is pass\n/);
    expect(seen.out).toMatch(/own-rule\.yaml:12: case 2 should be pass and is unknown\n1 rule, 3 cases, 2 failures\n$/);
  });
});

/** Reads that hand out secrets or data: facts of AWS, not of this project. */
const DENIED = [
  /^kms:(Decrypt|ReEncrypt.*|GenerateDataKey.*|GetParametersForImport)$/,
  /^secretsmanager:(GetSecretValue|BatchGetSecretValue)$/,
  /^ssm:GetParameter/,
  /^s3:GetObject/,
  /^lambda:(GetFunction|GetLayerVersion)$/,
  /^dynamodb:(GetItem|BatchGetItem|Scan|Query)$/,
  /^logs:(GetLogEvents|FilterLogEvents)$/,
  /^sqs:ReceiveMessage$/,
  /^ecr:(GetAuthorizationToken|BatchGetImage|GetDownloadUrlForLayer)$/,
  /^ec2:(GetPasswordData|DescribeVpnConnections|DescribeInstanceAttribute)$/,
  /^cognito-idp:DescribeUserPoolClient$/,
  /^appsync:ListApiKeys$/,
  /^redshift:GetClusterCredentials/,
  /^glue:GetConnections$/,
];

describe('permissions', () => {
  const actions = async (...flags: readonly string[]): Promise<string[]> => {
    const { Version, Statement } = JSON.parse(await document(['permissions', ...flags]));
    expect(Version).toBe('2012-10-17');
    expect(Statement).toHaveLength(1);
    return Statement[0].Action;
  };

  test('are reads, none of which hands out a secret', async () => {
    const all = await actions();
    expect(all.length).toBeGreaterThan(20);
    // API Gateway's actions are the methods of HTTP: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonapigatewaymanagement.html
    const reading = /^([a-z0-9-]+:(List|Describe|Get|BatchGet)[A-Za-z0-9]+|apigateway:GET)$/;
    for (const action of all) expect(action).toMatch(reading);
    const denied = all.filter((action) => DENIED.some((pattern) => pattern.test(action)));
    expect(denied).toEqual(['glue:GetConnections']); // only without passwords, see below
    const connections = collectors.find(({ list }) => list?.operation === 'GetConnections')?.list?.input;
    expect(connections).toMatchObject({ HidePassword: true });
    expect(all).toEqual([...new Set(all)].sort());
  });

  test('are those that the rules say they need', async () => {
    const { Statement } = JSON.parse(await document(['permissions', '--iam', '--secrets']));
    const all = new Set(Statement.flatMap(({ Action }: { Action: string[] }) => Action));
    const rows = JSON.parse(await document(['rules', 'list', '--format', 'json'])) as { permissions: string[] }[];
    expect(rows.flatMap(({ permissions }) => permissions).filter((action) => !all.has(action))).toEqual([]);
  });

  test('of --secrets stand apart, and are those of its calls alone', async () => {
    const [reads, content, ...more] = JSON.parse(await document(['permissions', '--secrets'])).Statement;
    expect(more).toEqual([]);
    expect(reads.Action).toEqual(await actions());
    expect(content).toMatchObject({ Sid: 'SealscanReadsContent', Effect: 'Allow' });
    expect(content.Action).toEqual(
      expect.arrayContaining(['ec2:DescribeInstanceAttribute', 'ssm:GetDocument', 'cloudformation:ListStacks']),
    );
    expect(content.Action.filter((action: string) => reads.Action.includes(action))).toEqual([]);
    expect(await actions('--service', 'kms', '--secrets')).toEqual(await actions('--service', 'kms'));
  });

  test('of one service hold what its links lead to, and little else', async () => {
    const some = await actions('--service', 'ebs');
    expect(some).toEqual(
      expect.arrayContaining(['ec2:DescribeVolumes', 'kms:DescribeKey', 'kms:ListAliases', 'sts:GetCallerIdentity']),
    );
    expect(some.some((action) => action.startsWith('rds:'))).toBe(false);
  });
});

test('suppressions check says what has expired, by the day that the environment says it is', async () => {
  const entry = (id: string, expires: string) =>
    `  - { id: ${id}, match: { rules: [${id}] }, reason: why, expires: ${expires} }\n`;
  const file = (...entries: readonly string[]) => fileWith(`version: 1\nsuppressions:\n${entries.join('')}`, 's.yaml');
  const env = { SOURCE_DATE_EPOCH: String(Date.parse('2026-06-01T00:00:00Z') / 1000) };
  const some = [entry('soon', '2026-06-20'), entry('long', '2027-01-01'), entry('today', '2026-06-01')];
  const good = await run(['suppressions', 'check', file(...some)], env);
  expect(good.code).toBe(0);
  expect(good.out.split('\n').map((line) => line.replace(/ {2,}/g, '  '))).toEqual([
    'expires soon  2026-06-20  soon: why',
    'in force  2027-01-01  long: why',
    'expires soon  2026-06-01  today: why',
    '',
  ]);
  const bad = await run(['suppressions', 'check', file(...some, entry('old', '2026-05-31'))], env);
  expect(bad.code).toBe(1);
  expect(bad.out).toContain('expired       2026-05-31  old: why\n');
});

test('rules show says what other scanners call it', async () => {
  const text = await document(['rules', 'show', 'acm-certificate-not-expiring']);
  expect(text).toMatch(/Other scanners call it:\n {2}prowler: acm_certificates_expiration_check\n/);
  const { peers } = JSON.parse(await document(['rules', 'show', 'acm-certificate-not-expiring', '--format', 'json']));
  expect(peers).toMatchObject({ 'cloud-custodian': ['acm-certificate:value'] });
});

describe('scan --print-config', () => {
  test('prints what holds, in a form that a scan takes and that changes nothing', async () => {
    const given = fileWith(
      [
        'trustedAccounts: ["444455556666"]',
        'custody: [{ resources: [aws.ec2.volume], tags: { data: pci }, required: customer-managed }]',
        'rules:',
        '  kms-key-tagged: { enabled: true, parameters: { tagKeys: [owner] } }',
        '  kms-key-rotation-enabled: { severity: low }',
        '  ebs-volume-encrypted: { enabled: false }',
      ].join('\n'),
      'given.yaml',
    );
    const printed = await document(['scan', '--print-config', '--config', given]);
    expect(printed).toContain('444455556666');
    const rule = (id: string): string => printed.split(`\n  ${id}:\n`)[1]?.split(/\n {2}\S/)[0] ?? '';
    expect(rule('kms-key-tagged')).toMatch(/enabled: true.*- owner/s);
    expect(rule('kms-key-rotation-enabled')).toMatch(/severity: low/);
    expect(rule('ebs-volume-encrypted')).toMatch(/enabled: false/);
    expect(rule('kms-key-used-recently')).toMatch(/enabled: false.*maxDays: 90/s);
    expect(await document(['scan', '--print-config', '--config', fileWith(printed, 'printed.yaml')])).toBe(printed);
  });

  test('what selects rules on the command line shows in it', async () => {
    const printed = await document(['scan', '--print-config', '--rule', 'kms-key-tagged']);
    expect(printed.match(/enabled: true/g)).toHaveLength(1);
  });
});
