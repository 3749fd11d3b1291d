// node scripts/kms-endpoint.mjs KEYS LATENCY_MS [quotas]: an account of so many keys behind an HTTP endpoint, as KMS answers; with `quotas`
// it throttles as KMS documents. Prints its address; GET /counts tells what it was asked. All but KMS and STS is denied.
import { createServer } from 'node:http';

const [KEYS, LATENCY] = process.argv.slice(2, 4).map(Number);
const ENFORCES = process.argv[4] === 'quotas';
const ACCOUNT = '111122223333';
/** A second, by operation: https://docs.aws.amazon.com/kms/latest/developerguide/requests-per-second.html */
const QUOTAS = {
  DescribeKey: 2000,
  ListResourceTags: 2000,
  GetKeyPolicy: 1000,
  GetKeyRotationStatus: 1000,
  ListAliases: 500,
  ListKeys: 500,
  ListGrants: 100,
  GetKeyLastUsage: 5,
};
const POLICY = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: 'kms:*', Resource: '*' }],
});

const idOf = (index) => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
const arnOf = (rest) => `arn:aws:kms:eu-west-1:${ACCOUNT}:${rest}`;
const ids = Array.from({ length: KEYS }, (_, index) => idOf(index));
const listed = ids.map((id) => ({ KeyId: id, KeyArn: arnOf(`key/${id}`) }));
const aliases = ids.map((id, index) => ({
  AliasName: `alias/key-${index}`,
  AliasArn: arnOf(`alias/key-${index}`),
  TargetKeyId: id,
}));

function page(member, all, preset, { Limit = preset, Marker = '0' }) {
  const to = Number(Marker) + Limit;
  const more = to < all.length;
  return { [member]: all.slice(Number(Marker), to), Truncated: more, ...(more && { NextMarker: String(to) }) };
}

const ANSWERS = {
  ListKeys: (input) => page('Keys', listed, 100, input),
  ListAliases: (input) => page('Aliases', aliases, 50, input),
  DescribeCustomKeyStores: () => ({ CustomKeyStores: [], Truncated: false }),
  DescribeKey: ({ KeyId }) => ({
    KeyMetadata: {
      AWSAccountId: ACCOUNT,
      KeyId: KeyId.slice(KeyId.lastIndexOf('/') + 1),
      Arn: arnOf(`key/${KeyId.slice(KeyId.lastIndexOf('/') + 1)}`),
      CreationDate: 1_700_000_000,
      Enabled: true,
      Description: '',
      KeyUsage: 'ENCRYPT_DECRYPT',
      KeyState: 'Enabled',
      Origin: 'AWS_KMS',
      KeyManager: 'CUSTOMER',
      CustomerMasterKeySpec: 'SYMMETRIC_DEFAULT',
      KeySpec: 'SYMMETRIC_DEFAULT',
      EncryptionAlgorithms: ['SYMMETRIC_DEFAULT'],
      MultiRegion: false,
    },
  }),
  GetKeyPolicy: () => ({ Policy: POLICY, PolicyName: 'default' }),
  GetKeyRotationStatus: ({ KeyId }) => ({ KeyId, KeyRotationEnabled: true, RotationPeriodInDays: 365 }),
  ListGrants: () => ({ Grants: [], Truncated: false }),
  ListResourceTags: () => ({ Tags: [], Truncated: false }),
  GetKeyLastUsage: () => ({ TrackingStartDate: 1_700_000_000 }),
};
const CALLER = `<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::${ACCOUNT}:user/bench</Arn><UserId>U</UserId><Account>${ACCOUNT}</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`;
const DENIED = '{"__type":"AccessDeniedException","message":"no"}';
const DENIED_IN_XML =
  '<Response><Errors><Error><Code>UnauthorizedOperation</Code><Message>no</Message></Error></Errors></Response>';
const THROTTLED = '{"__type":"ThrottlingException","message":"Rate exceeded"}';

/** A bucket of one second's requests, as AWS counts. */
const buckets = new Map();
function passes(operation) {
  const perSecond = QUOTAS[operation];
  if (!ENFORCES || perSecond === undefined) return true;
  const now = performance.now();
  const { tokens, at } = buckets.get(operation) ?? { tokens: perSecond, at: now };
  const filled = Math.min(perSecond, tokens + ((now - at) / 1000) * perSecond);
  buckets.set(operation, { tokens: filled < 1 ? filled : filled - 1, at: now });
  return filled >= 1;
}

const seen = { counts: {}, throttled: 0, inFlight: 0, most: 0 };

/** @returns [status, body] */
function answerTo(operation, body) {
  if (body.includes('GetCallerIdentity')) return [200, CALLER];
  if (!ANSWERS[operation]) return [400, body.includes('Action=') ? DENIED_IN_XML : DENIED];
  seen.counts[operation] = (seen.counts[operation] ?? 0) + 1;
  if (passes(operation)) return [200, JSON.stringify(ANSWERS[operation](JSON.parse(body || '{}')))];
  seen.throttled++;
  return [400, THROTTLED];
}

const server = createServer((request, response) => {
  if (request.url === '/counts') {
    response.end(JSON.stringify(seen));
    return;
  }
  seen.most = Math.max(seen.most, ++seen.inFlight);
  let body = '';
  request.on('data', (chunk) => (body += chunk));
  request.on('end', () => {
    const [status, text] = answerTo(String(request.headers['x-amz-target'] ?? '').split('.')[1], body);
    setTimeout(() => {
      seen.inFlight--;
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(text);
    }, LATENCY);
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));
process.on('disconnect', () => process.exit());
