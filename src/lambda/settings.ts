import { type Config, contextOf, readConfig, ruleSettings } from '../evaluate/config.ts';
import { requiredCustody } from '../evaluate/required-custody.ts';
import { loadRules } from '../evaluate/rule.ts';
import { likesIn } from '../evaluate/rule-folder.ts';
import { selectRules } from '../evaluate/select.ts';
import { readSuppressions } from '../evaluate/suppression-file.ts';
import { builtInRules, builtInTexts } from '../home.ts';
import type { Collector } from '../model/collector.ts';
import { InputError } from '../model/input-error.ts';
import type { Store } from '../store.ts';
import type { Standards } from './judge.ts';

export type Env = Readonly<Record<string, string | undefined>>;

/** What the function's environment says. Lists are separated by commas. */
export interface Settings {
  /** `s3://BUCKET/PREFIX`, or a directory. */
  readonly state: string;
  readonly sendTo: readonly string[];
  readonly regions: readonly string[];
  readonly services: readonly string[];
  /** ARN of the HMAC key that signs what webhooks get. */
  readonly webhookKey?: string | undefined;
}

export function settingsIn(env: Env): Settings {
  const state = env['SEALSCAN_STATE'];
  if (!state) throw new InputError('SEALSCAN_STATE says where the state is: s3://BUCKET/PREFIX, or a directory');
  return {
    state,
    sendTo: listIn(env['SEALSCAN_SEND_TO']),
    regions: listIn(env['SEALSCAN_REGIONS']),
    services: listIn(env['SEALSCAN_SERVICES']),
    webhookKey: env['SEALSCAN_WEBHOOK_KEY'] || undefined,
  };
}

export const listIn = (text = ''): readonly string[] => [
  ...new Set(
    text
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  ),
];

export const CONFIG = 'sealscan.config.yaml';
export const SUPPRESSIONS = 'suppressions.yaml';

/** The rules and what people decided, from the files that lie beside the state. */
export async function standardsIn(
  store: Store,
  services: readonly string[],
  collectors: readonly Collector[],
): Promise<Standards> {
  const [config, suppressions] = await Promise.all([CONFIG, SUPPRESSIONS].map((key) => textOf(store, key)));
  const judged = judgedBy(config, services, collectors);
  return {
    ...judged,
    suppressions: suppressions === undefined ? [] : readSuppressions(suppressions, SUPPRESSIONS),
  };
}

export const textOf = async (store: Store, key: string): Promise<string | undefined> =>
  (await store.get(key))?.body.toString('utf8');

/** Loading the rules takes longer than an event: a warm process does it once for each configuration. */
let warm: { readonly key: string; readonly standards: Omit<Standards, 'suppressions'> } | undefined;

function judgedBy(text: string | undefined, services: readonly string[], collectors: readonly Collector[]) {
  const key = JSON.stringify([text, services]);
  if (warm?.key !== key) warm = { key, standards: load(text, services, collectors) };
  return warm.standards;
}

function load(
  text: string | undefined,
  services: readonly string[],
  collectors: readonly Collector[],
): Omit<Standards, 'suppressions'> {
  const file =
    text === undefined ? { config: {} as Config, place: () => ({ file: CONFIG }) } : readConfig(text, CONFIG);
  const context = contextOf(file.config);
  const registry = new Map(collectors.map((collector) => [collector.type, collector]));
  const texts = [...builtInTexts(), ...requiredCustody(file, registry, new Map(likesIn(builtInRules())))];
  const all = loadRules(texts, registry, context.parameters);
  const { enabled, severities } = ruleSettings(file, new Set(all.map(({ info }) => info.id)));
  const rules = selectRules(all, { rules: [], services, enabled });
  return {
    registry: collectors,
    rules,
    chosen: new Set(rules.map(({ info }) => info.id).filter((id) => enabled[id] === true)),
    context,
    severities,
  };
}
