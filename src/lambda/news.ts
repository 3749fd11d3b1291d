import { changed, type Finding } from '../model/finding.ts';
import type { Judged } from './judge.ts';

/**
 * What became of a finding: it is there now (`opened`), it is over since the resource is as it should be (`closed`) or is no
 * more (`gone`), or it says something else (`changed`).
 */
export interface News {
  readonly change: 'opened' | 'changed' | 'closed' | 'gone';
  /** As it is now; of what is gone, as it was. */
  readonly finding: Finding;
}

export const isOpen = ({ verdict, suppression }: Finding): boolean => verdict !== 'pass' && suppression === undefined;

/**
 * The findings that a change brought about, compared with what was told last.
 * @param before judged without what was read again, as of the same time, so that what time alone changes is no news
 * @param told the open finding that receivers know of
 * @param isConcerned resources that were read again: of these all that differs from what was told is news
 */
export function newsOf(
  { before, after }: { readonly before: Judged; readonly after: Judged },
  told: (id: string) => Finding | undefined,
  isConcerned: (finding: Finding) => boolean,
): readonly News[] {
  const news: News[] = [];
  for (const [key, finding] of after) {
    const isCaused = isConcerned(finding) || differs(before.get(key), finding);
    const change = isCaused ? changeOf(told(finding.id), finding) : undefined;
    if (change) news.push({ change, finding: changed(finding) });
  }
  for (const [key, finding] of before)
    if (!after.has(key) && told(finding.id)) news.push({ change: 'gone', finding: changed(finding) });
  return news;
}

/** Undefined where receivers know already. */
export function changeOf(known: Finding | undefined, finding: Finding): News['change'] | undefined {
  if (!known) return isOpen(finding) ? 'opened' : undefined;
  if (!isOpen(finding)) return 'closed';
  return differs(known, finding) ? 'changed' : undefined;
}

const said = ({ verdict, severity, message, evidence, suppression }: Finding): string =>
  JSON.stringify([verdict, severity, message, evidence, suppression]);

const differs = (one: Finding | undefined, other: Finding): boolean => !one || said(one) !== said(other);
