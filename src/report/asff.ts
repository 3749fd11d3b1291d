import type { Findings, Reporter, Run } from '../model/run.ts';
import { type AsffFinding, asffFinding, asffHole } from './asff-finding.ts';
import { holesOf } from './coverage.ts';
import { jsonText } from './json-text.ts';
import { batched, itemLines } from './pieces.ts';
import { rulesById } from './sentence.ts';

/** All that Security Hub would be told of a run: what was not read, and every finding. */
export function* asffFindings(run: Run, findings: Findings): Generator<AsffFinding> {
  const rules = rulesById(run);
  for (const hole of holesOf(run)) yield asffHole(run, hole);
  for (const finding of findings) yield asffFinding(run, finding, rules.get(finding.rule));
}

function* lines(run: Run, findings: Findings): Generator<string> {
  for (const finding of asffFindings(run, findings)) yield jsonText(finding);
}

function* document(run: Run, findings: Findings): Generator<string> {
  yield '[';
  yield* itemLines(lines(run, findings));
  yield ']\n';
}

/** The AWS Security Finding Format: an array as BatchImportFindings takes a hundred of, one finding a line. */
export const asff: Reporter = {
  format: 'asff',
  fileName: 'report.asff.json',
  render: (run, findings) => batched(document(run, findings)),
};
