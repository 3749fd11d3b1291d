// Rules that are plain comparisons on fields, and the rows that they judge: what a service's resources look like once they are normalized.
const STRINGS = {
  state: ['available', 'in-use', 'deleting', 'error'],
  engine: ['postgres', 'mysql', 'redis', 'kafka', 'opensearch'],
  tls: ['none', 'TLSv1.0', 'TLSv1.2', 'TLSv1.3'],
  origin: ['aws-kms', 'imported', 'cloudhsm', 'external-store'],
  manager: ['aws', 'customer'],
};
const INTS = {
  size: [8, 64, 100, 512, 4096],
  retention: [0, 1, 7, 30, 365],
  age: [1, 45, 89, 91, 400],
  replicas: [0, 1, 2, 3],
};
const BOOLS = ['encrypted', 'public', 'rotated', 'versioned', 'logged', 'guarded'];

/** Columns with their types as fields have them, and the values that rows hold. */
export const COLUMNS = Object.fromEntries([
  ...Object.entries(STRINGS).map(([name, values]) => [
    name,
    { type: { kind: 'enum', values }, sql: 'VARCHAR', values },
  ]),
  ...Object.entries(INTS).map(([name, values]) => [name, { type: { kind: 'int' }, sql: 'BIGINT', values }]),
  ...BOOLS.map((name) => [name, { type: { kind: 'bool' }, sql: 'BOOLEAN', values: [true, false] }]),
]);

export const RULES = [
  'resource.encrypted',
  '!resource.public',
  'resource.rotated',
  'resource.versioned && resource.logged',
  'resource.guarded || !resource.public',
  'resource.encrypted && resource.rotated',
  'resource.retention >= 7',
  'resource.retention >= 30 || !resource.logged',
  'resource.age < 90',
  'resource.age < 90 || resource.rotated',
  'resource.replicas > 0',
  'resource.replicas >= 2 && resource.guarded',
  'resource.size <= 512',
  'resource.size <= 512 || resource.encrypted',
  'resource.tls != "none"',
  'resource.tls in ["TLSv1.2", "TLSv1.3"]',
  'resource.tls == "TLSv1.3" || !resource.public',
  'resource.state == "available"',
  'resource.state in ["available", "in-use"]',
  'resource.state != "error" && resource.encrypted',
  'resource.manager == "customer"',
  'resource.manager == "customer" && resource.rotated',
  'resource.origin == "aws-kms"',
  'resource.origin != "imported" || resource.age < 90',
  'resource.origin in ["cloudhsm", "external-store"] || resource.manager == "customer"',
  'resource.engine != "redis" || resource.tls != "none"',
  'resource.engine in ["postgres", "mysql"] || resource.encrypted',
  'resource.engine == "kafka" && resource.replicas >= 2',
  'resource.logged && resource.retention > 0 && resource.guarded',
  '!(resource.public && resource.manager == "aws")',
  'resource.encrypted && resource.tls != "none" && resource.state == "in-use"',
  'resource.age >= 45 || resource.size > 64 || resource.versioned',
];

/** The same condition as SQL: three-valued logic there is the unknown here. */
export const sqlOf = (rule) =>
  rule
    .replaceAll('resource.', '')
    .replaceAll('&&', 'AND')
    .replaceAll('||', 'OR')
    .replaceAll(/!(?!=)/g, 'NOT ')
    .replaceAll('==', '=')
    .replaceAll('"', "'")
    .replaceAll('[', '(')
    .replaceAll(']', ')');

/** Verdicts of each rule: pass, fail, unknown. */
export const newCounts = () => RULES.map(() => [0, 0, 0]);
