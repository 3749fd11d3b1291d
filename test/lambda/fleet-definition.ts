import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { ROOT } from '../house/copy.ts';

export type Json = Readonly<Record<string, unknown>>;

const text = readFileSync(join(ROOT, 'deploy/fleet/stepfunctions.yaml'), 'utf8');

// CloudFormation reads YAML 1.1, where an unquoted `no` is false
export const template = parse(text, { version: '1.1' }) as {
  readonly Parameters: Readonly<Record<string, Json>>;
  readonly Conditions: Json;
  readonly Resources: Readonly<Record<string, { readonly Type: string; readonly Properties: Json }>>;
  readonly Outputs: Readonly<Record<string, Json>>;
};

/** The definition as CloudFormation would make it. */
export function shippedDefinition(names: Readonly<Record<string, string>>): string {
  const { DefinitionString } = template.Resources['Machine']?.Properties ?? {};
  const { 'Fn::Sub': definition } = DefinitionString as { readonly 'Fn::Sub': string };
  return definition.replace(/\$\{([^}]+)\}/g, (_, name: string) => {
    const value = names[name];
    if (value === undefined) throw new Error(`nobody says what ${name} is`);
    return value;
  });
}
