import type { InputFlags } from '../inputs.ts';
import type { CodeFlags } from '../source/code.ts';
import type { FleetFlags } from './fleet-flags.ts';
import type { LiveFlags } from './live-source.ts';
import type { SendFlags } from './send.ts';
import type { ReportFlags } from './write-reports.ts';

export interface ScanFlags extends InputFlags, LiveFlags, SendFlags, CodeFlags, ReportFlags, FleetFlags {
  readonly from?: string | undefined;
  readonly format: readonly string[];
  readonly save?: string | undefined;
  readonly failOn: string;
  readonly allowIncomplete?: boolean | undefined;
  readonly printConfig?: boolean | undefined;
}
