import { SEVERITIES } from '../../../src/model/rule.ts';
import { guarded } from '../../../src/report/formula.ts';
import { findingOf } from './store.js';

const COLUMNS = [
  ['verdict', ({ verdict }) => verdict],
  ['severity', ({ severity }) => SEVERITIES[severity]],
  ['rule', ({ rule }) => rule.id],
  ['title', ({ rule }) => rule.title],
  ['service', ({ rule }) => rule.service],
  ['account', ({ resource }) => resource.account],
  ['region', ({ resource }) => resource.region],
  ['type', ({ resource }) => resource.type],
  ['name', ({ resource }) => resource.name],
  ['arn', ({ resource }) => resource.arn],
  ['part', ({ part }) => part],
  ['message', ({ message }) => message],
  ['suppressed', ({ isSuppressed }) => (isSuppressed ? 'yes' : '')],
  ['baseline', ({ isNew, isUnchanged }) => (isNew ? 'new' : isUnchanged ? 'unchanged' : '')],
];

function cell(text) {
  const safe = guarded(text);
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** RFC 4180, as parts of a Blob. */
export const csvOf = (store, numbers) => [
  `${COLUMNS.map(([name]) => name).join(',')}\r\n`,
  ...Array.from(numbers, (at) => {
    const finding = findingOf(store, at);
    return `${COLUMNS.map(([, of]) => cell(of(finding))).join(',')}\r\n`;
  }),
];

/** Gives the reader the file; no request is made for it. */
export function download(name, parts) {
  const address = URL.createObjectURL(new Blob(parts, { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
