import { readFileSync } from 'node:fs';
import { collectors } from '../../src/collectors/registry.ts';
import { contextOf } from '../../src/evaluate/config.ts';
import { loadRules, type Rule } from '../../src/evaluate/rule.ts';
import { readRuleFolder } from '../../src/evaluate/rule-folder.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { Gap } from '../../src/model/run.ts';
import type { SnapshotHeader, SnapshotRecord } from '../../src/model/snapshot.ts';
import { scan } from '../../src/scan.ts';
import { snapshotOf } from '../../src/snapshot/read.ts';

export interface Snapshot {
  readonly header: SnapshotHeader;
  readonly records: readonly SnapshotRecord[];
}

/** What a scan said, by finding id. */
export interface Said {
  readonly findings: ReadonlyMap<string, Finding>;
  readonly gaps: readonly Gap[];
  readonly complete: boolean;
}

export const ALL_RULES: readonly Rule[] = loadRules(
  readRuleFolder('rules'),
  new Map(collectors.map((one) => [one.type, one])),
  {},
);

export function readFixture(file: string): Snapshot {
  const [header, ...records] = readFileSync(`fixtures/${file}`, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  return { header, records };
}

/** Judges by every rule there is, those that are off by default too. */
export async function judge({ header, records }: Snapshot): Promise<Said> {
  const { run, findings } = await scan({
    source: snapshotOf(header, records),
    registry: collectors,
    rules: ALL_RULES,
    context: contextOf({}),
    tool: { name: 'sealscan', version: '0' },
  });
  const byId = new Map<string, Finding>(Array.from(findings, (finding) => [finding.id, finding]));
  return { findings: byId, gaps: run.gaps, complete: run.complete };
}
