import { byText } from '../model/order.ts';
import type { RuleInfo } from '../model/rule.ts';
import type { Run } from '../model/run.ts';
import { httpsOnly } from './references.ts';
import { severityRank } from './severity.ts';
import { clip, shown, visibleLines } from './text.ts';

const TEXT = 8_000;

const lines = (text: string): string => visibleLines(clip(text, TEXT)).trim();

/** What ids of findings are made of; of one that cannot be shown whole the page makes none. */
export const identityOf = ({ identity }: RuleInfo): string => shown(identity, 200);

/** A rule as the page shows it. */
const ruleEntry = (rule: RuleInfo) => ({
  id: shown(rule.id, 200),
  identity: identityOf(rule),
  title: shown(rule.title, 300) || shown(rule.id, 200),
  severity: severityRank(rule.severity),
  category: rule.category,
  service: shown(rule.service, 80),
  type: shown(rule.resource, 80),
  rationale: lines(rule.rationale),
  fixes: [
    ['AWS CLI', lines(rule.remediation.cli)],
    ['Terraform', lines(rule.remediation.terraform)],
    ['Console', lines(rule.remediation.console ?? '')],
  ].filter(([, text]) => text !== ''),
  controls: Object.entries(rule.controls)
    .sort(([a], [b]) => byText(a, b))
    .map(([framework, ids]) => [shown(framework, 80), ids.map((id) => shown(id, 80))]),
  references: httpsOnly(rule.references),
});

/** What the page's script must know apart from findings. */
export const bookOf = (run: Run, rules: readonly RuleInfo[]) => ({
  takenAt: shown(run.takenAt, 64),
  baseline: run.baseline !== undefined,
  rules: rules.map(ruleEntry),
});
