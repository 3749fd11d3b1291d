// A snapshot of any size from the recorded ones: what large accounts are made of, in ten accounts of three regions.
import { createWriteStream, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';

const fixtures = fileURLToPath(new URL('../fixtures', import.meta.url));
const ACCOUNTS = 10;
/** Stands for the account until its id is put in: nothing that anybody calls something. */
const OWN = '@@@@';

/** Of every hundred resources; everything else that was recorded is in each account once. */
const SHARES = {
  'aws.ec2.snapshot': 26,
  'aws.logs.log-group': 12,
  'aws.ec2.volume': 10,
  'aws.ssm.parameter': 9,
  'aws.lambda.function': 6,
  'aws.rds.snapshot': 5,
  'aws.ec2.image': 4,
  'aws.secretsmanager.secret': 4,
  'aws.sqs.queue': 3,
  'aws.sns.topic': 3,
  'aws.ec2.instance': 3,
  'aws.kms.key': 2,
  'aws.kms.alias': 2,
  'aws.s3.bucket': 2,
  'aws.dynamodb.table': 2,
  'aws.ecr.repository': 2,
  'aws.rds.instance': 1,
  'aws.acm.certificate': 1,
};

/** All recorded resources by type, about one account; where their types are listed, and the header that fits them all. */
function recorded() {
  const header = { members: {} };
  const seen = new Set();
  const pools = new Map();
  const places = new Map();
  const files = ['acme.ndjson', ...readdirSync(join(fixtures, 'services')).map((name) => join('services', name))];
  for (const file of files) {
    const [first, ...lines] = readFileSync(join(fixtures, file), 'utf8').trimEnd().split('\n');
    const own = JSON.parse(first);
    Object.assign(header, { ...own, ...header, members: { ...own.members, ...header.members } });
    for (const line of lines.map((one) => one.replaceAll(own.scopes[0].account, OWN))) {
      const { type, listing, scope, id } = JSON.parse(line);
      places.set(`${type ?? listing}/${scope.region}`, { type: type ?? listing, scope });
      if (type === undefined || seen.has(id)) continue;
      seen.add(id);
      pools.set(type, [...(pools.get(type) ?? []), line]);
    }
  }
  return { header, pools, places };
}

/** That every type was listed to its end. */
function* listingsOf(places, lines) {
  const counts = new Map();
  for (const line of lines) {
    const { type, scope } = JSON.parse(line);
    counts.set(`${type}/${scope.region}`, (counts.get(`${type}/${scope.region}`) ?? 0) + 1);
  }
  for (const [at, { type, scope }] of places)
    yield JSON.stringify({ listing: type, scope, count: counts.get(at) ?? 0, complete: true });
}

/** The same resource under another name, wherever its line says the name. */
function renamed(line, turn) {
  if (turn === 0) return line;
  const { type, id } = JSON.parse(line);
  const tail = id.split(/[:/]/).at(-1);
  const isPlain = tail.length < 4 || type.includes(tail);
  return isPlain ? line.replaceAll(id, `${id}-${turn}`) : line.replaceAll(tail, `${tail}-${turn}`);
}

/**
 * Writes the snapshot; gives how many resources it has.
 * @param isWhole also what was recorded and has no share, which is some 8,000 resources however few are wanted
 */
export async function writeMix(file, resources, isWhole = true) {
  const { header, pools, places } = recorded();
  const lines = [...pools].flatMap(([type, pool]) => {
    const share = SHARES[type] ?? (isWhole ? undefined : 0);
    const wanted = share === undefined ? pool.length : Math.round((resources / ACCOUNTS) * (share / 100));
    return Array.from({ length: wanted }, (_, at) => renamed(pool[at % pool.length], Math.floor(at / pool.length)));
  });
  const account = [...listingsOf(places, lines), ...lines].join('\n');
  const accounts = Array.from({ length: ACCOUNTS }, (_, index) => String(200_000_000_000 + index));
  const scopes = accounts.flatMap((id) => header.scopes.map((scope) => ({ ...scope, account: id })));
  const out = createWriteStream(file);
  out.write(`${JSON.stringify({ ...header, scopes })}\n`);
  for (const id of accounts) out.write(`${account.replaceAll(OWN, id)}\n`);
  out.end();
  await finished(out);
  return lines.length * ACCOUNTS;
}
