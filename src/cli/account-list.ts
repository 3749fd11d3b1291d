import { readText } from '../evaluate/read-text.ts';
import type { PlannedAccount } from '../fleet/plan.ts';
import { InputError } from '../model/input-error.ts';

const LINE = /^(\d{12})(?:[\s,]+(.*))?$/;

/** A file of account ids, a line each, with what they are called after it; `#` begins a comment. */
export function readAccounts(file: string): readonly PlannedAccount[] {
  const accounts = new Map<string, PlannedAccount>();
  for (const [index, whole] of readText(file).split(/\r?\n/).entries()) {
    const text = whole.replace(/#.*$/, '').trim();
    if (text === '') continue;
    const place = { file, line: index + 1 };
    const [, id, name = ''] = LINE.exec(text) ?? [];
    if (id === undefined) throw new InputError('a line is an account id of 12 digits, and a name after it', place);
    if (accounts.has(id)) throw new InputError(`account ${id} stands in the file twice`, place);
    accounts.set(id, { id, name: name.trim(), units: [] });
  }
  if (accounts.size === 0) throw new InputError('the file names no account', { file });
  return [...accounts.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}
