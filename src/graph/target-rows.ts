import type { FieldState, Target } from '../model/field.ts';
import { newNumbers } from '../model/numbers.ts';
import { newTexts } from '../model/texts.ts';

/**
 * Targets by number. An account has as many of them as resources, and as objects they would take most of the memory of a
 * scan: most are held as a row of numbers and a text, 60 bytes instead of 300. Objects stay those of which a field is
 * more than a value (keys, which many resources share), and what is not plain ASCII.
 */
export interface TargetRows {
  /** @returns its number, the next one */
  add(target: Target): number;
  at(row: number): Target;
  idAt(row: number): string;
}

/** Members of a target in a row of numbers. */
const WIDTH = 4;
const STEM = 0;
const PLACE = 1;
const FIELDS = 2;
const TEXT = 3;

/** Between the end of an id and a name that is another. */
const SEPARATOR = '\n';

export function newTargetRows(): TargetRows {
  const objects = new Map<number, Target>();
  const texts = newTexts('latin1');
  const stems = newNumbers<string>((stem) => stem);
  const places = newNumbers<Pick<Target, 'account' | 'region'>>(
    ({ account, region }) => JSON.stringify([account, region]),
    (a, b) => a.region === b.region && a.account === b.account,
  );
  const fields = newNumbers<Target['fields']>(keyOfFields);
  let rows = new Int32Array(WIDTH * 64);
  let count = 0;

  const cell = (row: number, member: number): number => rows[row * WIDTH + member] as number;
  const idAndName = (row: number): readonly [id: string, name: string] => {
    const [tail = '', name = tail] = texts.at(cell(row, TEXT)).split(SEPARATOR);
    return [stems.at(cell(row, STEM)) + tail, name];
  };
  const write = ({ id, name, account, region, ...target }: Target): void => {
    const cut = Math.max(id.lastIndexOf('/'), id.lastIndexOf(':')) + 1;
    const tail = id.slice(cut);
    const text = texts.add(name === tail ? tail : tail + SEPARATOR + name);
    const numbers = [stems.of(id.slice(0, cut)), places.of({ account, region }), fields.of(target.fields), text];
    rows.set(numbers, count * WIDTH);
  };
  return {
    add(target) {
      if ((count + 1) * WIDTH > rows.length) rows = grown(rows);
      if (isPlain(target)) write(target);
      else objects.set(count, target);
      return count++;
    },
    at(row) {
      const object = objects.get(row);
      if (object) return object;
      const [id, name] = idAndName(row);
      return { id, name, ...places.at(cell(row, PLACE)), fields: fields.at(cell(row, FIELDS)) };
    },
    idAt: (row) => objects.get(row)?.id ?? idAndName(row)[0],
  };
}

/** Twice as long. */
export function grown(numbers: Int32Array): Int32Array<ArrayBuffer> {
  const more = new Int32Array(numbers.length * 2);
  more.set(numbers);
  return more;
}

const ASCII = /^[ -~]*$/;

const isPlain = ({ id, name, fields }: Target): boolean =>
  ASCII.test(id) && ASCII.test(name) && Object.values(fields).every(isValue);

const isValue = (state: FieldState): boolean => typeof state !== 'object';

/** Without their names, which are the same for all of a type. */
function keyOfFields(fields: Target['fields']): string {
  let key = '';
  for (const name in fields) {
    const state = fields[name];
    key += `${typeof state === 'string' ? JSON.stringify(state) : String(state)} `;
  }
  return key;
}
