import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { collectors } from '../../src/collectors/registry.ts';
import { partKey, planKey } from '../../src/fleet/keys.ts';
import { PLAN_VERSION, type Plan, type Shard } from '../../src/fleet/plan.ts';
import { GLOBAL_REGION } from '../../src/model/scope.ts';
import { isListing, type SnapshotHeader, type SnapshotRecord } from '../../src/model/snapshot.ts';
import { snapshotLines } from '../../src/snapshot/order.ts';
import { directoryStore } from '../../src/store.ts';
import { TOOL } from '../../src/version.ts';

const isGlobal = new Set(collectors.filter(({ scope }) => scope === 'global').map(({ type }) => type));

/** The recorded account as the parts of a run of some day, in a folder. `change` may edit a line of it. */
export async function storeOf(folder: string, takenAt: string, change = (line: string): string => line): Promise<Plan> {
  const store = directoryStore(folder);
  const [head = '', ...lines] = readFileSync('fixtures/acme.ndjson', 'utf8').trimEnd().split('\n');
  const header = { ...(JSON.parse(head) as SnapshotHeader), takenAt };
  const records = lines.map((line) => JSON.parse(change(line)) as SnapshotRecord);
  const plan = planOf(header);
  await store.put(planKey(takenAt.slice(0, 10)), Buffer.from(JSON.stringify(plan)));
  for (const shard of header.scopes) {
    const text = [
      ...snapshotLines(
        partHeader(header, shard),
        records.filter((record) => isOf(record, shard)),
      ),
    ].join('\n');
    await store.put(partKey(takenAt.slice(0, 10), shard), gzipSync(`${text}\n`));
  }
  return plan;
}

const typeOf = (record: SnapshotRecord): string => (isListing(record) ? record.listing : record.type);

const isOf = (record: SnapshotRecord, { region }: Shard): boolean =>
  isGlobal.has(typeOf(record)) ? region === GLOBAL_REGION : record.scope.region === region;

const partHeader = (header: SnapshotHeader, { region }: Shard): SnapshotHeader => ({
  ...header,
  scopes: header.scopes.filter((scope) => scope.region === region),
  members: Object.fromEntries(
    Object.entries(header.members).filter(
      ([answer]) => isGlobal.has(answer.split('/')[0] ?? '') === (region === GLOBAL_REGION),
    ),
  ),
});

function planOf({ takenAt, scopes }: SnapshotHeader): Plan {
  const { account = '' } = scopes[0] ?? {};
  return {
    sealscan: 'plan',
    schemaVersion: PLAN_VERSION,
    tool: TOOL,
    takenAt,
    partition: 'aws',
    home: account,
    accounts: [{ id: account, name: 'acme', units: [] }],
    wanted: [],
    regions: scopes.map(({ region }) => region).filter((region) => region !== GLOBAL_REGION),
    asked: { services: [], deep: false, iam: false, secrets: false, grants: true },
    judging: { rule: [], formats: ['json'], sarifProfile: 'github', sarifCategory: 'sealscan', rules: {} },
  };
}
