import type { Location, Result } from 'sarif';
import { placeInArn } from '../model/arn.ts';
import type { Finding, FindingResource, Suppressed } from '../model/finding.ts';
import { lineHash } from '../model/line-hash.ts';
import type { LinePlace, Run } from '../model/run.ts';
import { inventoryLine, inventoryPath } from './inventory.ts';
import { suppressionText } from './sentence.ts';
import { LOOKS } from './severity.ts';
import { figure, shown } from './text.ts';

const MESSAGE = 2_000;
const ARN = 2_048;

/** Brackets and backslashes make links in SARIF messages. */
export const escapeMessage = (text: string): string => text.replace(/[\\[\]]/g, '\\$&');

/** `base` and `path` as one relative URI: no scheme, no step upwards, every segment encoded. */
export function artifactUri(base: string, path: string): string {
  const segments = `${base}/${path}`.split(/[\\/]+/).filter((segment) => !['', '.', '..'].includes(segment));
  return segments.map((segment) => encodeURIComponent(segment.replace(/\p{Cs}/gu, '\ufffd'))).join('/');
}

/** For a resource that has no line: the start of its file, and the hash that its line would have. */
const fallback = (resource: FindingResource): LinePlace => ({
  path: inventoryPath(resource),
  line: 1,
  length: 0,
  hash: `${lineHash(inventoryLine(resource))}:1`,
});

const location = (
  resource: Pick<FindingResource, 'id' | 'name'>,
  { path, line, length }: LinePlace,
  base: string,
): Location => ({
  physicalLocation: {
    artifactLocation: { uri: artifactUri(base, path) },
    region: { startLine: line, startColumn: 1, endLine: line, endColumn: length + 1 },
  },
  logicalLocations: [
    { fullyQualifiedName: shown(resource.id, ARN), name: shown(resource.name, 255), kind: 'resource' },
  ],
});

const suppression = (accepted: Suppressed) => ({
  kind: 'external' as const,
  status: 'accepted' as const,
  justification: shown(suppressionText(accepted), MESSAGE),
});

const KINDS = { fail: 'fail', pass: 'pass', unknown: 'open' } as const;

/** A key or secret that the resource leads to. */
interface Related {
  readonly arn: string;
  readonly place: LinePlace;
}

/** Those that have a line: GitHub takes no location without a file. */
const relatedOf = (run: Run, { related = [] }: Finding): Related[] =>
  related.flatMap((arn) => {
    const place = run.place({ id: arn, ...placeInArn(arn) });
    return place ? [{ arn, place }] : [];
  });

const wordFor = (arn: string): string => (arn.includes(':secretsmanager:') ? 'Secret' : 'Key');

/** GitHub makes `[text](1)` a link to the related location 1. */
const messageText = ({ message, resource }: Finding, related: readonly Related[], made: number): string =>
  [
    escapeMessage(`${shown(message || 'No message.', MESSAGE)} Resource: ${shown(resource.id, ARN)}`),
    ...(made > 1 ? [`This line made ${figure(made)} resources that fail this rule.`] : []),
    ...related.map(({ arn }, index) => `${wordFor(arn)}: [${escapeMessage(shown(arn, ARN))}](${index + 1})`),
  ].join(' ');

const relatedLocation = ({ arn, place }: Related, id: number, base: string): Location => ({
  id,
  ...location({ id: arn, name: arn }, place, base),
  message: { text: escapeMessage(`${wordFor(arn)} ${shown(arn, ARN)}`) },
});

/**
 * One finding as a result.
 * @param ruleIndex undefined for a rule that the run does not list
 * @param made how many resources its line of code made that fail its rule: GitHub shows them as one
 */
export function resultOf(
  run: Run,
  finding: Finding,
  base: string,
  ruleIndex: number | undefined,
  made: number,
): Result {
  const { resource, verdict } = finding;
  const related = relatedOf(run, finding);
  const code = run.code?.(resource);
  const place = code ?? run.place(resource) ?? fallback(resource);
  return {
    ruleId: finding.rule,
    ...(ruleIndex !== undefined && { ruleIndex }),
    kind: KINDS[verdict],
    level: verdict === 'fail' ? LOOKS[finding.severity].level : 'none',
    message: { text: messageText(finding, related, made) },
    locations: [location(resource, place, code ? '' : base)],
    ...(related.length > 0 && {
      relatedLocations: related.map((one, index) => relatedLocation(one, index + 1, base)),
    }),
    partialFingerprints: { primaryLocationLineHash: place.hash, 'sealscan/v1': finding.id },
    ...(finding.suppression && { suppressions: [suppression(finding.suppression)] }),
    ...(finding.baseline && { baselineState: finding.baseline }),
  };
}
