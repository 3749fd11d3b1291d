import { lineCutter } from '../model/lines.ts';
import type { RuleInfo } from '../model/rule.ts';
import type { Scratch, Stretch } from '../model/scratch.ts';
import { compareGroups, type Group, newShelves, type Place } from './groups.ts';
import { merged } from './merged.ts';
import { type Cells, type Row, rowsOf } from './rows.ts';

/** Groups of any number: rows in memory, and on disk what is more than may be held. */
export interface Kept {
  add(group: Group): void;
  /**
   * In order of account, region, type and id, as often as they are read.
   * @param isWanted passes over places, which costs little
   */
  groups(isWanted?: (place: Place) => boolean): Iterable<Group>;
}

/**
 * @param rules all that say something
 * @param scratch without it, all stays in memory
 */
export function keepGroups(rules: readonly RuleInfo[], scratch?: Scratch): Kept {
  const { rowOf, groupOf } = rowsOf(rules);
  const written: Stretch[] = [];
  let held = newShelves<Row>();
  let size = 0;
  return {
    add(group) {
      const row = rowOf(group);
      held.add(row);
      size += row.text.length;
      if (!scratch || size < scratch.after) return;
      written.push(write(held.inOrder(), scratch));
      held = newShelves();
      size = 0;
    },
    *groups(isWanted = () => true) {
      const read = ({ place, text }: Written): Group => groupOf(place, JSON.parse(text) as Cells);
      const sources = [...written.map((stretch) => readRows(stretch, scratch as Scratch)), held.inOrder()];
      yield* merged(
        sources.map((rows) => groupsIn(rows, isWanted, read)),
        compareGroups,
      );
    },
  };
}

type Written = Omit<Row, 'id'>;

function* groupsIn(
  rows: Iterable<Written>,
  isWanted: (place: Place) => boolean,
  read: (row: Written) => Group,
): Generator<Group> {
  let last: Place | undefined;
  let isIn = false;
  for (const row of rows) {
    if (row.place !== last) isIn = isWanted(row.place);
    last = row.place;
    if (isIn) yield read(row);
  }
}

/** In pieces: one text of all rows would need as much memory as the rows. */
const PIECE = 1_000;

/** A line a row, and a line for each place before the first of its rows. */
function write(rows: readonly Row[], scratch: Scratch): Stretch {
  let place: Place | undefined;
  const linesOf = (row: Row): string => {
    const isNew = row.place !== place;
    place = row.place;
    return isNew ? `${JSON.stringify(place)}\n${row.text}\n` : `${row.text}\n`;
  };
  const stretches: Stretch[] = [];
  for (let at = 0; at < rows.length; at += PIECE)
    stretches.push(
      scratch.append(
        rows
          .slice(at, at + PIECE)
          .map(linesOf)
          .join(''),
      ),
    );
  return { start: stretches[0]?.start ?? 0, end: stretches.at(-1)?.end ?? 0 };
}

function* readRows(stretch: Stretch, scratch: Scratch): Generator<Written> {
  let place: Place | undefined;
  for (const text of linesIn(stretch, scratch))
    if (text.startsWith('{')) place = JSON.parse(text) as Place;
    else yield { place: place as Place, text };
}

function* linesIn({ start, end }: Stretch, scratch: Scratch): Generator<string> {
  const lines = lineCutter();
  for (let at = start; at < end; ) {
    const block = scratch.read({ start: at, end });
    at += block.length;
    yield* lines.cut(block);
  }
}
