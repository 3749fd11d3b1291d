import { expect, test } from 'vitest';
import { collectors } from '../../src/collectors/registry.ts';
import { lineageOf } from '../../src/graph/lineage.ts';
import { NAMED, world } from '../worlds/secret-references.ts';
import { secretArn } from '../worlds/secretsmanager.ts';
import { recordWorld } from '../worlds.ts';
import { play, refuses } from './play.ts';

const rule = 'secret-not-pending-deletion-while-in-use';
const options = { rules: ['secretsmanager'] };

test('a deleted secret is found by what names it, however it is written', async () => {
  const { verdicts, finding } = await play(world.answers, options);
  const named = Object.fromEntries(Object.keys(NAMED).map((name) => [name, 'fail']));
  expect(verdicts(rule)).toEqual({ ...named, tail: 'pass', forgotten: 'pass' });
  for (const [name, user] of Object.entries(NAMED)) expect(finding(rule, name).message, name).toContain(user);
});

test.each([
  ['codebuild:BatchGetProjects', 'codebuild:BatchGetProjects', 'AmazonMSK_alice'],
  ['codebuild:ListSourceCredentials', 'codebuild:ListSourceCredentials', 'build/source'],
  ['kafka:ListScramSecrets', 'kafka:ListScramSecrets', 'build/source'],
  ['glue:GetConnections', 'glue:GetConnections', 'build/source'],
  ['database-migration-service:DescribeEndpoints', 'dms:DescribeEndpoints', 'build/source'],
])('without %s it is not known that nothing names a secret', async (operation, permission, seen) => {
  const answers = { ...world.answers, [operation]: refuses('AccessDeniedException') };
  const { verdicts, finding } = await play(answers, options);
  expect(verdicts(rule)).toMatchObject({ forgotten: 'unknown', [seen]: 'fail' });
  expect(finding(rule, 'forgotten').reasons).toMatchObject([{ class: 'denied', permission }]);
});

test('SCRAM secrets are asked of clusters that have SCRAM', async () => {
  const [cluster] = (world.answers['kafka:ListClustersV2'] as { ClusterInfoList: object[] }).ClusterInfoList;
  const off = { ...world.answers, 'kafka:ListClustersV2': { ClusterInfoList: [{ ...cluster, Provisioned: {} }] } };
  expect((await play(off, options)).calls).not.toContain('kafka:ListScramSecrets');
});

test('who logs in with a secret depends on it, and so on its key', async () => {
  const lineage = await lineageOf((await play(world.answers, options)).graph, collectors);
  expect(lineage.into(secretArn('oracle/asm'))).toMatchObject([{ from: { name: 'oracle' }, via: 'namedSecrets' }]);
  expect(lineage.into(secretArn('build/account'))).toMatchObject([{ from: { name: 'github' }, via: 'namedSecret' }]);
});

test('of variables only the names of secrets are stored', async () => {
  const text = await recordWorld('secret-references');
  expect(text).not.toContain('not-to-be-stored');
  expect(text).not.toContain('AWSCURRENT');
});
