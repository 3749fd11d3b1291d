import { SEVERITIES } from '../model/rule.ts';
import type { Run } from '../model/run.ts';
import { spreadOf, total } from './custody.ts';
import type { Tally } from './tally.ts';
import { counted, figure } from './text.ts';

const is = (count: number): string => (count === 1 ? 'is' : 'are');
const has = (count: number): string => (count === 1 ? 'has' : 'have');

/** Parts of a sentence with commas and a last "and". */
const listed = (parts: readonly string[]): string =>
  parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;

function sealed({ custody }: Run): string[] {
  const spread = spreadOf(custody);
  const all = total(spread);
  if (all === 0) return [];
  const stores = `${counted(all, 'resource')} that ${all === 1 ? 'stores' : 'store'} data`;
  const open = spread.none;
  const dark = spread['not-known'];
  if (open + dark === 0)
    return [all === 1 ? 'The one resource that stores data is encrypted.' : `All ${stores} are encrypted.`];
  const first =
    open === 0
      ? `None of ${stores} is known to be unencrypted`
      : `${figure(open)} of ${stores} ${is(open)} not encrypted`;
  return [`${first}${dark > 0 ? `; for ${figure(dark)} it is not known who holds the key` : ''}.`];
}

function attention({ summary: { findings, bySeverity } }: Run, tally: Tally): string[] {
  if (findings.fail === 0) return ['No rule fails on what was seen.'];
  const worst = SEVERITIES.slice(0, 2).filter((severity) => bySeverity[severity] > 0);
  const named = listed(worst.map((severity) => `${figure(bySeverity[severity])} ${severity}`));
  const of = named === '' ? '' : findings.fail === 1 ? `, ${named}` : `, ${named} among them`;
  return [
    `${counted(findings.fail, 'finding')} ${findings.fail === 1 ? 'needs' : 'need'} attention on ${counted(tally.failing, 'resource')}${of}.`,
  ];
}

const keys = ({ failingKeys }: Tally): string[] =>
  failingKeys === 0 ? [] : [`${counted(failingKeys, 'KMS key')} ${has(failingKeys)} at least one problem.`];

/** How far the rest can be trusted: the first thing to say. */
export function certainty({ complete, summary: { findings }, gaps }: Run): string {
  if (complete && findings.unknown === 0) return 'Everything that was asked for was seen.';
  const parts = [
    ...(findings.unknown > 0 ? [`${counted(findings.unknown, 'verdict')} ${is(findings.unknown)} unknown`] : []),
    ...(gaps.length > 0 ? [`${counted(gaps.length, 'call')} failed`] : []),
  ];
  if (parts.length === 0) return 'The picture is not complete.';
  return `${complete ? 'Some of it was out of sight' : 'The picture is not complete'}: ${listed(parts)}.`;
}

/** The posture in a few plain sentences, made of counts only. */
export const headline = (run: Run, tally: Tally): string[] => [
  ...sealed(run),
  ...attention(run, tally),
  ...keys(tally),
];
