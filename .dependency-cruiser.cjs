/** Import directions of DESIGN section 3; scripts/architecture.mjs runs them and asserts that every file was read. */
const stage = (name, others, why) => ({
  name: `${name}-stays-in-its-stage`,
  comment: why,
  severity: 'error',
  from: { path: `^src/${name}/` },
  to: { path: `^src/(${others.join('|')})` },
});

module.exports = {
  forbidden: [
    {
      name: 'model-imports-nothing',
      comment: 'The model is what all stages agree on: it imports nothing but itself.',
      severity: 'error',
      from: { path: '^src/model/' },
      to: { pathNot: '^src/model/' },
    },
    stage('iam', ['lineage', 'collect', 'collectors', 'graph', 'evaluate', 'report', 'aws', 'snapshot', 'secrets', 'source', 'cli', 'scan', 'live', 'hub', 'lambda', 'store', 'reports', 'fleet', 'keys', 'inputs', 'formats'], 'The policy language works on its own; it knows the model only.'),
    stage('collect', ['lineage', 'collectors', 'graph', 'evaluate', 'report', 'aws', 'snapshot', 'iam', 'secrets', 'source', 'cli', 'scan', 'live', 'hub', 'lambda', 'store', 'reports', 'fleet', 'keys', 'inputs', 'formats'], 'Collecting knows descriptors and calls, not services, verdicts or files: faces wire them.'),
    stage('collectors', ['lineage', 'graph', 'evaluate', 'report', 'aws', 'snapshot', 'secrets', 'source', 'cli', 'scan', 'live', 'hub', 'lambda', 'store', 'reports', 'fleet', 'keys', 'inputs', 'formats'], 'A collector is a declaration: it knows the descriptor, the model and policy facts.'),
    stage('graph', ['lineage', 'collect', 'collectors', 'evaluate', 'report', 'aws', 'snapshot', 'iam', 'secrets', 'source', 'cli', 'scan', 'live', 'hub', 'lambda', 'store', 'reports', 'fleet', 'keys', 'inputs', 'formats'], 'The graph gets the registry as an argument, so that a snapshot can be read without any service.'),
    stage('evaluate', ['lineage', 'collect', 'collectors', 'graph', 'report', 'aws', 'snapshot', 'iam', 'secrets', 'source', 'cli', 'scan', 'live', 'hub', 'lambda', 'store', 'reports', 'fleet', 'keys', 'inputs', 'formats'], 'Rules judge resources, wherever they come from.'),
    stage('report', ['lineage', 'collect', 'collectors', 'graph', 'evaluate', 'aws', 'snapshot', 'iam', 'secrets', 'source', 'cli', 'scan', 'live', 'hub', 'lambda', 'store', 'reports', 'fleet', 'keys', 'inputs', 'formats'], 'A reporter reads the run and its findings and nothing else.'),
    stage('lineage', ['collect', 'collectors', 'report', 'aws', 'snapshot', 'secrets', 'source', 'cli', 'scan', 'live', 'hub', 'lambda', 'store', 'reports', 'fleet', 'keys', 'inputs', 'formats'], 'Lineage compares and supposes: it composes graph, access and verdicts, and reads no file.'),
    stage('snapshot', ['lineage', 'collect', 'collectors', 'graph', 'evaluate', 'report', 'aws', 'iam', 'secrets', 'source', 'cli', 'scan', 'live', 'hub', 'lambda', 'store', 'reports', 'fleet', 'keys', 'inputs', 'formats'], 'Snapshot files hold observations; what they mean is known elsewhere.'),
    stage('aws', ['lineage', 'collectors', 'graph', 'evaluate', 'report', 'snapshot', 'iam', 'secrets', 'source', 'cli', 'scan', 'live', 'hub', 'lambda', 'store', 'reports', 'fleet', 'keys', 'inputs', 'formats'], 'The door to AWS answers calls; it does not know what they are for.'),
    stage('secrets', ['lineage', 'collect', 'collectors', 'graph', 'evaluate', 'report', 'aws', 'snapshot', 'iam', 'source', 'cli', 'scan', 'live', 'hub', 'lambda', 'store', 'reports', 'fleet', 'keys', 'inputs', 'formats'], 'What looks at secrets gives back marks; it knows neither services nor files, so that nothing else can leave it.'),
    stage('source', ['lineage', 'collect', 'collectors', 'graph', 'evaluate/(?!read-text|yaml-limits)', 'report', 'aws', 'snapshot', 'iam', 'secrets', 'cli', 'scan', 'live', 'hub', 'lambda', 'store', 'reports', 'fleet', 'keys', 'inputs', 'formats'], 'Where code made a resource is told by templates and states; what was found there is not their business.'),
    {
      name: 'sdk-only-in-aws',
      comment: 'SDK values are loaded by src/aws alone, when first called: nothing offline loads the SDK. Types are free.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/aws/' },
      to: { path: '@aws-sdk|@smithy', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'cel-in-one-place',
      comment: 'One folder knows the expression language, so that it can be replaced.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/evaluate/cel/' },
      to: { path: '@marcbachmann/cel-js|re2js' },
    },
    {
      name: 'queue-in-one-place',
      comment: 'BullMQ and Redis are known to the engine that is built on them, and are loaded with it alone.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/fleet/queue/' },
      to: { path: 'node_modules/(bullmq|ioredis)' },
    },
    {
      name: 'disk-only-at-the-edges',
      comment: 'Stages are pure; only faces, src/aws and loaders touch process, clock and disk.',
      severity: 'error',
      from: { path: '^src/(model|iam|collect|collectors|graph|lineage|report|secrets)/|^src/evaluate/(?!rule-folder|read-text)' },
      to: { path: '^(node:)?(fs|fs/promises|child_process|net|http|https|os|process)$' },
    },
    { name: 'no-circles', comment: 'A circle has no first file to read.', severity: 'error', from: {}, to: { circular: true, dependencyTypesNot: ['type-only'] } },
  ],
  options: {
    tsPreCompilationDeps: 'specify',
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.(hbs|css)(\\?|$)|assets\\.d\\.ts' },
    enhancedResolveOptions: { extensions: ['.ts', '.js', '.mjs', '.json'], conditionNames: ['import', 'node', 'types'] },
  },
};
