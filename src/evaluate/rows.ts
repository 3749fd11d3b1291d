import { changed, type Finding, type FindingResource } from '../model/finding.ts';
import type { RuleInfo } from '../model/rule.ts';
import type { Group, Place, Placed } from './groups.ts';
import { judgedFinding, type Outcome } from './judge.ts';

/** What was decided about a finding. */
type Decisions = Pick<Finding, 'suppression' | 'baseline'>;

/** What a rule, by its place in the list, says of a resource; a number where it said the same of another one. */
type Said = number | readonly [rule: number, outcome: Outcome];
type Cell = Said | { readonly said: Said; readonly decided: Decisions };

/** A group without its place, as it is written. `tags` is 0 where nobody read them. */
export type Cells = readonly [
  id: string,
  name: string,
  tags: FindingResource['tags'] | 0,
  isUnlisted: 0 | 1,
  related: readonly string[],
  ...findings: Cell[],
];

/** A group as text of some hundred characters, where its objects take a kilobyte. */
export interface Row extends Placed {
  readonly text: string;
}

export interface Rows {
  rowOf(group: Group): Row;
  groupOf(place: Place, cells: Cells): Group;
}

/** @param rules in which severities are those of the findings */
export function rowsOf(rules: readonly RuleInfo[]): Rows {
  const numbers = new Map(rules.map(({ id }, number) => [id, number]));
  const sentences = sentencesOf();
  let place: Place | undefined; // that of the last group, which most share

  const cellOf = (finding: Finding): Cell => {
    const { suppression, baseline } = finding;
    const said = sentences.sayingOf(numbers.get(finding.rule) as number, finding);
    if (!suppression && !baseline) return said;
    return { said, decided: { ...(suppression && { suppression }), ...(baseline && { baseline }) } };
  };
  const findingOf = (cell: Cell, resource: FindingResource, related: readonly string[]): Finding => {
    if (typeof cell === 'object' && 'said' in cell)
      return changed(findingOf(cell.said, resource, related), cell.decided);
    const [rule, outcome] = typeof cell === 'number' ? sentences.at(cell) : cell;
    return judgedFinding(rules[rule] as RuleInfo, outcome, resource, outcome.verdict === 'fail' ? related : []);
  };

  return {
    rowOf({ resource, findings, isUnlisted }) {
      const { id, name, tags, tagsUnknown } = resource;
      if (!place || !isIn(place, resource)) place = placeOf(resource);
      const related = findings.find((finding) => finding.related)?.related ?? [];
      const cells: Cells = [id, name, tagsUnknown ? 0 : tags, isUnlisted ? 1 : 0, related, ...findings.map(cellOf)];
      return { place, id, text: JSON.stringify(cells) };
    },
    groupOf(at, [id, name, tags, isUnlisted, related, ...cells]) {
      const { partition, account, region, type } = at;
      const known = { id, type, name, partition, account, region, tags: tags === 0 ? {} : tags };
      const resource = tags === 0 ? { ...known, tagsUnknown: true as const } : known;
      const findings = cells.map((cell) => findingOf(cell, resource, related));
      return isUnlisted ? { resource, findings, isUnlisted: true } : { resource, findings };
    },
  };
}

const placeOf = ({ partition, account, region, type }: Place): Place => ({ partition, account, region, type });

const isIn = (place: Place, { partition, account, region, type }: Place): boolean =>
  place.type === type && place.region === region && place.account === account && place.partition === partition;

type Sentence = readonly [rule: number, outcome: Outcome];

/** What rules say, that of more than one resource once. */
interface Sentences {
  sayingOf(rule: number, finding: Finding): Said;
  at(number: number): Sentence;
}

/** Outcomes that are shared share their evidence: a thing, not a text, tells that one comes again. */
function sentencesOf(): Sentences {
  const known = new WeakMap<object, { readonly sentence: Sentence; number?: number }>();
  const shared: Sentence[] = [];
  return {
    sayingOf(rule, finding) {
      const first = known.get(finding.evidence);
      if (first && isSame(first.sentence, rule, finding)) {
        first.number ??= shared.push(first.sentence) - 1;
        return first.number;
      }
      const { verdict, message, evidence, reasons } = finding;
      const sentence: Sentence = [rule, { verdict, message, evidence, reasons }];
      if (!first) known.set(evidence, { sentence });
      return sentence;
    },
    at: (number) => shared[number] as Sentence,
  };
}

const isSame = ([known, { verdict, message, reasons }]: Sentence, rule: number, finding: Finding): boolean =>
  rule === known && verdict === finding.verdict && reasons === finding.reasons && message === finding.message;
