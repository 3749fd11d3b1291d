import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { DEFAULT_SECRET_WORDS } from '../../src/model/secret-words.ts';
import { judgeWith } from '../../src/secrets/judge.ts';

const judgeOf = (salt: string) => judgeWith({ salt: Buffer.from(salt), words: DEFAULT_SECRET_WORDS });
const judge = judgeOf('one');
const marks = (value: unknown) => judge({ v: value }, { v: true });
const kinds = (value: unknown): string[] => marks(value).map(({ kind }) => kind);
const places = (value: unknown): string[] => marks(value).map(({ at }) => at.replace(/^v\.?/, ''));
const base64 = (text: string | Uint8Array): string => Buffer.from(text).toString('base64');
/** Not in one piece, so that scanners of this repository do not find them. */
const joined = (...parts: readonly string[]): string => parts.join('');
const letters = (length: number): string =>
  'aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0eF3hI6kL9nO2qR5tU8'.repeat(9).slice(0, length);
const hex = (length: number): string => '0f1e2d3c4b5a69788796a5b4c3d2e1f0'.repeat(4).slice(0, length);

describe('formats that only secrets have, whatever the name', () => {
  test.each([
    ['aws-access-key', joined('AKIA', 'QZ7ABCDEFGHJ2345')],
    ['aws-access-key', joined('ASIA', 'QZ7ABCDEFGHJ2345')],
    ['github-token', joined('ghp_', letters(36))],
    ['github-token', joined('github_pat_', letters(22), '_', letters(59))],
    ['gitlab-token', joined('glpat-', letters(20))],
    ['slack-token', joined('xoxb-', '123456789012-1234567890123-', letters(24))],
    ['slack-webhook', joined('https://hooks.slack.com/', 'services/T00000001/B00000001/', letters(24))],
    ['stripe-key', joined('sk_live_', letters(24))],
    ['google-api-key', joined('AIza', letters(35))],
    ['npm-token', joined('npm_', letters(36))],
    ['sendgrid-key', joined('SG.', letters(22), '.', letters(43))],
    ['vault-token', joined('hvs.', letters(90))],
    ['databricks-token', joined('dapi', hex(32))],
    ['digitalocean-token', joined('dop_v1_', hex(64))],
    ['openai-key', joined('sk-proj-', letters(40), 'T3BlbkFJ', letters(40))],
    ['anthropic-key', joined('sk-ant-', 'api03-', letters(93))],
    ['azure-account-key', joined('DefaultEndpointsProtocol=https;AccountName=a;AccountKey=', letters(86), '==')],
    [
      'jwt',
      joined(base64('{"alg":"HS256","typ":"JWT"}').replace(/=/g, ''), '.', 'eyJzdWIiOiIxMjM0In0', '.', letters(43)),
    ],
    ['private-key', joined('-----BEGIN RSA ', 'PRIVATE KEY-----\n', letters(64), '\n')],
    ['private-key', joined('-----BEGIN ', 'OPENSSH PRIVATE KEY-----\\n', letters(64), '\\n')],
    ['password-in-url', 'postgres://app:Tr0ub4dor@db.example.com:5432/app'],
    ['password-in-url', 'jdbc:mysql://app:Tr0ub4dor@db/app'],
    ['token-in-url', joined('https://', letters(40), '@github.com/example/app.git')],
    ['sql-password', "CREATE USER 'app'@'%' IDENTIFIED BY 'Tr0ub4dor';"],
    ['command-line-password', 'echo "ubuntu:Tr0ub4dor" | sudo chpasswd'],
    ['command-line-password', 'mysql -u root -pTr0ub4dor app'],
    ['command-line-password', "docker login -u me -p 'Tr0ub4dor' example.com"],
    ['command-line-password', 'curl -s -u admin:Tr0ub4dor https://example.com/'],
    ['authorization-header', joined('Authorization: Basic ', base64('user:Tr0ub4dor'))],
  ])('%s', (kind, secret) => {
    expect(kinds({ SETTING: secret })).toEqual([kind]);
    expect(kinds(`first line\ncurl ${secret} # what\n`)).toEqual([kind]);
  });
});

