import { byText } from '../model/order.ts';
import type { Findings, Reporter, Run } from '../model/run.ts';
import { findingTexts, REPORT_VERSION, ruleDocument } from './documents.ts';
import { jsonText } from './json-text.ts';
import { batched } from './pieces.ts';

const record = (kind: string, members: object): string => `${jsonText({ kind, ...members })}\n`;

function* head({ tool, takenAt, complete, summary, scopes, rules }: Run): Generator<string> {
  yield record('run', { schemaVersion: REPORT_VERSION, tool, takenAt, complete, summary });
  for (const scope of scopes) yield record('scope', scope);
  for (const rule of [...rules].sort((a, b) => byText(a.id, b.id)))
    yield record('rule', { id: rule.id, ...ruleDocument(rule) });
}

function* tail({ gaps, framework, baseline }: Run): Generator<string> {
  for (const gap of gaps) yield record('gap', gap);
  if (framework) {
    const { controls, ...said } = framework;
    yield record('framework', said);
    for (const control of controls) yield record('control', control);
  }
  for (const change of baseline?.changes ?? []) yield record('change', change);
}

function* records(run: Run, findings: Findings): Generator<string> {
  yield* head(run);
  let count = 0;
  const textOf = findingTexts();
  for (const finding of findings) {
    count++;
    yield `{"kind":"finding",${textOf(finding)}}\n`;
  }
  yield* tail(run);
  yield record('end', { findings: count, gaps: run.gaps.length });
}

/** The JSON report as one record a line; a document without its `end` record was cut. */
export const jsonl: Reporter = {
  format: 'jsonl',
  fileName: 'report.jsonl',
  render: (run, findings) => batched(records(run, findings)),
};
