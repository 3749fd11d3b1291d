import { lineCutter } from '../model/lines.ts';
import type { RuleInfo } from '../model/rule.ts';
import type { Scratch, Stretch } from '../model/scratch.ts';
import { compareGroups, type Group, type Place } from './groups.ts';
import { merged } from './merged.ts';
import { type Cells, idIn, type Row, rowsOf } from './rows.ts';
import { newShelves, type Shelved } from './shelves.ts';

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
  const held = newShelves(idIn);
  return {
    add(group) {
      held.add(rowOf(group));
      if (!scratch || held.size() < scratch.after) return;
      written.push(write(held.inOrder(), scratch));
      held.clear();
    },
    *groups(isWanted = () => true) {
      const read = ({ place, text }: Written): Group => groupOf(place, JSON.parse(text) as Cells);
      const sources = [...written.map((stretch) => readRows(stretch, scratch as Scratch)), heldRows(held.inOrder())];
      yield* merged(
        sources.map((rows) => groupsIn(rows, isWanted, read)),
        compareGroups,
      );
    },
  };
}

type Written = Pick<Row, 'place' | 'text'>;

function* heldRows(rows: Iterable<Shelved>): Generator<Written> {
  for (const { place, bytes } of rows) yield { place, text: bytes.toString('utf8') };
}

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

/** Bytes that are written at once. */
const PIECE = 1 << 18;
const LINE_END = Buffer.from('\n');

/** A line a row, and a line for each place before the first of its rows. */
function write(rows: Iterable<Shelved>, scratch: Scratch): Stretch {
  const stretches: Stretch[] = [];
  let place: Place | undefined;
  let piece: Buffer[] = [];
  let size = 0;
  const flush = (): void => {
    stretches.push(scratch.append(Buffer.concat(piece)));
    piece = [];
    size = 0;
  };
  for (const row of rows) {
    if (row.place !== place) piece.push(Buffer.from(JSON.stringify(row.place)), LINE_END);
    place = row.place;
    piece.push(row.bytes, LINE_END);
    size += row.bytes.length;
    if (size > PIECE) flush();
  }
  flush();
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
