import { existsSync } from 'node:fs';
import { collectors } from './collectors/registry.ts';
import { type Baseline, readBaseline } from './evaluate/baseline.ts';
import { type Config, type ConfigFile, contextOf, readConfig, ruleSettings } from './evaluate/config.ts';
import { readFramework } from './evaluate/frameworks.ts';
import { readText } from './evaluate/read-text.ts';
import { requiredCustody } from './evaluate/required-custody.ts';
import { loadRules, type Rule } from './evaluate/rule.ts';
import type { RuleText } from './evaluate/rule-file.ts';
import { frameworksIn, likesIn, readRuleFolder } from './evaluate/rule-folder.ts';
import { selectRules } from './evaluate/select.ts';
import { readSuppressions, type WrittenSuppression } from './evaluate/suppression-file.ts';
import { MAX_BYTES } from './evaluate/yaml-limits.ts';
import { builtInRules, builtInTexts } from './home.ts';
import type { Context } from './model/context.ts';
import type { Framework } from './model/framework.ts';
import { InputError } from './model/input-error.ts';
import type { Severity } from './model/rule.ts';

const DEFAULT_CONFIG = 'sealscan.config.yaml';

export interface InputFlags {
  readonly rule: readonly string[];
  readonly service: readonly string[];
  readonly rules: readonly string[];
  readonly framework?: string | undefined;
  readonly config?: string | undefined;
  readonly suppressions?: string | undefined;
  readonly baseline?: string | undefined;
  /** Load only the rules over this resource type: a question about one key needs no other. */
  readonly about?: string | undefined;
}

export interface Inputs {
  readonly config: Config;
  readonly all: readonly Rule[];
  readonly rules: readonly Rule[];
  /** Those of them that were chosen by name, by framework or in the configuration. */
  readonly chosen: ReadonlySet<string>;
  readonly context: Context;
  readonly severities: Readonly<Record<string, Severity>>;
  readonly suppressions: readonly WrittenSuppression[];
  readonly baseline?: Baseline;
  readonly framework?: Pick<Framework, 'name'> | Framework;
}

/** The built-in rules and those of one's own folders. */
export const rulesIn = (folders: readonly string[]): RuleText[] => [
  ...builtInTexts(),
  ...folders.flatMap((folder) => readRuleFolder(folder, builtInRules())),
];

/** Everything a person wrote, read and refused before anything is collected. */
export function readInputs(flags: InputFlags): Inputs {
  const file = configFrom(flags.config);
  const { config } = file;
  const context = contextOf(config);
  const every = [...rulesIn(flags.rules), ...requiredCustody(file, registry, new Map(likesIn(builtInRules())))];
  const texts =
    flags.about === undefined ? every : every.filter(({ text }) => text.includes(`resource: ${flags.about}\n`));
  const all = loadRules(texts, registry, context.parameters, (id, name) => file.place('rules', id, 'parameters', name));
  const known = new Set(all.map(({ info }) => info.id));
  const { enabled, severities } = ruleSettings(file, flags.about === undefined ? known : undefined);
  const { rule, framework, service } = flags;
  const rules = selectRules(all, { rules: rule, framework, services: service, enabled });
  const isChosen = rule.length > 0 || framework !== undefined;
  if (rules.length === 0) throw new InputError('no rule is selected: --service, --rule and --framework leave none');
  return {
    config,
    all,
    rules,
    chosen: new Set(rules.map(({ info }) => info.id).filter((id) => isChosen || enabled[id] === true)),
    context,
    severities,
    suppressions:
      flags.suppressions === undefined
        ? []
        : readSuppressions(readText(flags.suppressions, MAX_BYTES), flags.suppressions),
    ...(flags.framework === undefined ? {} : { framework: frameworkNamed(flags.framework) }),
    ...(flags.baseline === undefined ? {} : { baseline: readBaseline(readText(flags.baseline), flags.baseline) }),
  };
}

const registry = new Map(collectors.map((collector) => [collector.type, collector]));

/** With its controls where a list of them is available. */
function frameworkNamed(name: string): Pick<Framework, 'name'> | Framework {
  const text = new Map(frameworksIn(builtInRules())).get(name);
  return text ? readFramework(name, text) : { name };
}

/** The one that was named, or the one that lies here. */
export const configFile = (flag: string | undefined): string | undefined =>
  flag ?? (existsSync(DEFAULT_CONFIG) ? DEFAULT_CONFIG : undefined);

function configFrom(flag: string | undefined): ConfigFile {
  const file = configFile(flag);
  return file === undefined ? NO_CONFIG : readConfig(readText(file, MAX_BYTES), file);
}

const NO_CONFIG: ConfigFile = { config: {}, place: () => ({ file: DEFAULT_CONFIG }) };
