import type { Timing } from '../../src/aws/timing.ts';
import { collectors } from '../../src/collectors/registry.ts';
import { contextOf } from '../../src/evaluate/config.ts';
import { collectLive } from '../../src/live.ts';
import { REPORTERS } from '../../src/report/reporters.ts';
import { scan } from '../../src/scan.ts';
import { snapshotLines } from '../../src/snapshot/order.ts';
import { snapshotOf } from '../../src/snapshot/read.ts';
import { SEEDED } from '../emulator/unseeded.ts';
import { SEED_NOW } from '../emulator/world.ts';
import { ALL_RULES, type Snapshot } from './judge.ts';

const TOOL = { name: 'sealscan', version: '0.0.0' };

/** Time-outs for a service that answers in milliseconds, and a machine that may be busy. */
export const QUICK: Partial<Timing> = { attempt: 4_000, backoff: 5 };

export interface Taking {
  readonly endpoint: string;
  readonly timing?: Partial<Timing>;
  readonly deep?: boolean;
  readonly regions?: readonly string[];
  readonly attempts?: number;
  readonly takenAt?: string;
  /** False: the process has credentials of another kind. */
  readonly staticKeys?: boolean;
}

/** A live scan in this process, with the attempts that AWS gets. */
export async function take(options: Taking): Promise<Snapshot> {
  const { endpoint, timing = {}, deep = false, regions = [], attempts = 10, takenAt = SEED_NOW } = options;
  const { staticKeys = true } = options;
  if (staticKeys) {
    process.env['AWS_ACCESS_KEY_ID'] ??= 'AKIAIOSFODNN7EXAMPLE';
    process.env['AWS_SECRET_ACCESS_KEY'] ??= 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
  }
  const { header, records } = await collectLive({
    env: { AWS_ENDPOINT_URL: endpoint, AWS_REGION: 'eu-west-1', AWS_MAX_ATTEMPTS: String(attempts) },
    registry: collectors,
    regions,
    services: SEEDED, // the emulator lacks others
    deep,
    timing,
    tool: TOOL,
    takenAt,
  });
  return { header, records };
}

/** Snapshot and reports, each as the text that the command line would write. */
export async function documents({ header, records }: Snapshot): Promise<Readonly<Record<string, string>>> {
  const result = await scan({
    source: snapshotOf(header, records),
    registry: collectors,
    rules: ALL_RULES,
    context: contextOf({}),
    tool: TOOL,
  });
  const texts: Record<string, string> = { snapshot: [...snapshotLines(header, records)].join('\n') };
  for (const format of ['json', 'sarif', 'html'] as const) {
    let text = '';
    const options = { sarifProfile: 'github', base: 'sealscan-report' } as const;
    for await (const piece of REPORTERS[format].render(result.run, result.findings, options)) text += piece;
    texts[format] = text;
  }
  return texts;
}
