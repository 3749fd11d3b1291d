import type { FindingResource } from '../model/finding.ts';
import { newNumbers } from '../model/numbers.ts';
import { quoted } from '../model/quoted.ts';
import type { RuleInfo } from '../model/rule.ts';
import type { Decisions, Group, Place, Placed } from './groups.ts';
import type { Outcome } from './judge.ts';
import type { Said } from './said.ts';
import type { Saying } from './sayings.ts';

/** What a rule, by its place in the list, says; a number where that is shared. */
type Cell = number | readonly [rule: number, outcome: Outcome];

/** A group without its place, as it is written. `tags` is 0 where nobody read them. */
export type Cells = readonly [
  id: string,
  name: string,
  tags: FindingResource['tags'] | 0,
  isUnlisted: 0 | 1,
  related: readonly string[],
  said: number | readonly Cell[],
  ...decided: (readonly [at: number, decisions: Decisions])[],
];

/** A group as text of some hundred characters, where its objects take a kilobyte. */
export interface Row extends Placed {
  readonly text: string;
}

export interface Rows {
  rowOf(group: Group): Row;
  groupOf(place: Place, cells: Cells): Group;
}

const UNTAGGED: FindingResource['tags'] = {};

/** @param rules all of them */
export function rowsOf(rules: readonly RuleInfo[]): Rows {
  const ruleNumbers = new Map(rules.map(({ id }, number) => [id, number]));
  const saids = newNumbers<Said>((said) => said);
  const sayings = newNumbers<Saying>((saying) => saying);
  let place: Place | undefined; // that of the last group, which most share

  const cellOf = (saying: Saying): Cell =>
    saying.isShared ? sayings.of(saying) : [ruleNumbers.get(saying.rule.id) as number, saying.outcome];
  const sayingOf = (cell: Cell): Saying =>
    typeof cell === 'number'
      ? sayings.at(cell)
      : { rule: rules[cell[0]] as RuleInfo, outcome: cell[1], isShared: false };

  return {
    rowOf({ resource, said, related, decided, isUnlisted }) {
      const { id, name, tags, tagsUnknown } = resource;
      if (!place || !isIn(place, resource)) place = placeOf(resource);
      const read = tagsUnknown ? '0' : json(tags);
      const what = said.isShared ? String(saids.of(said)) : JSON.stringify(said.sayings.map(cellOf));
      const more = decided ? [...decided].map((decision) => `,${JSON.stringify(decision)}`).join('') : '';
      // as JSON.stringify would have it of Cells, which takes several times as long as putting together what is plain
      const text = `[${quoted(id)},${quoted(name)},${read},${isUnlisted ? 1 : 0},${json(related)},${what}${more}]`;
      return { place, id, text };
    },
    groupOf(at, [id, name, tags, isUnlisted, related, said, ...decided]) {
      const { partition, account, region, type } = at;
      const resource: FindingResource =
        tags === 0
          ? { id, type, name, partition, account, region, tags: UNTAGGED, tagsUnknown: true }
          : { id, type, name, partition, account, region, tags };
      const group: Group = {
        resource,
        said: typeof said === 'number' ? saids.at(said) : { sayings: said.map(sayingOf), isShared: false },
        related,
      };
      if (decided.length === 0 && !isUnlisted) return group; // a spread takes several times the memory
      return {
        ...group,
        ...(decided.length > 0 ? { decided: new Map(decided) } : {}),
        ...(isUnlisted ? { isUnlisted: true } : {}),
      };
    },
  };
}

function json(of: object): string {
  for (const _ in of) return JSON.stringify(of);
  return Array.isArray(of) ? '[]' : '{}';
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** The id that a row begins with; parsing all of it would cost more than sorting. */
export function idIn(row: Buffer): string {
  const end = row.indexOf(QUOTE, 2);
  return row.subarray(2, end).includes(BACKSLASH)
    ? (JSON.parse(row.toString('utf8')) as Cells)[0]
    : row.toString('utf8', 2, end);
}

const placeOf = ({ partition, account, region, type }: Place): Place => ({ partition, account, region, type });

const isIn = (place: Place, { partition, account, region, type }: Place): boolean =>
  place.type === type && place.region === region && place.account === account && place.partition === partition;
