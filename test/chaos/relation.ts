import { collectors } from '../../src/collectors/registry.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { Said } from './judge.ts';

const GLOBAL = new Set(collectors.filter(({ scope }) => scope === 'global').map(({ type }) => type));

/**
 * What a run that missed something may not do. Each finding of the clean run is there with its verdict, or unknown for a
 * reason that names what was missed, or its type's placeholder covers it; and nothing new is said but "unknown".
 * @returns one sentence a violation
 */
export function wrongs(clean: Said, blind: Said, names: (operation: string) => boolean): string[] {
  const wrong: string[] = [];
  for (const [id, was] of clean.findings) {
    const is = blind.findings.get(id) ?? placeholderOf(was, blind);
    if (!is) wrong.push(`${label(was)}: ${was.verdict} vanished`);
    else if (is.verdict === was.verdict) continue;
    else if (is.verdict !== 'unknown') wrong.push(`${label(was)}: ${was.verdict} became ${is.verdict}`);
    else if (!isNamed(is, names) && was.verdict !== 'unknown') wrong.push(`${label(was)}: unknown, ${told(is)}`);
  }
  for (const [id, is] of blind.findings) {
    if (clean.findings.has(id)) continue;
    if (is.verdict !== 'unknown') wrong.push(`${label(is)}: ${is.verdict} from nothing`);
    else if (!isNamed(is, names)) wrong.push(`${label(is)}: new and unknown, ${told(is)}`);
  }
  return wrong;
}

/** Nothing was missed, or it is a gap and the run is incomplete. */
export function isOwned(clean: Said, blind: Said, names: (operation: string) => boolean): boolean {
  const changed = [...clean.findings].some(([id, { verdict }]) => blind.findings.get(id)?.verdict !== verdict);
  return !changed || (!blind.complete && blind.gaps.some(({ operation }) => names(operation)));
}

const isNamed = ({ reasons }: Finding, names: (operation: string) => boolean): boolean =>
  reasons.some(({ operation }) => names(operation));

const label = ({ rule, resource }: Finding): string => `${rule} ${resource.region} ${resource.id}`;
const told = ({ reasons }: Finding): string => JSON.stringify(reasons);

function placeholderOf({ rule, resource }: Finding, { findings }: Said): Finding | undefined {
  const region = GLOBAL.has(resource.type) ? 'aws-global' : resource.region;
  const id = `sealscan:unlisted:${resource.account}:${region}:${resource.type}`;
  return [...findings.values()].find((one) => one.rule === rule && one.resource.id === id);
}
