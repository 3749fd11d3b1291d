import { type Delivered, sendToSecurityHub } from '../aws/deliver/security-hub.ts';
import { whoAmI } from '../aws/discover.ts';
import { openSession } from '../aws/session.ts';
import { deliveryOf } from '../hub.ts';
import { InputError } from '../model/input-error.ts';
import { counted, visible } from '../report/text.ts';
import type { ScanResult } from '../scan.ts';
import type { Terminal } from './terminal.ts';

export interface SendFlags {
  readonly sendTo?: 'security-hub' | undefined;
  readonly mask?: boolean | undefined;
  readonly profile?: string | undefined;
  readonly maxRps?: number | undefined;
}

/** Before anything is read: stand-ins would be sent as if they were resources. */
export function refuseMaskedSending({ sendTo, mask }: SendFlags): void {
  if (sendTo !== undefined && mask)
    throw new InputError('--mask and --send-to exclude each other: what is sent is real');
}

/**
 * Sends the findings to the Security Hub of the caller's account, in the Region of each; says on the terminal what became
 * of them. @returns false when some are not there now. @throws InputError for a snapshot of other accounts
 */
export async function sendFindings(
  result: ScanResult,
  { profile, maxRps }: SendFlags,
  terminal: Terminal,
): Promise<boolean> {
  const session = await openSession({ profile, maxRps, env: terminal.env });
  try {
    const { account } = await whoAmI(session.call, session.homeRegion);
    const delivered = await sendToSecurityHub({ call: session.call, ...deliveryOf(result, account) });
    for (const line of delivered.flatMap(lines)) terminal.note(visible(`sealscan: ${line}`));
    return isWhole(delivered, terminal);
  } finally {
    await session.call.close();
  }
}

/** What a person wants to know of a Region; nothing of one without findings. */
function lines({ region, sent, archived, newer, unsent, failed, refused, isOff }: Delivered): string[] {
  const many = counted(unsent, 'finding');
  if (isOff) return unsent === 0 ? [] : [`Security Hub is not switched on in ${region}: ${many} not sent`];
  const done = [
    `${counted(sent, 'finding')} sent`,
    `${archived} archived`,
    ...(newer > 0 ? [`${newer} left as a later run told them`] : []),
  ];
  return [
    ...(sent + archived + newer > 0 ? [`Security Hub ${region}: ${done.join(', ')}`] : []),
    ...(refused
      ? [`Security Hub ${region}: ${refused.operation} answered ${refused.code} (${refused.message}); ${many} not sent`]
      : []),
    ...failed
      .slice(0, 5)
      .map(
        ({ Id, ErrorCode, ErrorMessage }) => `Security Hub ${region}: ${Id} refused: ${ErrorCode} (${ErrorMessage})`,
      ),
    ...(failed.length > 5 ? [`Security Hub ${region}: ${failed.length - 5} more refused`] : []),
  ];
}

/** Where Security Hub is off in some Regions people know it; off everywhere, nothing was delivered. */
function isWhole(delivered: readonly Delivered[], terminal: Terminal): boolean {
  if (delivered.every(({ isOff }) => isOff)) {
    terminal.note('sealscan: Security Hub is not switched on in any Region that was read');
    return false;
  }
  return delivered.every(({ refused, failed }) => refused === undefined && failed.length === 0);
}
