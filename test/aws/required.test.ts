import { expect, test } from 'vitest';
import { collectors } from '../../src/collectors/registry.ts';

/** Answers that may hold nothing at all. */
const MAY_BE_EMPTY: Readonly<Record<string, string>> = {
  GetKMSEncryptionKey: 'Fraud Detector names a key only where one was set',
  GetModelInvocationLoggingConfiguration: 'Bedrock says nothing where nothing was set up',
  DescribeActiveReceiptRuleSet:
    'a region in which no receipt rule set is active; the transport refuses a body without a document',
  GetBucketVersioning: 'a bucket whose versioning was never set; the transport refuses a body without a document',
};

const uses = collectors.flatMap(({ type, list, calls }) =>
  [...(list ? [list] : []), ...calls].map((use) => ({ type, ...use })),
);

test('every operation says which members AWS always sends', () => {
  const silent = uses.filter(({ required, operation }) => required.length === 0 && !MAY_BE_EMPTY[operation]);
  expect(silent.map(({ type, operation }) => `${type} ${operation}`)).toEqual([]);
});

test('the exceptions are operations that are used', () => {
  const used = new Set(uses.map(({ operation }) => operation));
  expect(Object.keys(MAY_BE_EMPTY).filter((operation) => !used.has(operation))).toEqual([]);
});
