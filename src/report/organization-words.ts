import type { AccountStatus, OrganizationRun } from '../model/organization.ts';
import { counted } from './text.ts';

export const STATUSES: readonly AccountStatus[] = ['failed', 'partial', 'complete', 'skipped'];

export const STATUS_LOOKS: Readonly<Record<AccountStatus, { readonly word: string; readonly shape: string }>> = {
  failed: { word: 'not reached', shape: '✕' },
  partial: { word: 'read in part', shape: '◐' },
  complete: { word: 'read whole', shape: '✓' },
  skipped: { word: 'not active', shape: '–' },
};

/** How far the rest can be trusted: the first thing to say. */
export function certaintyOf({ complete, states, counts }: OrganizationRun): string {
  const { unknown } = counts.findings;
  const said = unknown === 0 ? '' : ` ${counted(unknown, 'verdict')} ${unknown === 1 ? 'is' : 'are'} unknown.`;
  if (complete) return `Every active account was read whole.${said}`;
  const parts = [
    ...(states.failed > 0 ? [`${counted(states.failed, 'account')} could not be reached`] : []),
    ...(states.partial > 0 ? [`${counted(states.partial, 'account')} could be read in part only`] : []),
  ];
  return `The picture is not complete: ${parts.join(', ')}.${said}`;
}
