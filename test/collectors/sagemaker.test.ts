import { expect, test } from 'vitest';
import { world } from '../worlds/sagemaker.ts';
import { play } from './play.ts';

const { verdicts, finding, calls } = await play(world.answers, { rules: ['sagemaker'] });

test.each([
  [
    'sagemaker-notebook-kms-key',
    { none: 'fail', empty: 'fail', own: 'pass', bare: 'pass', default: 'pass', foreign: 'pass', denied: 'unknown' },
  ],
  [
    'sagemaker-notebook-cmk',
    { none: 'fail', empty: 'fail', own: 'pass', bare: 'pass', default: 'fail', foreign: 'unknown', denied: 'unknown' },
  ],
  ['sagemaker-endpoint-config-kms-key', { none: 'fail', own: 'pass' }],
  ['sagemaker-feature-group-offline-store-kms', { none: 'fail', own: 'pass' }],
  [
    'sagemaker-training-volume-and-output-kms-key',
    { none: 'fail', both: 'pass', 'volume-only': 'fail', 'output-only': 'fail', serverless: 'pass' },
  ],
  ['sagemaker-training-intercontainer-encryption', { both: 'fail', 'output-only': 'pass' }],
  ...['data-quality', 'explainability', 'model-bias', 'model-quality'].map(
    (kind) =>
      [
        `sagemaker-${kind}-job-intercontainer-encryption`,
        { open: 'fail', 'said-off': 'fail', encrypted: 'pass' },
      ] as const,
  ),
  ['sagemaker-domain-kms-key', { default: 'fail', own: 'pass' }],
] as const)('%s', (rule, expected) => {
  expect(verdicts(rule)).toEqual(expected);
});

test('one call a resource beside the listings, and a refused one says which permission it needs', () => {
  expect(calls.filter((call) => call === 'sagemaker:DescribeNotebookInstance')).toHaveLength(7);
  expect(calls.filter((call) => call.startsWith('sagemaker:List'))).toHaveLength(9);
  expect(finding('sagemaker-notebook-kms-key', 'denied').reasons[0]).toMatchObject({
    class: 'denied',
    permission: 'sagemaker:DescribeNotebookInstance',
  });
});
