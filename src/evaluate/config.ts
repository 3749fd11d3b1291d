import { z } from 'zod';
import type { Context } from '../model/context.ts';
import { CUSTODIES } from '../model/custody.ts';
import { InputError, type Place } from '../model/input-error.ts';
import { SEVERITIES, type Severity } from '../model/rule.ts';
import { DEFAULT_SECRET_WORDS } from '../model/secret-words.ts';
import { readYaml } from './yaml-file.ts';

const account = z.string().regex(/^\d{12}$/, 'an account id has 12 digits (quote it)');

/** sealscan.config.yaml: what judging needs beside the snapshot. */
export const configSchema = z.strictObject({
  trustedAccounts: z.array(account).optional().describe('Accounts that may be let in, beside the own one.'),
  organizationId: z
    .string()
    .regex(/^o-[a-z0-9]{10,32}$/, 'an organization id looks like o-a1b2c3d4e5')
    .optional()
    .describe('The own organization, whose members are no strangers.'),
  secretWords: z
    .strictObject({ add: z.array(z.string().min(2)).optional(), remove: z.array(z.string()).optional() })
    .optional()
    .describe('Widens or narrows the words that mark a parameter name as a secret.'),
  custody: z
    .array(
      z.strictObject({
        resources: z.array(z.string()).min(1).describe('Resource types; * is every type that stores data.'),
        tags: z
          .record(z.string(), z.union([z.string(), z.array(z.string()).min(1)]))
          .optional()
          .describe('Only resources with all of these tags; a list means any of its values.'),
        required: z.enum(CUSTODIES).exclude(['none']),
      }),
    )
    .optional()
    .describe('Who must hold the key of what, at least.'),
  rules: z
    .record(
      z.string(),
      z.strictObject({
        enabled: z.boolean().optional().describe('Turns a rule on or off, whatever its default.'),
        severity: z.enum(SEVERITIES).optional(),
        parameters: z
          .record(z.string(), z.union([z.number().int(), z.string(), z.boolean(), z.array(z.string())]))
          .optional()
          .describe('Parameters of the rule that are other than its own: sealscan rules show ID.'),
      }),
    )
    .optional()
    .describe('By rule id.'),
});

export type Config = z.infer<typeof configSchema>;

/** A configuration as it was read; `place` says where a member of it stands. */
export interface ConfigFile {
  readonly config: Config;
  place(...path: readonly PropertyKey[]): Place;
}

export function readConfig(text: string, file: string): ConfigFile {
  const yaml = readYaml(text, file, configSchema);
  return { config: yaml.value, place: (...path) => yaml.place(path) };
}

export function contextOf(config: Config): Context {
  const words = new Set([...DEFAULT_SECRET_WORDS, ...(config.secretWords?.add ?? [])]);
  for (const word of config.secretWords?.remove ?? []) words.delete(word);
  const parameters = Object.entries(config.rules ?? {}).flatMap(([id, { parameters }]) =>
    parameters ? [[id, parameters] as const] : [],
  );
  return {
    trustedAccounts: config.trustedAccounts ?? [],
    ...(config.organizationId === undefined ? {} : { organizationId: config.organizationId }),
    secretWords: [...words],
    parameters: Object.fromEntries(parameters),
  };
}

/** What the configuration says of single rules. */
export interface RuleSettings {
  readonly enabled: Readonly<Record<string, boolean>>;
  readonly severities: Readonly<Record<string, Severity>>;
}

/** @throws InputError for a rule that does not exist, if `known` says which do */
export function ruleSettings({ config, place }: ConfigFile, known?: ReadonlySet<string>): RuleSettings {
  const settings = Object.entries(config.rules ?? {});
  const unknown = settings.find(([id]) => known && !known.has(id))?.[0];
  if (unknown !== undefined) throw new InputError(`no rule '${unknown}' exists`, place('rules', unknown));
  return {
    enabled: Object.fromEntries(
      settings.flatMap(([id, { enabled }]) => (enabled === undefined ? [] : [[id, enabled]])),
    ),
    severities: Object.fromEntries(
      settings.flatMap(([id, { severity }]) => (severity === undefined ? [] : [[id, severity]])),
    ),
  };
}
