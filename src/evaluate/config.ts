import { z } from 'zod';
import type { Context } from '../model/context.ts';
import type { Place } from '../model/input-error.ts';
import { SEVERITIES } from '../model/rule.ts';
import { DEFAULT_SECRET_WORDS } from '../model/secret-words.ts';
import { readYaml } from './yaml-file.ts';

const account = z.string().regex(/^\d{12}$/, 'an account id has 12 digits (quote it)');

/** sealscan.config.yaml: what judging needs beside the snapshot. */
export const configSchema = z.strictObject({
  trustedAccounts: z.array(account).optional(),
  organizationId: z
    .string()
    .regex(/^o-[a-z0-9]{10,32}$/, 'an organization id looks like o-a1b2c3d4e5')
    .optional(),
  secretWords: z
    .strictObject({ add: z.array(z.string().min(2)).optional(), remove: z.array(z.string()).optional() })
    .optional()
    .describe('Widens or narrows the words that mark a parameter name as a secret.'),
  rules: z
    .record(
      z.string(),
      z.strictObject({
        enabled: z.boolean().optional(),
        severity: z.enum(SEVERITIES).optional(),
        parameters: z
          .record(z.string(), z.union([z.number().int(), z.string(), z.boolean(), z.array(z.string())]))
          .optional(),
      }),
    )
    .optional(),
});

export type Config = z.infer<typeof configSchema>;

export const readConfig = (
  text: string,
  file: string,
): { config: Config; placeOfRule: (id: string, ...path: string[]) => Place } => {
  const yaml = readYaml(text, file, configSchema);
  return { config: yaml.value, placeOfRule: (id, ...path) => yaml.place(['rules', id, ...path]) };
};

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
