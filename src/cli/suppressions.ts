import { readText } from '../evaluate/read-text.ts';
import { readSuppressions } from '../evaluate/suppressions.ts';
import { MAX_BYTES } from '../evaluate/yaml-limits.ts';
import { visible } from '../report/text.ts';
import { EXIT } from './exit.ts';
import type { Terminal } from './terminal.ts';

const SOON_DAYS = 30;

/** Checks a suppression file: exit code 1 when an entry has expired. */
export async function suppressionsCheckCommand(_flags: object, terminal: Terminal, file: string): Promise<number> {
  const epoch = Number(terminal.env['SOURCE_DATE_EPOCH'] ?? Number.NaN);
  const now = Number.isFinite(epoch) ? epoch * 1000 : Date.now();
  const day = (offset: number): string => new Date(now + offset * 86_400_000).toISOString().slice(0, 10);
  const entries = readSuppressions(readText(file, MAX_BYTES), file);
  const lines = entries.map(({ id, expires, reason }) => {
    const state = expires < day(0) ? 'expired' : expires <= day(SOON_DAYS) ? 'expires soon' : 'in force';
    return visible(`${state.padEnd(13)} ${expires}  ${id}: ${reason}`);
  });
  await terminal.out(`${lines.join('\n')}\n`);
  return entries.some(({ expires }) => expires < day(0)) ? EXIT.findings : EXIT.clean;
}
