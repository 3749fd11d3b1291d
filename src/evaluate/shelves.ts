import { byText } from '../model/order.ts';
import { newTexts } from '../model/texts.ts';
import { comparePlaces, type Place, type Placed } from './groups.ts';

/** A text about something, as bytes outside of the heap. */
export interface Shelved {
  readonly place: Place;
  readonly bytes: Buffer;
}

/** Brings what comes in any order into that of `compare`. */
export interface Shelves {
  add(item: Placed & { readonly text: string }): void;
  /** Bytes that are held. */
  size(): number;
  inOrder(): Iterable<Shelved>;
  clear(): void;
}

interface Shelf {
  readonly place: Place;
  readonly texts: number[];
  last: string;
  isSorted: boolean;
}

/**
 * By place first, and each place by id: snapshots have most of it in order, and comparing a million resources costs as much as judging them.
 * @param idOf finds the id in a text
 */
export function newShelves(idOf: (bytes: Buffer) => string): Shelves {
  const texts = newTexts('utf8');
  const shelves = new Map<string, Shelf>();
  let latest: Shelf | undefined;
  const shelfOf = (place: Place): Shelf => {
    const key = JSON.stringify([place.account, place.region, place.type]);
    const known = shelves.get(key) ?? { place, texts: [], last: '', isSorted: true };
    shelves.set(key, known);
    return known;
  };
  const sorted = ({ texts: places, isSorted }: Shelf): readonly number[] =>
    isSorted
      ? places
      : places
          .map((at) => ({ at, id: idOf(texts.bytesAt(at)) }))
          .sort((a, b) => byText(a.id, b.id))
          .map(({ at }) => at);
  return {
    add({ place, id, text }) {
      if (!latest || comparePlaces(latest.place, place) !== 0) latest = shelfOf(place);
      latest.texts.push(texts.add(text));
      latest.isSorted &&= latest.last <= id;
      latest.last = id;
    },
    size: texts.size,
    *inOrder() {
      for (const shelf of [...shelves.values()].sort((a, b) => comparePlaces(a.place, b.place)))
        for (const at of sorted(shelf)) yield { place: shelf.place, bytes: texts.bytesAt(at) };
    },
    clear() {
      texts.clear();
      shelves.clear();
      latest = undefined;
    },
  };
}
