import type { ReportingDescriptor } from 'sarif';
import type { RuleInfo } from '../model/rule.ts';
import { httpsOnly } from './references.ts';
import { LOOKS } from './severity.ts';
import { clip, shown, visible, visibleLines } from './text.ts';

/** GitHub rejects longer ones. */
const NAME = 255;
const DESCRIPTION = 1024;
const HELP = 20_000;

const pascal = (id: string): string =>
  id.replace(/(?:^|[^A-Za-z0-9]+)([A-Za-z0-9]?)/g, (_, first: string) => first.toUpperCase());

/** GitHub refuses empty texts. */
const firstOf = (...texts: readonly string[]): string => texts.find((text) => text.trim() !== '') ?? '(no text)';

const described = (...texts: readonly string[]) => ({
  text: clip(visibleLines(firstOf(...texts)).trim(), DESCRIPTION),
});

/** A fence longer than any run of backticks inside. */
function fenced(text: string, language: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text.trimEnd()}\n${fence}`;
}

function sections(rule: RuleInfo): readonly (readonly [string, string, string])[] {
  const { cli, terraform, console: steps } = rule.remediation;
  const all = [
    ['AWS CLI', cli, 'sh'],
    ['Terraform', terraform, 'hcl'],
    ['Console', steps ?? '', ''],
  ] as const;
  return all.filter(([, text]) => text.trim() !== '');
}

function helpText(rule: RuleInfo): string {
  const fixes = sections(rule).map(([name, text]) => `${name}:\n${text.trimEnd()}`);
  return [firstOf(rule.rationale, rule.title, rule.id), ...fixes, ...httpsOnly(rule.references)].join('\n\n');
}

/** Made of the rule's own words only: nothing that an account's owner could write becomes Markdown. */
function helpMarkdown(rule: RuleInfo): string {
  const fixes = sections(rule).map(([name, text, language]) => `**${name}**\n\n${fenced(text, language)}`);
  const controls = Object.entries(rule.controls).map(([framework, ids]) => `- ${framework}: ${ids.join(', ')}`);
  const links = httpsOnly(rule.references).map((url) => `- <${url}>`);
  return [firstOf(rule.rationale, rule.title, rule.id), ...fixes, controls.join('\n'), links.join('\n')]
    .filter(Boolean)
    .join('\n\n');
}

/** A rule as a SARIF reporting descriptor with what GitHub needs. */
export function ruleDescriptor(rule: RuleInfo): ReportingDescriptor {
  const look = LOOKS[rule.severity];
  const [helpUri] = httpsOnly(rule.references);
  return {
    id: rule.id,
    name: clip(visible(firstOf(pascal(rule.id), rule.id)), NAME),
    shortDescription: described(rule.title, rule.id),
    fullDescription: described(rule.rationale, rule.title, rule.id),
    help: { text: clip(visibleLines(helpText(rule)), HELP), markdown: clip(visibleLines(helpMarkdown(rule)), HELP) },
    ...(helpUri !== undefined && { helpUri }),
    defaultConfiguration: { level: look.level },
    properties: {
      tags: ['security', rule.category, shown(rule.service, 255)],
      'security-severity': look.score,
      'problem.severity': look.problem,
    },
  };
}
