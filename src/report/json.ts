import type { FrameworkReport } from '../model/framework.ts';
import { byText } from '../model/order.ts';
import type { RuleInfo } from '../model/rule.ts';
import type { Findings, Reporter, Run } from '../model/run.ts';
import { findingTexts, REPORT_VERSION, ruleDocument } from './documents.ts';
import { jsonText } from './json-text.ts';
import { batched, itemLines } from './pieces.ts';

const ruleLines = (rules: readonly RuleInfo[]): string[] =>
  [...rules].sort((a, b) => byText(a.id, b.id)).map((rule) => `${jsonText(rule.id)}: ${jsonText(ruleDocument(rule))}`);

function* findingLines(findings: Findings): Generator<string> {
  const textOf = findingTexts();
  for (const finding of findings) yield `{${textOf(finding)}}`;
}

function* document(run: Run, findings: Findings): Generator<string> {
  yield `{\n"schemaVersion": ${jsonText(REPORT_VERSION)},\n"tool": ${jsonText(run.tool)},\n"takenAt": ${jsonText(run.takenAt)},\n"scopes": [`;
  yield* itemLines(run.scopes.map(jsonText));
  yield `],\n"summary": ${jsonText(run.summary)},\n"rules": {`;
  yield* itemLines(ruleLines(run.rules));
  yield '},\n"findings": [';
  yield* itemLines(findingLines(findings));
  yield '],\n"gaps": [';
  yield* itemLines(run.gaps.map(jsonText));
  yield ']';
  if (run.framework) yield* framework(run.framework);
  if (run.baseline) yield* baseline(run.baseline.changes);
  yield '\n}\n';
}

function* framework({ controls, ...said }: FrameworkReport): Generator<string> {
  yield `,\n"framework": {${jsonText(said).slice(1, -1)}, "controls": [`;
  yield* itemLines(controls.map(jsonText));
  yield ']}';
}

function* baseline(changes: readonly unknown[]): Generator<string> {
  yield ',\n"baseline": {"changes": [';
  yield* itemLines(changes.map(jsonText));
  yield ']}';
}

/** DESIGN section 8: one object, one finding a line, streamed. */
export const json: Reporter = {
  format: 'json',
  fileName: 'report.json',
  render: (run, findings) => batched(document(run, findings)),
};
