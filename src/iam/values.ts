import { apartFor } from './apart.ts';
import { type Filled, numberOf, timeOf, type Value } from './condition.ts';
import { addressOf, cellsOf, rangeOf } from './ip.ts';
import { groupsOf } from './own-things.ts';
import { samples } from './samples.ts';
import type { World } from './world.ts';

/** One value for each class that the conditions on a key tell apart. */
export function classesOf(world: World, conditions: readonly Filled[]): string[] {
  if (conditions.some(({ family }) => family === 'bool')) return ['true', 'false'];
  const textual = conditions.filter(({ family }) => family === 'string' || family === 'arn');
  const onlyOthers = textual.length === 0 && conditions.some(({ family }) => family !== 'null');
  const texts = onlyOthers ? [] : samples(groupsOf(textual), { meter: world.meter });
  const folded = conditions.some(({ operator }) => operator.endsWith('ignorecase'));
  const cased = folded ? texts.flatMap((text) => [text, text.toUpperCase(), text.toLowerCase()]) : texts;
  const others = conditions.flatMap(valuesBeside);
  return apartFor(world, conditions, [...new Set([...cased, ...others])]);
}

function valuesBeside({ family, values }: Filled): string[] {
  switch (family) {
    case 'bool':
      return ['true', 'false'];
    case 'number':
      return values.flatMap((value) => around(numberOf(value), [-1, -0.5, 0, 0.5, 1])).map(String);
    case 'date':
      return values.flatMap((value) => around(timeOf(value), [-1000, 0, 1000])).map(isoOf);
    case 'ip':
      return addressesOf(values);
    case 'binary':
      return [...values];
    default:
      return [];
  }
}

const around = (value: number, steps: readonly number[]): number[] =>
  Number.isFinite(value) ? steps.map((step) => value + step) : [];

/** Dates beyond what a Date can hold are told as seconds. */
export const isoOf = (time: number): string =>
  Math.abs(time) <= 8.64e15 ? new Date(time).toISOString() : String(time / 1000);

const addressesOf = (values: readonly string[]): string[] =>
  cellsOf(values.map(rangeOf).filter((range) => range !== undefined)).map(addressOf);

const MAX_LIST = 12;

/** Lists of values: each alone, pairs, and all together. */
export function listsOf(values: readonly string[]): Value[] {
  const few = values.slice(0, MAX_LIST);
  const pairs = few.flatMap((a, at) => few.slice(at + 1).map((b) => [a, b]));
  return [...values.map((value) => [value]), ...pairs, values];
}
