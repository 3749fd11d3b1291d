import { setTimeout as pause } from 'node:timers/promises';
import { type Call, CallFailed } from '../../collect/call.ts';
import { CODES } from '../../model/classify.ts';
import type { HubFinding } from './hub-finding.ts';

/** https://docs.aws.amazon.com/securityhub/latest/partnerguide/guidelines-batchimportfindings.html */
export const MOST_FINDINGS = 100;
/** Of 6 MB; what stands around the findings is in the rest. */
export const MOST_BYTES = 5_900_000;

/** A finding that Security Hub did not take. */
export interface FailedFinding {
  readonly Id: string;
  readonly ErrorCode: string;
  readonly ErrorMessage: string;
}

const ATTEMPTS = 4;
const BACKOFF_MS = 500;

/** What is wrong with the finding itself stays wrong. */
const isPassing = ({ ErrorCode }: FailedFinding): boolean => !/^(Invalid|AccessDenied)/.test(ErrorCode);

async function once(call: Call, region: string, Findings: readonly HubFinding[]): Promise<readonly FailedFinding[]> {
  const answer = await call({
    sdk: 'securityhub',
    client: 'SecurityHubClient',
    operation: 'BatchImportFindings',
    region,
    input: { Findings },
    required: ['FailedCount', 'SuccessCount'],
  });
  const failed = (answer['FailedFindings'] ?? []) as readonly FailedFinding[];
  if (answer['FailedCount'] === failed.length) return failed;
  const message = `${String(answer['FailedCount'])} findings failed, and ${failed.length} are named`;
  throw new CallFailed({ operation: 'securityhub:BatchImportFindings', code: CODES.malformed, message });
}

/**
 * Imports at most a hundred findings; those that failed and may not fail again are tried again. What was throttled, or
 * failed as a whole, the caller below has tried again already.
 * @returns those that Security Hub does not have now
 */
export async function importFindings(
  call: Call,
  region: string,
  findings: readonly HubFinding[],
  backoff = BACKOFF_MS,
): Promise<readonly FailedFinding[]> {
  const lost: FailedFinding[] = [];
  let left = findings;
  for (let attempt = 1; ; attempt++) {
    const failed = await once(call, region, left);
    const isLast = attempt === ATTEMPTS;
    lost.push(...failed.filter((one) => isLast || !isPassing(one)));
    const again = new Set(failed.filter(isPassing).map(({ Id }) => Id));
    if (isLast || again.size === 0) return lost;
    await pause(backoff * 2 ** (attempt - 1) * (0.5 + Math.random() / 2));
    left = left.filter(({ Id }) => again.has(Id));
  }
}
