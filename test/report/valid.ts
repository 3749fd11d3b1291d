import { readFileSync } from 'node:fs';
import Ajv, { type AnySchema } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import type { Log } from 'sarif';
import { asffSchema } from './asff-schema.ts';
import { csvRows } from './csv-rows.ts';
import { githubLint } from './github-lint.ts';
import { ocsfSchema } from './ocsf-schema.ts';
import { sarifSchema } from './sarif-schema.ts';

/** Reads a whole document and says what its format forbids. */
type Valid = (document: string) => string[];

const published = (file: string): AnySchema =>
  JSON.parse(readFileSync(new URL(`../../reports/${file}`, import.meta.url), 'utf8'));

function byJsonSchema(schema: AnySchema): (value: unknown) => string[] {
  const validate = new Ajv2020({ strict: false }).compile(schema);
  return (value) => {
    validate(value);
    return (validate.errors ?? []).map(({ instancePath, message = '' }) => `${instancePath} ${message}`);
  };
}
const parsed = (check: (value: never) => string[]): Valid => {
  return (document) => check(JSON.parse(document) as never);
};
const eachLine = (check: (value: unknown) => string[]): Valid => {
  return (document) => {
    if (document !== '' && !document.endsWith('\n')) return ['the last line has no end'];
    return document
      .split('\n')
      .slice(0, -1)
      .flatMap((line) => check(JSON.parse(line)));
  };
};

const report = byJsonSchema(published('report.schema.json'));
const record = byJsonSchema(published('report.jsonl.schema.json'));
const ocsfEvent = byJsonSchema(ocsfSchema);
const asffFinding = byJsonSchema(asffSchema);

const jsonl: Valid = (document) => {
  const kinds = document
    .split('\n')
    .slice(0, -1)
    .map((line) => (JSON.parse(line) as { kind: string }).kind);
  return [
    ...eachLine(record)(document),
    ...(kinds[0] === 'run' && kinds.at(-1) === 'end' ? [] : [`begins with ${kinds[0]}, ends with ${kinds.at(-1)}`]),
  ];
};

const sarifLog = new Ajv.default({ strict: false }).compile(sarifSchema());
const sarif = parsed((log: Log) => {
  sarifLog(log);
  return [...(sarifLog.errors ?? []).map(({ message = '' }) => message), ...githubLint(log)];
});

const csv: Valid = (document) => {
  const [head = [], ...rows] = csvRows(document);
  const cells = rows.flat();
  return [
    ...(new Set(head).size === head.length ? [] : ['two columns of one name']),
    ...rows.filter(({ length }) => length !== head.length).map(({ length }) => `${length} cells`),
    ...cells.filter((cell) => cell.length > 32_767).map(() => 'a cell longer than Excel reads'),
    ...cells.filter((cell) => /^\s*[=+\-@＝＋－＠]/.test(cell)).map((cell) => `a formula: ${cell.slice(0, 40)}`),
  ];
};

interface Suite {
  readonly '@name': string;
  readonly [attribute: `@${string}`]: string;
  readonly testcase?: readonly Readonly<Record<string, unknown>>[];
}

/** The suites of a JUnit document. */
export function suitesOf(document: string): readonly Suite[] {
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    isArray: (name) => name === 'testsuite' || name === 'testcase',
  });
  const { testsuites } = parser.parse(document) as { testsuites: Suite & { testsuite?: readonly Suite[] } };
  return [testsuites, ...(testsuites.testsuite ?? [])];
}

const counted = ({ testcase = [] }: Suite) => ({
  '@tests': testcase.length,
  '@failures': testcase.filter((one) => 'failure' in one).length,
  '@errors': testcase.filter((one) => 'error' in one).length,
  '@skipped': testcase.filter((one) => 'skipped' in one).length,
});

const junit: Valid = (document) => {
  const wellFormed = XMLValidator.validate(document);
  if (wellFormed !== true) return [`${wellFormed.err.line}: ${wellFormed.err.msg}`];
  const [all, ...suites] = suitesOf(document);
  const sums = new Map<string, number>();
  const wrong = suites.flatMap((suite) =>
    Object.entries(counted(suite)).flatMap(([name, count]) => {
      sums.set(name, (sums.get(name) ?? 0) + count);
      return suite[name as '@tests'] === String(count) ? [] : [`${suite['@name']}: ${name} is not ${count}`];
    }),
  );
  const total = [...sums].flatMap(([name, count]) =>
    all?.[name as '@tests'] === String(count) ? [] : [`all: ${name} is not ${count}`],
  );
  return [
    ...wrong,
    ...total,
    ...(/(?![\t\n\r])\p{Cc}|[\ufffe\uffff]/u.test(document) ? ['a forbidden character'] : []),
  ];
};

const MIB = 1_048_576;
const md: Valid = (document) => [
  ...(Buffer.byteLength(document) > MIB ? ['larger than a step summary may be'] : []),
  ...document.split('\n').flatMap((line, index, lines) => {
    const bars = (text = ''): number => text.match(/(?<!\\)\|/g)?.length ?? 0;
    const isRow = line.startsWith('|');
    return isRow && lines[index - 1]?.startsWith('|') && bars(lines[index - 1]) !== bars(line)
      ? [`a row of ${bars(line)} bars below one of ${bars(lines[index - 1])}`]
      : [];
  }),
];

const asff = parsed((findings: readonly object[]) =>
  findings.flatMap((finding) => [
    ...asffFinding(finding),
    ...(Buffer.byteLength(JSON.stringify(finding)) > 240_000 ? ['larger than 240 KB'] : []),
  ]),
);

const html: Valid = (document) => (document.trimEnd().endsWith('</html>') ? [] : ['the page has no end']);

/** By format; a new one that is not here fails the contract. */
export const VALID: Readonly<Record<string, Valid>> = {
  html,
  sarif,
  json: parsed(report),
  jsonl,
  csv,
  junit,
  md,
  ocsf: eachLine(ocsfEvent),
  asff,
};