describe('a name says what a value is', () => {
  test.each([
    [{ DB_PASSWORD: 'correct horse battery' }],
    [{ dbPassword: 'hunter2' }],
    [{ API_KEY: '550e8400-e29b-41d4-a716-446655440000' }],
    [{ AWS_SESSION_TOKEN: 'anything-at-all' }],
    [{ ECS_ENGINE_AUTH_DATA: 'anything-at-all' }],
    [{ PASSWORD: 1234567 }],
    [{ PGPASSWORD: 'hunter2' }],
    [[{ name: 'DB_PASSWORD', value: 'hunter2' }]],
    [[{ key: 'db-password', stringValue: 'hunter2' }]],
    [[{ OutputKey: 'DbPassword', OutputValue: 'hunter2' }]],
    [{ parameters: { Password: { type: 'String', default: 'hunter2' } } }],
    [['mysql', '-u', 'app', '--password', 'hunter2']],
    [['sh', '-c', 'DB_PASSWORD=hunter2 ./run']],
    ['{"States":{"Call":{"Parameters":{"Password":"hunter2"}}}}'],
    ['#!/bin/sh\nexport DB_PASSWORD="hunter two"\n'],
    ['db:\n  password: hunter2\n'],
    ['write_files:\n  - content: "password=hunter2"\n'],
    ['Server=db;User Id=sa;Password=hunter2;Encrypt=true'],
    ['$env:DB_PASSWORD = "hunter2"\n'],
    ["settings = { 'password': 'hunter2' }\n"],
  ])('%j', (value) => expect(kinds(value)).toEqual(['named']));

  test('a secret access key of AWS is told by its name and its form', () => {
    expect(kinds({ AWS_SECRET_ACCESS_KEY: letters(40) })).toEqual(['aws-secret-key']);
    expect(kinds(`aws_secret_access_key = ${letters(40)}\n`)).toEqual(['aws-secret-key']);
  });

  test('words of the configuration count', () => {
    const own = judgeWith({ salt: Buffer.alloc(1), words: ['losung'] });
    expect(own({ v: { DB_LOSUNG: 'hunter2', DB_PASSWORD: 'hunter2' } }, { v: true }).map(({ at }) => at)).toEqual([
      'v.DB_LOSUNG',
    ]);
  });
});

describe('what looks random, where nothing else is known', () => {
  test('is one', () => expect(kinds({ SETTING: 'q7Rt9Lm2Xc4Vb8Nz1Kp6Wd3Hs5Jf0Gy' })).toEqual(['opaque']));
  test.each([
    [{ BUILD: '550e8400-e29b-41d4-a716-446655440000' }],
    [{ SETTING: hex(64) }],
    [{ IMAGE: `123456789012.dkr.ecr.eu-west-1.amazonaws.com/app@sha256:${hex(64)}` }],
    [{ CLIENT_ID: 'q7Rt9Lm2Xc4Vb8Nz1Kp6Wd3Hs5Jf0Gy' }],
    [{ MODEL_HASH: 'q7Rt9Lm2Xc4Vb8Nz1Kp6Wd3Hs5Jf0Gy' }],
    [{ HANDLER: 'com.example.BillingEventHandlerV2Factory' }],
    [{ BUCKET: 'Example-Data-Bucket-2024-EuWest1-Prod' }],
    ['q7Rt9Lm2Xc4Vb8Nz1Kp6Wd3Hs5Jf0Gy is in a text'],
  ])('%j is none', (value) => expect(kinds(value)).toEqual([]));
});

