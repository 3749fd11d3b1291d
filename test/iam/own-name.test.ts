import { describe, expect, test } from 'vitest';
import { accessFacts, tlsEnforced } from '../../src/iam/facts.ts';
import { parsePolicy } from '../../src/iam/parse.ts';
import { deniesHttp, wantedOf } from '../../src/iam/tls.ts';
import { CONTEXT, policy } from './policies.ts';

const NAMES = ['data', 'data-lake', 'lake', 'logs', 'zqown-name-zq'];
const idOf = (name: string): string => `arn:aws:s3:::${name}`;

/** What a statement may say of buckets, most of it about some of them only. */
const RESOURCES: readonly (readonly string[])[] = [
  ...NAMES.flatMap((name) => [[idOf(name), `${idOf(name)}/*`], [`${idOf(name)}*`], [`${idOf(name)}/*`]]),
  ['*'],
  ['arn:aws:s3:::*'],
  ['arn:aws:s3:::*', 'arn:aws:s3:::*/*'],
  ['arn:aws:s3:::da*'],
  ['arn:aws:s3:::*lake', 'arn:aws:s3:::*lake/*'],
  ['arn:aws:s3:::dat?', 'arn:aws:s3:::dat?/*'],
  ['arn:aws:s3:::????', 'arn:aws:s3:::????/*'],
  ['arn:aws:s3:::zq*'],
  ['arn:aws:*:::logs*'],
  ['arn:aws:s3:::$' + '{aws:PrincipalTag/bucket}*'],
];

describe('what is decided for one bucket is said of another only where their names say nothing', () => {
  test.each(RESOURCES.map((resources) => [resources.join(), resources]))('%s', (_shown, resources) => {
    const text = policy({
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:*',
      Resource: resources,
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    });
    for (const name of NAMES) {
      const alone = deniesHttp(parsePolicy(text, 's3'), wantedOf('s3', idOf(name)));
      expect([name, tlsEnforced('s3', text, { ...CONTEXT, id: idOf(name) })]).toEqual([name, alone]);
    }
  });
});

test('a proof names the bucket that it is about', () => {
  for (const name of NAMES) {
    const text = policy({ Principal: '*', Action: 's3:GetObject', Resource: `${idOf(name)}/*` });
    const { publicWitness } = accessFacts('s3', text, { ...CONTEXT, id: idOf(name) });
    expect(publicWitness).toContain(`${idOf(name)}/`);
  }
});

test('a Deny for buckets of one name shuts that one only', () => {
  const text = (name: string): string =>
    policy(
      { Principal: '*', Action: 's3:GetObject', Resource: `${idOf(name)}/*` },
      { Effect: 'Deny', Principal: '*', Action: '*', Resource: `${idOf('data')}*` },
    );
  const isPublic = (name: string): boolean => accessFacts('s3', text(name), { ...CONTEXT, id: idOf(name) }).public;
  expect(NAMES.map((name) => [name, isPublic(name)])).toEqual(NAMES.map((name) => [name, !name.startsWith('data')]));
});
