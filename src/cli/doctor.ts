import { type KnownRegion, listRegions, whoAmI } from '../aws/discover.ts';
import { openSession } from '../aws/session.ts';
import { CallFailed } from '../collect/call.ts';
import { visibleLines } from '../report/text.ts';
import { EXIT } from './exit.ts';
import { safeJson } from './safe-json.ts';
import type { Terminal } from './terminal.ts';

export interface DoctorFlags {
  readonly profile?: string | undefined;
  readonly format: 'text' | 'json';
}

/** Who am I, from where, and which regions would be read: what to look at when a scan surprises. */
export async function doctorCommand({ profile, format }: DoctorFlags, terminal: Terminal): Promise<number> {
  const session = await openSession({ profile, env: terminal.env });
  const identity = await whoAmI(session.call, session.homeRegion);
  const regions = await listRegions(session.call, session.homeRegion).then(enabledIn, whyNot);
  await session.call.close();
  const facts = {
    node: process.versions.node,
    ...identity,
    homeRegion: session.homeRegion,
    endpoint: terminal.env['AWS_ENDPOINT_URL'] ?? 'AWS',
    regions,
  };
  const text = Object.entries(facts)
    .map(([name, value]) => `${name.padEnd(11)} ${Array.isArray(value) ? value.join(' ') : value}\n`)
    .join('');
  await terminal.out(format === 'json' ? safeJson(`${JSON.stringify(facts, null, 2)}\n`) : visibleLines(text));
  return EXIT.clean;
}

const enabledIn = (regions: readonly KnownRegion[]): readonly string[] =>
  regions
    .filter(({ enabled }) => enabled)
    .map(({ name }) => name)
    .sort();

function whyNot(cause: unknown): string {
  if (cause instanceof CallFailed) return `not readable (${cause.message})`;
  throw cause;
}
