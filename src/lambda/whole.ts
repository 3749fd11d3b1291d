import type { HubDelivery } from '../aws/deliver/security-hub.ts';
import { sendToSecurityHub } from '../aws/deliver/security-hub.ts';
import type { Call } from '../collect/call.ts';
import { deliveryOf } from '../hub.ts';
import { collectLive } from '../live.ts';
import { changed, type Finding } from '../model/finding.ts';
import type { Reporter, ReportOptions } from '../model/run.ts';
import { REPORTERS } from '../report/reporters.ts';
import { type ScanResult, scan } from '../scan.ts';
import { snapshotOf } from '../snapshot/read.ts';
import type { Store } from '../store.ts';
import { TOOL } from '../version.ts';
import type { Standards } from './judge.ts';
import { changeOf, isOpen, type News } from './news.ts';
import { type Held, type Patch, patched } from './patch.ts';
import { changeHead, type Head, loadBase, reportKey, storeBase } from './state.ts';

export interface WholeScan {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly store: Store;
  readonly standards: Standards;
  /** Names, or none for all. */
  readonly regions: readonly string[];
  readonly services: readonly string[];
  /** Names of those who get news; Security Hub gets the whole run. */
  readonly receivers: readonly string[];
  readonly call: Call;
  readonly account: string;
  /** ISO 8601, without fractions. */
  readonly takenAt: string;
}

/** What a whole scan gives back: counts and nothing of the account. */
export interface WholeResult {
  readonly takenAt: string;
  readonly summary: ScanResult['run']['summary'];
  readonly complete: boolean;
  /** Findings that changed since the last time; on the first scan nobody is told. */
  readonly news: number;
}

const REPORTS = ['html', 'sarif', 'json'] as const;

/** Scans the account, keeps snapshot, findings and reports, and commits what is new since the last scan and the events after it. */
export async function scanWhole(given: WholeScan): Promise<WholeResult> {
  const { takenAt } = given;
  const held = await collected(given);
  const result = await judgedWhole(held, given);
  await writeReports(result, given);
  const news = await commitRun(held, result, given);
  if (given.receivers.includes('security-hub')) await toSecurityHub(result, given);
  return { takenAt, summary: result.run.summary, complete: result.run.complete, news: news.length };
}

async function collected({ env, regions, services, standards, takenAt }: WholeScan): Promise<Held> {
  const { header, records } = await collectLive({
    env,
    regions,
    services,
    registry: standards.registry,
    deep: false,
    tool: TOOL,
    takenAt,
  });
  return { header, records };
}

const judgedWhole = ({ header, records }: Held, { standards }: Pick<WholeScan, 'standards'>): Promise<ScanResult> =>
  scan({ ...standards, source: snapshotOf(header, records), tool: TOOL });

const OPTIONS: ReportOptions = { sarifProfile: 'github', base: '' };

async function writeReports({ run, findings }: ScanResult, { store, takenAt }: WholeScan): Promise<void> {
  for (const format of REPORTS) {
    const reporter: Reporter = REPORTERS[format];
    const files = reporter.files?.(run, findings, OPTIONS) ?? [{ fileName: reporter.fileName }];
    for (const { fileName, accounts } of files) {
      const pieces: Buffer[] = [];
      for await (const piece of reporter.render(run, findings, { ...OPTIONS, accounts }))
        pieces.push(Buffer.from(piece));
      await store.put(reportKey(takenAt, fileName), Buffer.concat(pieces));
    }
  }
}

/** A scan that began before the last one that is stored is told by nobody: it is older news. */
async function commitRun(held: Held, result: ScanResult, given: WholeScan): Promise<readonly News[]> {
  const { store, takenAt, receivers } = given;
  let told: readonly News[] = [];
  const isWritten = await changeHead(store, async (head) => {
    told = [];
    if (head.run !== undefined && Date.parse(head.run) > Date.parse(takenAt)) return undefined;
    const patches = head.patches.filter(({ at }) => Date.parse(at) >= Date.parse(takenAt));
    const { findings, wouldSee } = await afterEvents(held, patches, result, given);
    const known = await openIn(head, store);
    const { open, news } = compared(known, findings, ({ rule, resource: { type, account, region } }) =>
      wouldSee({ rule, type, account, region }),
    );
    await storeBase(store, takenAt, { snapshot: held, open });
    told = head.run === undefined ? [] : news;
    return { ...head, run: takenAt, patches, told: {}, ...messageWith(head, told, takenAt, receivers) };
  });
  if (!isWritten) throw new Error('others wrote the state first each time: scan again');
  return told;
}

/** Security Hub gets the whole run, so no message waits for it. */
function messageWith(head: Head, news: readonly News[], takenAt: string, receivers: readonly string[]): Partial<Head> {
  const left = receivers.filter((name) => name !== 'security-hub');
  if (news.length === 0 || left.length === 0) return {};
  const sequence = head.sequence + 1;
  return { sequence, pending: [...head.pending, { sequence, takenAt, cause: { scan: true }, news, left }] };
}

/** What events told while the scan ran is newer than what the scan may have read before them. */
async function afterEvents(held: Held, patches: readonly Patch[], result: ScanResult, given: WholeScan) {
  const registry = new Map(given.standards.registry.map((collector) => [collector.type, collector]));
  const { findings, wouldSee } =
    patches.length > 0 ? await judgedWhole(patched(held, patches, registry), given) : result;
  return { findings: Array.from(findings, (finding) => changed(finding)), wouldSee };
}

/** Findings that receivers know to be open. */
async function openIn({ run, told }: Head, store: Store): Promise<ReadonlyMap<string, Finding>> {
  const known = new Map(run === undefined ? [] : (await loadBase(store, run)).open);
  for (const [id, finding] of Object.entries(told)) finding ? known.set(id, finding) : known.delete(id);
  return known;
}

function compared(
  known: ReadonlyMap<string, Finding>,
  findings: readonly Finding[],
  wouldSee: (finding: Finding) => boolean,
): { readonly open: ReadonlyMap<string, Finding>; readonly news: readonly News[] } {
  const now = new Map(findings.map((finding) => [finding.id, finding]));
  const over = [...known.values()].filter(({ id }) => !now.has(id));
  const unseen = over.filter((finding) => !wouldSee(finding));
  const news = findings.flatMap((finding): News[] => {
    const change = changeOf(known.get(finding.id), finding);
    return change ? [{ change, finding }] : [];
  });
  return {
    open: new Map([...findings.filter(isOpen), ...unseen].map((finding) => [finding.id, finding])),
    news: [...news, ...over.filter(wouldSee).map((finding): News => ({ change: 'gone', finding }))],
  };
}

async function toSecurityHub(result: ScanResult, { call, account }: WholeScan): Promise<void> {
  const delivery: HubDelivery = { call, ...deliveryOf(result, account) };
  const delivered = await sendToSecurityHub(delivery);
  const bad = delivered.find(({ refused, failed }) => refused !== undefined || failed.length > 0);
  if (bad) throw new Error(`Security Hub ${bad.region}: ${bad.refused?.code ?? bad.failed[0]?.ErrorCode}`);
  if (delivered.every(({ isOff }) => isOff))
    throw new Error('Security Hub is not switched on in any Region that was read');
}
