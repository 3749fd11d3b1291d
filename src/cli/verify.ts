import { InputError } from '../model/input-error.ts';
import { counted, visible } from '../report/text.ts';
import { differenceOf, differences, readManifest } from '../snapshot/manifest.ts';
import { EXIT } from './exit.ts';
import type { Terminal } from './terminal.ts';

export interface VerifyFlags {
  readonly from?: string | undefined;
}

/** Compares a folder of reports with its manifest: exit code 1 when something differs, is missing or is not this scan's. */
export async function verifyCommand({ from }: VerifyFlags, terminal: Terminal, folder: string): Promise<number> {
  const manifest = readManifest(folder);
  const found = await differences(folder, manifest);
  if (from !== undefined) {
    const said = await differenceOf(from, manifest.snapshot.sha256, true);
    if (said === 'it is missing') throw new InputError('no such file', { file: from });
    if (said !== undefined) found.push(`${from}: the reports were made from another snapshot`);
  }
  const { tool, takenAt, files } = manifest;
  const scan = `the scan of ${takenAt} by ${tool.name} ${tool.version}`;
  const verdict =
    found.length === 0
      ? `${folder}: ${counted(Object.keys(files).length, 'file')} as ${scan} left them`
      : `${folder}: not as ${scan} left it`;
  await terminal.out([...found, verdict].map((line) => `${visible(line)}\n`).join(''));
  return found.length === 0 ? EXIT.clean : EXIT.findings;
}
