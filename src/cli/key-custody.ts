import { stringify } from 'yaml';
import { collectors } from '../collectors/registry.ts';
import { buildGraph } from '../graph/graph.ts';
import { readInputs } from '../inputs.ts';
import { type CustodyRow, custodyMap, type Dimension, HOLDERS } from '../lineage/custody-map.ts';
import { CUSTODIES } from '../model/custody.ts';
import { InputError } from '../model/input-error.ts';
import { shown, visible } from '../report/text.ts';
import { openSnapshot } from '../snapshot/read.ts';
import { EXIT } from './exit.ts';
import { safeJson } from './safe-json.ts';
import type { Terminal } from './terminal.ts';

export interface KeyCustodyFlags {
  readonly from: string;
  readonly config?: string | undefined;
  readonly by: readonly string[];
  readonly format: 'text' | 'json' | 'config';
}

/** How many resources are under whose keys; as a configuration, what must not get worse. */
export async function keyCustodyCommand(flags: KeyCustodyFlags, terminal: Terminal): Promise<number> {
  const by =
    flags.format === 'config'
      ? (['type'] as const)
      : (flags.by.length > 0 ? flags.by : ['account', 'region', 'service']).map(dimension);
  const { context } = readInputs({ rule: [], service: [], rules: [], config: flags.config, about: 'aws.kms.key' });
  const source = await openSnapshot(flags.from);
  const rows = await custodyMap(await buildGraph(source, collectors, context), collectors, by);
  const report = { takenAt: source.header.takenAt, by, rows };
  const formats = {
    text: () => tableOf(by, rows),
    json: () => safeJson(`${JSON.stringify(report, null, 2)}\n`),
    config: () => seedsOf(rows),
  };
  await terminal.out(formats[flags.format]());
  return EXIT.clean;
}

function dimension(text: string): Dimension {
  if (/^(account|region|service|type)$|^tag:./.test(text)) return text as Dimension;
  throw new InputError(`--by takes account, region, service, type and tag:NAME, not '${text}'`);
}

function tableOf(by: readonly Dimension[], rows: readonly CustodyRow[]): string {
  const lines = [
    [...by, ...HOLDERS],
    ...rows.map(({ place, holders, bytes }) => [
      ...place.map((text) => shown(text, 40) || '-'),
      ...HOLDERS.map((holder) => `${holders[holder]}${bytes[holder] > 0 ? ` (${sizeText(bytes[holder])})` : ''}`),
    ]),
  ];
  const widths = lines[0]?.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0))) ?? [];
  const cell = (text: string, column: number): string =>
    column < by.length ? text.padEnd(widths[column] ?? 0) : text.padStart(widths[column] ?? 0);
  return `${lines.map((line) => visible(line.map(cell).join('  ').trimEnd())).join('\n')}\n`;
}

const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'] as const;

/** `1.5 TiB`: at most three figures and a unit. */
function sizeText(bytes: number): string {
  const unit = Math.min(UNITS.length - 1, Math.floor(Math.log2(bytes) / 10));
  const size = bytes / 2 ** (10 * unit);
  return `${size < 10 && unit > 0 ? Number(size.toFixed(1)) : Math.round(size)} ${UNITS[unit]}`;
}

/** Each type with the least custody that any of it has today; types of which something is not known, or all is unsealed, are left out. */
function seedsOf(rows: readonly CustodyRow[]): string {
  const custody = rows.flatMap(({ place, holders }) => {
    const least = CUSTODIES.find((one) => holders[one] > 0) ?? 'customer-managed';
    return holders['not-known'] > 0 || least === 'none' ? [] : [{ resources: place, required: least }];
  });
  return stringify({ custody });
}
