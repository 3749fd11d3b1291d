import { byText } from '../model/order.ts';
import type { RuleInfo } from '../model/rule.ts';
import { badgeOf } from './html-badge.ts';
import { type Collected, worstOf } from './html-collect.ts';
import { rowOf } from './html-row.ts';
import { severityRank } from './severity.ts';
import { breakable, counted, figure, shown } from './text.ts';

const START = 3;
const SAFE_ID = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** Addresses of a rule: its own id where that is one, so that links to it last; else its place in the book. */
const anchorOf = (id: string, index: number): string =>
  SAFE_ID.test(id) && id.length < 100 ? `rule-${id}` : `rule--${index}`;

/** Anchors of rules by id. */
const anchorsOf = ({ rules }: Collected): ReadonlyMap<string, string> =>
  new Map([...rules.keys()].map((id, index) => [id, anchorOf(id, index)]));

const titleOf = ({ id, title }: RuleInfo): string => shown(title, 300) || shown(id, 200);

/** The rules to look at first, with links to their findings. */
export function startView(collected: Collected) {
  const failsOf = (id: string): number => collected.tally.rules.get(id)?.fail ?? 0;
  const anchors = anchorsOf(collected);
  return [...collected.rules.values()]
    .filter(({ id }) => failsOf(id) > 0)
    .sort(
      (a, b) =>
        severityRank(a.severity) - severityRank(b.severity) || failsOf(b.id) - failsOf(a.id) || byText(a.id, b.id),
    )
    .slice(0, START)
    .map((rule) => ({
      anchor: anchors.get(rule.id) ?? '',
      title: titleOf(rule),
      badge: badgeOf(rule.severity),
      fail: `${figure(failsOf(rule.id))} failing`,
    }));
}

/** The worst failing findings as a table, for readers without a script. */
export function worstView(collected: Collected, fails: number) {
  const anchors = anchorsOf(collected);
  const seen = new Set<string>();
  const items = worstOf(collected).map((finding) => {
    const { name, arn, account, region, part, message } = rowOf(finding);
    const first = !seen.has(finding.rule);
    seen.add(finding.rule);
    const rule = collected.rules.get(finding.rule);
    return {
      anchor: first ? (anchors.get(finding.rule) ?? '') : '',
      badge: badgeOf(finding.severity),
      title: rule ? titleOf(rule) : '',
      message: breakable(message),
      name: breakable(part === '' ? name : `${name} ${part}`),
      arn: breakable(arn),
      account,
      region: breakable(region),
    };
  });
  return { items, count: counted(fails, 'failing finding'), more: fails > items.length };
}
