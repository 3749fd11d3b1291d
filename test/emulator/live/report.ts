import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Listing, Observation } from '../../../src/model/snapshot.ts';

/** What the suite reads of a JSON report. */
export interface Report {
  readonly scopes: readonly { readonly region: string; readonly status: string }[];
  readonly findings: readonly Judged[];
  readonly gaps: readonly {
    readonly region: string;
    readonly class: string;
    readonly operation: string;
    readonly permission?: string;
    readonly resource?: string;
  }[];
}

export interface Judged {
  readonly rule: string;
  readonly verdict: string;
  readonly message: string;
  readonly resource: {
    readonly id: string;
    readonly type: string;
    readonly name: string;
    readonly region: string;
    readonly tags: Readonly<Record<string, string>>;
  };
}

/** A folder for one scan's reports, gone when the suite ends. */
export function scratch(): { readonly folder: (name: string) => string; remove(): void } {
  const root = mkdtempSync(join(tmpdir(), 'sealscan-emulator-'));
  return { folder: (name) => join(root, name), remove: () => rmSync(root, { recursive: true, force: true }) };
}

export const text = (folder: string, file: string): string => readFileSync(join(folder, file), 'utf8');

export function reportIn(folder: string): Report {
  return JSON.parse(text(folder, 'report.json'));
}

/** The resources in the snapshot that a live scan left behind. */
export function observationsIn(folder: string): Observation[] {
  const [, ...lines] = text(folder, 'snapshot.ndjson').trimEnd().split('\n');
  const records: (Listing | Observation)[] = lines.map((line) => JSON.parse(line));
  return records.flatMap((record) => ('listing' in record ? [] : [record]));
}
