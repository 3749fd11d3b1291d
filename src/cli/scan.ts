import { tmpdir } from 'node:os';
import { isAbsolute, join, relative, sep } from 'node:path';
import { collectors } from '../collectors/registry.ts';
import type { Rule } from '../evaluate/rule.ts';
import { rulesFor } from '../evaluate/select.ts';
import { refuseEndless } from '../evaluate/suppression-file.ts';
import { formatsOf, refuseCategory } from '../formats.ts';
import { type Inputs, readInputs } from '../inputs.ts';
import { keyPages } from '../keys/pages.ts';
import { InputError } from '../model/input-error.ts';
import type { Mask } from '../model/mask.ts';
import type { SnapshotSource } from '../model/snapshot.ts';
import { summaryTable } from '../report/table.ts';
import { tallyFindings } from '../report/tally.ts';
import { visible, visibleLines } from '../report/text.ts';
import type { Format } from '../reports.ts';
import { type ScanInput, type ScanResult, scan } from '../scan.ts';
import { scratchIn } from '../scratch.ts';
import { lockFolder } from '../snapshot/lock.ts';
import { digestOfFile, digestOfText, writeManifest } from '../snapshot/manifest.ts';
import { openSnapshot, snapshotOf } from '../snapshot/read.ts';
import { readCode } from '../source/code.ts';
import { rootOf } from '../source/repository.ts';
import { TOOL } from '../version.ts';
import { laterOf, nowIn } from './clock.ts';
import { EXIT, exitCodeOf, type FailOn, parseFailOn } from './exit.ts';
import { isFleet } from './fleet-flags.ts';
import { takeSnapshot } from './live-source.ts';
import { maskFor } from './mask.ts';
import { effectiveConfig } from './print-config.ts';
import type { ScanFlags } from './scan-flags.ts';
import { refuseMaskedSending, sendFindings } from './send.ts';
import type { Terminal } from './terminal.ts';
import { printOne, writeReports } from './write-reports.ts';

/** Scans, reports, and gives the exit code. */
export async function scanCommand(flags: ScanFlags, terminal: Terminal): Promise<number> {
  if (isFleet(flags) && !flags.printConfig)
    return (await import('./organization.ts')).organizationCommand(flags, terminal);
  const formats = formatsIn(flags);
  refuseMaskedSending(flags);
  const failOn = parseFailOn(flags.failOn);
  refuseCategory(flags.sarifCategory);
  const inputs = readInputs(flags);
  if (flags.printConfig) {
    await terminal.out(visibleLines(effectiveConfig(inputs)));
    return EXIT.clean;
  }
  const code = readCode(flags, rootOf(process.cwd()));
  const unlock = flags.output === '-' ? () => {} : lockFolder(flags.output);
  const scratch = scratchIn(flags.output === '-' ? tmpdir() : flags.output);
  try {
    return await scanInto(formats, failOn, { ...inputs, code, scratch }, flags, terminal);
  } finally {
    scratch.close();
    unlock();
  }
}

