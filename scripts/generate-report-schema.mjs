// Writes reports/report.jsonl.schema.json from report.schema.json: the same members, a record each, told apart by `kind`.
import { readFileSync } from 'node:fs';
import { writeGenerated } from './generated.mjs';

const report = JSON.parse(readFileSync(new URL('../reports/report.schema.json', import.meta.url), 'utf8'));
const { schemaVersion, tool, takenAt, summary, framework } = report.properties;
const { controls, ...said } = framework.properties;

const object = (properties, required) => ({ type: 'object', additionalProperties: false, required, properties });
const record = (kind, { description, properties, required }) => ({
  ...(description && { description }),
  ...object({ kind: { const: kind }, ...properties }, ['kind', ...required]),
});

const string = { type: 'string' };
const complete = { type: 'boolean', description: 'False: something that was asked for was not seen (exit code 4).' };
const { rule } = report.$defs;
const count = { $ref: '#/$defs/count' };
const records = {
  run: object({ schemaVersion, tool, takenAt, complete, summary }, [
    'schemaVersion',
    'tool',
    'takenAt',
    'complete',
    'summary',
  ]),
  scope: report.$defs.scope,
  rule: { ...rule, properties: { id: string, ...rule.properties }, required: ['id', ...rule.required] },
  finding: report.$defs.finding,
  gap: report.$defs.gap,
  framework: { ...framework, properties: said, required: ['name'] },
  control: report.$defs.control,
  change: report.$defs.change,
  end: {
    ...object({ findings: count, gaps: count }, ['findings', 'gaps']),
    description: 'The last record: without it the file was cut.',
  },
};

writeGenerated(
  new URL('../reports/report.jsonl.schema.json', import.meta.url),
  `${JSON.stringify(
    {
      $schema: report.$schema,
      $id: 'urn:sealscan:report-record:1.0',
      title: 'A line of the sealscan JSONL report',
      description:
        'What sealscan scan --format jsonl writes, one record a line: run, scopes, rules, findings, gaps, framework and its controls, changes since the baseline, end. Version 1.x only adds members and kinds.',
      oneOf: Object.entries(records).map(([kind, definition]) => record(kind, definition)),
      $defs: report.$defs,
    },
    null,
    2,
  )}\n`,
);
