import { type Call, CallFailed } from '../../collect/call.ts';
import { byText } from '../../model/order.ts';
import type { AnswerError } from '../../model/snapshot.ts';
import { asArchived, asUpdate, type HubFinding, isLater, regionOf } from './hub-finding.ts';
import { type FailedFinding, importFindings, MOST_BYTES, MOST_FINDINGS } from './hub-import.ts';
import { knownFindings } from './hub-known.ts';

/** Findings of one run, for the Security Hub of each Region of the caller's own account. */
export interface HubDelivery {
  readonly call: Call;
  /** The caller's: Security Hub takes findings from the account that they are about. */
  readonly account: string;
  /** When the account was read, ISO 8601. */
  readonly takenAt: string;
  /** What the ids of our generators begin with. */
  readonly generator: string;
  /** Of the Regions that were read, whether there are findings now or not. */
  readonly productArns: readonly string[];
  readonly findings: Iterable<HubFinding>;
  /** Whether this run would have told a finding again if it still held. */
  readonly wouldSee: (known: HubFinding) => boolean;
  /** Where only some findings are told: theirs, and those of what is over. Without it all are. */
  readonly ids?: readonly string[];
  /** Milliseconds before a failed finding is tried again. */
  readonly backoff?: number;
}

/** What became of the findings of one Region. */
export interface Delivered {
  readonly region: string;
  sent: number;
  archived: number;
  /** Left as they are: Security Hub holds what a later run said. */
  newer: number;
  /** Not sent, since Security Hub refused a whole request. */
  unsent: number;
  readonly failed: FailedFinding[];
  /** Why the rest was not sent. */
  refused?: AnswerError;
  /** Security Hub is not switched on in this Region. */
  isOff?: boolean;
}

interface Hub {
  readonly known: Map<string, HubFinding>;
  readonly delivered: Delivered;
  batch: HubFinding[];
  bytes: number;
}

/**
 * Sends what fails or is unknown; what passes only where Security Hub holds it as an open finding, so that it is closed
 * and nobody pays for what is as it should be. What was not seen again although it would have been is archived.
 */
export async function sendToSecurityHub(delivery: HubDelivery): Promise<readonly Delivered[]> {
  const hubs = new Map<string, Hub>();
  const hubOf = async (productArn: string): Promise<Hub> => {
    const hub = hubs.get(productArn) ?? (await open(delivery, productArn));
    hubs.set(productArn, hub);
    return hub;
  };
  for (const productArn of delivery.productArns) await hubOf(productArn);
  for (const finding of delivery.findings)
    if (finding.AwsAccountId === delivery.account) await take(delivery, await hubOf(finding.ProductArn), finding);
  for (const hub of hubs.values()) await close(delivery, hub);
  return [...hubs.values()].map(({ delivered }) => delivered).sort((a, b) => byText(a.region, b.region));
}

async function open({ call, account, generator, ids }: HubDelivery, productArn: string): Promise<Hub> {
  const delivered: Delivered = { region: regionOf(productArn), sent: 0, archived: 0, newer: 0, unsent: 0, failed: [] };
  const hub: Hub = { known: new Map(), delivered, batch: [], bytes: 0 };
  await guarded(hub, async () => {
    for (const [id, finding] of await knownFindings(call, { productArn, account, generator, ids }))
      hub.known.set(id, finding);
  });
  return hub;
}

/** https://docs.aws.amazon.com/securityhub/1.0/APIReference/CommonErrors.html has no word for it: the message tells. */
const isOff = ({ code, message }: AnswerError): boolean =>
  /^InvalidAccess/.test(code) && /not subscribed/i.test(message);

/** One Region that refuses does not stop the others. */
async function guarded({ delivered }: Hub, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (cause) {
    if (!(cause instanceof CallFailed)) throw cause;
    if (isOff(cause.error)) delivered.isOff = true;
    else delivered.refused = cause.error;
  }
}

const isClosed = ({ delivered: { isOff = false, refused } }: Hub): boolean => isOff || refused !== undefined;

async function take(delivery: HubDelivery, hub: Hub, finding: HubFinding): Promise<void> {
  const before = hub.known.get(finding.Id);
  hub.known.delete(finding.Id);
  if (finding.Compliance?.Status === 'PASSED' && !before) return;
  if (before && isLater(before, finding)) hub.delivered.newer++;
  else await push(delivery, hub, before ? asUpdate(finding, before) : finding);
}

async function push(delivery: HubDelivery, hub: Hub, finding: HubFinding): Promise<void> {
  const bytes = Buffer.byteLength(JSON.stringify(finding)) + 1;
  if (hub.batch.length === MOST_FINDINGS || hub.bytes + bytes > MOST_BYTES) await flush(delivery, hub);
  if (isClosed(hub)) hub.delivered.unsent++;
  else {
    hub.batch.push(finding);
    hub.bytes += bytes;
  }
}

async function flush({ call, backoff }: HubDelivery, hub: Hub): Promise<void> {
  const { batch, delivered } = hub;
  hub.batch = [];
  hub.bytes = 0;
  if (batch.length === 0) return;
  await guarded(hub, async () => {
    const failed = await importFindings(call, delivered.region, batch, backoff);
    const lost = new Set(failed.map(({ Id }) => Id));
    const taken = batch.filter(({ Id }) => !lost.has(Id));
    const archived = taken.filter(({ RecordState }) => RecordState === 'ARCHIVED').length;
    delivered.archived += archived;
    delivered.sent += taken.length - archived;
    delivered.failed.push(...failed);
  });
  if (isClosed(hub)) delivered.unsent += batch.length;
}

async function close(delivery: HubDelivery, hub: Hub): Promise<void> {
  const { takenAt, wouldSee } = delivery;
  for (const known of isClosed(hub) ? [] : hub.known.values()) {
    const isOlder = Date.parse(known.UpdatedAt) <= Date.parse(takenAt);
    if (isOlder && wouldSee(known)) await push(delivery, hub, asArchived(known, takenAt));
  }
  await flush(delivery, hub);
}
