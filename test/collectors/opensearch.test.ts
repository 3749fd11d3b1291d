import { expect, test } from 'vitest';
import { world } from '../worlds/opensearch.ts';
import { world as serverless } from '../worlds/opensearchserverless.ts';
import { play, refuses } from './play.ts';

test('domains: at rest, among nodes, to clients', async () => {
  const { verdicts, finding, calls } = await play(world.answers, { rules: ['opensearch'] });
  expect(verdicts('opensearch-at-rest-encrypted')).toEqual({
    good: 'pass',
    open: 'fail',
    legacy: 'pass',
    default: 'pass',
    'cut-off': 'pass',
    foreign: 'pass',
    silent: 'unknown',
    refused: 'unknown',
  });
  expect(verdicts('opensearch-key-level')).toMatchObject({
    good: 'pass',
    legacy: 'fail',
    default: 'fail',
    foreign: 'unknown',
  });
  expect(verdicts('opensearch-domain-key-usable')).toMatchObject({ good: 'pass', 'cut-off': 'fail' });
  expect(verdicts('opensearch-https-enforced')).toMatchObject({ good: 'pass', open: 'fail', silent: 'unknown' });
  expect(verdicts('opensearch-node-to-node-encrypted')).toMatchObject({
    good: 'pass',
    open: 'fail',
    silent: 'unknown',
  });
  expect(verdicts('opensearch-tls-policy-modern')).toMatchObject({
    good: 'pass',
    legacy: 'pass',
    default: 'pass',
    open: 'fail',
    silent: 'unknown',
  });
  expect(finding('opensearch-https-enforced', 'refused').reasons[0]).toMatchObject({ permission: 'es:DescribeDomain' });
  expect(calls.filter((call) => call === 'opensearch:DescribeDomain')).toHaveLength(8);
});

test('serverless collections say their key themselves', async () => {
  const { verdicts, calls } = await play(serverless.answers, { rules: ['opensearchserverless'] });
  expect(verdicts('opensearchserverless-collection-key-level')).toEqual({
    own: 'pass',
    default: 'fail',
    'cut-off': 'pass',
    foreign: 'unknown',
    silent: 'unknown',
  });
  expect(verdicts('opensearchserverless-collection-key-usable')).toMatchObject({ own: 'pass', 'cut-off': 'fail' });
  expect(calls.filter((call) => call.startsWith('opensearchserverless:'))).toHaveLength(1);
});

test.each([
  ['opensearch', 'opensearch:ListDomainNames', 'es:ListDomainNames', 'opensearch-https-enforced'],
  [
    'opensearchserverless',
    'opensearchserverless:ListCollections',
    'aoss:ListCollections',
    'opensearchserverless-collection-key-own-account',
  ],
])('%s: a denied listing is unknown', async (service, operation, permission, rule) => {
  const { finding } = await play({ [operation]: refuses('AccessDeniedException') }, { rules: [service] });
  expect(finding(rule, '*')).toMatchObject({ verdict: 'unknown', reasons: [{ class: 'denied', permission }] });
});
