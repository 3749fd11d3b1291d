import { stringify } from 'yaml';
import type { Config } from '../evaluate/config.ts';
import type { Rule } from '../evaluate/rule.ts';
import type { Inputs } from '../inputs.ts';

/**
 * The configuration that a scan goes by, every rule with what holds for it, in the form of sealscan.config.yaml: a scan
 * that is given it selects and judges the same.
 */
export function effectiveConfig({ all, rules, context, severities, config }: Inputs): string {
  const selected = new Set(rules);
  const settings = (rule: Rule): NonNullable<Config['rules']>[string] => {
    const { id, severity, parameters } = rule.info;
    return {
      enabled: selected.has(rule),
      severity: severities[id] ?? severity,
      ...(Object.keys(parameters).length > 0 && { parameters: written(parameters) }),
    };
  };
  const { trustedAccounts, organizationId } = context;
  const effective = {
    trustedAccounts: [...trustedAccounts],
    ...(organizationId === undefined ? {} : { organizationId }),
    secretWords: config.secretWords ?? {},
    custody: config.custody ?? [],
    rules: Object.fromEntries([...all].sort(byId).map((rule) => [rule.info.id, settings(rule)])),
  } satisfies Config;
  return stringify(effective, { lineWidth: 0 });
}

type Parameters = Rule['info']['parameters'];
const written = (parameters: Parameters) =>
  Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [name, Array.isArray(value) ? [...value] : value]),
  ) as Record<string, string | number | boolean | string[]>;

const byId = (a: Rule, b: Rule): number => (a.info.id < b.info.id ? -1 : 1);
