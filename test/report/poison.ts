import type { Finding } from '../../src/model/finding.ts';
import { UNKNOWN_CLASSES } from '../../src/model/reason.ts';
import { CATEGORIES, SEVERITIES, VERDICTS } from '../../src/model/rule.ts';
import type { Run } from '../../src/model/run.ts';
import { repeatable, type Story } from './run.ts';

/** What the model enumerates cannot be written by an account's owner. */
const ENUMERATED = new Set<string>([
  ...UNKNOWN_CLASSES,
  ...CATEGORIES,
  ...SEVERITIES,
  ...VERDICTS,
  'complete',
  'partial',
  'failed',
  'skipped',
  'fixed',
  'gone',
  'unseen',
  'new',
  'unchanged',
]);

/** Maps whose keys come from outside. */
const MAPS = new Set(['controls', 'evidence', 'tags', 'parameters']);

function poison(value: unknown, text: string, keep: ReadonlySet<string>, inMap = false): unknown {
  if (typeof value === 'string') return ENUMERATED.has(value) || keep.has(value) ? value : text;
  if (Array.isArray(value)) return value.map((item) => poison(item, text, keep));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [inMap ? text : key, poison(item, text, keep, MAPS.has(key))]),
  );
}

/** The story with every text replaced: found by walking it, so that a new field of the model is poisoned too. */
export function poisoned({ run, list }: Story, text: string, keepRules: boolean): Story {
  const keep = new Set(keepRules ? run.rules.map(({ id }) => id) : []);
  const { place, ...plain } = run;
  const poisonedList = poison(list, text, keep) as readonly Finding[];
  return {
    run: { ...(poison(plain, text, keep) as Omit<Run, 'place'>), place },
    list: poisonedList,
    findings: repeatable(poisonedList),
  };
}

/** Paths of the strings in a value, lists taken together; `(key)` where the keys of a map come from outside. */
function* strings(value: unknown, path: string, inMap = false): Generator<string> {
  if (typeof value === 'string' && !ENUMERATED.has(value)) yield path;
  if (typeof value !== 'object' || value === null) return;
  for (const [key, item] of Object.entries(value)) {
    if (inMap) yield `${path} (key)`;
    const here = Array.isArray(value) || inMap ? path : `${path}.${key}`;
    yield* strings(item, here, MAPS.has(key) && !Array.isArray(value));
  }
}

/** Every place of a story that holds text, found by walking it. */
export const placesOf = ({ run: { place: _, ...run }, list }: Story): string[] =>
  [...new Set([...strings(run, 'run'), ...strings(list, 'list')])].sort();

function replaced(value: unknown, path: string, target: string, text: string, inMap = false): unknown {
  if (typeof value === 'string') return path === target && !ENUMERATED.has(value) ? text : value;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => replaced(item, path, target, text));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      const here = inMap ? path : `${path}.${key}`;
      const name = inMap && target === `${path} (key)` ? text : key;
      return [name, replaced(item, here, target, text, MAPS.has(key))];
    }),
  );
}

/** The story with the texts of one place replaced. */
export function poisonedAt({ run, list }: Story, target: string, text: string): Story {
  const { place, ...plain } = run;
  const poisonedList = replaced(list, 'list', target, text) as readonly Finding[];
  return {
    run: { ...(replaced(plain, 'run', target, text) as Omit<Run, 'place'>), place },
    list: poisonedList,
    findings: repeatable(poisonedList),
  };
}
