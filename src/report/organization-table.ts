import type { AccountRow, OrganizationRun } from '../model/organization.ts';
import { certaintyOf, STATUS_LOOKS } from './organization-words.ts';
import { columns, fitted, padEnd, padStart, wrapped } from './table-line.ts';
import { counted, figure } from './text.ts';

const ACCOUNTS = 15;
const FIGURE = 10;
const STATE = 15;

/** What a terminal shows of many accounts: how far they were read, the sums, and those that need looking at first. */
export function organizationTable(run: OrganizationRun, { width: asked }: { readonly width: number }): string {
  const width = Math.min(100, Math.max(60, asked));
  const { counts, accounts, tool } = run;
  const rest =
    accounts.length > ACCOUNTS ? [`  and ${counted(accounts.length - ACCOUNTS, 'more account')} in the report`] : [];
  const lines = [
    fitted(`${tool.name} ${tool.version}  ${counted(accounts.length, 'account')}  ${run.takenAt}`, width),
    '',
    ...wrapped(certaintyOf(run), width - 2).map((line) => `  ${line}`),
    fitted(
      `  ${figure(counts.findings.fail)} fail · ${figure(counts.findings.unknown)} unknown · ${figure(counts.findings.pass)} pass · ${figure(counts.findings.suppressed)} suppressed`,
      width,
    ),
    '',
    headOf(width),
    ...accounts.slice(0, ACCOUNTS).map((row) => lineOf(row, width)),
    ...rest,
  ];
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
}

const COLUMNS = ['critical', 'high', 'unknown'] as const;

const headOf = (width: number): string =>
  padEnd('  Accounts, worst first', width - FIGURE * COLUMNS.length) +
  COLUMNS.map((name) => padStart(name, FIGURE)).join('');

function lineOf({ id, name, status, counts }: AccountRow, width: number): string {
  const { word, shape } = STATUS_LOOKS[status];
  const state = padEnd(`${shape} ${word}`, STATE);
  const start = `  ${id}  ${state} `;
  const room = width - FIGURE * COLUMNS.length - columns(start) - 1;
  const values = counts
    ? [counts.bySeverity.critical, counts.bySeverity.high, counts.findings.unknown].map(figure)
    : ['-', '-', '-'];
  return start + padEnd(fitted(name, room), room + 1) + values.map((value) => padStart(value, FIGURE)).join('');
}
