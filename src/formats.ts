import { didYouMean } from './evaluate/select.ts';
import { InputError } from './model/input-error.ts';
import { REPORTERS } from './report/reporters.ts';
import type { Format } from './reports.ts';

const DEFAULT_FORMATS: readonly Format[] = ['html', 'sarif', 'json'];

/** The formats that were asked for, each once; without any, what most people want. */
export function formatsOf(asked: readonly string[]): readonly Format[] {
  for (const name of asked) {
    if (Object.hasOwn(REPORTERS, name)) continue;
    const known = Object.keys(REPORTERS);
    throw new InputError(`no format '${name}' exists${didYouMean(name, known)} (${known.join(', ')})`);
  }
  return asked.length === 0 ? DEFAULT_FORMATS : ([...new Set(asked)] as Format[]);
}

export function refuseCategory(category: string): void {
  if (category.length > 100 || !/^[\w.-]+(?:\/[\w.-]+)*$/.test(category))
    throw new InputError(`--sarif-category takes letters, digits and . _ - / between them, not '${category}'`);
}