describe('no secrets', () => {
  test.each([
    ['a reference of CloudFormation', { DB_PASSWORD: '{{resolve:secretsmanager:db:SecretString:password}}' }],
    ['an ARN', { DB_SECRET: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-AbCdEf' }],
    ['an ARN of China', { DB_SECRET: 'arn:aws-cn:ssm:cn-north-1:111122223333:parameter/db' }],
    ['an ARN under its name', { DB_PASSWORD_ARN: 'whatever' }],
    ['a path of Parameter Store', { DB_PASSWORD: '/prod/db/password' }],
    ['the name of a secret', { DB_SECRET: 'prod/db/credentials' }],
    ['a file', { TLS_KEY: '/etc/tls/server.key' }],
    ['an address', { TOKEN: 'https://login.example.com/oauth/token' }],
    ['a variable', { DB_PASSWORD: '$' + '{DB_PASSWORD}' }],
    ['a placeholder', { DB_PASSWORD: '<password>' }],
    ['its own name', { DB_PASSWORD: 'DB_PASSWORD', token: 'TOKEN' }],
    ['the kind of a key', { EncryptionKeySpec: 'RSA_3072' }],
    ['another', { API_KEY: 'your-api-key-here' }],
    ['a masked value', { DB_PASSWORD: '****' }],
    ['an example of AWS', { AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE' }],
    ['a switch', { USE_TOKEN: 'true', PASSWORD: '' }],
    ['a time to live', { TOKEN_TTL: '3600', TOKEN: '3600' }],
    ['a ciphertext of sops', { DB_PASSWORD: 'ENC[AES256_GCM,data:abc]' }],
    ['a hash', { DB_PASSWORD: '$2b$12$abcdefghijklmnopqrstuv' }],
    ['a public key', { SSH_KEY: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5 a@b' }],
    ['a certificate', { TLS_KEY: '-----BEGIN CERTIFICATE-----\nMIIB\n' }],
    ['an encrypted key', '-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES\n'],
    ['valueFrom', [{ name: 'DB_PASSWORD', valueFrom: 'db' }]],
    ['a secret that CodeBuild reads', [{ name: 'DB_PASSWORD', value: 'db-pass1', type: 'SECRETS_MANAGER' }]],
    ['a path in an input', '{"Password.$":"$.password","Token.$":"$$.Task.Token","Secret":"{% $secret %}"}'],
    ['a command', '#!/bin/sh\nTOKEN=$(curl -X PUT http://169.254.169.254/latest/api/token)\necho "password: done"\n'],
    ['code', 'password = os.environ["DB_PASSWORD"]\ntoken = response.json()\nif password == "hunter2":\n'],
    [
      'commands that are given theirs',
      'mysql -u root -p"$PASS" -P3306\nmysql -p 3306\ncurl -u "$USER:$PASS" x\necho "a:$P" | chpasswd\ndocker run -p 8080:80 app\n',
    ],
    ['a cmdlet', '$password = Get-SECSecretValue -SecretId db\n'],
    ['a schema', 'parameters:\n  Password:\n    type: String\n    token: string\n'],
    ['a password that Glue has encrypted', { ENCRYPTED_PASSWORD: 'AbCd1234EfGh' }],
    ['a user without a password', 'https://user@example.com/x ssh://git@github.com/a/b'],
    ['an address with a variable', 'postgres://app:$' + '{PASSWORD}@db/app'],
  ])('%s', (_what, value) => expect(marks(value)).toEqual([]));

  test('a ciphertext of KMS is told apart from secrets', () => {
    expect(kinds({ DB_PASSWORD: `AQICAH${letters(150)}==` })).toEqual(['kms-ciphertext']);
  });
});

describe('where', () => {
  test('is the name, the line, the path in JSON', () => {
    expect(places({ A: 'x', DB_PASSWORD: 'hunter2' })).toEqual(['DB_PASSWORD']);
    expect(places('one\ntwo\npassword=hunter2\n')).toEqual([':3']);
    expect(places('{"a":[{"name":"app","b":{"password":"hunter2"}}]}')).toEqual(['a.app.b.password']);
  });

  test('never quotes a secret, though a name holds one', () => {
    const token = joined('ghp_', letters(36));
    for (const value of [{ [token]: 'x' }, { hunter2: { password: 'hunter2' } }, { 'password-hunter2': 'hunter2' }]) {
      expect(marks(value)).toHaveLength(1);
      expect(JSON.stringify(marks(value))).not.toMatch(/hunter2|ghp_/);
    }
  });
});

describe('what is packed', () => {
  const script = '#!/bin/sh\nexport DB_PASSWORD=hunter2\n';
  test.each([
    ['base64', base64(script), [':2']],
    ['gzip in base64', base64(gzipSync(script)), [':2']],
    ['bytes', Buffer.from(script), [':2']],
    ['bytes that are no text', Buffer.concat([Buffer.from([0xff, 0xfe, 0]), Buffer.from(script)]), [':2']],
    [
      'a part of MIME',
      `MIME-Version: 1.0\nContent-Transfer-Encoding: base64\n\n${base64(`${script}${'#'.repeat(60)}`)}\n`,
      [':4'],
    ],
    ['JSON in base64', base64('{"db":{"password":"hunter2"}}'), ['db.password']],
  ])('%s is opened', (_what, value, at) => expect(places(value)).toEqual(at));

  test('and what cannot be is said to be unread', () => {
    const broken = base64(gzipSync(script.repeat(9)).subarray(0, 30));
    const bomb = base64(gzipSync(Buffer.alloc(8 * 1024 * 1024)));
    for (const value of [broken, bomb, 'x'.repeat(2 * 1024 * 1024)])
      expect(marks(value)).toEqual([{ at: 'v', kind: 'unread', hash: '' }]);
    expect(kinds(JSON.parse(`${'{"a":'.repeat(500)}1${'}'.repeat(500)}`))).toEqual(['unread']);
  });
});

describe('a hash', () => {
  const hashOf = (salt: string, value: unknown) => judgeOf(salt)({ v: value }, { v: true }).map(({ hash }) => hash);
  test('is the same for the same secret in one run, wherever it stands', () => {
    const [a, b] = hashOf('one', { A_PASSWORD: 'hunter2', B_TOKEN: 'hunter2' });
    expect(a).toMatch(/^[0-9a-f]{16}$/);
    expect(b).toBe(a);
    expect(hashOf('one', { A_PASSWORD: 'hunter3' })).not.toContain(a);
  });
  test('and another one in another run', () => {
    expect(hashOf('two', { A_PASSWORD: 'hunter2' })).not.toEqual(hashOf('one', { A_PASSWORD: 'hunter2' }));
  });
});

test('only the places that are named are looked at', () => {
  const answer = { Environment: { Variables: { DB_PASSWORD: 'hunter2' } }, Other: { DB_PASSWORD: 'hunter3' } };
  expect(judge(answer, { Environment: { Variables: true } }).map(({ at }) => at)).toEqual([
    'Environment.Variables.DB_PASSWORD',
  ]);
  expect(judge({}, { Environment: { Variables: true } })).toEqual([]);
});

test('the order of members does not show', () => {
  expect(marks({ A_TOKEN: 'x1y2z3', B_TOKEN: 'hunter2' })).toEqual(marks({ B_TOKEN: 'hunter2', A_TOKEN: 'x1y2z3' }));
});

test.each([
  ['one letter', 'a'.repeat(1 << 20)],
  ['addresses', 'https://a:'.repeat(1e5)],
  ['colons', 'a:'.repeat(5e5)],
  ['keys', '-----BEGIN PRIVATE KEY-----\n'.repeat(3e4)],
  ['tokens', 'eyJaaaaaaaaaaa.'.repeat(6e4)],
  ['quotes', 'password: "\\'.repeat(8e4)],
  ['base64', `${'A'.repeat(60)}\n`.repeat(15e3)],
  ['flags', '--aa '.repeat(2e5)],
])('a megabyte of %s is read in seconds', (_what, text) => {
  const began = process.cpuUsage();
  marks(text);
  expect(process.cpuUsage(began).user / 1000).toBeLessThan(15_000);
});
