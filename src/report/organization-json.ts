import type { OrganizationRun } from '../model/organization.ts';
import { jsonText } from './json-text.ts';

/** Version of the document that reports/organization.schema.json describes. */
const ORGANIZATION_VERSION = '1.0';

/** The roll-up of many accounts, a line for each of them. */
export function organizationJson(run: OrganizationRun): string {
  const { units, rules, accounts, history, ...head } = run;
  const lists = { units, rules, accounts, history } as const;
  const members = Object.entries({ schemaVersion: ORGANIZATION_VERSION, ...head }).map(
    ([name, value]) => `${jsonText(name)}: ${jsonText(value)}`,
  );
  const lines = Object.entries(lists).map(
    ([name, items]) => `${jsonText(name)}: [${items.map((item) => `\n${jsonText(item)}`).join(',')}\n]`,
  );
  return `{\n${[...members, ...lines].join(',\n')}\n}\n`;
}
