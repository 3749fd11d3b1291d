import { collectors } from '../collectors/registry.ts';
import { runCases } from '../evaluate/cases.ts';
import { contentRead, needsOf } from '../evaluate/operations.ts';
import { loadRules, type Rule } from '../evaluate/rule.ts';
import { readRuleFolder } from '../evaluate/rule-folder.ts';
import { didYouMean } from '../evaluate/select.ts';
import { builtInRules } from '../home.ts';
import { rulesIn } from '../inputs.ts';
import { InputError } from '../model/input-error.ts';
import type { RuleInfo } from '../model/rule.ts';
import { counted, visible, visibleLines } from '../report/text.ts';
import { EXIT } from './exit.ts';
import { safeJson } from './safe-json.ts';
import type { Terminal } from './terminal.ts';

export interface RulesFlags {
  readonly format: 'text' | 'json';
  readonly rules: readonly string[];
}

const registry = new Map(collectors.map((collector) => [collector.type, collector]));
const loaded = (folders: readonly string[]): Rule[] => loadRules(rulesIn(folders), registry);

export const builtInInfos = (): readonly RuleInfo[] => loaded([]).map(({ info }) => info);

/** One rule as `rules list --format json` gives it: DESIGN section 7. */
export function ruleRow(rule: Rule) {
  const {
    id,
    title,
    severity,
    default: byDefault,
    category,
    service,
    resource,
    controls,
    parameters,
    aliases,
    deprecated,
  } = rule.info;
  return {
    id,
    title,
    severity,
    default: byDefault,
    category,
    service,
    resource,
    ...needsOf(rule, registry),
    controls,
    parameters,
    aliases,
    deprecated,
  };
}

export async function listCommand({ format, rules: folders }: RulesFlags, terminal: Terminal): Promise<number> {
  const rows = loaded(folders).map(ruleRow);
  if (format === 'json') await terminal.out(safeJson(`${JSON.stringify(rows, null, 2)}\n`));
  else
    await terminal.out(
      rows
        .map(
          (row) =>
            `${row.id.padEnd(48)} ${row.severity.padEnd(14)} ${row.default ? '' : 'off  '}${visible(row.title)}\n`,
        )
        .join(''),
    );
  return EXIT.clean;
}

export async function showCommand(
  { format, rules: folders }: RulesFlags,
  terminal: Terminal,
  id: string,
): Promise<number> {
  const all = loaded(folders);
  const rule = all.find(({ info }) => info.id === id || info.aliases.includes(id));
  if (!rule) {
    const ids = all.map(({ info }) => info.id);
    throw new InputError(`no rule '${id}' exists${didYouMean(id, ids)}`);
  }
  if (format === 'json') {
    const { rationale, remediation, references } = rule.info;
    const { when, assert, peers = {} } = rule.yaml.value;
    await terminal.out(
      safeJson(
        `${JSON.stringify({ ...ruleRow(rule), rationale, remediation, references, peers, when, assert }, null, 2)}\n`,
      ),
    );
  } else await terminal.out(visibleLines(ruleText(rule)));
  return EXIT.clean;
}

function ruleText(rule: Rule): string {
  const { info, yaml } = rule;
  const { operations, permissions } = needsOf(rule, registry);
  const controls = listed(info.controls);
  const peers = listed(yaml.value.peers ?? {});
  const secrets = contentRead(rule, registry).length > 0 ? ', under --secrets' : '';
  return [
    `${info.id} (${info.severity}, ${info.category}${info.default ? '' : ', off by default'}${secrets})`,
    visible(info.title),
    '',
    `judges   ${info.resource}`,
    ...(yaml.value.when === undefined ? [] : [`when     ${yaml.value.when.trim()}`]),
    `assert   ${yaml.value.assert.trim()}`,
    ...Object.entries(info.parameters).map(([name, value]) => `parameter ${name} = ${JSON.stringify(value)}`),
    `reads    ${operations.join(', ')}`,
    `needs    ${permissions.join(', ')}`,
    '',
    info.rationale,
    '',
    'Remedy, AWS CLI:',
    indented(info.remediation.cli),
    'Remedy, Terraform:',
    indented(info.remediation.terraform),
    ...(controls.length > 0 ? ['Controls:', ...controls, ''] : []),
    ...(peers.length > 0 ? ['Other scanners call it:', ...peers, ''] : []),
    ...info.references,
    '',
  ].join('\n');
}

const listed = (ids: Readonly<Record<string, readonly string[]>>): string[] =>
  Object.entries(ids).map(([of, names]) => `  ${of}: ${names.join(', ')}`);

const indented = (text: string): string => `${text.trimEnd().replace(/^/gm, '  ')}\n`;

/** Runs the cases of the built-in rules, or of a folder of one's own. */
export async function testCommand(_flags: object, terminal: Terminal, folder?: string): Promise<number> {
  const texts = readRuleFolder(folder ?? builtInRules(), builtInRules());
  const failures: string[] = [];
  let cases = 0;
  for (const text of texts) {
    const [rule] = loadRules([text], registry) as [Rule];
    for (const { index, wanted, got, error } of runCases(rule, text, registry)) {
      cases++;
      if (got === wanted && error === undefined) continue;
      const { line } = rule.yaml.place(['cases', index]);
      failures.push(
        `${text.file}:${line}: case ${index + 1} should be ${wanted} and is ${got}${error ? ` (${error})` : ''}`,
      );
    }
  }
  const sum = [counted(texts.length, 'rule'), counted(cases, 'case'), counted(failures.length, 'failure')].join(', ');
  await terminal.out(`${[...failures.map(visible), sum].join('\n')}\n`);
  return failures.length === 0 ? EXIT.clean : EXIT.findings;
}
