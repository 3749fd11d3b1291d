// node scripts/accounts-endpoint.mjs ACCOUNTS KEYS: an organization of so many accounts with three regions and so many keys in each of them, whose
// role gives keys that name the account. Prints its address; `GET /calls` tells how often it was asked.
import { createServer } from 'node:http';

const [accounts, keys] = process.argv.slice(2).map(Number);
const REGIONS = ['eu-central-1', 'eu-west-1', 'us-east-1'];
const HOME = '100000000000';
const idOf = (index) => String(100_000_000_000 + index);
const xml = (operation, body) =>
  `<${operation}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><${operation}Result>${body}</${operation}Result></${operation}Response>`;
const keyIds = Array.from({ length: keys }, (_, index) => `key-${index}`);
const account = (index) => ({
  Id: idOf(index),
  Name: `account ${index}`,
  State: 'ACTIVE',
  Arn: `arn:aws:organizations::${HOME}:account/o-abcdefghij/${idOf(index)}`,
});

const ANSWERS = {
  GetCallerIdentity: ({ id }) => xml('GetCallerIdentity', `<Arn>arn:aws:iam::${id}:root</Arn><Account>${id}</Account>`),
  AssumeRole: ({ form }) => {
    const id = form.get('RoleArn').split(':')[4];
    const until = new Date(Date.now() + 3_600_000).toISOString();
    const credentials = `<AccessKeyId>ASIA${id}</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>${until}</Expiration>`;
    return xml('AssumeRole', `<Credentials>${credentials}</Credentials>`);
  },
  ListRoots: () => ({ Roots: [{ Id: 'r-root', Name: 'Root' }] }),
  ListOrganizationalUnitsForParent: () => ({ OrganizationalUnits: [] }),
  ListAccountsForParent: () => ({ Accounts: Array.from({ length: accounts }, (_, index) => account(index)) }),
  'POST /listRegions': () => ({
    Regions: REGIONS.map((RegionName) => ({ RegionName, RegionOptStatus: 'ENABLED_BY_DEFAULT' })),
  }),
  ListKeys: ({ id, region }) => ({
    Keys: keyIds.map((KeyId) => ({ KeyId, KeyArn: `arn:aws:kms:${region}:${id}:key/${KeyId}` })),
    Truncated: false,
  }),
  ListAliases: () => ({ Aliases: [], Truncated: false }),
  DescribeCustomKeyStores: () => ({ CustomKeyStores: [], Truncated: false }),
  DescribeKey: ({ input }) => ({
    KeyMetadata: {
      KeyId: input.KeyId,
      KeyManager: 'CUSTOMER',
      KeyState: 'Enabled',
      KeySpec: 'SYMMETRIC_DEFAULT',
      KeyUsage: 'ENCRYPT_DECRYPT',
      Origin: 'AWS_KMS',
      CreationDate: 1_700_000_000,
    },
  }),
  GetKeyPolicy: () => ({ Policy: '{"Version":"2012-10-17","Statement":[]}' }),
  GetKeyRotationStatus: () => ({ KeyRotationEnabled: true }),
  GetKeyLastUsage: () => ({ TrackingStartDate: 1_700_000_000 }),
  ListGrants: () => ({ Grants: [], Truncated: false }),
};

let calls = 0;
const server = createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request) body += chunk;
  if (request.url === '/calls') return response.end(String(calls));
  calls++;
  const form = new URLSearchParams(body);
  const target = request.headers['x-amz-target']?.split('.')[1];
  const operation = target ?? form.get('Action') ?? `${request.method} ${request.url}`;
  const [, key = '', region] = /Credential=([^/]*)\/\d+\/([^/]*)\//.exec(request.headers.authorization ?? '') ?? [];
  const id = /^ASIA(\d{12})/.exec(key)?.[1] ?? HOME;
  const answer = ANSWERS[operation]?.({ id, region, form, input: target ? JSON.parse(body || '{}') : {} });
  const isText = typeof answer === 'string';
  response.writeHead(answer === undefined ? 400 : 200, {
    'content-type': isText ? 'text/xml' : 'application/x-amz-json-1.1',
  });
  response.end(answer === undefined ? '{"__type":"AccessDeniedException"}' : isText ? answer : JSON.stringify(answer));
});
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));