async function scanInto(
  formats: readonly Format[],
  failOn: FailOn,
  inputs: Inputs & Pick<ScanInput, 'code' | 'scratch'>,
  flags: ScanFlags,
  terminal: Terminal,
): Promise<number> {
  const toStdout = flags.output === '-';
  const now = nowIn(terminal.env);
  if (flags.from === undefined) refuseEndless(inputs.suppressions, now); // before anything is collected
  const { source, mask, finish } =
    flags.from === undefined
      ? await liveSource(flags, terminal, inputs)
      : await fileSource(flags.from, flags.mask ?? false);
  refuseEndless(inputs.suppressions, laterOf(source.header.takenAt, now));
  refuseUnasked(flags, source, inputs);
  const result = await scan({
    source,
    registry: collectors,
    tool: TOOL,
    ...inputs,
    ...(mask && { mask }),
    ...(formats.includes('html') && { keys: keyPages(source, inputs.context, mask) }),
    regions: flags.from === undefined ? [] : regionsIn(flags.region, source),
  });
  const table = summaryTable(result.run, tallyFindings(result.findings), {
    width: terminal.width,
    color: terminal.color && !toStdout,
  });
  if (toStdout) {
    await printOne(formats[0] as Format, result, flags, terminal);
    if (!terminal.isQuiet) terminal.note(table);
  } else {
    const { reports, inventory } = await writeReports(formats, result, flags);
    await writeManifest(flags.output, await factsOf(result, inputs.rules, flags), [...reports, ...inventory]);
    const paths = reports.map((file) => visible(join(flags.output, file)));
    if (!terminal.isQuiet) await terminal.out(`${table}\nReports: ${paths.join('  ')}\n`);
  }
  finish();
  for (const warning of result.warnings) terminal.note(visible(`sealscan: ${mask ? mask.value(warning) : warning}`));
  const isSent = flags.sendTo === undefined || (await sendFindings(result, flags, terminal));
  return isSent ? exitCodeOf(result, failOn, flags.allowIncomplete ?? false) : EXIT.nothing;
}

interface Source {
  readonly source: SnapshotSource;
  readonly mask?: Mask;
  finish(): void;
}

async function fileSource(file: string, masked: boolean): Promise<Source> {
  const source = await openSnapshot(file);
  return { source, ...(masked && { mask: await maskFor(source) }), finish: () => {} };
}

async function liveSource(flags: ScanFlags, terminal: Terminal, { context }: Inputs): Promise<Source> {
  const { header, records, ...rest } = await takeSnapshot(flags, snapshotFile(flags), terminal, context.secretWords);
  return { source: snapshotOf(header, records), ...rest };
}

function formatsIn({ format, output }: ScanFlags): readonly Format[] {
  const formats = formatsOf(format);
  if (output === '-' && format.length !== 1)
    throw new InputError('--output - prints one document: give exactly one --format');
  return formats;
}

function regionsIn(wanted: readonly string[], { header }: SnapshotSource): readonly string[] {
  const regions = new Set(header.scopes.map(({ region }) => region));
  const missing = wanted.find((region) => region !== 'all' && !regions.has(region));
  if (missing !== undefined)
    throw new InputError(`the snapshot has no region '${missing}' (${[...regions].sort().join(', ')})`);
  return wanted.includes('all') ? [] : wanted;
}

/** A snapshot of some services can be judged by their rules only. */
function refuseUnasked({ service, from }: ScanFlags, { header }: SnapshotSource, inputs: Inputs): void {
  const missing = header.services.length > 0 && service.find((name) => !header.services.includes(name));
  if (missing || rulesFor(header, { ...inputs, registry: collectors }).length === 0)
    throw new InputError(
      header.services.length > 0
        ? `the snapshot was taken for ${header.services.join(', ')} only`
        : 'the selected rules judge what only --secrets reads, and the snapshot was taken without it',
      from ? { file: from } : undefined,
    );
}

/** What the manifest says of a scan beside its files. */
async function factsOf({ run: { tool, takenAt } }: ScanResult, rules: readonly Rule[], flags: ScanFlags) {
  const file = snapshotFile(flags);
  const inside = relative(flags.output, file).split(sep).join('/');
  const isInside = !inside.startsWith('../') && !isAbsolute(inside);
  return {
    tool,
    takenAt,
    snapshot: { ...(isInside ? { file: inside } : {}), sha256: await digestOfFile(file) },
    rules: {
      count: rules.length,
      sha256: digestOfText(JSON.stringify(rules.map(({ info, yaml }) => [info, yaml.value]))),
    },
  };
}

const snapshotFile = ({ from, save, output }: ScanFlags): string =>
  from ?? save ?? join(output === '-' ? 'sealscan-report' : output, 'snapshot.ndjson');
